"""Tables for both front doors: as wide as there is room, made of the same document as --json."""

import pytest

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.i18n.catalog import Catalog
from tierdesk.terminal.cells import width


@pytest.mark.parametrize("verb", ["list", "history"])
@pytest.mark.parametrize("room", [60, 80, 200])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_table_keeps_to_the_room_that_it_is_given(front, verb, room, lang):
    front("add", "杭州明川精密机械制造有限公司" * 4)
    lines = lines_of(find(verb), front(verb), Catalog(lang), room=room)
    rows = [line for line in lines if "杭州" in line]
    assert rows
    assert all(width(row) <= max(room, 70) for row in rows)
    wide = lines_of(find(verb), front(verb), Catalog(lang), room=500)
    assert any("杭州明川精密机械制造有限公司" * 4 in line for line in wide)


def test_what_is_said_follows_the_table(front):
    outcome = front("view", "list")
    assert lines_of(find("view"), outcome, Catalog("en")) == [
        "There is no saved view yet; save one with view save."]  # fmt: skip
    front("view", "save", "urgent", "overdue>3", "--reverse")
    shown = lines_of(find("view"), front("view", "list"), Catalog("en"), room=80)
    assert [line.split() for line in shown] == [
        ["view", "filter", "order"],
        ["urgent", "overdue>3", "score", "↓"],
    ]
