"""JSON on a terminal: exact as data, harmless as characters."""

import json
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tierdesk.commands.shown.as_json import json_text, plain
from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say

ENGLISH = Catalog("en")


@given(st.dictionaries(st.text(), st.text(st.characters()) | st.integers() | st.booleans()))
def test_reading_it_back_gives_the_same_data_and_no_character_acts(document):
    written = json_text(document, ENGLISH)
    assert json.loads(written) == document
    assert not any(c in written for c in "\x1b\x07\x9b\u202e\u200b\ufeff\u2028\n")


def test_values_become_what_json_knows():
    value = {"m": say("%(n)s left", n=3), "money": Money(1250, "EUR"), "day": date(2026, 11, 24),
             "at": datetime(2026, 11, 24, 9, tzinfo=UTC), "list": (1, say("x"))}  # fmt: skip
    assert plain(value, ENGLISH) == {
        "m": "3 left", "money": {"minor": 1250, "currency": "EUR"}, "day": "2026-11-24",
        "at": "2026-11-24T09:00:00Z", "list": [1, "x"],
    }  # fmt: skip


def test_customer_text_inside_a_sentence_is_cleaned():
    assert plain(say("hello %(name)s", name="a\x1b[31mb"), ENGLISH) == "hello a[31mb"
