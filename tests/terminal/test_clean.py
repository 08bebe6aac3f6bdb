"""Customer text on a terminal: nothing acts, nothing readable is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.terminal.cells import fit, width
from tierdesk.terminal.clean import clean


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("宏达机械", "宏达机械"),
        ("\x1b]52;c;ZXZpbA==\x07x", "]52;c;ZXZpbA==x"),
        ("a\x9b31mb", "a31mb"),
        ("abc\u202edef\u2066", "abcdef"),
        ("line one\nline two\tx", "line one line two x"),
        ("\ud800x", "\ufffdx"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_what_acts_is_dropped_and_what_is_read_stays(given_, shown):
    assert clean(given_) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_survives(text):
    for character in clean(text):
        assert unicodedata.category(character) not in ("Cc", "Cs")
        assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    assert clean(clean(text)) == clean(text)


@given(st.text(), st.integers(0, 40))
def test_a_fitted_cell_is_exactly_as_wide_as_asked(text, cells):
    assert width(fit(clean(text), cells)) == cells


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("宏达", 4), ("é", 1), ("e\u0301", 1), ("ﾊ", 1), ("Ａ", 2)]
)
def test_width_counts_cells(text, cells):
    assert width(text) == cells
