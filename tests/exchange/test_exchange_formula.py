"""Formula-like text: harmless in CSV, and the same again after reading."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.exchange.formula import guarded, unguarded

ALPHABET = st.sampled_from(list("'=+-@\t\r\n\0＝＋－＠ a1,\";\u00a0")) | st.characters()


@given(st.text(ALPHABET))
def test_guarding_is_undone_exactly(text):
    assert unguarded(guarded(text)) == text


@given(st.text(ALPHABET))
def test_a_guarded_cell_never_starts_a_formula(text):
    bare = guarded(text).lstrip(" \u00a0\u3000")
    assert not bare or bare[0] not in "=+-@\t\r\n\0＝＋－＠"


@given(st.text(ALPHABET), st.text(ALPHABET))
def test_two_texts_never_become_one(one, other):
    assert (guarded(one) == guarded(other)) == (one == other)


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 138", "-5", "@x", "  =x", "＝1", "'=1", "''=1", "\t=1"]
)
def test_risky_text_is_guarded(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["it's", "'quoted'", "a=b", "'", "", "x@y.z"])
def test_ordinary_text_is_left_alone(text):
    assert guarded(text) == text == unguarded(text)


@given(st.text(ALPHABET))
def test_a_guarded_cell_survives_the_csv_module(text):
    out = StringIO()
    csv.writer(out).writerow([guarded(text), "x"])
    [[cell, _]] = csv.reader(StringIO(out.getvalue(), newline=""), strict=True)
    assert unguarded(cell) == text
