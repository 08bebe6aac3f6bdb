"""Working the queue off: where the cursor goes after a verb, whatever became of the list meanwhile."""

import pytest
from desk_rig import NAMES, demo_book, desk, morning

from tierdesk.ui.lines import today as lines


@pytest.fixture
def demo(tmp_path):
    demo_book(tmp_path)
    return tmp_path


LOGGED = [
    ("enter", "r", "enter"), ("enter", "i", "enter"), ("d",), ("z", "+", "3", "w", "enter"),
    ("enter", "N", "+", "3", "d", "enter"), ("enter", "n", "enter"),
]  # fmt: skip


@pytest.mark.parametrize("keys", LOGGED, ids=lambda keys: "".join(keys))
async def test_the_cursor_goes_to_whoever_stood_below(demo, keys):
    """From the first row on: the lane is emptied, and its heading goes."""
    async with desk(demo, size=(80, 24)) as screen:
        for _ in range(4):
            names = screen.names()
            worked, rest = screen.selected, names[names.index(screen.selected) + 1 :]
            await screen.press(*keys)
            await screen.quiet()
            assert screen.selected == next(n for n in rest if n in screen.names()), worked


async def test_an_emptied_lane_takes_its_headings_along(demo):
    async with desk(demo) as screen:
        lane = [screen.snapshot.rows[i.customer_id].name for i in screen.snapshot.queue.lane]
        first = screen.snapshot.queue.items[0].name
        for _ in lane:
            await screen.press("d")
        await screen.quiet()
        assert lines.LANE not in screen.here.moving.rows
        assert screen.selected == first


async def test_undo_brings_the_cursor_back_to_whom_it_restored(demo):
    async with desk(demo) as screen:
        worked = screen.selected
        await screen.press("enter", "r", "enter")
        await screen.press("j", "j")
        await screen.press("u")
        await screen.quiet()
        assert screen.selected == worked
        await screen.press("enter", "n", "enter", "k", "u")
        await screen.quiet()
        assert screen.selected == worked


async def test_parking_goes_on_too_when_its_reason_was_given(demo):
    async with desk(demo) as screen:
        await screen.press("j")
        following = screen.names()[2]
        await screen.press("p", "w", "h", "y", "enter")
        await screen.quiet()
        assert screen.said.endswith("is parked.")
        assert screen.selected == following


async def test_the_last_of_the_queue_hands_over_to_the_one_above(tmp_path):
    morning(tmp_path)
    async with desk(tmp_path) as screen:
        screen.go(NAMES[-1])
        await screen.press("d")
        await screen.quiet()
        assert screen.selected == NAMES[-2]


async def test_a_verb_that_was_given_up_leaves_the_cursor(demo):
    async with desk(demo) as screen:
        selected = screen.selected
        await screen.press("enter", "escape", "z", "escape")
        await screen.press("t", "b", "w", "h", "y", "enter")
        await screen.quiet()
        assert screen.selected == selected
