"""Orders of a list of customers: by which column, which way round, and kept up to date cheaply.

The same orders stand behind the list on the screen, `list --sort` and a saved view. It must not
know queries, marks or what a row looks like.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.vocabulary import TIERS
from tierdesk.i18n.message import N_
from tierdesk.pipeline.stage import Stage
from tierdesk.triage.listed import Listed

Key = str | float | tuple[float, str]
_FEW = 1_000
"""Changed rows that are put into their places one by one; with more all is sorted anew."""
_APART = 1_000.0
"""More than any score or percentage, so that one number tells two things."""


class Scale(NamedTuple):
    """What the columns are measured by: the reader's money, and the stages in their order."""

    moment: Moment
    stages: Mapping[str, int]


class Sort(NamedTuple):
    """`title` is marked text; `key` of a row grows in the usual way round, None where the row has
    nothing to be sorted by (it stands at the end either way round); `descending`: what the usual
    way round is called, the largest first."""

    title: str
    key: Callable[[Listed, Scale], Key | None]
    descending: bool = False


def _due(row: Listed, _: Scale) -> Key | None:
    return (float(row.due_ordinal), row.soon or "~") if row.eligible else None


def _amount(row: Listed, scale: Scale) -> Key | None:
    base = scale.moment.in_base(row.amount)
    return None if base is None else -float(base.major)


def _tier(row: Listed, _: Scale) -> Key:
    return TIERS.index(row.tier) * _APART - row.score


def _stage(row: Listed, scale: Scale) -> Key:
    return scale.stages.get(row.stage.key, len(scale.stages)) * _APART - row.percent


SORTS: Mapping[str, Sort] = {
    "score": Sort(N_("score"), lambda row, _: -row.score, descending=True),
    "name": Sort(N_("name"), lambda row, _: fold(row.name)),
    "due": Sort(N_("next"), _due),
    "last": Sort(N_("last contact"), lambda row, _: float(row.contact_ordinal)),
    "amount": Sort(N_("amount"), _amount, descending=True),
    "stage": Sort(N_("stage"), _stage),
    "tier": Sort(N_("tier"), _tier),
    "owner": Sort(N_("owner"), lambda row, _: fold(row.owner) or None),
    "country": Sort(N_("country"), lambda row, _: row.country or None),
    "id": Sort(N_("number"), lambda row, _: float(row.customer_id)),
}
"""In the order in which a key goes through them."""
USUAL = "score"


def known(name: str) -> str:
    """The name of an order, the usual one for a name that there is none of."""
    return name if name in SORTS else USUAL


def scale_of(moment: Moment, stages: Sequence[Stage]) -> Scale:
    """The measures of a book."""
    return Scale(moment, {stage.key: place for place, stage in enumerate(stages)})


def ordered(
    rows: Mapping[int, Listed], sort: str, scale: Scale, *, turned: bool = False
) -> list[int]:
    """The ids in the order of a column, ties by id; `turned`: not the usual way round."""
    return SortOrder().of(rows, sort, scale, turned=turned)


class SortOrder:
    """An order that remembers the last answer: after a change of a few rows only those move, and
    while nothing changed the answer is the very same list (which is what a filter that builds on
    its last answer asks for)."""

    def __init__(self) -> None:
        self._sort = ""
        self._scale: Scale | None = None
        self._rows: Mapping[int, Listed] = {}
        self._keyed: list[tuple[Key, int]] = []
        self._ids: list[int] = []
        self._without: list[int] = []
        self._turned = False
        self._answer: list[int] | None = None

    def of(
        self, rows: Mapping[int, Listed], sort: str, scale: Scale, *, turned: bool = False
    ) -> list[int]:
        """The ids of `rows`, not to be changed; rows of two calls may share their values, which
        is how those that changed are found."""
        sort = known(sort)
        if sort != self._sort or self._scale is None or scale.stages != self._scale.stages:
            self._sort, self._scale = sort, scale
            self._begin(rows)
        elif rows is not self._rows:
            self._scale = scale
            self._follow(rows)
        if self._answer is None or turned != self._turned:
            self._turned = turned
            self._answer = (self._ids[::-1] if turned else self._ids) + self._without
        return self._answer

    def _key(self, row: Listed) -> Key | None:
        return SORTS[self._sort].key(row, self._scale) if self._scale else None

    def _begin(self, rows: Mapping[int, Listed]) -> None:
        """All of them anew; sorting by the keys alone is several times as fast as by pairs."""
        keys = {customer_id: self._key(rows[customer_id]) for customer_id in sorted(rows)}
        self._ids = [customer_id for customer_id, key in keys.items() if key is not None]
        self._without = [customer_id for customer_id, key in keys.items() if key is None]
        self._ids.sort(key=keys.__getitem__)  # type: ignore[arg-type]
        self._keyed = [(keys[one], one) for one in self._ids]  # type: ignore[misc]
        self._rows, self._answer = rows, None

    def _follow(self, rows: Mapping[int, Listed]) -> None:
        """Take those that changed or went out of their places, put those that came into theirs."""
        before = self._rows
        came = [row for customer_id, row in rows.items() if before.get(customer_id) is not row]
        new = sum(row.customer_id not in before for row in came)
        left = [row.customer_id for row in came if row.customer_id in before]
        if len(before) + new > len(rows):
            left += before.keys() - rows.keys()
        if len(came) + len(left) > _FEW or not all(self._take_out(before[one]) for one in left):
            self._begin(rows)
            return
        for row in came:
            key = self._key(row)
            if key is None:
                insort(self._without, row.customer_id)
            else:
                pair = (key, row.customer_id)
                place = bisect_left(self._keyed, pair)
                self._keyed.insert(place, pair)
                self._ids.insert(place, row.customer_id)
        self._rows, self._answer = rows, None

    def _take_out(self, row: Listed) -> bool:
        """False when the row is not where its key says (a rate changed, for example)."""
        key = self._key(row)
        if key is None:
            place = bisect_left(self._without, row.customer_id)
            if self._without[place : place + 1] != [row.customer_id]:
                return False
            del self._without[place]
            return True
        pair = (key, row.customer_id)
        place = bisect_left(self._keyed, pair)
        if self._keyed[place : place + 1] != [pair]:
            return False
        del self._keyed[place], self._ids[place]
        return True
