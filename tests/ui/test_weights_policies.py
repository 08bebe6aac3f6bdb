"""The sheet of tier policies: keys, the load beside it, one change when it is left, and the way back."""

import pytest
from desk_rig import desk
from weights_rig import fill_book, graded, place, row_of, to, typed, weights

from tierdesk.triage.policy_edits import FIELDS
from tierdesk.ui.weights.policies import KEPT


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


async def to_policy(screen, tier, name):
    place(screen).rows.go(1 + "ABCD".index(tier) * (1 + len(FIELDS)) + 1 + FIELDS.index(name))
    await screen.laid_out()


def load(screen, tier="A"):
    return dict(place(screen).effects.effect.load_after)[tier]


def stored(screen):
    return list(screen.book().get("tier_policies", {}).values())


def busiest(screen):
    return max(
        "ABCD", key=lambda tier: place(screen).effects.effect.glance.counts_after.get(tier, 0)
    )


async def test_a_policy_is_nudged_the_load_follows_and_leaving_saves_one_change(book):
    async with weights(book) as screen:
        await screen.press("I")
        await screen.sees("Tier A", "reply within hours")
        tier = busiest(screen)
        before = load(screen, tier)
        await to_policy(screen, tier, "ideal_days")
        await screen.press("left", "left")
        await to_policy(screen, tier, "reply_hours")
        await screen.press(">")
        assert load(screen, tier) > before
        assert stored(screen) == []
        await screen.sees("policies not saved yet")
        await screen.press("escape")
        await screen.quiet()
        assert "changed how tier" in screen.said
        (doc,) = stored(screen)
        assert set(doc) == {"tier", "ideal_days", "reply_hours"}
        await screen.until(lambda: load(screen, tier) > before, "the load follows what was saved")
        assert KEPT not in screen.shell.keepsakes.drafts
        await screen.press("u")
        await screen.quiet()
        assert stored(screen) == []
        await screen.press("ctrl+r")
        await screen.quiet()
        assert stored(screen) == [doc]


async def test_a_value_is_typed_and_a_wrong_one_is_refused(book):
    async with weights(book) as screen:
        await screen.press("I")
        await to_policy(screen, "A", "max_days")
        await screen.press("=")
        await typed(screen, "2")
        await screen.press("enter")
        assert "not shorter than the ideal one" in screen.said
        await typed(screen, "9")
        await screen.press("enter")
        await to_policy(screen, "A", "ideal_days")
        for _ in range(3):
            await screen.press("right", "right", "right")
        assert screen.failed
        await to_policy(screen, "B", "discount_limit")
        await screen.press("enter")
        await typed(screen, "promotions")
        await screen.press("enter")
        await screen.sees("promotions only")
        await to_policy(screen, "C", "treatment")
        await screen.press("=")
        await typed(screen, "letters")
        await screen.press("enter", "escape")
        await screen.quiet()
        assert stored(screen) == [
            {"tier": "A", "max_days": 9, "ideal_days": 9},
            {"tier": "B", "discount_limit": "promotions"}, {"tier": "C", "treatment": "letters"},
        ]  # fmt: skip


async def test_steps_are_undone_in_the_sheet_and_x_is_the_default(book):
    async with weights(book) as screen:
        await screen.press("I")
        await to_policy(screen, "D", "capacity_share")
        await screen.press("right", "right", "u")
        assert place(screen).page.wanted == {"D": {"capacity_share": 6}}
        await screen.press("ctrl+r")
        assert place(screen).page.wanted == {"D": {"capacity_share": 7}}
        await screen.press("x")
        assert place(screen).page.wanted == {}
        await screen.press("escape")
        await screen.quiet()
        assert stored(screen) == []


async def test_what_was_not_saved_is_there_again_after_a_restart(book):
    async with weights(book) as screen:
        await screen.press("I")
        await to_policy(screen, "A", "reply_hours")
        await screen.press("left")
    async with weights(book) as screen:
        await screen.sees("policies not saved yet (I)")
        await screen.press("I")
        assert place(screen).page.wanted == {"A": {"reply_hours": 3}}
        await screen.press("q")
        await screen.quiet()
        assert stored(screen) == [{"tier": "A", "reply_hours": 3}]


async def test_what_ctrl_q_left_in_the_sheet_is_told_and_can_be_taken_back(book):
    async with desk(book, (120, 36)) as screen:
        await screen.press("4")
        await graded(screen)
        await screen.press("I")
        await to_policy(screen, "A", "reply_hours")
        await screen.press("left", "ctrl+q")
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        await screen.sees("are here again; I shows them")
        assert stored(screen) == []
        await screen.press("I", "u")
        assert screen.said == "One step is taken back."
        await screen.press("escape")
        await screen.quiet()
        assert stored(screen) == [] and "not saved yet" not in screen.text()


async def test_the_key_of_the_policies_stands_on_the_bar(book):
    async with weights(book) as screen:
        assert "I policies" in screen.lines()[-1]


async def test_undo_after_saving_leaves_the_draft_of_weights_alone(book):
    async with weights(book) as screen:
        place(screen).rows.go(2)
        await screen.press("right", "I")
        await to_policy(screen, "A", "reply_hours")
        await screen.press("left", "escape")
        await screen.quiet()
        assert stored(screen)
        await screen.press("u")
        await screen.quiet()
        assert stored(screen) == []
        assert place(screen).drafting.changed
        await screen.press("u")
        assert not place(screen).drafting.changed


async def test_a_treatment_reads_in_chinese_and_stays_the_default(book):
    async with weights(book, lang="zh") as screen:
        await screen.press("I")
        await screen.sees("回复时限（小时）", "A 级")
        await to_policy(screen, "A", "treatment")
        await screen.press("enter", "enter", "escape")
        await screen.quiet()
        assert stored(screen) == []


async def test_a_book_that_is_only_read_is_shown_and_not_changed(book):
    async with weights(book, read_only=True) as screen:
        await screen.press("I")
        await to_policy(screen, "A", "reply_hours")
        await screen.press("right")
        assert (screen.failed, place(screen).page.wanted) == (True, {})


async def test_the_latest_change_goes_first_also_after_a_draft_was_thrown_away(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "D", "I")
        await to_policy(screen, "A", "ideal_days")
        await screen.press("right", "escape")
        await screen.quiet()
        assert stored(screen)
        await screen.press("u")
        await screen.quiet()
        assert stored(screen) == []
        assert not place(screen).drafting.changed
        await screen.press("u")
        assert row_of(screen, "intent").weight == 31
