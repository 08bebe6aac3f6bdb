"""Logging a contact on the screen: how many keys it costs, what is in the book afterwards, and that
nothing typed is ever lost."""

import pytest
from desk_rig import NAMES, demo_book, desk, kept, morning, opened

from tierdesk.ui.lines.line import plain


@pytest.fixture
def book(tmp_path):
    morning(tmp_path)
    return tmp_path


def touches(folder):
    """The logged contacts that were not there before."""
    return [doc for key, doc in kept(folder)["touches"].items() if int(key) > len(NAMES)]


def plans(folder, customer_id):
    return [d["due_at"] for d in kept(folder).get("follow_ups", {}).values()
            if d["customer_id"] == customer_id]  # fmt: skip


async def test_three_keys_log_a_call_with_its_result_and_the_cadences_next_date(book):
    async with desk(book) as screen:
        assert screen.selected == NAMES[0]
        keys = ("enter", "r", "enter")
        await screen.press(*keys)
        assert len(keys) == 3
        await screen.until(lambda: screen.said.startswith("Logged for 宏达机械"), "acknowledged")
        assert screen.said == "Logged for 宏达机械 (reached); next contact 2026-12-24."
        assert screen.selected == NAMES[1], "on to the next"
        assert not screen.foot.asking
        [touch] = touches(book)
        assert (touch["result"], touch["by"]) == ("reached", "li")
        assert "next_on" not in touch, "the cadence's date is derived, not stored"
        assert plans(book, 1) == []


@pytest.mark.parametrize("result", ["r", "i", "n", "o", "p"])
async def test_the_day_on_the_line_is_the_day_that_enter_sets(tmp_path, result):
    """A result may lift the tier, and an attempt ends no plan."""
    demo_book(tmp_path)
    async with desk(tmp_path) as screen:
        for _ in range(8):
            worked = screen.here.selected()
            await screen.press("enter", result)
            await screen.quiet()
            shown = plain(screen.foot.logging.answer.line).strip()
            await screen.press("enter")
            await screen.quiet()
            due = screen.snapshot.rows[worked].due
            late = due < screen.snapshot.today
            assert shown == ("still due since " if late else "→ ") + f"{due:%a} {due}"


async def test_the_line_of_several_tells_what_can_be_typed(book):
    async with desk(book) as screen:
        await screen.press("3", "space", "space", "l", "r")
        await screen.quiet()
        assert "+3d" in plain(screen.foot.logging.answer.line)


async def test_text_and_date_are_saved_with_the_day_that_was_shown(book):
    async with desk(book) as screen:
        await screen.press("l", "p")
        await screen.type("要三条线的报价")
        await screen.press("tab")
        await screen.type("fri 3pm")
        await screen.sees("→ Fri 2026-11-27 15:00")
        await screen.press("enter")
        [touch] = touches(book)
        assert (touch["content"], touch["next_on"]) == ("要三条线的报价", "2026-11-27")
        assert plans(book, 1) == ["2026-11-27T07:00:00Z"]
        [plan] = [d for d in kept(book)["follow_ups"].values() if d["customer_id"] == 1]
        assert plan["promised"], "a promise was the result"
        assert "15:00" in screen.said or "2026-11-27" in screen.said


async def test_the_date_speaks_chinese_too(book):
    async with desk(book, lang="zh") as screen:
        await screen.press("enter", "R")
        await screen.type("下周三")
        await screen.sees("→ 周三 2026-12-02")
        await screen.press("enter")
        assert plans(book, 1) == ["2026-12-02"]


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 10)])
async def test_outcomes_are_read_from_top_to_bottom_and_stay_where_they_are(book, size):
    async with desk(book, size=size) as screen:
        await screen.press("j", "l")
        await screen.quiet()
        told = " ".join(" ".join(screen.lines()[-5:]).split())
        outcomes = ("log Nordwind GmbH ▸ r reached n no answer i interested f needs info o objection "
                    "p promised x rejected c complaint d closed w via b we called")  # fmt: skip
        assert told.endswith(outcomes)
        for _ in range(11):
            await screen.press("right")
            await screen.quiet()
            assert " ".join(" ".join(screen.lines()[-5:]).split()).endswith(outcomes)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 10)])
