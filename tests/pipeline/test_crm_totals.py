"""The real sales pipeline of the shared data: stages found by its words, published totals."""

import csv
import os
from pathlib import Path

import pytest

from tierdesk.domain.book import Book
from tierdesk.pipeline.stages import PRESETS, find_stage
from tierdesk.pipeline.standing import totals

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("TIERDESK_REALDATA", CHECKOUT.parent / "shared" / "data"))
PIPELINE = DATA / "crm_maven_sales" / "sales_pipeline.csv"


@pytest.mark.realdata
@pytest.mark.skipif(not PIPELINE.exists(), reason=f"real data not found at {PIPELINE}")
@pytest.mark.parametrize("preset", ["intent", "leads"])
def test_the_published_totals_come_out_of_the_real_pipeline(preset):
    stages = PRESETS[preset]
    deals = {}
    with PIPELINE.open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 1):
            stage = find_stage(row["deal_stage"], stages)
            deal = {"stage": stage.key}
            if stage.kind != "open":
                deal["status"] = stage.kind
            if float(row["close_value"] or 0):
                minor = round(float(row["close_value"]) * 100)
                deal["amount"] = {"minor": minor, "currency": "USD"}
            deals[str(number)] = deal
    found = totals(Book({"deals": deals}), stages)
    assert (found.won.number, found.lost.number, found.open.number) == (4238, 2473, 2089)
    assert found.won.values["USD"].major == 10_005_534
    by_stage = [sum(d["stage"] == s.key for d in deals.values()) for s in stages[:3]]
    assert sorted(by_stage, reverse=True)[:2] == [1589, 500]
