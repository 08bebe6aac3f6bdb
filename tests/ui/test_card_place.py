"""The card at work: sections, neighbours, rows that open, the timeline's filter, verbs, other sessions."""

import pytest
from desk_on_screen import at_work, fill, session

from tierdesk.ui.lines.card import SECTIONS


def cny(units):
    return {"minor": units * 100, "currency": "CNY"}


@pytest.fixture
def book(tmp_path):
    fill(
        tmp_path,
        customers=[
            {"name": "宏达机械", "created_at": "2026-01-01T00:00:00Z", "city": "无锡", "notes": "一\n二",
             "needs": [{"text": "three lines", "strength": 3}]},
            {"name": "Nordwind GmbH", "created_at": "2026-01-02T00:00:00Z"},
            {"name": "青禾零售", "created_at": "2026-01-03T00:00:00Z"},
        ],
        contacts=[{"customer_id": 1, "name": "王敏", "phones": ["139"]}],
        deals=[{"customer_id": 1, "stage": "negotiation", "title": "Lines", "amount": cny(320_000)}],
        touches=[{"customer_id": 1, "at": "2026-11-20T02:00:00Z", "result": "reached", "content": "offer"},
                 {"customer_id": 1, "at": "2026-11-21T02:00:00Z", "channel": "email", "content": "price"}],
        follow_ups=[{"customer_id": 1, "due_at": "2026-11-24T02:30:00Z", "promised": True}],
    )  # fmt: skip
    return tmp_path


async def opened(screen, customer_id=1, among=(1, 2, 3)):
    screen.app.shell.open_card(customer_id, among)
    await screen.until(lambda: screen.here.name_ == "card" and screen.here.known, "the card")
    return screen.here


def another(folder, by):
    from desk_rig import opened as book_of

    return book_of(folder, by)


async def section(screen, name):
    while screen.here.section != name:
        await screen.press("tab")


async def row(screen, key):
    """The cursor onto the row."""
    for _ in range(60):
        stop = screen.here.stop()
        if stop is not None and stop.key == key:
            return
        await screen.press("j")
    raise AssertionError(f"no row {key}\n{screen.text()}")