async def test_the_day_that_enter_takes_is_seen_before_it_is_taken(book, size):
    async with desk(book, size=size) as screen:
        await screen.press("j", "l", "i")
        await screen.sees("Nordwind", "▸ interested → Thu 2026-12-24")
        await screen.type("wants a quote")
        await screen.sees("Nordwind", "▸ interested → Thu 2026-12-24")
        await screen.press("tab")
        await screen.type("fri")
        await screen.sees("Nordwind", "→ Fri 2026-11-27")


async def test_a_short_name_stays_on_the_log_line(book):
    async with desk(book) as screen:
        await screen.press("enter", "i")
        await screen.sees("宏达机械 ▸ interested ▸", "→ Thu 2026-12-24", "why  ")


async def test_a_draft_that_is_back_hides_neither_name_nor_day(book):
    async with desk(book, size=(60, 15)) as screen:
        await screen.press("j", "l", "i")
        await screen.type("half")
        await screen.press("escape", "l")
        await screen.sees("Your draft is back", "Nordwind GmbH ▸ interested → Thu 2026-12-24")


async def test_a_capital_letter_goes_to_the_date_at_once(book):
    async with desk(book) as screen:
        await screen.press("enter", "R")
        assert screen.app.focused is screen.foot.logging.next
        await screen.type("+3d")
        await screen.press("enter")
        assert plans(book, 1) == ["2026-11-27"]


async def test_a_date_with_result_costs_three_keys_and_the_date(book):
    async with desk(book) as screen:
        screen.send("enter", "N", "+", "2", "d", "enter")
        await screen.heard()
        assert touches(book)[0]["result"] == "no_answer"
        assert plans(book, 1) == ["2026-11-26"]


async def test_nonsense_and_the_past_are_refused_and_the_line_stays(book):
    async with desk(book) as screen:
        await screen.press("enter", "R")
        await screen.type("gestern")
        await screen.press("enter")
        assert screen.failed
        assert screen.foot.typing
        assert touches(book) == []
        for _ in range(7):
            await screen.press("backspace")
        await screen.type("2026-11-20")
        await screen.press("enter")
        assert "past" in screen.said
        assert touches(book) == []


async def test_keys_that_come_in_one_packet_are_heard_in_their_order(book):
    async with desk(book) as screen:
        screen.send(*("enter", "r", "o", "n", "e", "enter") * 1, *("enter", "i", "t", "w", "o", "enter"),
                    "enter", "n", "enter", "j", "d")  # fmt: skip
        await screen.heard()
        await screen.quiet()
        told = [(t["customer_id"], t.get("result"), t.get("content")) for t in touches(book)]
        assert told == [
            (1, "reached", "one"), (2, "interested", "two"), (3, "no_answer", None),
            (5, "reached", None),
        ]  # fmt: skip


async def test_esc_keeps_the_draft_and_the_same_customer_brings_it_back(book):
    async with desk(book) as screen:
        await screen.press("enter", "o")
        await screen.type("zu teuer")
        await screen.press("tab")
        await screen.type("+1w")
        await screen.press("escape")
        assert "draft is kept" in screen.said
        assert touches(book) == []
        await screen.press("j", "enter")
        assert not screen.foot.typing, "somebody else's line is new"
        await screen.press("escape", "k", "enter")
        assert screen.foot.logging.texts == ("zu teuer", "+1w")
        await screen.press("enter")
        [touch] = touches(book)
        assert (touch["result"], touch["content"]) == ("objection", "zu teuer")
        assert screen.shell.keepsakes.drafts == {}


async def test_a_draft_survives_the_end_of_the_program(book):
    async with desk(book) as screen:
        await screen.press("enter", "i")
        await screen.type("half a sen")
    async with desk(book) as screen:
        await screen.press("enter")
        assert "draft is back" in screen.said
        await screen.type("tence")
        await screen.press("enter")
        assert touches(book)[0]["content"] == "half a sentence"
    async with desk(book) as screen:
        assert screen.shell.keepsakes.drafts == {}, "what was saved is no draft"


async def test_nothing_typed_leaves_no_draft(book):
    async with desk(book) as screen:
        await screen.press("enter", "r", "escape")
        assert screen.shell.keepsakes.drafts == {}
        assert screen.said == ""


