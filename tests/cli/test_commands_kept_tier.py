"""A tier that hysteresis keeps, from the command line: told everywhere alike, in both languages."""

import json

import pytest

from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import to_document

LATER, MUCH_LATER = "2026-11-27T10:00:00+08:00", "2026-12-20T10:00:00+08:00"
KEEN = ("interest=5", "willingness=5", "employees=900", "industry_position=leader", "decision_by=2026-12-20",
        "budget=9m CNY")  # fmt: skip
COOLER = ("interest=0", "willingness=2")


@pytest.fixture
def book(line):
    """Acme, an A until somebody learnt better three days later."""
    line("add", "Acme", *KEEN)
    line("need", "add", "1", "pumps", "strength=3")
    line("log", "1", "wants it", "--in", "--result", "i")
    line("log", "1", "met", "--channel", "meeting", "--result", "i")
    line("set", "1", *COOLER, TIERDESK_NOW=LATER)
    return line


def shown(line, **how):
    return line("show", "1", "--json", **how).json


def test_the_change_itself_leaves_the_record_and_an_undo_takes_it_back(line):
    line("add", "Acme", *KEEN)
    assert "stood" not in shown(line)["customer"]
    before = line.tables()
    line("log", "1", "wants it", "--in", "--result", "i")
    assert shown(line)["customer"]["stood"] == {"tier": "A", "since": "2026-11-24"}
    after = line.tables()
    line("undo")
    assert line.tables() == before
    line("redo")
    assert line.tables() == after


def test_every_door_tells_the_same_tier_and_why(book):
    now = {"TIERDESK_NOW": LATER}
    score = shown(book, **now)["score"]
    kept = score["kept"]
    assert (score["tier"], kept["tier"], kept["threshold"]) == ("A", "A", 75)
    assert (kept["demoted_below"], kept["until"]) == (None, "2026-11-30")
    assert kept["points"] == score["value"] < 72
    assert (
        kept["why"]
        == f"kept at A until Mon 2026-11-30: {score['value']:g} points, 75 is the threshold"
    )
    [listed] = book("list", "--json", **now).json["customers"]
    [graded] = book("grade", "--json", **now).json["customers"]
    assert listed["tier"] == graded["tier"] == "A"
    assert listed["kept"] == graded["kept"] == kept
    assert book("list", "tier:A", "--json", **now).json["found"] == 1
    assert kept["why"] in book("show", "1", **now).out
    said = book("show", "1", "--lang", "zh", **now).out
    assert f"保留 A 级至周一 2026-11-30：现为 {score['value']:g} 分，分数线 75 分" in said
    assert "stood" not in said and "按分数所在等级" not in said


def test_an_earlier_day_has_the_tier_that_it_had(book):
    now = {"TIERDESK_NOW": MUCH_LATER}
    [then] = book("grade", "--as-of", "2026-11-28", "--json", **now).json["customers"]
    [today] = book("grade", "--json", **now).json["customers"]
    assert (then["tier"], then["kept"]["until"]) == ("A", "2026-11-30")
    assert (today["tier"] > "A", today["kept"]) == (True, None)
    assert shown(book, **now)["customer"]["stood"]["tier"] == "A", "looking records nothing"


def test_who_sank_is_a_risk_until_the_next_change(book):
    now = {"TIERDESK_NOW": MUCH_LATER}
    [row] = book("today", "--json", **now).json["queue"]
    assert row["terms"]["risk"] > 0 and "was A" in row["why"]
    book("log", "1", "still there", "--result", "r", **now)
    assert shown(book, **now)["customer"]["stood"]["since"] == "2026-12-20"
    rows = book("today", "--json", **now).json["queue"]
    assert all("was A" not in row["why"] for row in rows)


def test_a_draft_without_the_rule_shows_who_falls_and_publishing_does_it(book, tmp_path):
    now = {"TIERDESK_NOW": LATER}
    doc = {"schema": 1, **to_document(open_model())}
    doc["scheme"] |= {"margin": 0, "hold_days": 0}
    (tmp_path / "m.json").write_text(json.dumps(doc))
    told = book("model", "preview", "--draft", str(tmp_path / "m.json"), "1", "--json", **now).json
    assert (told["moved"], told["customer"]["before"], told["customer"]["kept"]) == (1, "A", None)
    book("model", "import", str(tmp_path / "m.json"), **now)
    book("model", "publish", "--note", "no hysteresis", **now)
    assert shown(book, **now)["score"]["tier"] == told["customer"]["after"] > "A"


def test_a_draft_with_the_rule_says_that_it_keeps_the_customer(book, tmp_path):
    now = {"TIERDESK_NOW": MUCH_LATER}
    doc = {"schema": 1, **to_document(open_model())}
    doc["scheme"] |= {"margin": 30}
    (tmp_path / "m.json").write_text(json.dumps(doc))
    words = ("model", "preview", "--draft", str(tmp_path / "m.json"), "1")
    told = book(*words, "--json", **now).json
    assert (told["customer"]["after"], told["customer"]["kept"]["demoted_below"]) == ("A", 45)
    said = book(*words, **now)
    assert f"Acme is {told['customer']['kept']['why']}." in said.out + said.err
