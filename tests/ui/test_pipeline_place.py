"""The board on the screen: columns and cursor, moves with their questions, marks, filter, folding, and where
one stood the last time."""

import pytest
from board_rig import (
    NAMES,
    board,
    fill_board,
    here,
    moved_by_another,
    names,
    stage_of,
    stages_changed_by_another,
)
from desk_rig import desk, fill, kept
from hostile_texts import HARMFUL
from rich.cells import cell_len

LOSS = dict.fromkeys(("status", "lost_stage", "lost_reason", "lost_kind", "lost_cause"))


@pytest.fixture
def book(tmp_path):
    fill_board(tmp_path)
    return tmp_path


async def test_a_card_for_each_open_deal_and_each_customer_without(book):
    async with board(book) as screen:
        assert names(screen) == {
            "prospect": ["宏达机械", "Nordwind GmbH"], "interested": ["青禾零售"],
            "negotiation": ["宏达机械"], "maintain": ["乐行旅行社"], "lost": ["Kestrel Supplies"],
        }  # fmt: skip
        await screen.sees(
            "4 open deals",
            "Prospect",
            "Lost",
            "nothing to sign",
            "too expensive",
            "no rate for NZD",
        )
        await screen.sees(
            "¥368k", "weighted ¥36.8k", "weighted ¥90.8k + NZD 300", "weighted NZD 300"
        )


async def test_the_cursor_goes_through_columns_and_keeps_its_place_in_each(book):
    async with board(book) as screen:
        assert here(screen) == ("prospect", "宏达机械")
        await screen.press("j")
        assert here(screen) == ("prospect", "Nordwind GmbH")
        await screen.press("l", "l", "right")
        assert here(screen) == ("won", None), "an empty column can be stood on"
        await screen.press("l")
        assert here(screen) == ("maintain", "乐行旅行社")
        await screen.press("h", "left", "h", "h")
        assert here(screen) == ("prospect", "Nordwind GmbH")
        await screen.press("h", "g", "k")
        assert here(screen) == ("prospect", "宏达机械")


async def test_a_move_asks_once_for_what_is_unmet_and_keeps_the_reason(book):
    async with board(book) as screen:
        await screen.press(">")
        assert "still needs" in screen.said and "the industry" in screen.said
        assert stage_of(screen, 1) == "prospect"
        await screen.press("enter")
        assert screen.foot.asking, "nothing is no reason"
        await screen.type("they are sure")
        await screen.press("enter")
        await screen.quiet()
        assert screen.said == "宏达机械 is in Interested now."
        assert here(screen) == ("interested", "宏达机械"), "the cursor goes along"
        entry = screen.book()["deals"]["1"]["history"][-1]
        assert entry["reason"] == "they are sure"
        assert "industry" in entry["unmet"]
        await screen.press("u")
        await screen.quiet()
        assert here(screen) == ("prospect", "宏达机械")
        await screen.press("ctrl+r")
        await screen.quiet()
        assert stage_of(screen, 1) == "interested"


async def test_a_question_that_is_left_moves_nothing(book):
    before = kept(book)
    async with board(book) as screen:
        await screen.press(">", "escape")
        assert not screen.foot.asking
        await screen.press("m", "escape")
        assert kept(book) == before


async def test_back_asks_nothing_and_shifted_arrows_do_the_same(book):
    async with board(book) as screen:
        await screen.press("l", "l", "shift+left")
        await screen.quiet()
        assert stage_of(screen, 3) == "interested"
        await screen.press("<")
        await screen.quiet()
        assert stage_of(screen, 3) == "prospect"
        await screen.press("<")
        assert "no further column" in screen.said


async def test_a_loss_is_chosen_and_asks_for_reason_and_cause(book):
    async with board(book) as screen:
        await screen.press("j", "m")
        await screen.sees("Negotiation", "Lost")
        await screen.press("5")
        await screen.sees("too expensive", "another reason")
        await screen.press("2")
        await screen.type("their plant is nearer")
        await screen.press("enter")
        await screen.quiet()
        doc = screen.book()["deals"]["2"]
        assert {name: doc[name] for name in LOSS} == {
            "status": "lost", "lost_stage": "prospect", "lost_reason": "competitor",
            "lost_kind": "competition", "lost_cause": "their plant is nearer",
        }  # fmt: skip
        assert "Nordwind GmbH" in names(screen)["lost"]
        await screen.sees("bought from somebod")
        await screen.press("u")
        await screen.quiet()
        assert stage_of(screen, 2) == "prospect"
        assert not LOSS.keys() & screen.book()["deals"]["2"].keys()


