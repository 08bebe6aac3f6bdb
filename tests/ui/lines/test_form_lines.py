"""A form as text: labels, texts and meanings in their columns, in both languages; nothing sheared."""

from pathlib import Path

import pytest
from card_book import NOW, OPEN, SIGNED, known
from hostile_texts import TEXTS, assert_fits
from hypothesis import given
from hypothesis import strategies as st
from line_snapshots import assert_as_kept

from tierdesk.desk.forms import form
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.quality.likeness import Similar
from tierdesk.ui.filling import Filling
from tierdesk.ui.lines import form as lines
from tierdesk.ui.lines.line import ASCII, Paper, plain

KEPT = Path(__file__).parent / "form_kept"
FOUND = [Similar(2, "Nordwind GmbH", (say("The name is the same."),), 1.0)]


def paper(cells, language="en", **how):
    return Paper(cells, Catalog(language), **how)


def rows(filling, p, here=0):
    columns = lines.measures([field.label for field in filling.fields], p)
    made = []
    for n, field in enumerate(filling.fields):
        fault = filling.fault(field)
        entry = lines.Entry(field.label, filling.texts[field.name], filling.is_changed(field),
                            field.required, fault or filling.hint(field), fault is not None)  # fmt: skip
        made.append(lines.row(entry, columns, p, here=n == here))
    return [*made, lines.save_row(columns, len(filling.faults()), p, here=False)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("cells", [40, 80, 120])
def test_the_form_reads_as_kept(cells, language):
    p = paper(cells, language)
    title = say("%(name)s", name="宏达机械")
    filling = Filling("customer", known(OPEN).row.customer, p.catalog, NOW)
    filling.put({"budget": "12k", "decision_by": "nonsense", "city": "上海"})
    made = [lines.head(lines.Told(title, 3, 1), p), lines.heading("Profile", p), *rows(filling, p)]
    made += rows(Filling("quick_add", {}, p.catalog, NOW), p) + lines.similar(FOUND, 0, p)
    assert_as_kept(KEPT, f"{language}_{cells}", made)


def test_what_is_wrong_is_told_by_a_sign_and_a_sentence():
    filling = Filling("customer", known(OPEN).row.customer, Catalog("en"), NOW)
    filling.put({"decision_by": "nonsense"})
    text = "\n".join(map(plain, rows(filling, paper(120))))
    assert "! " in next(line for line in text.splitlines() if "decision by" in line)
    assert "[ mend first what is marked with ! ]" in text


def test_what_was_changed_is_told_by_a_sign():
    filling = Filling("customer", known(OPEN).row.customer, Catalog("en"), NOW)
    filling.put({"city": "上海"})
    changed = [plain(line) for line in rows(filling, paper(80), here=-1) if plain(line)[1] == "+"]
    assert [line.split()[-1] for line in changed] == ["上海"]


def test_a_date_is_told_with_its_day_while_it_is_typed():
    filling = Filling("follow_up", {}, Catalog("en"), NOW)
    filling.put({"due_at": "fri"})
    assert "→ Fri 2026-11-27" in "\n".join(map(plain, rows(filling, paper(80))))


def test_a_narrow_form_has_no_column_of_meanings_but_says_them_below():
    columns = lines.measures([field.label for field in form("contact").fields], paper(40))
    assert columns.meaning == 0
    entry = lines.Entry("city", "x", meaning=say("wrong"), wrong=True)
    assert "wrong" not in plain(lines.row(entry, columns, paper(40), here=True))
    assert plain(lines.meaning(entry, None, paper(40))).strip() == "! wrong"


def test_several_lines_are_counted():
    columns = lines.measures(["notes"], paper(60))
    entry = lines.Entry("notes", "one\ntwo\nthree", several=3)
    assert "3 lines: one" in plain(lines.row(entry, columns, paper(60), here=False))


def test_the_text_begins_where_it_is_typed():
    columns = lines.measures([field.label for field in form("deal").fields], paper(80))
    line = plain(lines.row(lines.Entry("amount", "TEXT"), columns, paper(80), here=True))
    assert line.index("TEXT") == columns.text_at


def test_similar_customers_are_told_with_reasons():
    told = [plain(line) for line in lines.similar(FOUND, None, paper(80))]
    assert "Nordwind GmbH" in told[1]
    assert "The name is the same." in told[1]
    assert plain(lines.similar(FOUND, 0, paper(80))[1]).startswith("▌")
    assert lines.similar([], None, paper(80)) == []


@given(TEXTS, TEXTS, st.integers(24, 130), st.booleans())
def test_no_text_shears_a_form(text, label, cells, here):
    p = paper(cells, glyphs=ASCII if here else paper(1).glyphs)
    columns = lines.measures([label, "city"], p)
    entry = lines.Entry(label, text, True, True, Message("%(x)s", {"x": text}), here, 3)
    assert_fits(lines.row(entry, columns, p, here=here), cells)
    assert_fits(lines.meaning(entry, None, p), cells)
    assert_fits(lines.heading(label, p), cells)
    assert_fits(lines.head(lines.Told(Message("%(x)s", {"x": text}), 99, 99), p), cells)
    assert_fits(lines.save_row(columns, 1, p, here=here), cells)
    for line in lines.similar([Similar(1, text, (Message("%(x)s", {"x": text}),), 0.5)], 0, p):
        assert_fits(line, cells)


def test_the_text_of_a_signed_customers_field_is_read_back_as_it_was():
    filling = Filling("customer", known(SIGNED).row.customer, Catalog("zh"), NOW)
    assert filling.texts["credit_limit"] == "1,000 EUR"
    assert filling.changed() == {}
