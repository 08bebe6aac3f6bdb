"""A moment with everything that readers of 10,000 customers would compute again and again.

Days of instants, currency factors and contract standings are answered from small tables that
fill as they are asked; an answer depends on the moment and the question alone. It must not
know models or weights.
"""

from datetime import UTC, date, datetime, time, tzinfo

from tierdesk.domain.book import Case
from tierdesk.domain.contact_log import Cut, Histories
from tierdesk.domain.contracts import Standing, standings
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money, exponent
from tierdesk.domain.touches import day_bounds

_PROBE = 10**12


class Vantage:
    """`today` is the reader's date, `ordinal` its number, `now` the UTC stamp of the instant."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        self.today: date = moment.today
        self.ordinal: int = self.today.toordinal()
        self.today_text: str = self.today.isoformat()
        self.now: str = stamp(moment.now)
        self._cuts: dict[str, Cut | None] = {}
        self._ordinals: dict[str, int | None] = {}
        self._factors: dict[str, float | None] = {}
        self.day_start, self.day_end = day_bounds(self.today, moment.zone)
        self.histories = Histories(self.now, self.ordinal, self.day_start, self._cut)
        self._held: tuple[Case | None, tuple[Standing, ...]] = (None, ())

    def units(self, raw: object) -> float | None:
        """Stored money as whole units of the base currency; None when it is no money, when
        there is no rate, or when it is not known."""
        if not isinstance(raw, dict):
            return None
        minor, currency = raw.get("minor"), raw.get("currency")
        if not isinstance(minor, int) or not isinstance(currency, str):
            return None
        factor = self._factors[currency] if currency in self._factors else self._factor(currency)
        return None if factor is None else float(minor) * factor

    def local_ordinal(self, at: str) -> int | None:
        """Number of the reader's date of a UTC stamp (or of a plain date); None when malformed."""
        key = at[:10]
        cut = self._cut(key)
        if cut is None:
            return None
        return cut[2] if len(at) > 10 and at[11:] >= cut[0] else cut[1]

    def day_ordinal(self, iso: object) -> int | None:
        """Number of a stored date; None when it is none."""
        if not isinstance(iso, str):
            return None
        key = iso[:10]
        if key not in self._ordinals:
            self._ordinals[key] = _ordinal(key)
        return self._ordinals[key]

    def due_ordinal(self, stored: object) -> int | None:
        """Number of the reader's date of something planned: a date, or an instant in UTC."""
        if isinstance(stored, str) and len(stored) > 10:
            return self.local_ordinal(stored)
        return self.day_ordinal(stored)

    def standings(self, case: Case) -> tuple[Standing, ...]:
        """How each contract of the customer stands today."""
        if not case.contracts:
            return ()
        held = self._held
        if held[0] is not case:
            found = standings(case, self.today, self.moment.rates)
            held = self._held = (case, tuple(standing for _, standing in found))
        return held[1]

    def signed(self, case: Case) -> bool:
        """Invariant 1: some contract is signed and its first payment is there."""
        return bool(case.contracts) and any(s.signed for s in self.standings(case))

    def _factor(self, currency: str) -> float | None:
        probe = self.moment.in_base(Money(_PROBE, currency))
        per_minor = 10.0 ** -exponent(self.moment.currency)
        self._factors[currency] = None if probe is None else probe.minor / _PROBE * per_minor
        return self._factors[currency]

    def _cut(self, key: str) -> Cut | None:
        if key not in self._cuts:
            ordinal = _ordinal(key)
            self._cuts[key] = None if ordinal is None else _turn(ordinal, self.moment.zone)
        return self._cuts[key]


def _ordinal(iso: str) -> int | None:
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return None


def _turn(ordinal: int, zone: tzinfo) -> Cut | None:
    """When, within one UTC day, the local date turns."""
    day = date.fromordinal(ordinal)
    try:
        first = datetime.combine(day, time(), UTC).astimezone(zone).date()
        last = datetime.combine(day, time(23, 59, 59), UTC).astimezone(zone).date()
    except OverflowError:
        return None
    if first == last:
        return "~", first.toordinal(), first.toordinal()
    midnight = datetime.combine(last, time(), zone).astimezone(UTC)
    return midnight.strftime("%H:%M:%SZ"), first.toordinal(), last.toordinal()
