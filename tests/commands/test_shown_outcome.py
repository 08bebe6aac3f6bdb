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


def dry(front, tmp_path, table, *more):
    file = tmp_path / "in.csv"
    file.write_text(table, encoding="utf-8")
    return front("import", str(file), "--dry-run", *more)


@pytest.mark.parametrize(
    ("lang", "stage"), [("en", "stage Prospect → Interested"), ("zh", "阶段 潜在 → 意向")]
)
def test_a_dry_run_tells_first_what_counts_and_values_in_the_readers_words(
    front, tmp_path, lang, stage
):
    table = "name,deal,stage,next contact,Farbe\nNeu GmbH,line,prospect,2026-12-01,rot\n"
    file = tmp_path / "first.csv"
    file.write_text(table, encoding="utf-8")
    front("import", str(file))
    outcome = dry(front, tmp_path, table.replace("prospect", "interested") + "Bad,,,nonsense,\n")
    lines = lines_of(find("import"), outcome, Catalog(lang), room=100)
    text = "\n".join(lines)
    assert "1" in lines[0], "the counts"
    assert text.index("nonsense") < text.index("Farbe") < text.index("Neu GmbH")
    [row] = [line for line in lines if "Neu GmbH" in line]
    assert stage in row
    assert all(width(line) <= 100 for line in lines if "Neu GmbH" in line)
    said = Catalog(lang).text(outcome.said[-1])
    assert lines[-1] == said
    assert text.count(said) == 1, "once"
    assert {"column": "stage", "field": "deal.stage"} in outcome.document["columns"]


def test_a_dry_run_of_many_rows_is_a_sample(front, tmp_path):
    rows = "".join(f"Customer {n}\n" for n in range(100))
    lines = lines_of(find("import"), dry(front, tmp_path, "name\n" + rows), Catalog("en"), room=80)
    assert len(lines) < 60
    assert any("60 more" in line for line in lines)