async def test_a_reason_that_is_typed_is_of_a_kind_and_comes_back_when_it_was_in_vain(book):
    async with board(book) as screen:
        await screen.press("j", "m", "5", "0")
        await screen.press("enter")
        assert screen.said == "A lost deal needs a reason; say why it was lost."
        await screen.type("they merged")
        await screen.press("enter")
        await screen.sees("kind of reason", "the competition")
        await screen.press("4")
        await screen.type("new owner")
        moved_by_another(book, 2, "interested")
        await screen.press("enter")
        await screen.quiet()
        assert screen.said == (
            "Nordwind GmbH was moved to Interested by wu meanwhile; nothing else was moved."
        )
        assert stage_of(screen, 2) == "interested"
        assert here(screen) == ("interested", "Nordwind GmbH")
        await screen.press("m", "5", "0", "enter", "4", "enter")
        await screen.quiet()
        doc = screen.book()["deals"]["2"]
        assert [doc[name] for name in LOSS] == [
            "lost", "interested", "they merged", "competition", "new owner",
        ]  # fmt: skip
        await screen.press("u")
        await screen.quiet()
        await screen.press("m", "5", "0")
        assert not screen.foot.entry.text, "what was saved is not offered again"


async def test_marked_cards_are_lost_for_one_reason(book):
    async with board(book) as screen:
        await screen.press("space", "space", "m", "5", "1", "enter")
        await screen.quiet()
        assert screen.said == "2 deals are in Lost now."
        for number in ("1", "2"):
            doc = screen.book()["deals"][number]
            assert (doc["status"], doc["lost_reason"], doc["lost_kind"]) == (
                "lost",
                "price",
                "price",
            )
        await screen.press("u")
        await screen.quiet()
        assert [stage_of(screen, n) for n in (1, 2)] == ["prospect"] * 2


async def test_what_is_won_waits_in_won_until_it_is_signed(book):
    async with board(book) as screen:
        await screen.press("l", "l", ">")
        await screen.type("signed by mail")
        await screen.press("enter")
        await screen.quiet()
        assert screen.said == "宏达机械 is in Won now. won, not signed: no contract"
        assert here(screen) == ("won", "宏达机械")
        await screen.sees("no contract")
        assert names(screen)["prospect"][0] == "宏达机械", "the other deal is still open"


async def test_marked_cards_move_as_one_change_with_one_question(book):
    async with board(book) as screen:
        await screen.press("space", "space")
        await screen.sees("2 marked", "●")
        history = screen.snapshot.history
        await screen.press("m", "3")
        assert "still needs" in screen.said
        await screen.type("both")
        await screen.press("enter")
        await screen.quiet()
        assert screen.said == "2 deals are in Negotiation now."
        assert [stage_of(screen, n) for n in (1, 2)] == ["negotiation"] * 2
        await screen.press("u")
        await screen.quiet()
        assert "moved 2 deals to Negotiation" in screen.said
        assert [stage_of(screen, n) for n in (1, 2)] == ["prospect"] * 2
        assert screen.snapshot.history > history
        await screen.press(",")
        assert len(screen.here.marks) == 0


async def test_a_step_of_marks_from_several_columns_is_refused(book):
    async with board(book) as screen:
        await screen.press("space", "l", "space", ">")
        assert "several columns; m moves them to one" in screen.said
        await screen.press("*")
        assert len(screen.here.marks) == 6
        await screen.press(">")
        assert "has no open deal; m takes the last one up again" in screen.said


async def test_verbs_mean_the_customers_of_the_marked_cards_each_once(book):
    async with board(book) as screen:
        await screen.press("space", "l", "l", "space")
        assert screen.here.targets() == [1], "both deals are of the same customer"
        await screen.press("p")
        await screen.type("busy")
        await screen.press("enter")
        await screen.quiet()
        assert screen.snapshot.rows[1].parked


async def test_a_lost_customer_can_be_taken_up_again(book):
    async with board(book) as screen:
        await screen.press(*"lllll")
        assert here(screen) == ("lost", "Kestrel Supplies")
        await screen.press("m", "1")
        await screen.quiet()
        doc = screen.book()["deals"]["5"]
        assert (doc["stage"], doc.get("status")) == ("prospect", None)
        assert here(screen) != ("lost", "Kestrel Supplies")
        assert "Kestrel Supplies" in names(screen)["prospect"]


