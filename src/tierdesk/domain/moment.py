"""When and where a rule is asked: the instant, the reader's zone, the money it counts in.

These are arguments of every rule that depends on time or currency, so that grading any day
again gives what was graded then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Literal

from tierdesk.domain.document import Doc, day, text
from tierdesk.domain.money import Money, exponent

IsWorking = Callable[[date, str], bool]
"""(day, ISO country) -> is it a working day there."""


def weekdays_only(date_: date, country: str) -> bool:
    """The calendar of somebody who knows no holidays: Monday to Friday (Sunday to Thursday
    where the weekend is Friday and Saturday)."""
    rest = (4, 5) if country in _FRIDAY_SATURDAY else (5, 6)
    return date_.weekday() not in rest


_FRIDAY_SATURDAY = frozenset("BH DZ EG IQ JO KW LY OM QA SA SD SY YE".split())


class Rates:
    """Dated exchange rates, each one unit of a currency in units of another. A rate that cannot
    be read, or is not above zero, is as good as none."""

    def __init__(self, rates: Iterable[Doc] = ()) -> None:
        self._dated: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
        for doc in rates:
            rate, source, target = _rate(doc), text(doc, "currency"), text(doc, "base")
            if rate and day(doc, "on"):
                self._dated.setdefault((source, target), []).append((text(doc, "on"), rate))
                self._dated.setdefault((target, source), []).append((text(doc, "on"), 1 / rate))
        for known in self._dated.values():
            known.sort(key=lambda pair: pair[0])

    def convert(self, money: Money, currency: str, on: date) -> Money | None:
        """The money in `currency` by the newest rate not after `on`, through a third currency
        where there is no direct one; None when no way leads there."""
        if money.currency == currency:
            return money
        rate = self._newest(money.currency, currency, on) or self._across(
            money.currency, currency, on
        )
        if rate is None:
            return None
        minor = money.major * rate * Decimal(10) ** exponent(currency)
        return Money(int(minor.to_integral_value()), currency)

    def _across(self, source: str, target: str, on: date) -> Decimal | None:
        for first, between in sorted(self._dated):
            if first == source:
                there, back = self._newest(source, between, on), self._newest(between, target, on)
                if there and back:
                    return there * back
        return None

    def _newest(self, source: str, target: str, on: date) -> Decimal | None:
        last = on.isoformat()
        known = [rate for dated, rate in self._dated.get((source, target), ()) if dated <= last]
        return known[-1] if known else None


def _rate(doc: Doc) -> Decimal | None:
    try:
        rate = Decimal(text(doc, "rate"))
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 else None


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field that people defined for customers: `key` is where `custom` holds it, `kind` text, number,
    money, date, yes_no or choice."""

    key: str
    name: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """`now` is aware; `zone` is the reader's; `currency` the book's base currency; `country`
    the reader's, whose working days count; `is_working` knows holidays or at least weekends;
    `date_order` tells how the reader means 1/12; `own_fields` are the book's fields of its own, by which
    values are read and compared."""

    now: datetime
    zone: tzinfo = UTC
    currency: str = "CNY"
    country: str = "CN"
    rates: Rates = field(default_factory=Rates)
    is_working: IsWorking = weekdays_only
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    own_fields: tuple[OwnField, ...] = ()

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
