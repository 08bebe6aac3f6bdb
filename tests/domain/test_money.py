"""Money as whole minor units, and amounts as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain import money
from tierdesk.domain.countries import currency_of
from tierdesk.domain.country_table import TABLE
from tierdesk.domain.money import CURRENCIES, Money
from tierdesk.errors import Invalid

CODES = st.sampled_from(sorted(CURRENCIES))


@pytest.mark.parametrize(
    ("written", "minor", "currency"),
    [
        ("12500", 1_250_000, "CNY"), ("12,500", 1_250_000, "CNY"), ("1,234,567.89", 123_456_789, "CNY"),
        ("¥3.2万", 3_200_000, "CNY"), ("3.2万元", 3_200_000, "CNY"), ("1.5亿", 15_000_000_000, "CNY"),
        ("1.200,50 EUR", 120_050, "EUR"), ("1.234.567", 123_456_700, "CNY"),
        ("1'000.50", 100_050, "CNY"), ("5 000 000", 500_000_000, "CNY"), ("USD 40k", 4_000_000, "USD"),
        ("40kEUR", 4_000_000, "EUR"), ("12.5k EUR", 1_250_000, "EUR"), ("1.5m USD", 150_000_000, "USD"),
        ("$5", 500, "USD"), ("US$5", 500, "USD"), ("HK$ 5", 500, "HKD"), ("€0,5", 50, "EUR"),
        ("JPY 1000", 1000, "JPY"), ("BHD 1.250", 1250, "BHD"), ("-5", -500, "CNY"),
        ("−5", -500, "CNY"), ("$-5", -500, "USD"), ("+5", 500, "CNY"), (".5", 50, "CNY"),
        ("1e", None, ""), ("0", 0, "CNY"), ("100万美元", 100_000_000, "USD"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(written, minor, currency):
    if minor is None:
        with pytest.raises(Invalid):
            money.parse(written, "CNY")
    else:
        assert money.parse(written, "CNY") == Money(minor, currency)


@pytest.mark.parametrize(
    "written",
    ["", " ", "EUR", "abc", "1e5", "½", "5 XYZ", "USD 5 EUR", "10%", "[b]5[/b]", "=5+5", "9" * 40,
     "NULL", "12 Mio EUR"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_in_one_sentence(written):
    with pytest.raises(Invalid) as refused:
        money.parse(written, "CNY")
    assert str(refused.value).endswith(".")


@given(st.text(max_size=40) | st.text("0123456789.,' kKmM万亿元¥$-+", max_size=20))
def test_any_text_is_an_amount_or_refused(written):
    try:
        found = money.parse(written, "CNY")
    except Invalid:
        return
    assert found.currency in CURRENCIES
    assert abs(found.major) <= money.LARGEST


@given(st.integers(0, 10**15), CODES)
def test_an_amount_with_its_code_before_it_is_read_back(minor, code):
    amount = Money(minor, code)
    assert money.parse(f"{code} {amount.major}", "CNY") == amount


@given(st.integers(1, 10**9), CODES)
def test_an_amount_with_its_code_behind_it_is_read_back(major, code):
    assert money.parse(f"{major} {code}", "CNY") == money.of(major, code)


@pytest.mark.parametrize("written", ["24.11.2026", "1,2,3", "1..2", "5\n6", "138 0000 0000"])
def test_a_date_or_a_telephone_number_is_no_amount(written):
    with pytest.raises(Invalid):
        money.parse(written, "CNY")


def test_full_width_digits_are_read():
    assert money.parse("１２，５００", "CNY") == money.of(12_500, "CNY")


def test_every_country_pays_in_a_currency_that_is_known():
    assert {
        code for line in TABLE.splitlines() if (code := currency_of(line.split("|")[0]))
    } <= CURRENCIES


@given(st.integers(-(10**18), 10**18), CODES)
def test_minor_units_survive_whole_units_and_the_document(minor, code):
    amount = Money(minor, code)
    assert money.of(amount.major, code) == amount
    assert money.read({"amount": amount.document()}, "amount") == amount


@pytest.mark.parametrize(
    ("amount", "code", "minor"),
    [("1.005", "CNY", 100), ("1.015", "CNY", 102), ("0.5", "JPY", 0), ("1.5", "JPY", 2),
     ("1.0005", "KWD", 1000), (Decimal("12.34"), "EUR", 1234), (7, "JPY", 7)],
)  # fmt: skip
def test_half_a_minor_unit_goes_to_the_even_one(amount, code, minor):
    assert money.of(amount, code) == Money(minor, code)


@pytest.mark.parametrize(
    "doc",
    [{}, {"a": None}, {"a": 5}, {"a": {}}, {"a": {"minor": 1}}, {"a": {"minor": True, "currency": "CNY"}},
     {"a": {"minor": 1.5, "currency": "CNY"}}, {"a": {"minor": 1, "currency": ""}}],
)  # fmt: skip
def test_a_malformed_amount_reads_as_absent(doc):
    assert money.read(doc, "a") is None
