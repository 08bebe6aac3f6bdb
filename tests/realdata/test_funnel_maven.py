"""The B2B pipeline of the shared data, imported and reported by the program itself."""

import pytest
from import_steps import program_in, real

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def call(tmp_path_factory):
    """The program on a book of its own with all four tables in it: words in, JSON out."""
    call = program_in(tmp_path_factory.mktemp("maven"))
    for name in ("accounts", "products", "sales_teams", "sales_pipeline"):
        made = call("import", str(real("crm_maven_sales", f"{name}.csv")), "--currency", "USD")
        assert made["rejected"] == 0
    return call


@pytest.fixture(scope="module")
def funnel(call):
    return call("report", "funnel")


def test_counts_win_rate_and_days_are_the_published_ones(funnel):
    assert (funnel["open"], funnel["won"], funnel["lost"]) == (2089, 4238, 2473)
    assert f"{funnel['win_rate']:.5f}" == "0.63150"
    assert funnel["days_to_won"] == {"median": 57.0, "n": 4238}
    assert funnel["days_to_lost"] == {"median": 14.0, "n": 2473}
    assert funnel["won_value"]["total"] == {"minor": 1_000_553_400, "currency": "USD"}
    assert {row["stage"]: row["deals"] for row in funnel["stages"]} == {
        "prospect": 500, "interested": 1589, "negotiation": 0}  # fmt: skip


def test_the_quarters_of_2017_are_the_published_ones(funnel):
    assert [(row["quarter"], row["won"]) for row in funnel["quarters"]] == [
        ("2017-Q1", 531), ("2017-Q2", 1254), ("2017-Q3", 1257), ("2017-Q4", 1196)]  # fmt: skip
    assert sum(row["lost"] for row in funnel["quarters"]) == 2473


def test_the_agents_win_rates_are_the_published_ones(funnel):
    rated = [row["win_rate"] for row in funnel["groups"]["owner"] if row["n"]]
    assert len(rated) == 30
    assert (f"{min(rated):.4f}", f"{max(rated):.4f}") == ("0.5498", "0.7039")
    assert sum(row["won"] for row in funnel["groups"]["owner"]) == 4238


def test_what_the_file_does_not_hold_is_said_and_not_guessed(funnel):
    assert all(row["conversion"] is None and row["n"] == 0 for row in funnel["stages"])
    assert any("6711 closed deals have no move on record" in limit for limit in funnel["limits"])
    narrow = funnel["bottleneck"]
    assert (narrow["stage"], narrow["why"], narrow["deals"]) == ("interested", "waiting", 1589)
    assert narrow["waiting_days"]["median"] > narrow["days_to_won"]["median"] == 57.0


def test_any_day_of_2017_can_be_asked_for_again(call):
    found = call("report", "funnel", "--as-of", "2017-06-30", "--by", "owner")
    assert (found["won"], [row["quarter"] for row in found["quarters"]]) == (
        531 + 1254,
        ["2017-Q1", "2017-Q2"],
    )
    assert found["stage_unknown"] == 970
    end = call("report", "funnel", "--as-of", "2017-12-31", "--by", "owner")
    assert (end["won"], end["lost"], end["open"]) == (4238, 2473, 1589)
    assert any("500 deals without a day of opening" in limit for limit in end["limits"])
    assert end["won_value"]["total"]["minor"] == 1_000_553_400


def test_the_forecast_owns_that_it_has_nothing_to_add_up(call):
    found = call("report", "forecast")
    assert [(row["slot"], row["deals"], row["unpriced"]) for row in found["slots"]] == [
        ("undated", 2089, 2089)
    ]
    assert found["total"]["best"]["parts"] == []


def test_velocity_is_told_per_agent(call):
    found = call("report", "velocity", "--by", "owner")
    whole = found["whole"]
    assert (whole["deals"], whole["n"], whole["win_rate"], whole["days"]["median"]) == (
        2089,
        6711,
        0.631501,
        57.0,
    )
    assert sum(row["deals"] for row in found["groups"]["owner"]) == 2089
    assert all(row["few"] for row in found["stages"])
