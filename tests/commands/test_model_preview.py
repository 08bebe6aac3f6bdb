"""`model preview`: what is foretold is what publishing does; nothing is saved."""

import json
from random import Random

import pytest
from command_front import NOW

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Refused, Usage
from tierdesk.i18n.catalog import Catalog
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.drafting import with_cap, with_group_weight, with_weights
from tierdesk.scoring.grade import graders_of
from tierdesk.scoring.model import to_document


def fill(front, size=40):
    dice, edits = Random(4), []
    for number in range(1, size + 1):
        doc = {"name": f"Kunde {number:02}", "interest": dice.randint(0, 5), "industry": dice.choice(("steel", "food")),
               "employees": dice.randint(1, 2000), "willingness": dice.randint(0, 5)}  # fmt: skip
        edits.append(Edit("customers", -number, None, doc))
    front.desk.apply(Change("import", {}, tuple(edits)))


def eager():
    model = with_weights(open_model(), {"interest": 90, "decision_time": 0})
    return with_cap(with_group_weight(model, "intent", 90), "intent", 60)


def written(front, model, **fields):
    path = front.folder / "draft.json"
    path.write_text(
        json.dumps({"format": "tierdesk-model", "schema": 1, **to_document(model), **fields})
    )
    return str(path)


def tiers(front):
    bound = graders_of(front.desk.book, Vantage(NOW))
    return {case.id: bound.grade(case).tier for case in front.desk.book.cases()}


def counted(found):
    return {tier: sum(one == tier for one in found.values()) for tier in "ABCD"}


def test_what_is_foretold_is_what_publishing_does(front):
    fill(front)
    file, before = written(front, eager()), tiers(front)
    told = front("model", "preview", "--draft", file).document
    assert tiers(front) == before, "a preview changes nothing"
    front("model", "import", file)
    assert front("model", "preview").document["movers"] == told["movers"]
    front("model", "publish", "--note", "interest counts more")
    after = tiers(front)
    assert told["customers"] == 40
    assert (told["tiers"]["before"], told["tiers"]["after"]) == (counted(before), counted(after))
    moved = {i: (before[i], after[i]) for i in after if before[i] != after[i]}
    assert len(moved) > 3 and told["moved"] == len(moved)
    assert {row["id"]: (row["before"], row["after"]) for row in told["movers"]} == moved
    assert sum(n for row in told["matrix"].values() for n in row.values()) == 40
    assert front("model", "preview", "2").document["moved"] == 0, "it is in force now"


def test_the_week_and_the_reach_are_told(front):
    fill(front)
    told = front("model", "preview", "--draft", written(front, eager())).document
    week = told["week"]
    assert week["slots"] == 60  # twelve a day, five working days
    assert week["after"]["all"] == pytest.approx(sum(week["after"]["contacts"].values()), abs=0.3)
    assert week["after"]["minutes"] is None
    assert [row["criterion"] for row in told["reach"]] == [c.key for c in eager().criteria]
    assert -1 <= told["rho"] <= 1


def test_a_variant_is_compared_with_what_grades_its_customers_now(front):
    fill(front)
    model = eager()
    told = front(
        "model", "preview", "--draft", written(front, model, industries=["Steel"])
    ).document
    steel = sum(doc["industry"] == "steel" for _, doc in front.desk.book.rows("customers"))
    assert told["customers"] == steel
    front("model", "import", written(front, model, industries=["Steel"], inherits=True))
    front("model", "publish", "--note", "steel is another trade")
    outcome = front("model", "preview", "--draft", written(front, model))
    assert outcome.document["customers"] == 40
    assert front.said(outcome)[-1] == (
        "The variants for Steel inherit from this model and change with it; "
        "their customers are counted too."
    )


