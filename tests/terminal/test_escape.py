"""JSON text that is safe to show: every character that acts or hides is an escape."""

import json

import pytest

from tierdesk.terminal.escape import escaped_json


@pytest.mark.parametrize("char", [
    "\x7f", "\x85", "\x9b", "\xa0", "\xad", "\u061c", "\u180e", "\u200b", "\u200d", "\u200f",
    "\u2028", "\u202e", "\u2066", "\u206f", "\u3000", "\ufeff", "\ufff9", "\ud800", "\U000e0041",
])  # fmt: skip
def test_what_acts_or_hides_is_escaped_and_reads_back(char):
    written = escaped_json(json.dumps({"x": f"a{char}b"}, ensure_ascii=False))
    assert char not in written and "\\u" in written
    assert json.loads(written) == {"x": f"a{char}b"}


def test_what_people_read_stays_and_so_do_line_breaks_between_parts():
    text = '{\n "客户": "Köln – Пётр, 東京 😀"\n}'
    assert escaped_json(text) == text
