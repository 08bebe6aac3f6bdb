"""What the Weights screen does with a draft when the clerk tells which model is in force."""

import pytest
from desk_rig import desk
from weights_rig import fill_book, graded, place, publish, row_of, to, weights


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


async def test_a_draft_of_the_last_start_is_here_again_over_the_same_version(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right")
    async with desk(book, (120, 36)) as screen:  # on the screen that was left
        await graded(screen)
        assert row_of(screen, "intent").weight == 31
        assert "Your draft is here again" in screen.said


async def test_a_draft_stays_when_another_version_came_in_force_and_says_over_which(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right")
        drafting = place(screen).drafting
        screens, before = place(screen), place(screen).look
        from dataclasses import replace

        other = replace(before, base=replace(before.base, version=7, author="wang"))
        screens.taken(other)
        assert "wang published version 7 meanwhile" in screen.said
        assert drafting.base.version == 7 and row_of(screen, "intent").weight == 31
        screens.taken(replace(other, base=replace(other.base, version=8, author="")))
        assert "Version 8 is in force now" in screen.said


async def test_what_was_published_is_the_draft_again_when_it_is_taken_back(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right")
        await publish(screen)
        assert not place(screen).drafting.changed
        await screen.press("u")
        await screen.quiet()
        await graded(screen)
        assert place(screen).drafting.changed and row_of(screen, "intent").weight == 31
        assert "Your draft is here again" in screen.said
    async with weights(book) as screen:
        assert row_of(screen, "intent").weight == 31


async def test_fields_that_nobody_has_are_told_once(book):
    from dataclasses import replace

    from tierdesk.i18n.message import Message

    async with weights(book) as screen:
        screens = place(screen)
        lost = replace(screens.look, lost=(Message("The field “gone” is gone."),))
        screens.taken(lost)
        assert "“gone” is gone" in screen.said
        screen.shell.say(Message("another"))
        screens.taken(lost)
        assert "gone" not in screen.said
