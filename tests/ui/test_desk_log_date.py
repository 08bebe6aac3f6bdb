"""The date of the log line: the room that it has, and the words in which it is refused."""

import pytest
from desk_rig import desk, kept, morning


@pytest.fixture
def book(tmp_path):
    morning(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("size", "cells"), [((80, 24), 19), ((200, 60), 19), ((40, 10), 10)])
async def test_the_date_has_the_room_that_it_needs(book, size, cells):
    async with desk(book, size=size, lang="zh") as screen:
        await screen.press("enter", "R")
        before = screen.foot.logging.next.size.width
        await screen.type("下个月15号下午三点")
        await screen.quiet()
        assert (before, screen.foot.logging.next.size.width) == (10, cells)
        assert "下个月15号下午三点" in screen.text() or size[0] < 80
        await screen.press(*["backspace"] * 6)
        assert screen.foot.logging.next.size.width == min(cells, 10)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_day_that_is_over_is_refused_in_words_of_the_screen(book, language):
    async with desk(book, lang=language) as screen:
        await screen.press("enter", "R")
        await screen.type("2026-11-20")
        await screen.quiet()
        before = kept(book)
        await screen.press("enter")
        assert screen.failed and "2026-11-20" in screen.said
        assert "--" not in screen.said
        assert kept(book) == before
