"""The two short cuts for texts of plain letters: they answer as the long way does."""

import pytest

from tierdesk.ui.wire import cells, doubtful

EVERY = [chr(c) for c in range(0x30000) if not 0xD800 <= c < 0xE000]


def test_what_is_taken_for_steady_is_never_doubtful():
    steady = [c for c in EVERY if doubtful._STEADY.fullmatch(c)]
    assert len(steady) > 20_000
    assert not [c for c in steady if doubtful.is_doubtful(c)]


def test_plain_letters_are_as_wide_as_they_are_measured():
    plain = [c for c in EVERY if cells._PLAIN.fullmatch(c)]
    assert len(plain) > 20_000
    assert all(cells._graphemes(c) == ((c, 2 if c > "\u2fff" else 1),) for c in plain)


@pytest.mark.parametrize("mark", ["\u0301", "\u200d", "\ufe0f", "\U0001f3fd"])
def test_a_text_with_a_mark_goes_the_long_way(mark):
    assert not cells._PLAIN.fullmatch("字" + mark)
    assert not doubtful._STEADY.fullmatch("字" + mark)
