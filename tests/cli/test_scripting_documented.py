"""The documents that docs/scripting.md shows have the fields that the program prints, and no others."""

import json
import re
from pathlib import Path

import pytest
from test_learning_commands import leads, table

PAGE = (Path(__file__).parents[2] / "docs" / "scripting.md").read_text(encoding="utf-8")
SHOWN = {
    name: json.loads(found)
    for name, found in re.findall(r"^### ([a-z -]+)\n.*?```json\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)
}  # fmt: skip


def ensure_alike(shown, printed, path=""):
    """Fields against fields, however deep; what is shown as {} or null may hold anything."""
    if isinstance(shown, dict) and shown:
        assert set(shown) == set(printed), path
        for key, part in shown.items():
            ensure_alike(part, printed[key], f"{path}.{key}")
    elif isinstance(shown, list) and shown and isinstance(printed, list):
        for part in printed:
            ensure_alike(shown[0], part, path + "[]")


@pytest.fixture
def drafted(line):
    table(line, [row | {"paid": int(row["outcome"] == "yes")} for row in leads()])
    line.made = line("model", "from-fields", "--outcome", "outcome", "--json").json
    return line


def test_all_of_them_are_shown():
    assert set(SHOWN) == {
        "model suggest", "model from-fields", "model drop", "model preview", "grade", "report rfm",
    }  # fmt: skip


def test_a_draft_over_fields_its_suggestion_and_its_end(drafted):
    ensure_alike(SHOWN["model from-fields"], drafted.made)
    found = drafted("model", "suggest", "--outcome", "outcome", "--json").json
    ensure_alike(SHOWN["model suggest"], found)
    for name in ("equal", "bayes"):
        assert set(found["evidence"][name]) == set(SHOWN["model suggest"]["evidence"]["current"])
    ensure_alike(SHOWN["model drop"], drafted("model", "drop", "2", "--json").json)


def test_what_a_draft_would_do_and_what_is_in_force(drafted):
    ensure_alike(SHOWN["model preview"], drafted("model", "preview", "--json").json)
    ensure_alike(SHOWN["grade"], drafted("grade", "--json").json)


def test_a_dry_run_says_dry_run_where_a_change_would_have_numbers(drafted):
    dry = drafted("model", "from-fields", "--outcome", "outcome", "--dry-run", "--json").json
    assert set(dry) == set(SHOWN["model from-fields"]) - {"change_id", "revision", "version"} | {
        "dry_run"
    }
    assert set(drafted("model", "drop", "2", "--dry-run", "--json").json) == {
        "schema",
        "dry_run",
        "version",
    }


def test_the_report_with_and_without_a_forecast(line):
    rows = [f"N{at % 115},2026-{1 + at % 9:02}-{1 + at % 27:02},{10 + at},CNY" for at in range(300)]
    path = line.folder / "orders.csv"
    for kept in (rows, rows[:15]):
        path.write_text("\n".join(["name,order date,amount,currency", *kept]) + "\n")
        line(
            "import",
            str(path),
            "--as",
            "orders",
            TIERDESK_DATA=str(line.folder / f"{len(kept)}.json"),
        )
    whole = line("report", "rfm", "--holdout", "13", "--json",
                 TIERDESK_DATA=str(line.folder / "300.json")).json  # fmt: skip
    ensure_alike(SHOWN["report rfm"], whole)
    few = line("report", "rfm", "--json", TIERDESK_DATA=str(line.folder / "15.json")).json
    assert set(few) == set(SHOWN["report rfm"]) and few["holdout"] is None
    assert set(few["bgnbd"]) == {"weeks_ahead", "refused"}
    assert {row["p_alive"] for row in few["customers"]} == {None}


@pytest.mark.parametrize("words, code", [
    (("model", "suggest", "--outcome", "outcome"), 0), (("model", "preview"), 0), (("report", "rfm"), 0),
    (("grade",), 0), (("model", "from-fields", "--outcome", "outcome", "--dry-run"), 0),
    (("model", "from-fields", "--outcome", "outcome"), 1), (("model", "drop", "2"), 1),
])  # fmt: skip
def test_a_read_only_session_looks_and_refuses_every_change(drafted, words, code):
    assert drafted("--read-only", *words, code=None).code == code


@pytest.mark.parametrize("words, code", [
    (("model", "preview", "9"), 1), (("model", "suggest", "--outcome", "nothing"), 1),
    (("model", "drop", "9"), 1), (("model", "from-fields"), 2), (("model", "drop"), 2),
    (("report", "rfm", "--holdout", "x"), 2),
])  # fmt: skip
def test_exit_codes_part_what_is_refused_from_wrong_words(drafted, words, code):
    assert drafted(*words, code=None).code == code