async def test_who_was_second_is_told_and_nothing_is_lost(book):
    async with board(book) as screen:
        await screen.press("j", "m")
        moved_by_another(book, 2, "interested")
        await screen.press("3")
        await screen.until(lambda: "meanwhile" in screen.said, "told")
        assert (
            screen.said
            == "Nordwind GmbH was moved to Interested by wu meanwhile; nothing else was moved."
        )
        assert stage_of(screen, 2) == "interested"
        await screen.until(lambda: "Nordwind GmbH" in names(screen)["interested"], "seen")
        assert screen.book()["deals"]["2"]["history"][-1]["reason"] == "theirs"


@pytest.mark.parametrize("words", [("remove", "negotiation"), ("rename", "negotiation=talks")])
async def test_a_reason_for_a_stage_that_goes_meanwhile_comes_back(book, words):
    async with board(book) as screen:
        await screen.press("j", "m", "3")
        await screen.type("they are sure")
        stages_changed_by_another(book, *words)
        await screen.press("enter")
        await screen.quiet()
        assert screen.said == (
            "The stage Negotiation was removed or renamed a moment ago; choose another one."
        )
        assert stage_of(screen, 2) == "prospect"
        await screen.press("m", "2", "enter")
        await screen.quiet()
        assert stage_of(screen, 2) == "interested"
        assert screen.book()["deals"]["2"]["history"][-1]["reason"] == "they are sure"


async def test_a_move_of_somebody_else_is_seen_and_the_cursor_stays_on_its_card(book):
    async with board(book) as screen:
        await screen.press("j")
        moved_by_another(book, 1, "negotiation")
        await screen.until(lambda: names(screen)["prospect"] == ["Nordwind GmbH"], "seen")
        assert here(screen) == ("prospect", "Nordwind GmbH")
        await screen.press("<")
        assert "no further column" in screen.said


async def test_moves_right_behind_each_other_do_not_trip_over_themselves(book):
    async with board(book) as screen:
        await screen.press("l", "l")
        screen.send("<", "<")
        await screen.heard()
        await screen.quiet()
        assert stage_of(screen, 3) == "prospect"
        assert not screen.failed


async def test_the_card_and_back(book):
    async with board(book) as screen:
        await screen.press("j", "o")
        assert screen.here.name_ == "card"
        await screen.sees("Nordwind GmbH")
        await screen.press("[", "q")
        assert here(screen) == ("prospect", "Nordwind GmbH"), "the cursor is where it was"
        await screen.press("enter", "left")
        assert screen.here.name_ == "pipeline"


async def test_logging_has_a_key_of_its_own_where_l_goes_to_the_next_column(book):
    async with board(book) as screen:
        await screen.press("L", "r")
        await screen.type("called")
        await screen.press("enter")
        await screen.quiet()
        assert screen.said.startswith("Logged for 宏达机械")
        await screen.press("?")
        await screen.sees("L", "to the next column")


async def test_the_filter_is_shared_with_the_list(book):
    async with board(book) as screen:
        await screen.press("/")
        await screen.type("tier:A")
        await screen.press("enter")
        await screen.quiet()
        assert names(screen) == {
            "prospect": ["宏达机械", "Nordwind GmbH"], "negotiation": ["宏达机械"], "maintain": ["乐行旅行社"],
        }  # fmt: skip
        await screen.sees("3 open deals", "filter tier:A")
        await screen.press("3")
        await screen.quiet()
        assert screen.here.filter == "tier:A"
        assert sorted(screen.names()) == sorted(["宏达机械", "Nordwind GmbH", "乐行旅行社"])
        await screen.press("escape", "2")
        await screen.quiet()
        assert screen.here.filter == ""
        assert len(names(screen)["interested"]) == 1


async def test_the_filter_of_a_saved_view_and_its_hits(book):
    async with board(book) as screen:
        await screen.press("w")
        await screen.sees("owes money")
        await screen.press("4")
        await screen.quiet()
        await screen.sees("No card fits “owes>0”")
        await screen.press("escape", "/")
        await screen.type("青禾")
        await screen.press("enter", "escape", "n")
        await screen.quiet()
        assert here(screen) == ("interested", "青禾零售")


