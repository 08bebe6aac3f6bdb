import pytest
from cell_samples import cells_of, laid

from tierdesk.ui.wire.cells import changes, lay


def test_a_changed_half_of_a_wide_character_is_written_whole():
    old = [*cells_of("宏达 x")]
    new = [*cells_of("宏大 x")]
    assert changes(old, new) == [(2, 4)]


@pytest.mark.parametrize(("at", "left"), [(1, " x达"), (2, "宏x "), (3, "宏 x")])
def test_what_loses_half_of_itself_becomes_a_blank(at, left):
    row = [*cells_of("宏达")]
    lay(row, at, laid("x"))
    assert "".join(cell.text for cell in row) == left


def test_a_row_may_be_laid_beyond_the_edge():
    row = [*cells_of("abcd")]
    lay(row, 3, laid("宏达"))
    assert "".join(cell.text for cell in row) == "abc "


def test_combining_marks_at_the_head_of_a_line_do_not_shift_it():
    row = [*cells_of("e-"), *cells_of("xyz")]
    for _ in range(2):
        lay(row, 1, laid("\u0301abc"))
        assert [cell.text for cell in row] == ["e\u0301", "a", "b", "c", "z"]


def test_a_joiner_at_the_head_of_a_line_takes_the_next_character_with_it():
    found = laid("\u200d👩x")
    assert (found.mark, [cell.text for cell in found.cells]) == ("\u200d👩", ["x"])


def test_a_picture_selector_makes_a_sign_wide_as_textual_measures_it():
    assert [cell.text for cell in cells_of("❤\ufe0fx")] == ["❤\ufe0f", "", "x"]


def test_a_wide_character_with_an_unknown_half_is_written_whole():
    wide = cells_of("宏x")
    assert changes([wide[0], None, wide[2]], wide) == [(0, 2)]
