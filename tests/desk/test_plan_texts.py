"""A payment plan as text: easy to type, and the same plan when it is read back."""

from datetime import date

import pytest

from tierdesk.desk.plan_texts import plan_text, read_plan
from tierdesk.domain.dates import parse_day
from tierdesk.errors import Invalid

TODAY = date(2026, 11, 24)


def read(written, currency="CNY"):
    return read_plan(written, currency, lambda text: parse_day(text, TODAY))


def plan(written, currency="CNY"):
    return [
        (one["due_on"], one["amount"]["minor"] // 100, one["amount"]["currency"])
        for one in read(written, currency)
    ]


TWO = [("2026-12-01", 30_000, "CNY"), ("2027-02-01", 70_000, "CNY")]


@pytest.mark.parametrize("written", [
    "30k 2026-12-01, 70k 2027-02-01", "30k 2026-12-01,70k 2027-02-01", "30,000 2026-12-01; 70,000 2027-02-01",
    "2027-02-01 70k; 2026-12-01 30k", "3万 2026-12-01；7万 2027-02-01", "30k on 2026-12-01 ; 70k by 2027-02-01 ;",
    "30,000 CNY 2026-12-01, 70,000 CNY 2027-02-01", "¥30k 2026-12-01、¥70k 2027-02-01", "30k 12/1, 70k 2/1",
    "30 000 2026-12-01\n70 000 2027-02-01",
])  # fmt: skip
def test_amounts_and_days_in_any_usual_way(written):
    assert plan(written) == TWO


def test_one_instalment_a_month_at_the_end_of_short_months_too():
    """Invariant 14."""
    assert plan("3x 5k 2026-12-31") == [
        ("2026-12-31", 5_000, "CNY"), ("2027-01-31", 5_000, "CNY"), ("2027-02-28", 5_000, "CNY")]  # fmt: skip
    assert plan("2 × 5k from 12/15; 1k 12/20") == [
        ("2026-12-15", 5_000, "CNY"), ("2026-12-20", 1_000, "CNY"), ("2027-01-15", 5_000, "CNY")]  # fmt: skip


def test_an_amount_may_name_its_currency():
    assert plan("4k USD 2026-12-01, 5k 2026-12-02", "EUR") == [
        ("2026-12-01", 4_000, "USD"), ("2026-12-02", 5_000, "EUR")]  # fmt: skip


@pytest.mark.parametrize("written", [
    "30k", "2026-12-01", "much 2026-12-01", "30k never", "-5 2026-12-01", "0 2026-12-01", "0x 5k 2026-12-01",
    "999x 5k 2026-12-01", "5x 5k 9999-12-01", "30k 2026-12-01, x",
])  # fmt: skip
def test_what_is_no_instalment_is_named(written):
    with pytest.raises(Invalid) as refused:
        plan(written)
    assert "is no instalment" in str(refused.value)


def test_a_plan_has_an_end():
    with pytest.raises(Invalid, match="240 instalments"):
        plan("120x 1 2026-12-01; 120x 1 2026-12-02")


def test_the_text_reads_back():
    for written in (
        "3x 1,234.56 USD 2026-12-31",
        "1.5 KWD 2026-12-01",
        "30k 2026-12-01, 70k 2027-02-01",
    ):
        assert read(plan_text(read(written)), "EUR") == read(written)
    assert plan_text(None) == plan_text([]) == ""