async def test_while_a_filter_is_typed_the_cursor_stands_on_a_hit(book):
    async with board(book) as screen:
        await screen.press("/")
        await screen.type("kestrel")
        await screen.until(lambda: here(screen) == ("lost", "Kestrel Supplies"), "the hit")
        await screen.press("escape")
        await screen.quiet()
        assert here(screen) == ("prospect", "宏达机械"), "back where it was"


async def test_a_folded_column_is_passed_over(book):
    async with board(book) as screen:
        await screen.press("l", "c")
        assert here(screen)[0] == "negotiation"
        assert screen.here.grid.folded == {1}
        await screen.press("h")
        assert here(screen)[0] == "prospect"
        await screen.press("l")
        assert here(screen)[0] == "negotiation"
        await screen.press("C")
        assert screen.here.grid.folded == set()
        for _ in range(5):
            await screen.press("c")
        await screen.press("c")
        assert screen.said == "One column stays open."


@pytest.mark.parametrize(("width", "columns"), [(40, 1), (80, 3), (104, 4), (156, 6), (200, 6)])
async def test_as_many_columns_as_fit_follow_the_cursor(book, width, columns):
    async with board(book, size=(width, 24)) as screen:
        grid = screen.here.grid
        assert len(grid.slots()) == columns
        assert sum(slot.cells for slot in grid.slots()) == width
        for _ in range(5):
            await screen.press("l")
            assert grid.x in [slot.column for slot in grid.slots()]
        assert here(screen) == ("lost", "Kestrel Supplies")
        await screen.sees("Kestrel")
        if columns < 6:
            assert "6 of 6" in screen.lines()[1]


async def test_the_next_start_begins_where_the_last_one_ended(book):
    async with board(book) as screen:
        await screen.press("space", "l", "l", "l", "c", "h", "h")
        assert here(screen) == ("negotiation", "宏达机械") or here(screen)[0] == "interested"
        stood = here(screen)
        await screen.quiet()
    async with desk(book, size=(160, 30)) as screen:
        assert screen.here.name_ == "pipeline"
        await screen.quiet()
        assert here(screen) == stood
        assert screen.here.grid.folded == {3}
        assert screen.here.marks.ids == {2}


async def test_the_cards_stand_there_before_the_book_is_read(book):
    import threading

    async with board(book) as screen:
        await screen.press("j")
        await screen.quiet()
        seen = screen.lines()[1:-2]
    held = threading.Event()
    async with desk(book, size=(160, 30), wait=False, held=held) as screen:
        await screen.sees(*NAMES[:4], "¥368k", "4 open deals")
        assert screen.snapshot is None
        assert screen.lines()[1:-2] == seen
        await screen.press("l", "h", "k")
        assert screen.here.grid.ats[0] == 0
        await screen.press(">")
        assert "still being read" in screen.said
        await screen.press("escape", "j", "l")
        held.set()
        await screen.until(lambda: screen.here.board is not None, "read")
        await screen.quiet()
        assert here(screen) == ("interested", "青禾零售"), "where one went meanwhile"
        await screen.press("h")
        assert here(screen) == ("prospect", "Nordwind GmbH")


async def test_a_book_that_was_changed_meanwhile_shows_no_old_cards(book):
    async with board(book) as screen:
        await screen.quiet()
    moved_by_another(book, 2, "interested")
    async with desk(book, size=(160, 30), wait=False) as screen:
        assert screen.app.host.board is None
        await screen.until(lambda: screen.here.board is not None, "read")
        assert "Nordwind GmbH" in names(screen)["interested"]


async def test_what_the_stage_still_needs_is_told_of_the_selected_card(book):
    async with board(book) as screen:
        await screen.sees("still needed", "the industry")
        await screen.press(*"lllll")
        await screen.quiet()
        await screen.sees("lost: too expensive")


async def test_an_empty_book_says_what_would_be_here(tmp_path):
    fill(tmp_path, customers=[])
    async with board(tmp_path, size=(80, 24)) as screen:
        await screen.sees("No deals yet: a adds a customer with a first deal, : import FILE reads")
        await screen.press(">", "m", "space", "o", "c", "L")
        assert screen.app.is_running


