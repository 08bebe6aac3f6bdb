"""`report rfm`: the same document for both front doors, limits told, bad words refused."""

import json
import random
from datetime import date, timedelta

import pytest
from command_front import NOW

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.domain.change import Change, Edit
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.i18n.catalog import Catalog
from tierdesk.scoring.default_model import signed_model
from tierdesk.scoring.model import to_document
from tierdesk.scoring.valuemap import read_map
from tierdesk.terminal.cells import width

TODAY = NOW.today


def bought(front, customers):
    """Customers with orders: {name: [(days ago, amount, currency)]}."""
    edits, number = [], 0
    for number, (name, orders) in enumerate(customers.items(), 1):
        edits.append(Edit("customers", -number, None, {"name": name}))
        for ago, paid, currency in orders:
            order = {"customer_id": -number, "on": (TODAY - timedelta(ago)).isoformat()}
            if paid is not None:
                order["amount"] = {"minor": paid * 100, "currency": currency}
            edits.append(Edit("orders", -1000 - len(edits), None, order))
    front.desk.apply(Change("import", {}, tuple(edits)))


def crowd(size=150, seed=5):
    found, source = {}, random.Random(seed)
    for number in range(size):
        first = source.randrange(200, 360)
        days = {first, *(source.randrange(first) for _ in range(source.choice((0, 0, 1, 2, 6))))}
        found[f"Kunde {number:03}"] = [
            (ago, source.randrange(50, 900), "CNY") for ago in sorted(days)
        ]
    return found


def test_a_book_without_orders_says_so(front):
    front("add", "Acme")
    outcome = front("report", "rfm")
    assert outcome.document["buyers"] == 0
    assert outcome.document["customers"] == []
    assert front.said(outcome) == [
        "Nobody has bought anything up to Tue 2026-11-24; import orders with --as orders."]  # fmt: skip
    assert lines_of(find("report"), outcome, Catalog("en")) == front.said(outcome)


def test_a_small_book_is_scored_by_cut_points_and_makes_no_forecast(front):
    bought(front, {"Acme": [(3, 250_000, "CNY"), (80, 9_000, "CNY")], "Bolt": [(200, 500, "CNY")]})
    found = front("report", "rfm").document
    assert found["method"] == "cut_points"
    assert [(row["name"], row["r"], row["f"], row["m"]) for row in found["customers"]] == [
        ("Acme", 5, 2, 4), ("Bolt", 2, 1, 1)]  # fmt: skip
    assert [row["p_alive"] for row in found["customers"]] == [None, None]
    assert "BG/NBD needs 100 customers" in str(found["bgnbd"]["refused"])
    assert found["limits"] == []


def test_the_cut_points_of_a_criterion_hold_for_the_report(front):
    bought(front, {"Acme": [(3, 400, "CNY")]})
    model = to_document(signed_model())
    model["groups"].append({"key": "rfm", "label": "RFM", "criteria": [{
        "key": "rfm", "label": "RFM", "weight": 5, "source": "rfm.total",
        "map": {"kind": "rfm", "cuts": {"monetary": [100, 200, 300, 500]}},
    }]})  # fmt: skip
    front.desk.apply(Change("model", {}, (Edit("scoring_models", -1, None, model),)))
    found = front("report", "rfm").document
    assert found["cuts"]["monetary"] == [100, 200, 300, 500]
    assert found["customers"][0]["m"] == 4


def test_a_larger_book_is_scored_by_fifths_and_forecast(front):
    bought(front, crowd())
    found = front("report", "rfm", "--ahead", "10").document
    assert found["method"] == "quintiles"
    assert sum(map(sum, found["grid"])) == found["buyers"] == 150
    assert sum(row["customers"] for row in found["segments"]) == 150
    model = found["bgnbd"]
    assert model["weeks_ahead"] == 10
    assert model["repeaters"] == sum(row["repeats"] > 0 for row in found["customers"])
    hopes = [row["expected"] for row in found["customers"]]
    assert hopes == sorted(hopes, reverse=True)
    assert sum(hopes) == pytest.approx(model["expected"], abs=0.01)
    assert all((row["p_alive"] is None) == (row["repeats"] == 0) for row in found["customers"])


def test_held_back_weeks_are_measured(front):
    bought(front, crowd())
    outcome = front("report", "rfm", "--holdout", "13", "--limit", "2")
    found = outcome.document["holdout"]
    assert found["cut"] == date(2026, 8, 25)
    assert found["customers"] == 150
    assert 0 < found["bought_again"] < 150
    assert 0.5 < found["rfm_sum"]["auc"] <= 1
    assert len(outcome.document["customers"]) == 2
    shown = lines_of(find("report"), outcome, Catalog("en"), room=100)
    assert any(line.startswith("Held back: the 13 weeks after Tue 2026-08-25.") for line in shown)
    assert any(line.startswith("RFM sum") for line in shown)


def test_a_past_day_is_reported_as_it_was(front):
    bought(front, {"Acme": [(10, 100, "CNY"), (100, 50, "CNY")], "Bolt": [(20, 100, "CNY")]})
    found = front("report", "rfm", "--as-of", "2026-10-01").document
    assert found["as_of"] == date(2026, 10, 1)
    assert [(row["name"], row["frequency"], row["recency_days"]) for row in found["customers"]] == [
        ("Acme", 1, 46)]  # fmt: skip


