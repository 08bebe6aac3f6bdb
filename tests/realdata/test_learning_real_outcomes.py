"""Learning from real outcomes through the command line: what tells, what leaks, what is chance."""

import pytest
from import_steps import real
from learning_line import Desk

pytestmark = pytest.mark.realdata

STAGES = (
    "deal_stage",
    "close_value",
    "close_date",
    "engage_date",
    "product",
    "account",
    "sales_agent",
)


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path, capsys)


def leaks(document):
    return {leak["criterion"]: leak["why"] for leak in document["leaks"]}


def test_bank_marketing_as_leads(desk):
    calls = real("bank_marketing", "bank-additional.csv")
    desk("import", calls, "--map", "#=name", "--map", "contact=custom.contact")
    draft = desk.json("model", "from-fields", "--outcome", "y")
    assert (draft["n_won"], draft["n_lost"], draft["version"]) == (451, 3668, 2)
    assert set(leaks(draft)) == {"duration"}
    assert len(draft["criteria"]) == 19 and len(draft["left_out"]) == 1

    found = desk.json("model", "suggest", "--outcome", "y")
    evidence = found["evidence"]
    assert (found["n_won"], found["n_lost"], evidence["split"]) == (451, 3668, "time")
    assert list(leaks(found)) == ["duration"] and "AUC 0.822" in leaks(found)["duration"]
    learned = evidence["suggested"]["auc"]
    assert learned >= max(evidence["current"]["auc"], evidence["equal"]["auc"])
    assert learned > 0.79 and found["verdict"] == "better"
    assert evidence["suggested"]["brier"] < evidence["current"]["brier"]
    assert evidence["earlier"] == {"won": 317, "lost": 2566}
    assert evidence["later"] == {"won": 134, "lost": 1102}
    assert sum(w["suggested"] for w in found["weights"]) == pytest.approx(100)
    assert {w["criterion"] for w in found["weights"]} == {c["criterion"] for c in draft["criteria"]}
    assert found["challenge"]["verdict"] == "too_few"


def test_bank_marketing_before_any_draft(desk):
    """The model of open deals knows nothing of such leads, says so and names the leak all the same."""
    calls = real("bank_marketing", "bank-additional.csv")
    desk("import", calls, "--map", "#=name", "--map", "contact=custom.contact")
    found = desk.json("model", "suggest", "--outcome", "y")
    assert found["verdict"] == "no_signal" and list(leaks(found)) == ["duration"]
    assert any("model from-fields" in note for note in found["notes"])
    assert "duration" in desk("model", "suggest", "--outcome", "y")


def test_maven_by_its_own_headings_is_chance_and_its_closing_columns_leak(desk):
    for name in ("accounts", "products", "sales_teams", "sales_pipeline"):
        desk("import", real("crm_maven_sales", f"{name}.csv"))
    found = desk.json("model", "suggest")
    assert (found["n_won"], found["n_lost"], found["verdict"]) == (4238, 2473, "no_signal")
    assert set(leaks(found)) == {"close_value", "close_date"}
    assert {leak["field"] for leak in found["leaks"]} == {"deal.amount", "deal.closed_on"}
    assert all(w["suggested"] == w["current"] for w in found["weights"])
    for name in ("current", "suggested", "equal", "bayes"):
        measured = found["evidence"][name]
        assert measured["auc_low"] < 0.5 < measured["auc_high"]
        assert measured["auc"] == pytest.approx(0.5, abs=0.02)


def test_maven_as_leads_with_a_stage_for_an_outcome(desk):
    maps = [word for name in STAGES for word in ("--map", f"{name}=custom.{name}")]
    table = real("crm_maven_sales", "sales_pipeline.csv")
    desk("import", table, "--as", "customers", "--map", "opportunity_id=name", *maps)
    draft = desk.json("model", "from-fields", "--outcome", "deal_stage")
    assert set(leaks(draft)) == {"close_value", "close_date"}
    assert {c["criterion"] for c in draft["criteria"]} == {"product", "account", "sales_agent"}
    found = desk.json("model", "suggest", "--outcome", "deal_stage")
    assert (found["n_won"], found["n_lost"], found["verdict"]) == (4238, 2473, "no_signal")
    assert set(leaks(found)) == {"close_value", "close_date"}
    assert "keep your weights" in desk("model", "suggest", "--outcome", "deal_stage")