async def test_the_card_opens_with_score_and_next_step(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.sees(
            "宏达机械", "next today 10:30 · promised", "[overview]", "1 of 3", "score "
        )


async def test_every_section_is_a_tab_away_and_keeps_the_head(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        seen = []
        for _ in range(6):
            seen.append(card.section)
            await screen.sees("next today 10:30")
            await screen.press("tab")
        assert seen == ["overview", "profile", "needs", "timeline", "deals", "stage"]
        assert card.section == "overview"
        await screen.press("shift+tab")
        assert card.section == "stage"


@pytest.mark.parametrize(
    ("size", "panes"), [((80, 24), 1), ((100, 30), 2), ((140, 40), 3), ((40, 10), 1)]
)
async def test_sections_stand_side_by_side_where_there_is_room(book, size, panes):
    async with at_work(book, size=size) as screen:
        card = await opened(screen)
        await section(screen, "profile")
        assert sum(pane.display for pane in card.panes) == panes
        await screen.sees("宏达机械", "next today 10:30")
        assert card.moving.has_focus


async def test_brackets_go_through_the_list_and_stop_at_its_ends(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        await screen.press("right_square_bracket")
        await screen.until(lambda: card.known and card.customer_id == 2, "the next one")
        await screen.sees("Nordwind GmbH", "2 of 3")
        await screen.press("left_square_bracket", "left_square_bracket")
        await screen.sees("This is the first customer of the list.")
        assert card.customer_id == 1


async def test_escape_and_h_lead_back(book):
    async with at_work(book) as screen:
        for key in ("escape", "h", "left", "q"):
            await opened(screen)
            await screen.press(key)
            await screen.until(lambda: screen.here.name_ == "today", f"back by {key}")


async def test_enter_opens_the_form_of_the_row(book):
    async with at_work(book) as screen:
        await opened(screen)
        await section(screen, "profile")
        await row(screen, "field city")
        await screen.press("enter")
        form = await screen.until(lambda: screen.here.name_ == "form" and screen.here, "the form")
        await screen.until(lambda: form.filling, "filled in")
        assert form.filling.fields[form.row].name == "city"
        await screen.press("escape")
        await screen.until(lambda: screen.here.name_ == "card", "the card again")
        assert screen.here.stop().key == "field city"


@pytest.mark.parametrize(
    ("place", "key", "form", "doc_id"),
    [("needs", "need 0", "need", 0), ("deals", "deal 1", "deal", 1),
     ("timeline", "plan 1", "follow_up", 1), ("profile", "contact 1", "contact", 1)],
)  # fmt: skip
async def test_rows_of_parts_open_and_are_removed_one_by_one(book, place, key, form, doc_id):
    async with at_work(book) as screen:
        card = await opened(screen)
        await section(screen, place)
        await row(screen, key)
        stop = card.stop()
        assert (stop.form, stop.doc_id) == (form, doc_id)
        await screen.press("x")
        await screen.until(
            lambda: key not in [s.key for s in card.sections[place].stops.values()], "gone"
        )
        await screen.press("u")
        await screen.until(
            lambda: key in [s.key for s in card.sections[place].stops.values()], "back"
        )


async def test_x_on_the_head_removes_the_customer_and_undo_brings_it_back(book):
    async with at_work(book) as screen:
        card = await opened(screen, 2)
        await screen.press("x")
        await screen.until(lambda: 2 not in screen.app.snapshot.rows, "removed")
        await screen.until(lambda: card.customer_id == 3 and card.known, "the next of the list")
        await screen.press("u")
        await screen.until(lambda: 2 in screen.app.snapshot.rows, "back")


async def test_x_on_a_row_that_only_shows_something_removes_nothing(book):
    async with at_work(book) as screen:
        await opened(screen)
        await section(screen, "profile")
        await row(screen, "field city")
        await screen.press("x")
        await screen.sees("Only what belongs to a customer")
        assert 1 in screen.app.snapshot.rows


async def test_when_the_last_of_the_list_is_removed_the_card_closes(book):
    async with at_work(book) as screen:
        await opened(screen, 3, ())
        await screen.press("x")
        await screen.until(lambda: screen.here.name_ == "today", "back in the list")


def removed_by_another(folder, customer_id, by="wang"):
    from tierdesk.commands.doing import remove

    desk = another(folder, by)
    desk.perform(lambda found: remove.change(found, [customer_id]))
    return desk


async def test_a_card_that_another_session_emptied_stays_and_says_who_did_it(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        other = removed_by_another(book, 1)
        await screen.sees("宏达机械 was removed by wang; esc goes back.")
        assert (card.customer_id, card.selected()) == (1, 1)
        for key in ("d", "l", "z", "m", "p", "t", "x", "e", "a", "y", "enter"):
            await screen.press(key)
            assert screen.here is card
            assert not screen.app.shell.foot.asking
            assert screen.text().count("宏达机械 was removed by wang") == 2, key
        assert screen.app.snapshot.rows.keys() == {2, 3}
        other.undo()
        await screen.until(lambda: not card.removed, "it is back")
        await screen.until(lambda: "was removed" not in screen.lines()[2], "as it was")
        other.close()
        await screen.press("escape")
        assert screen.here.name_ == "today"


async def test_from_an_emptied_card_the_next_customer_is_a_key_away_and_gone_ones_are_skipped(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        removed_by_another(book, 1).close()
        await screen.sees("was removed by wang")
        removed_by_another(book, 2).close()
        await screen.until(lambda: 2 not in screen.app.snapshot.rows, "the neighbour, too")
        await screen.press("]")
        await screen.until(lambda: card.customer_id == 3 and card.known, "the next that is there")
        assert not card.removed
        assert card.among == [3]


async def test_a_line_half_typed_for_somebody_removed_meanwhile_keeps_the_name(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("l", "r")
        await screen.type("half")
        removed_by_another(book, 1).close()
        await screen.until(lambda: 1 not in screen.app.snapshot.rows, "removed")
        await screen.sees("宏达机械 ▸ reached ▸ half", "removed meanwhile")
        await screen.press("enter")
        told = "宏达机械 was removed by wang; look at the history."
        await screen.sees(told, "宏达机械 ▸ reached ▸ half", "removed meanwhile")


async def test_a_asks_what_to_add(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("a")
        await screen.sees("c contact", "f follow-up")
        await screen.press("n")
        form = await screen.until(lambda: screen.here.name_ == "form" and screen.here, "the form")
        await screen.until(lambda: form.filling, "filled in")
        assert (form.wish.form, form.wish.customer_id, form.wish.doc_id) == ("need", 1, None)


async def test_the_timeline_is_filtered_while_somebody_types(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        await screen.press("f")
        assert card.section == "timeline"
        await screen.type("offer")
        await screen.until(
            lambda: [s.key for s in card.sections["timeline"].stops.values()] == ["touch 1"],
            "filtered",
        )
        await screen.press("enter")
        assert card.look().wanted == "offer"
        await screen.press("escape")
        assert card.look().wanted == ""
        assert screen.here is card
        await screen.press("escape")
        await screen.until(lambda: screen.here is not card, "back")


async def test_leaving_the_filter_shows_everything_again(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        await screen.press("f")
        await screen.type("zzz")
        await screen.sees("Nothing here has “zzz” in it.")
        await screen.press("escape")
        await screen.until(lambda: len(card.sections["timeline"].stops) == 3, "all of it")


async def test_a_verb_of_the_customer_works_and_the_card_shows_it(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("d")
        await screen.until(lambda: not screen.here.known.dossier.plan, "done")
        await screen.sees("next +")


async def test_what_another_session_changes_appears_by_itself_and_the_cursor_stays(book):
    async with at_work(book) as screen:
        card = await opened(screen)
        await section(screen, "profile")
        await row(screen, "field city")
        other = session(book).open_desk()
        from tierdesk.commands.doing import set_

        other.perform(
            lambda b: set_.change(b, [1], [("code", "K-1"), ("industry", "tools")], other.moment)
        )
        other.close()
        await screen.sees("tools", "K-1")
        assert card.stop().key == "field city"


async def test_the_cursor_reaches_every_row_and_the_head_again(book):
    async with at_work(book, size=(80, 16)) as screen:
        card = await opened(screen)
        await section(screen, "profile")
        pane, seen = card.moving, []
        for _ in range(80):
            await screen.press("j")
            if card.stop() and card.stop().key not in seen:
                seen.append(card.stop().key)
                assert pane.top <= pane.at < pane.top + pane.size.height, "in sight"
        assert seen == [stop.key for stop in card.sections["profile"].stops.values()]
        await screen.press("G")
        assert card.stop().key == seen[-1]
        await screen.press("ctrl+u")
        assert card.stop().key != seen[-1]
        await screen.press("g")
        assert card.stop() is None
        assert pane.top == 0


async def test_the_end_of_a_section_without_rows_is_reached_by_lines(book):
    async with at_work(book, size=(80, 14)) as screen:
        card = await opened(screen)
        for _ in range(60):
            await screen.press("j")
        pane = card.moving
        assert pane.top + pane.size.height >= len(pane.lines)
        for _ in range(80):
            await screen.press("k")
        assert pane.top == 0
        assert card.stop() is None


async def test_the_language_changes_on_the_spot(book):
    async with at_work(book) as screen:
        await opened(screen)
        await screen.press("f2")
        await screen.until(lambda: screen.app.catalog.language == "zh", "in Chinese")
        titles = [screen.app.catalog(title) for title in SECTIONS.values()]
        assert not any(title.isascii() for title in titles)
        await screen.sees(*titles)


async def test_the_section_is_found_again_at_the_next_start(book):
    async with at_work(book) as screen:
        await opened(screen)
        await section(screen, "deals")
    async with at_work(book) as screen:
        card = await opened(screen, 2)
        assert card.section == "deals"


async def test_a_text_of_megabytes_keeps_the_card_at_hand(book):
    from tierdesk.commands.doing import set_

    desk = session(book).open_desk()
    desk.perform(lambda b: set_.change(b, [1], [("notes", "宏" * 1_000_000)], desk.moment))
    desk.close()
    async with at_work(book) as screen:
        await opened(screen)
        await section(screen, "profile")
        await screen.sees("[profile]")