@pytest.mark.parametrize("inherits", [True, False])
def test_customers_of_variants_that_inherit_are_foretold_too(front, inherits):
    """A variant of its own keeps its customers out; one that inherits brings them along."""
    fill(front, 80)
    sparse = {"groups": [{"key": "intent", "criteria": [{"key": "interest", "weight": 30}]}],
              "gates": [], "scheme": {"thresholds": [{"tier": "A", "from": 70}]}}  # fmt: skip
    rules = sparse if inherits else {}
    front(
        "model",
        "import",
        written(front, open_model(), industries=["Steel"], inherits=inherits, **rules),
    )
    front("model", "publish", "--note", "steel is another trade")
    steel = {i for i, doc in front.desk.book.rows("customers") if doc["industry"] == "steel"}
    told = front("model", "preview", "--draft", written(front, eager()))
    before = tiers(front)
    front("model", "import", written(front, eager()))
    published = front("model", "publish", "--note", "interest counts more").document
    after = tiers(front)
    moved = {i: (before[i], after[i]) for i in after if before[i] != after[i]}
    assert bool(moved.keys() & steel) is inherits and moved.keys() - steel
    rows = told.document["movers"]
    assert {row["id"]: (row["before"], row["after"]) for row in rows} == moved
    assert told.document["customers"] == (80 if inherits else 80 - len(steel))
    assert (
        sum(n for a, row in published["migration"].items() for b, n in row.items() if a != b)
        == (told.document["moved"])
    )
    assert f"{len(moved)} customers would change the tier" in front.said(told)[0]
    assert not {row["first"] for row in told.document["reach"]} & steel, "under another model"


def test_it_is_shown_as_tables(front):
    fill(front)
    outcome = front("model", "preview", "--draft", written(front, eager()))
    text = lines_of(find("model"), outcome, Catalog("en"), room=90)
    assert "for open deals, against what is in force: 40 customers" in text[0]
    assert any(line.startswith("A →") for line in text)
    assert any("→" in line and "Kunde" in line for line in text)
    assert text[-1].endswith("would change the tier; nothing was saved.")


def test_an_empty_book_has_nobody_to_move(front):
    outcome = front("model", "preview", "--draft", written(front, eager()))
    assert (outcome.document["customers"], outcome.document["rho"]) == (0, None)
    assert front.said(outcome) == ["Nobody would change the tier; nothing was saved."]


def test_without_a_draft_or_with_two_there_is_nothing_to_preview(front):
    with pytest.raises(Refused, match="There is no draft"):
        front("model", "preview")
    for cap in (50, 60):
        front("model", "import", written(front, with_cap(eager(), "intent", cap)))
    with pytest.raises(Refused, match="several drafts"):
        front("model", "preview")
    with pytest.raises(Usage):
        front("model", "preview", "2", "3")


def test_a_word_beside_the_draft_is_a_customer(front):
    fill(front)
    file = written(front, eager())
    outcome = front("model", "preview", "--draft", file, "Kunde 13")
    told = outcome.document
    row = told["customer"]
    assert (row["id"], row["name"]) == (13, "Kunde 13")
    assert row["before"] == tiers(front)[13]
    assert front.said(outcome)[1].startswith(f"Kunde 13: score {row['score_before']} → ")
    moved = {one["id"]: one for one in told["movers"]}
    assert 13 not in moved or moved[13].items() <= row.items()
    assert sum(one["points"] for one in row["contributions"]) == pytest.approx(
        row["score_after"], abs=0.2
    )
    unknown = {one["criterion"] for one in row["contributions"] if one["value"] is None}
    assert unknown and {one["criterion"] for one in row["find_out"]} <= unknown
    assert row["better"]["from"] > row["score_after"]
    assert all(one["unknown"] == (one["criterion"] in unknown) for one in row["lifts"])
    with pytest.raises(Refused, match="does not grade Kunde 13"):
        front("model", "preview", "--draft", written(front, eager(), kind="signed"), "13")
    assert front("model", "preview", "--draft", file).document["customer"] is None
