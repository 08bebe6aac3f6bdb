"""`grade`: any day again, with any version, and what an earlier day cannot give back."""

import json

import pytest

from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import to_document

JUNE = "2026-06-15T10:00:00+08:00"
AUGUST = "2026-08-15T10:00:00+08:00"


@pytest.fixture
def book(line, tmp_path):
    """Acme since June, keen and called since August, graded by another version since then."""
    line("add", "Acme", "interest=1", TIERDESK_NOW=JUNE)
    line("set", "1", "interest=5", TIERDESK_NOW=AUGUST)
    line("log", "1", "wants it", "--result", "i", TIERDESK_NOW=AUGUST)
    doc = {"schema": 1, **to_document(open_model())}
    doc["groups"][1]["weight"] = 60
    (tmp_path / "m.json").write_text(json.dumps(doc))
    line("model", "import", str(tmp_path / "m.json"), TIERDESK_NOW=AUGUST)
    line("model", "publish", "--note", "intent", TIERDESK_NOW=AUGUST)
    line("add", "Later", "interest=3")
    return line


def graded(line, *words):
    told = line("grade", *words, "--json").json
    return {c["name"]: c for c in told["customers"]}, told


def listed(line, **environment):
    return {c["name"]: c for c in line("list", "--json", **environment).json["customers"]}


def test_today_is_what_the_list_says(book):
    found, told = graded(book)
    rows = listed(book)
    for name in ("Acme", "Later"):
        assert {k: found[name][k] for k in ("tier", "score", "low", "high")} == {
            k: rows[name][k] for k in ("tier", "score", "low", "high")
        }
    assert told["found"] == 2 and sum(told["tiers"].values()) == 2
    assert told["not_turned_back"] == []
    assert graded(book, "--as-of", "2026-11-24")[0] == found


def test_a_day_in_june_is_graded_as_it_was_graded_in_june(book, tmp_path):
    found, told = graded(book, "--as-of", "2026-06-15")
    fresh = {"TIERDESK_DATA": str(tmp_path / "june.json"), "TIERDESK_NOW": JUNE}
    book("add", "Acme", "interest=1", **fresh)
    assert list(found) == ["Acme"]
    assert found["Acme"]["score"] == listed(book, **fresh)["Acme"]["score"]
    assert (found["Acme"]["version"], [m["version"] for m in told["models"]]) == (1, [1, 1])


def test_touches_fields_and_versions_of_later_do_not_count(book):
    june = graded(book, "--as-of", "2026-06-20")[0]["Acme"]
    september = graded(book, "--as-of", "2026-09-01")[0]["Acme"]
    assert (june["version"], september["version"]) == (1, 2)
    assert june["score"] < september["score"]
    assert june["completeness"] < september["completeness"]


def test_any_version_grades_any_day(book):
    with_old = graded(book, "--as-of", "2026-09-01", "--model", "1", "--kind", "open")[0]["Acme"]
    with_new = graded(book, "--as-of", "2026-09-01", "--model", "2")[0]["Acme"]
    assert (with_old["version"], with_new["version"]) == (1, 2)
    assert with_old["score"] != with_new["score"]
    assert with_new == graded(book, "--as-of", "2026-09-01")[0]["Acme"]


def test_a_filter_asks_about_that_day(book):
    assert list(graded(book, "--as-of", "2026-06-20", "interest>4")[0]) == []
    assert list(graded(book, "--as-of", "2026-09-01", "interest>4")[0]) == ["Acme"]
    assert graded(book, "--limit", "1")[1]["found"] == 2


def test_what_is_not_turned_back_is_said(book):
    assert "holds today's value" in book("grade", "--as-of", "2026-09-01").out
    early = book("grade", "--as-of", "2026-01-01").out
    assert "the history of changes begins there" in early and "2026-06-15" in early
    assert "turned back" in book("grade", "--help").out


def test_a_day_that_is_still_to_come_is_refused(book):
    assert "still to come" in book("grade", "--as-of", "2027-01-01", code=1).err


@pytest.mark.parametrize(
    "words", [["--as-of", "soonish"], ["--model", "9"], ["--model", "x"], ["--limit", "x"]]
)
def test_what_cannot_be_is_refused_in_one_sentence(book, words):
    said = book("grade", *words, code=None)
    assert said.code in (1, 2) and said.err.count("\n") == 1


def test_the_table_is_for_people(book):
    said = book("grade", "--as-of", "2026-09-01").out
    assert said.splitlines()[0].split() == ["no.", "customer", "score", "range", "known", "version"]
    assert "Acme" in said and "1 customer: " in said