async def test_deals_of_nobody_can_be_looked_at_and_moved(tmp_path):
    from tierdesk.domain.change import Change, Edit

    fill_board(tmp_path)
    from desk_rig import opened

    other = opened(tmp_path)
    other.apply(Change("book.import", {"file": "x", "created": 1, "updated": 0},
                       (Edit("deals", -1, None, {"stage": "negotiation", "title": "Line 9"}),)))  # fmt: skip
    other.close()
    async with board(tmp_path) as screen:
        await screen.sees("Line 9", "5 open deals")
        await screen.press("l", "l", "G", "o")
        assert screen.said == "This deal names no customer."
        await screen.press("<")
        await screen.quiet()
        assert stage_of(screen, 7) == "interested"
        assert screen.said == "Line 9 is in Interested now."


async def test_a_book_that_is_read_only_can_be_looked_through(book):
    async with board(book, read_only=True) as screen:
        await screen.press("l", "j", ">")
        assert screen.said == "The book was opened read-only."
        await screen.press("o")
        assert screen.here.name_ == "card"


@pytest.mark.parametrize(
    "text", ["[VIP] [/] x", "\x1b[2J\x1b]52;c;aGk=\x07", "👩‍👧‍👦" * 9, "宏" * 90, "\u202eevil"]
)
async def test_hostile_names_shear_nothing(tmp_path, text):
    customers = [{"name": text, "created_at": "2026-01-01T00:00:00Z"} for _ in range(3)]
    deals = [{"customer_id": n, "stage": stage, "title": text, "lost_reason": text,
              **({"status": "lost"} if stage == "lost" else {}),
              "amount": {"minor": 5, "currency": "CNY"}} for n, stage in enumerate(("prospect", "interested", "lost"), 1)]  # fmt: skip
    fill(tmp_path, customers=customers, deals=deals)
    async with board(tmp_path, size=(120, 50)) as screen:
        for key in ("l", "l", "space", "m", "escape", "c"):
            await screen.press(key)
            await screen.quiet()
            for line in screen.lines():
                assert cell_len(line) == 120, repr(line)
                assert not HARMFUL & set(map(ord, line))


async def test_the_mouse_selects_cards_and_columns_and_opens(book):
    async with board(book, size=(156, 30)) as screen:
        grid = screen.here.grid
        await screen.pilot.click(grid, offset=(30, 3))
        assert here(screen) == ("interested", "青禾零售")
        await screen.pilot.click(grid, offset=(5, 4))
        assert here(screen) == ("prospect", "Nordwind GmbH")
        await screen.pilot.click(grid, offset=(5, 4))
        await screen.until(lambda: screen.here.name_ == "card", "clicked again: the card")


async def test_ascii_signs_alone_where_others_are_drawn_wide(tmp_path):
    fill(tmp_path, customers=[{"name": "Hongda", "created_at": "2026-01-01T00:00:00Z"}],
         deals=[{"customer_id": 1, "stage": "prospect"}])  # fmt: skip
    async with board(tmp_path, size=(100, 24), ascii=True) as screen:
        await screen.press("l", "c", "h", "space")
        await screen.quiet()
        assert screen.text().isascii()
        assert ">" in screen.text()


OWNED = [{"name": name, "created_at": "2026-01-01T00:00:00Z", "owner": owner,
          "tier_override": {"tier": "A", "reason": "test"}}
         for name, owner in (("Acme", "wu"), ("Borg", "li"), ("Cern", ""), ("Dyna", "wu"))]  # fmt: skip


@pytest.fixture
def owned(tmp_path):
    deals = [{"customer_id": n, "stage": "prospect"} for n in (1, 2, 3, 4)]
    deals.append({"customer_id": 3, "stage": "interested", "owner": "li"})
    fill_board(tmp_path, customers=OWNED, deals=deals)
    return tmp_path


def lanes(screen, column=0):
    """Headings as (owner, cards), cards by their customer's name."""
    place = screen.here
    return [
        tuple(place.lanes[key]) if key < 0
        else screen.snapshot.rows[place.board.cards[key].customer_id].name
        for key in place.grid.columns[column]
    ]  # fmt: skip


async def test_lanes_group_the_cards_of_each_column_by_owner(owned):
    async with board(owned) as screen:
        before = lanes(screen)
        await screen.press("i")
        await screen.quiet()
        assert lanes(screen) == [("li", 1), "Borg", ("wu", 2), "Acme", "Dyna", ("", 1), "Cern"]
        assert lanes(screen, 1) == [("li", 1), "Cern"], (
            "a deal's own owner goes before its customer's"
        )
        await screen.sees("–– li", "–– wu", "–– no owner")
        await screen.press("i")
        await screen.quiet()
        assert lanes(screen) == before


