"""Running figures of the rows of a book: taking one in or out costs the same in a large book as
in a small one. Whole numbers, so that no order of changes leaves a trace; the means alone are
sums of fractions, exact to seven digits.

It must not know how a row is made or shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import add, sub

from tierdesk.triage.listed import Listed, unpacked
from tierdesk.triage.policy import TIERS

_WATCHED = frozenset({"A", "B"})


class Tally:
    """Figures of all rows taken in and not out again. `today` numbers the reader's date;
    `contacted` are the customers with whom anybody made contact today."""

    def __init__(self, today: int, rows: Iterable[Listed] = ()) -> None:
        self._today = today
        rows = list(rows)
        may = [row for row in rows if row.eligible]
        watched = [row for row in may if row.tier in _WATCHED]
        late = [row for row in may if row.past_max]
        self.contacted = {row.customer_id for row in rows if row.contact_ordinal == today}
        self._tiers, self._late = Counter([r.tier for r in rows]), Counter([r.tier for r in late])
        self._missed = Counter([row.missed for row in watched])
        self._first = Counter([row.first_day for row in watched if row.first_day])
        self._spent = Counter([row.spent for row in rows if row.spent])
        self._debt, self._sums = Counter[str](), dict[tuple[str, ...], tuple[int, list[float]]]()
        for row in late:
            self._debt[row.tier] += row.past_max
        for row in rows:
            if row.keys:
                self._add(row)

    @property
    def tiers(self) -> Mapping[str, int]:
        """Customers by tier."""
        return {tier: self._tiers[tier] for tier in TIERS}

    @property
    def debt(self) -> Mapping[str, int]:
        """Σ days past the longest interval by tier, of those who may be contacted."""
        return {tier: self._debt[tier] for tier in TIERS}

    @property
    def spent(self) -> Mapping[str, int]:
        """Slots of the day that are gone, by tier."""
        return {tier: self._spent[tier] for tier in TIERS}

    @property
    def past_max(self) -> Mapping[str, int]:
        """Customers past the longest interval, by tier."""
        return {tier: self._late[tier] for tier in TIERS}

    @property
    def first_day(self) -> int:
        """The first day of contact with any A or B, 0 without one."""
        return min(self._first, default=0)

    @property
    def last_miss(self) -> int:
        """The last day that ended with an A or B overdue, 0 for never."""
        return max(self._missed, default=0)

    @property
    def means(self) -> dict[str, float]:
        """Mean value by criterion, over the customers to whom it applies."""
        sums: dict[str, tuple[int, float]] = {}
        for keys, (count, totals) in self._sums.items():
            for key, total in zip(keys, totals, strict=True):
                known = sums.get(key, (0, 0.0))
                sums[key] = known[0] + count, known[1] + total
        return {key: total / count for key, (count, total) in sums.items() if count}

    def take(self, row: Listed) -> None:
        """One row more."""
        self._count(row, 1)
        if row.contact_ordinal == self._today:
            self.contacted.add(row.customer_id)
        if row.keys:
            self._add(row)

    def drop(self, row: Listed) -> None:
        """One row less."""
        self._count(row, -1)
        self.contacted.discard(row.customer_id)
        if row.keys:
            count, totals = self._sums[row.keys]
            self._sums[row.keys] = count - 1, list(map(sub, totals, unpacked(row)))

    def _add(self, row: Listed) -> None:
        count, totals = self._sums.get(row.keys) or (0, [0.0] * len(row.keys))
        self._sums[row.keys] = count + 1, list(map(add, totals, unpacked(row)))

    def _count(self, row: Listed, by: int) -> None:
        tier = row.tier
        self._tiers[tier] += by
        if row.spent:
            self._spent[row.spent] += by
        if not row.eligible:
            return
        if row.past_max:
            self._debt[tier] += by * row.past_max
            self._late[tier] += by
        if tier in _WATCHED:
            _shift(self._missed, row.missed, by)
            if row.first_day:
                _shift(self._first, row.first_day, by)


def _shift(counter: Counter[int], key: int, by: int) -> None:
    """Keys with nothing behind them must go: the least and the greatest are asked for."""
    counter[key] += by
    if not counter[key]:
        del counter[key]
