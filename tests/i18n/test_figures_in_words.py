"""Money as a language writes it."""

import pytest

from tierdesk.domain.money import Money
from tierdesk.i18n.catalog import Catalog


@pytest.mark.parametrize(("minor", "currency", "shown"), [
    (1_000_553_400, "USD", "$10,005,534"), (120_050, "EUR", "€1,200.50"), (5_800_000, "JPY", "JP¥5,800,000"),
    (-1_000, "CNY", "-¥10"), (0, "USD", "$0"), (1_500, "KWD", "KWD 1.500"), (100_000, "USD", "$1,000"),
])  # fmt: skip
def test_totals_are_exact(minor, currency, shown):
    assert Catalog("en").exact(Money(minor, currency)) == shown


@pytest.mark.parametrize(("minor", "english", "chinese"), [
    (32_000_000, "¥320k", "¥32万"), (110_000_000_000, "¥1.1B", "¥11亿"), (1_250, "¥12.5", "¥12.5"),
    (99_900, "¥999", "¥999"), (1_234_500, "¥12.3k", "¥1.2万"), (-500_000, "-¥5k", "-¥5000"),
])  # fmt: skip
def test_amounts_are_compact_in_each_language(minor, english, chinese):
    money = Money(minor, "CNY")
    assert (Catalog("en").money(money), Catalog("zh").money(money)) == (english, chinese)
