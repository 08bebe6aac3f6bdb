"""Two spellings of one name are one text once they are folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.folding import fold


@pytest.mark.parametrize(("one", "other"), [
    ("ACME  Ltd", " acme ltd"), ("ＡＣＭＥ", "acme"), ("宏达　贸易", "宏达 贸易"), ("STRASSE", "straße"),
])  # fmt: skip
def test_width_case_and_spaces_do_not_matter(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_again_changes_no_spaces(text):
    assert fold(text) == " ".join(fold(text).split())