async def test_the_cursor_passes_over_the_headings_of_lanes(owned):
    async with board(owned) as screen:
        await screen.press("i", "g")
        walked = [here(screen)[1]]
        for _ in range(5):
            await screen.press("j")
            walked.append(here(screen)[1])
        assert walked == ["Borg", "Acme", "Dyna", "Cern", "Cern", "Cern"]
        await screen.sees("4/4")
        for _ in range(5):
            await screen.press("k")
            walked.append(here(screen)[1])
        assert walked[6:] == ["Dyna", "Acme", "Borg", "Borg", "Borg"]
        await screen.press("G", "g")
        assert here(screen) == ("prospect", "Borg")
        await screen.press("l")
        assert here(screen) == ("interested", "Cern")


async def test_marks_moves_filter_and_the_card_work_in_lanes(owned):
    async with board(owned) as screen:
        await screen.press("i", "g", "v", "j", "j", "v")
        assert len(screen.here.marks) == 3, "headings are not marked"
        await screen.press("m", "2")
        await screen.type("all")
        await screen.press("enter")
        await screen.quiet()
        assert lanes(screen) == [("", 1), "Cern"]
        assert lanes(screen, 1) == [("li", 2), "Borg", "Cern", ("wu", 2), "Acme", "Dyna"]
        await screen.press("u", "comma", "*")
        await screen.quiet()
        assert len(screen.here.marks) == 5
        await screen.press("comma", "/")
        await screen.type("owner:wu")
        await screen.press("enter")
        await screen.quiet()
        assert lanes(screen) == [("wu", 2), "Acme", "Dyna"]
        await screen.press("g", "enter")
        await screen.until(lambda: screen.here.name_ == "card", "the card")


async def test_lanes_are_there_again_at_the_next_start(owned):
    async with board(owned) as screen:
        await screen.press("i", "g", "j")
        await screen.quiet()
        await screen.press("q")
    async with board(owned) as screen:
        assert lanes(screen)[0] == ("li", 1)


async def test_the_next_start_begins_with_the_card_that_stood_deep_in_lanes(tmp_path):
    """What is kept for the first frame are the first sixty cards of a column; in lanes they stand
    otherwise."""
    people = [{**OWNED[0], "name": f"C{n:02}", "owner": "ab"[n % 2]} for n in range(80)]
    deals = [{"customer_id": n, "stage": "prospect"} for n in range(1, 81)]
    fill_board(tmp_path, customers=people, deals=deals)
    async with board(tmp_path) as screen:
        await screen.press("i", "G")
        await screen.quiet()
        stood = here(screen)
        assert stood[1] in ("C77", "C78", "C79", "C76")
        await screen.press("q")
    async with board(tmp_path) as screen:
        assert here(screen) == stood
        assert screen.here.lanes


async def test_a_language_changed_on_another_screen_is_that_of_the_board_too(tmp_path):
    fill_board(tmp_path)
    async with board(tmp_path) as screen:
        assert "¥320k" in screen.text() and "¥90k" in screen.text()
        await screen.press("1", "f2", "2")
        await screen.quiet()
        text = screen.text()
        assert "¥32万" in text and "¥9万" in text and "谈" in text
        assert not any(word in text for word in ("¥320k", "late", "Negotiation"))


async def test_deals_of_nobody_about_the_same_are_told_apart(tmp_path):
    from desk_rig import opened

    from tierdesk.domain.change import Change, Edit

    fill_board(tmp_path)
    other = opened(tmp_path)
    docs = ({"code": "1C1I8A6R"}, {})
    edits = [Edit("deals", -n, None, {"stage": "negotiation", "products": ["MG Advanced"], **doc})
             for n, doc in enumerate(docs, 1)]  # fmt: skip
    other.apply(Change("book.import", {"file": "x", "created": 2, "updated": 0}, tuple(edits)))
    other.close()
    async with board(tmp_path, size=(80, 24)) as screen:
        await screen.press("l", "l")
        await screen.sees("1C1I8A6R", "#8")


def test_the_amount_of_a_first_payment_fits_on_the_narrowest_card():
    from tierdesk.domain.money import Exact
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.i18n.message import say
    from tierdesk.ui.board_rows import _shorter

    why = say("won, not signed: first payment %(money)s short", money=Exact(123_456_700, "CNY"))
    for language in ("en", "zh"):
        told = Catalog(language).text(_shorter(why))
        assert "1,234,567" in told and cell_len(told) <= 20
