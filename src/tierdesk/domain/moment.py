"""When and where a rule is asked: the instant, the reader's zone, the money it counts in.

These are arguments of every rule that depends on time or currency, so that grading any day
again gives what was graded then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from tierdesk.domain.document import Doc, text
from tierdesk.domain.money import Money, exponent

IsWorking = Callable[[date, str], bool]
"""(day, ISO country) -> is it a working day there."""


def weekdays_only(day: date, country: str) -> bool:
    """The calendar of somebody who knows no holidays: Monday to Friday (Sunday to Thursday
    where the weekend is Friday and Saturday)."""
    rest = (4, 5) if country in _FRIDAY_SATURDAY else (5, 6)
    return day.weekday() not in rest


_FRIDAY_SATURDAY = frozenset("BH DZ EG IQ JO KW LY OM QA SA SD SY YE".split())


class Rates:
    """Dated exchange rates, each one unit of a currency in units of another."""

    def __init__(self, rates: Iterable[Doc] = ()) -> None:
        self._by_pair: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
        for rate in rates:
            pair = (text(rate, "currency"), text(rate, "base"))
            self._by_pair.setdefault(pair, []).append(
                (text(rate, "on"), Decimal(text(rate, "rate")))
            )
        for dated in self._by_pair.values():
            dated.sort()

    def convert(self, money: Money, currency: str, on: date) -> Money | None:
        """The money in `currency` by the newest rate not after `on`; None when there is none."""
        if money.currency == currency:
            return money
        rate = self._rate(money.currency, currency, on)
        if rate is None:
            return None
        minor = money.major * rate * Decimal(10) ** exponent(currency)
        return Money(int(minor.to_integral_value()), currency)

    def _rate(self, source: str, target: str, on: date) -> Decimal | None:
        direct = self._newest(source, target, on)
        if direct is not None:
            return direct
        back = self._newest(target, source, on)
        return 1 / back if back else None

    def _newest(self, source: str, target: str, on: date) -> Decimal | None:
        day = on.isoformat()
        known = [rate for dated, rate in self._by_pair.get((source, target), ()) if dated <= day]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Moment:
    """`now` is aware; `zone` is the reader's; `currency` the book's base currency; `country`
    the reader's, whose working days count; `is_working` knows holidays or at least weekends."""

    now: datetime
    zone: tzinfo = UTC
    currency: str = "CNY"
    country: str = "CN"
    rates: Rates = field(default_factory=Rates)
    is_working: IsWorking = weekdays_only

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.now.astimezone(self.zone).date()

    def in_base(self, money: Money | None) -> Money | None:
        """The money in the base currency by today's rate; None without money or rate."""
        return money and self.rates.convert(money, self.currency, self.today)

    def local_day(self, at: datetime) -> date:
        """The reader's date of an instant."""
        return at.astimezone(self.zone).date()
