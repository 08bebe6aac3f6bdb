"""The verbs of Today: what each leaves in the book, where the cursor goes, what is asked, and that undo
brings everything back as it was."""

import pytest
from desk_rig import NAMES, demo_book, desk, fill, kept, morning, opened


def money(units):
    return {"minor": units * 100, "currency": "CNY"}


@pytest.fixture
def book(tmp_path):
    deal = {"customer_id": 1, "title": "line", "stage": "prospect", "amount": money(9_000),
            "opened_on": "2026-10-01", "stage_since": "2026-10-01T00:00:00Z"}  # fmt: skip
    morning(tmp_path, deals=[deal])
    return tmp_path


def due(folder, customer_id):
    return [d.get("snoozed_until", d["due_at"]) for d in kept(folder).get("follow_ups", {}).values()
            if d["customer_id"] == customer_id]  # fmt: skip


async def undone(screen, before):
    """Undo, and the book is as it was, byte for byte."""
    assert screen.book() != before
    await screen.press("u")
    assert screen.said.startswith("Undone"), screen.said
    assert screen.book() == before


async def test_done_logs_a_contact_and_leaves_the_next_date_to_the_cadence(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("d")
        assert screen.said.startswith("Done with 宏达机械; next by the cadence")
        assert screen.selected == NAMES[1]
        assert due(book, 1) == []
        await undone(screen, before)


async def test_snooze_keeps_the_day_first_planned(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("z")
        await screen.type("fri")
        await screen.sees("→ Fri 2026-11-27")
        await screen.press("enter")
        assert screen.said.startswith("宏达机械 is put off to 2026-11-27.")
        assert due(book, 1) == ["2026-11-27"]
        [plan] = [d for d in kept(book)["follow_ups"].values() if d["customer_id"] == 1]
        assert plan["original_due"] == "2026-11-20"
        assert plan["snooze_count"] == 1
        assert screen.selected == NAMES[1]
        await undone(screen, before)


async def test_a_snooze_half_typed_comes_back_until_it_is_done(book):
    async with desk(book) as screen:
        await screen.press("z")
        await screen.type("next fri")
    async with desk(book) as screen:  # as after a kill: nothing but the disk is left
        await screen.press("z")
        assert screen.said == "Your draft is back; esc keeps it, enter saves it."
        await screen.sees("next fri", "→ Fri 2026-12-04")
        await screen.press("escape")
        assert screen.said == "The draft is kept; snooze again to go on."
        await screen.press("z", "enter")
        await screen.quiet()
        assert due(book, 1) == ["2026-12-04"]
        assert not screen.shell.keepsakes.drafts
        await screen.press("k", "z", "escape")
        assert not screen.shell.keepsakes.drafts


async def test_a_snooze_over_the_longest_interval_is_never_silent(book):
    async with desk(book) as screen:
        await screen.press("z")
        await screen.type("+300d")
        await screen.sees("longer than its tier allows")
        await screen.press("enter")
        assert "longer than its tier allows" in screen.said


@pytest.mark.parametrize(("typed", "told"), [
    ("today 3am", "03:00 is past"), ("today 5pm", "not after today"), ("9999-12-31", "ten years"),
])  # fmt: skip
async def test_a_snooze_to_what_cannot_be_meant_is_told_while_it_is_typed(book, typed, told):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("z")
        await screen.type(typed)
        await screen.sees(told)
        await screen.press("enter")
        assert screen.failed
        assert screen.foot.typing, "the line stays"
        assert kept(book) == before


async def test_a_snooze_to_a_day_off_says_so_while_it_is_typed(book):
    async with desk(book) as screen:
        await screen.press("z")
        await screen.type("sat")
        await screen.sees("no working day")


async def test_the_third_snooze_asks_for_a_reason_and_half_of_one_is_not_lost(book):
    async with desk(book) as screen:
        await screen.press("3")
        await screen.until(screen.names, "all customers")
        for day in ("+1d", "+2d"):
            screen.go(NAMES[0])
            await screen.press("z")
            await screen.type(day)
            await screen.press("enter")
        screen.go(NAMES[0])
        await screen.press("z")
        await screen.type("+3d")
        await screen.press("enter")
        await screen.until(
            lambda: screen.foot.typing and "put off 2 times" in screen.said, "asked why"
        )
        assert "--" not in screen.said, "the screen asks; it has no options"
        await screen.press("enter")
        assert screen.foot.typing, "nothing is no reason"
        await screen.type("on hol")
        await screen.press("escape")
        assert due(book, 1) == ["2026-11-26"]
        await screen.press("z")
        await screen.type("+3d")
        await screen.press("enter")
        await screen.until(lambda: screen.foot.entry.text == "on hol", "the half reason is back")
        await screen.type("iday")
        await screen.press("enter")
        assert due(book, 1) == ["2026-11-27"]
        [plan] = [d for d in kept(book)["follow_ups"].values() if d["customer_id"] == 1]
        assert plan["snooze_reason"] == "on holiday"
        assert screen.shell.keepsakes.drafts == {}


async def test_what_is_planned_later_already_is_not_put_off(book):
    async with desk(book) as screen:
        await screen.press("3")
        await screen.until(screen.names, "all customers")
        screen.go(NAMES[0])
        await screen.press("z")
        await screen.type("+9d")
        await screen.press("enter")
        before = kept(book)
        await screen.press("z")
        await screen.type("+2d")
        await screen.press("enter")
        assert screen.failed
        assert "2026-12-03" in screen.said
        assert kept(book) == before


async def test_skip_puts_behind_for_this_session_and_writes_nothing(book):
    before = kept(book)
    async with desk(book) as screen:
        screen.send("s", "s")
        await screen.heard()
        await screen.until(lambda: screen.names()[-2:] == [NAMES[0], NAMES[1]], "both at the end")
        assert screen.selected == NAMES[2]
        screen.go(NAMES[0])
        await screen.press("s")
        await screen.until(lambda: screen.names()[-1] == NAMES[1], "taken back")
        assert kept(book) == before
    async with desk(book) as screen:
        assert screen.names()[:2] == list(NAMES[:2])


async def test_parking_asks_why_and_the_same_key_takes_back(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("p")
        await screen.until(lambda: screen.foot.typing, "asked why")
        await screen.type("moving house")
        await screen.press("enter")
        assert kept(book)["customers"]["1"]["parked"]["reason"] == "moving house"
        assert NAMES[0] not in screen.names()
        assert screen.selected == NAMES[1]
        await screen.press("3")
        await screen.until(
            lambda: screen.shell.here.name_ == "customers" and screen.names(), "list"
        )
        screen.go(NAMES[0])
        await screen.press("p")
        assert "is back" in screen.said
        assert "parked" not in kept(book)["customers"]["1"]
        await screen.press("u", "1")
        await undone(screen, before)


async def test_a_tier_by_hand_needs_a_reason_and_the_model_gets_it_back(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("t", "a")
        await screen.until(lambda: screen.foot.typing, "asked why")
        await screen.type("strategic")
        await screen.press("enter")
        assert screen.snapshot.rows[1].tier == "A"
        assert screen.snapshot.rows[1].overridden
        assert "by hand" in screen.said
        screen.go(NAMES[0])
        await screen.press("t", "m")
        assert not screen.snapshot.rows[1].overridden
        assert kept(book)["customers"]["1"].keys() - before["customers"]["1"].keys() <= {
            "updated_at",
            "stood",
        }
        await screen.press("u")
        assert screen.snapshot.rows[1].tier == "A"


async def test_a_move_that_lacks_something_asks_and_says_what(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("m")
        await screen.sees("Prospect", "Negotiation", "Won")
        letter = next(c.letter for c in screen.foot.choice._choices if c.value == "negotiation")
        await screen.press(letter)
        await screen.until(lambda: screen.foot.typing, "asked why")
        assert "still needs" in screen.said
        await screen.type("they called")
        await screen.press("enter")
        deal = kept(book)["deals"]["1"]
        assert deal["stage"] == "negotiation"
        assert deal["history"][-1]["reason"] == "they called"
        assert screen.selected == NAMES[0], "a move is no contact: the cursor stays"
        await undone(screen, before)


async def test_a_lost_deal_wants_to_know_why(book):
    async with desk(book) as screen:
        await screen.press("m")
        letter = next(c.letter for c in screen.foot.choice._choices if c.value == "lost")
        await screen.press(letter)
        await screen.until(lambda: "too expensive" in screen.text(), "asked why")
        await screen.press("1", "enter")
        await screen.quiet()
        deal = kept(book)["deals"]["1"]
        assert (deal["lost_reason"], deal["lost_kind"]) == ("price", "price")


async def test_moving_to_where_it_stands_is_refused_in_one_sentence(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("m", "enter")
        assert screen.failed
        assert "already" in screen.said
        assert kept(book) == before


async def test_enter_alone_moves_nobody_whose_stage_is_none_of_those_offered(tmp_path):
    won = {"customer_id": 1, "title": "line", "stage": "won", "status": "won", "amount": money(9),
           "opened_on": "2026-10-01", "closed_on": "2026-10-09", "stage_since": "2026-10-09T00:00:00Z"}  # fmt: skip
    morning(tmp_path, deals=[won])
    before = kept(tmp_path)
    async with desk(tmp_path) as screen:
        assert screen.snapshot.rows[1].stage.kind == "maintain"
        await screen.press("m", "enter")
        assert kept(tmp_path) == before
        assert screen.foot.choice.at == -1, "nothing is offered"
        last = len(screen.foot.choice._choices) - 1
        await screen.press("left")
        assert screen.foot.choice.at == last
        await screen.press("right")
        assert screen.foot.choice.at == 0
        await screen.press("escape", "m", "right")
        assert screen.foot.choice.at == 0


async def test_enter_alone_moves_none_of_several_in_different_stages(tmp_path):
    deal = {"title": "line", "amount": money(9), "opened_on": "2026-10-01",
            "stage_since": "2026-10-01T00:00:00Z"}  # fmt: skip
    morning(tmp_path, deals=[{**deal, "customer_id": 1, "stage": "prospect"},
                             {**deal, "customer_id": 2, "stage": "interested"}])  # fmt: skip
    before = kept(tmp_path)
    async with desk(tmp_path) as screen:
        await screen.press("3")
        for name in NAMES[:2]:
            screen.go(name)
            await screen.press("space")
        await screen.press("m", "enter")
        assert kept(tmp_path) == before


async def test_removing_takes_everything_along_and_undo_brings_it_back(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("x")
        assert "1" not in kept(book)["customers"]
        assert not [d for d in kept(book)["touches"].values() if d["customer_id"] == 1]
        assert "u takes it back" in screen.said
        await undone(screen, before)
        assert screen.names()[0] == NAMES[0]


async def test_ctrl_z_steps_back_to_the_shell_where_there_is_one(tmp_path, monkeypatch):
    from tierdesk.ui.wire import job_control

    stops = []
    monkeypatch.setattr(job_control, "stop", lambda: stops.append("stopped"))
    morning(tmp_path)
    async with desk(tmp_path) as screen:
        await screen.press("ctrl+z")
        assert screen.said == "No shell is there to step back to; ^q quits."
        monkeypatch.setattr(type(screen.app), "has_shell", True)
        await screen.press("ctrl+z")
        assert stops == ["stopped"]
        await screen.press("enter", "r")
        await screen.type("half")
        await screen.press("ctrl+z")
        assert screen.foot.logging.texts[0] == "half"
        assert stops == ["stopped"], "a text that is typed is finished first"


async def test_copy_gathers_name_phones_and_mails(tmp_path):
    contact = {
        "customer_id": 1,
        "name": "王敏",
        "phones": ["139 0000 2101"],
        "emails": ["wang@x.example"],
    }
    morning(tmp_path, contacts=[contact])
    async with desk(tmp_path) as screen:
        await screen.press("y")
        await screen.until(lambda: screen.app.clipboard, "copied")
        assert screen.app.clipboard == "宏达机械  王敏  139 0000 2101  wang@x.example"


async def test_nothing_to_undo_and_nothing_to_redo_are_said(book):
    async with desk(book) as screen:
        other = opened(book)
        other.close()
        await screen.press("ctrl+r")
        assert screen.said == "There is nothing to redo."
        assert screen.failed


async def test_undo_of_what_another_changed_since_is_refused(book):
    from tierdesk.commands.doing import set_

    async with desk(book) as screen:
        await screen.press("t", "a")
        await screen.until(lambda: screen.foot.typing, "asked why")
        await screen.type("mine")
        await screen.press("enter")
        other = opened(book)
        other.perform(
            lambda found: set_.change(found, [1], [("tier", "D")], other.moment, "theirs")
        )
        other.close()
        before = kept(book)
        await screen.press("u")
        assert screen.failed
        assert kept(book) == before
        await screen.until(lambda: screen.snapshot.rows[1].tier == "D", "theirs is seen")


async def test_the_history_shows_every_change_and_undo_works_from_there(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("d", "U")
        await screen.sees("History", "done with 宏达机械")
        await screen.press("u")
        await screen.sees("undone")
        assert kept(book) == before
        await screen.press("ctrl+r", "q")
        assert screen.here.name_ == "today"
        assert kept(book) != before


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Nothing was changed in this book yet."), ("zh", "这本账还没有任何更改。")],
)
async def test_a_book_without_changes_says_so_in_its_history(tmp_path, lang, said):
    demo_book(tmp_path)
    async with desk(tmp_path, lang=lang) as screen:
        await screen.press("U")
        await screen.sees(said)


async def test_verbs_say_why_they_cannot_when_nobody_is_there(tmp_path):
    fill(tmp_path, customers=[{"name": "x", "created_at": "2026-01-01T00:00:00Z",
                               "parked": {"since": "2026-11-01", "reason": "y"}}])  # fmt: skip
    async with desk(tmp_path) as screen:
        await screen.sees("Nobody needs you today: 3 shows everybody, a adds a customer.")
        for key in ("l", "d", "z", "m", "p", "t", "x", "y", "e", "enter", "s", "o"):
            await screen.press(key)
            assert screen.said == "No customer is selected.", key
