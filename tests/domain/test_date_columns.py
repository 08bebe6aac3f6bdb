"""Whole columns of dates: guessing the order of day and month, and real files."""

import csv
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.dates import guess_order, parse_day, parse_when

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["13/1/2026", "1/2/2026"], "dmy"), (["1/13/2026", "1/2/2026"], "mdy"),
        (["1/2/2026", "3/4/2026"], None), (["2026-01-02"], "ymd"), (["1/13"], "mdy"),
        (["13/1"], "dmy"), (["05.06.2026"], "dmy"), (["13/1/2026", "1/13/2026"], None), ([], None),
        (["soon", ""], None), (["26/11/24", "98/1/1"], "ymd"), (["24/11/26"], None),
        (["1/31/2026 10:00", "n/a"], "mdy"), (["2026-01-02", "25.1.2026"], "dmy"),
    ],
)  # fmt: skip
def test_the_order_of_a_column_is_guessed_only_when_one_order_explains_it(samples, order):
    assert guess_order(samples) == order


@given(st.lists(DAYS, min_size=1), st.sampled_from([("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y")]))
def test_a_guessed_order_reads_the_column_back(days, order_and_form):
    order, form = order_and_form
    written = [day.strftime(form) for day in days]
    guess = guess_order(written)
    assert guess in (order, None)
    assert guess == order or all(day.day <= 12 for day in days)


@given(st.lists(st.text(max_size=12)))
def test_guessing_survives_any_text_and_ignores_its_order(samples):
    assert guess_order(samples) == guess_order(reversed(samples))


def _column(name, column):
    default = Path(__file__).parents[2] / ".." / "shared" / "data"
    path = Path(os.environ.get("TIERDESK_REALDATA") or default) / name
    if not path.exists():
        pytest.skip(f"the real data {name} are not here (TIERDESK_REALDATA)")
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return [row[column] for row in csv.DictReader(file) if row.get(column)]


@pytest.mark.realdata
def test_the_dates_of_a_real_pipeline_are_read_in_the_order_that_is_guessed():
    """Maven: engaged from 20 October 2016, closed until 31 December 2017; 57 days to win."""
    written = _column("crm_maven_sales/sales_pipeline.csv", "close_date")
    order = guess_order(written)
    assert order == "mdy"
    days = [parse_day(one, TODAY, date_order=order, past=True) for one in written]
    assert len(days) == 4238 + 2473
    assert (min(days), max(days)) == (date(2017, 3, 1), date(2017, 12, 31))


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "column", "span"),
    [
        ("northwind/orders.csv", "orderDate", ("1996-07-04", "1998-05-06")),
        ("uci_online_retail/online_retail_not_uk.csv", "InvoiceDate", ("2010-12-01", "2011-12-09")),
    ],
)
def test_the_dates_of_real_orders_are_read(name, column, span):
    written = _column(name, column)
    order = guess_order(written) or "ymd"
    days = [parse_when(one, NOW, date_order=order, past=True).day for one in written]
    assert (min(days).isoformat(), max(days).isoformat()) == span