def test_one_foreign_currency_is_the_currency_of_the_report(front):
    bought(front, {"Acme": [(3, 250, "USD")]})
    found = front("report", "rfm").document
    assert found["currency"] == "USD"
    assert found["customers"][0]["monetary"].minor == 25_000
    assert [str(limit) for limit in found["limits"]] == [
        "All amounts of the orders are in USD, for which there is no rate to CNY; unknown for everybody: "
        "orders.amount, orders.profit, rfm.monetary, rfm.total. Import a rate with --as rates."]  # fmt: skip


def with_rfm(**cuts):
    model = to_document(signed_model())
    value_map = {"kind": "rfm", **({"cuts": cuts} if cuts else {})}
    model["groups"].append({"key": "rfm", "label": "RFM", "criteria": [{
        "key": "money", "label": "RFM", "weight": 5, "source": "rfm.monetary", "map": value_map,
    }]})  # fmt: skip
    return {"format": "tierdesk-model", "schema": 1, **model}


def test_a_model_over_amounts_without_a_rate_is_told_once(front):
    bought(front, {"Acme": [(3, 250, "USD"), (9, 50, "GBP")]})
    path = front.folder / "m.json"
    path.write_text(json.dumps(with_rfm()))
    checked = front("model", "check", str(path))
    imported = front("model", "import", str(path))
    published_ = front(
        "model", "publish", "--version", str(imported.document["version"]), "--note", "n"
    )
    for outcome in (checked, imported, published_):
        told = [said for said in front.said(outcome) if "no rate to CNY" in said]
        assert len(told) == 1 and "in GBP, USD" in told[0] and "money" in told[0]
    rate = {"currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7.1"}
    front.desk.apply(Change("import", {}, (Edit("fx_rates", -1, None, rate),)))
    again = front("model", "check", str(path))
    assert not any("no rate" in said for said in front.said(again))


def test_the_cut_points_that_are_printed_are_a_map(front):
    bought(front, crowd())
    outcome = front("report", "rfm")
    lines = lines_of(find("report"), outcome, Catalog("en"), room=100)
    [printed] = [line for line in lines if line.startswith('  {"kind": "rfm"')]
    assert json.loads(printed)["cuts"] == outcome.document["cuts"]
    assert read_map(json.loads(printed)).cuts is not None


def test_amounts_that_cannot_be_added_up_are_told(front):
    bought(front, {"Acme": [(3, 250, "USD"), (5, 100, "CNY")], "Bolt": [(3, None, "CNY")]})
    found = front("report", "rfm").document
    assert found["currency"] == "CNY"
    assert [str(limit) for limit in found["limits"]] == [
        "2 orders of the window have no amount that can be told in CNY; they count as 0."]  # fmt: skip


def test_a_book_that_has_slept_is_told_where_to_look(front):
    bought(front, {"Acme": [(800, 250, "CNY")]})
    outcome = front("report", "rfm")
    assert outcome.document["silent"] == 1
    assert front.said(outcome) == [
        "The last order is of Sun 2024-09-15, before the window; --as-of looks from a day near it."]  # fmt: skip


def test_the_forecast_says_what_it_does_not_know(front):
    bought(front, crowd())
    limits = [str(limit) for limit in front("report", "rfm", "--ahead", "100").document["limits"]]
    assert any("no season, price, contract" in limit for limit in limits)
    assert any("looks 100 weeks ahead" in limit for limit in limits)
    assert any("--holdout 13" in limit for limit in limits)
    measured = front("report", "rfm", "--holdout", "13").document["limits"]
    assert not any("--holdout" in str(limit) for limit in measured)


@pytest.mark.parametrize("words, fault", [
    (("--holdout", "0"), Usage), (("--holdout", "half"), Usage), (("--window", "0"), Usage),
    (("--ahead", "999999"), Usage), (("--as-of", "2031-01-01"), Invalid), (("--holdout", "900"), Refused),
])  # fmt: skip
def test_bad_words_are_refused_in_one_sentence(front, words, fault):
    bought(front, {"Acme": [(3, 250, "CNY")]})
    with pytest.raises(fault) as refusal:
        front("report", "rfm", *words)
    assert str(refusal.value).count(".") == 1


def test_a_report_that_does_not_exist_is_refused(front):
    with pytest.raises(Usage):
        front("report", "weather")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("room", [80, 120])
def test_the_tables_keep_to_their_room(front, lang, room):
    bought(front, crowd() | {"杭州明川精密机械制造有限公司" * 4: [(1, 90_000, "CNY")] * 2})
    outcome = front("report", "rfm", "--holdout", "13")
    lines = lines_of(find("report"), outcome, Catalog(lang), room=room)
    grid = lines[next(i for i, line in enumerate(lines) if line.startswith("R 5")) :][:5]
    assert all(width(line) <= 60 for line in grid)
    assert all(width(line) <= room for line in lines if "杭州" in line or "Kunde" in line)


def test_the_picture_has_an_ascii_form(front):
    bought(front, crowd())
    front.configuration.ascii = True
    lines = lines_of(
        find("report"), front("report", "rfm", "--limit", "0"), Catalog("en"), room=100
    )
    grid = [line for line in lines if line.startswith("R ")]
    assert len(grid) == 5
    assert all(line.isascii() for line in grid)
    assert any("##" in line for line in grid)


def test_a_report_changes_nothing_and_works_in_a_read_only_session(front):
    bought(front, {"Acme": [(3, 250, "CNY")]})
    before = front.tables()
    reader = front.beside(read_only=True)
    assert reader("report", "rfm").document["buyers"] == 1
    reader.desk.close()
    assert front.tables() == before