async def test_channel_and_direction_can_be_chosen_before_the_result(book):
    async with desk(book) as screen:
        await screen.press("enter", "w")
        await screen.sees("WeChat")
        letter = next(c.letter for c in screen.foot.choice._choices if c.value == "wechat")
        await screen.press(letter, "b")
        await screen.press("i", "enter")
        [touch] = touches(book)
        assert (touch["channel"], touch["direction"], touch["result"]) == (
            "wechat",
            "in",
            "interested",
        )


async def test_all_results_can_be_reached_by_arrows_where_letters_compose(book):
    async with desk(book) as screen:
        await screen.press("enter", "right", "right", "enter", "enter")
        assert touches(book)[0]["result"] == "interested"
        await screen.press("enter", "2", "enter")
        assert touches(book)[1]["result"] == "no_answer"


async def test_what_does_not_fit_beside_the_name_is_told_above(book):
    async with desk(book) as screen:
        await screen.press("enter")
        await screen.sees("r reached")
        bottom = "".join(screen.lines()[-2:])
        for choice in screen.foot.choice._choices:
            assert f"{choice.letter} {choice.title}" in bottom


async def test_a_second_enter_while_the_disk_is_slow_logs_once(book):
    async with desk(book) as screen:
        await screen.press("enter", "r")
        screen.foot._logged[1]("", "")
        screen.foot._logged[1]("", "")
        await screen.quiet()
        assert len(touches(book)) == 1


async def test_undo_takes_the_entry_back_byte_for_byte(book):
    before = kept(book)
    async with desk(book) as screen:
        await screen.press("enter", "P")
        await screen.type("+3d")
        await screen.press("enter")
        assert kept(book) != before
        await screen.press("u")
        assert screen.said.startswith("Undone")
        assert kept(book) == before
        await screen.press("ctrl+r")
        assert kept(book) != before
        assert len(touches(book)) == 1


def by_another(book, rule):
    other = opened(book)
    other.perform(rule)
    other.close()


async def test_the_day_that_is_shown_follows_what_somebody_else_logs(book):
    from tierdesk.commands.doing import log

    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.sees("→ Thu 2026-12-24")
        other = opened(book)
        moment = other.moment
        later = log.contact(moment, result="reached", next_="+9d")
        other.perform(lambda found: log.change(found, [1], later, moment, "wang"))
        day = log.expected(other.book, 1, log.contact(moment, result="reached"), moment, "li")
        other.close()
        assert f"{day}" == "2026-12-03"
        await screen.sees("→ Thu 2026-12-03")
        await screen.press("enter")
        await screen.quiet()
        assert "2026-12-03" in screen.said


@pytest.mark.parametrize("keys", [("enter",), ("enter", "r"), ("enter", "w"), ("z",)])
async def test_a_customer_removed_meanwhile_is_told_at_once(book, keys):
    from tierdesk.commands.doing import remove

    async with desk(book) as screen:
        name = screen.selected
        await screen.press(*keys)
        by_another(book, lambda found: remove.change(found, [1]))
        told = f"{name} was removed meanwhile; what you typed is kept as a draft."
        await screen.until(lambda: screen.said == told, "told")
        assert screen.failed
        if keys in (("enter", "r"), ("z",)):
            await screen.sees("removed meanwhile")
            await screen.type("+")
            await screen.sees("removed meanwhile ")


async def test_somebody_removed_meanwhile_is_told_and_the_draft_is_kept(book):
    async with desk(book) as screen:
        await screen.press("enter", "r")
        await screen.type("hello")
        other = opened(book)
        from tierdesk.commands.doing import remove

        other.perform(lambda found: remove.change(found, [1]))
        other.close()
        await screen.press("enter")
        assert screen.failed
        assert screen.foot.logging.text.value == "hello"
        assert ("log", 1) in screen.shell.keepsakes.drafts


async def test_undo_and_redo_wait_while_a_text_is_typed(book):
    async with desk(book) as screen:
        await screen.press("d")
        after = kept(book)
        await screen.press("u", "enter", "r", "ctrl+r")
        assert "esc" in screen.said
        assert screen.foot.typing
        assert kept(book) != after
