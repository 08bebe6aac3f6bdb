"""Money as a language writes it."""

import pytest

from tierdesk.domain.money import CURRENCIES, Money, exponent
from tierdesk.i18n.catalog import AMOUNT_CELLS, Catalog
from tierdesk.terminal.cells import width


@pytest.mark.parametrize(("minor", "currency", "shown"), [
    (1_000_553_400, "USD", "$10,005,534"), (120_050, "EUR", "€1,200.50"), (5_800_000, "JPY", "JP¥5,800,000"),
    (-1_000, "CNY", "-¥10"), (0, "USD", "$0"), (1_500, "KWD", "KWD 1.500"), (100_000, "USD", "$1,000"),
])  # fmt: skip
def test_totals_are_exact(minor, currency, shown):
    assert Catalog("en").exact(Money(minor, currency)) == shown


@pytest.mark.parametrize(("minor", "english", "chinese"), [
    (32_000_000, "¥320k", "¥32万"), (110_000_000_000, "¥1.1B", "¥11亿"), (1_250, "¥12.5", "¥12.5"),
    (99_900, "¥999", "¥999"), (1_234_500, "¥12.3k", "¥1.2万"), (-500_000, "-¥5k", "-¥5000"),
    (99_996_000, "¥1M", "¥100万"), (9_999_960_000, "¥100M", "¥1亿"), (10**17, "¥1000T", "¥1000万亿"),
])  # fmt: skip
def test_amounts_are_compact_in_each_language(minor, english, chinese):
    money = Money(minor, "CNY")
    assert (Catalog("en").money(money), Catalog("zh").money(money)) == (english, chinese)


@pytest.mark.parametrize(("minor", "currency", "english", "chinese"), [
    (36_500_000, "AED", "AED 365k", "AED36.5万"), (16_512_300, "BRL", "BRL 165k", "BRL16.5万"),
    (1_500_000, "NZD", "NZD 15k", "NZD 1.5万"), (999_999, "AUD", "AUD 10k", "AUD 10000"),
    (99_999, "AUD", "AUD999.99", "AUD999.99"), (987_654, "AUD", "AUD 9.9k", "AUD 9877"),
    (999_900_000_000, "AED", "AED 10B", "AED 100亿"), (999_900_000, "AED", "AED 10M", "AED1000万"),
    (32_000_000, "CNY", "¥320k", "¥32万"), (99_900_000_000_000_000, "AED", "AED 999T", "AED 999T"),
])  # fmt: skip
def test_amounts_in_a_column_lose_a_space_or_decimals_and_never_their_scale(
    minor, currency, english, chinese
):
    money = Money(minor, currency)
    assert (Catalog("en").brief(money), Catalog("zh").brief(money)) == (english, chinese)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_amount_is_wider_than_its_column(language):
    catalog = Catalog(language)
    figures = {round(10**power * part) for power in range(16)
               for part in (1, 1.234567, 3.65, 9.994, 9.9996, 9.99999)}  # fmt: skip
    for currency in sorted(CURRENCIES):
        for figure in figures:
            for sign in (1, -1):
                minor = sign * min(figure, 10**15) * 10 ** exponent(currency) + sign * 99
                brief = catalog.brief(Money(minor, currency))
                assert width(brief) <= AMOUNT_CELLS, (brief, minor, currency)
                assert "…" not in brief
