"""How healthy the data of a book are: what is not known by its weight in the score, who was not looked
at for long, and both with the faults and the duplicates by tier.

It must not know how a customer is graded, only the grade.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.document import day
from tierdesk.scoring.score import Score

STALE_DAYS = 180
"""Days without contact, check or change from which on what is known of a customer is stale."""


class Graded(NamedTuple):
    """A customer with its grade and the day of its last contact, None where there was none."""

    case: Case
    score: Score
    last_contact: date | None


class Missing(NamedTuple):
    """An answer that is not known: `points` of 100 that hang on it, of one customer or of all of them
    together; `customers` who lack it."""

    criterion: str
    label: str
    points: float
    customers: int = 1


class Stale(NamedTuple):
    """A customer that nobody looked at for `days`; None where nobody knows since when."""

    customer_id: int
    days: int | None


class Health(NamedTuple):
    """One tier: how many customers, the mean share of what is known (0..1), how many lack something,
    are stale, have faults, are in a pair of duplicates; `score` is the mean of the shares that are
    sound."""

    tier: str
    customers: int
    completeness: float
    stale: int
    faulty: int
    doubled: int

    @property
    def score(self) -> float:
        """0..1: known, fresh, without fault and once, a quarter each."""
        if not self.customers:
            return 1.0
        sound = (1 - n / self.customers for n in (self.stale, self.faulty, self.doubled))
        return (self.completeness + sum(sound)) / 4


def missing_of(score: Score) -> list[Missing]:
    """What is not known of one customer, the weightiest first. What weighs nothing is not missed."""
    plan = score.plan
    asked = zip(plan.keys, plan.labels, plan.shares, score.values, strict=True)
    found = [Missing(*it[:3]) for it in asked if it[3] is None and it[2] > 0]
    return sorted(found, key=lambda missing: -missing.points)


def missing_in_all(scores: Iterable[Score]) -> list[Missing]:
    """What is not known, over all customers, by the points that hang on it."""
    points, customers, labels = Counter[str](), Counter[str](), dict[str, str]()
    for score in scores:
        for missing in missing_of(score):
            points[missing.criterion] += missing.points  # type: ignore[assignment] # a Counter sums floats, too
            customers[missing.criterion] += 1
            labels[missing.criterion] = missing.label
    found = [Missing(key, labels[key], float(points[key]), customers[key]) for key in labels]
    return sorted(found, key=lambda missing: (-missing.points, missing.criterion))


def stale(graded: Graded, today: date, days: int = STALE_DAYS) -> Stale | None:
    """Whether what is known of a customer is older than so many days: since it was last contacted,
    checked (`verified_on`), changed or entered."""
    customer = graded.case.customer
    fields = (day(customer, name) for name in ("verified_on", "updated_at", "created_at"))
    seen = [
        found for found in (graded.last_contact, *fields) if found is not None and found <= today
    ]
    if not seen:
        return Stale(graded.case.id, None)
    since = (today - max(seen)).days
    return Stale(graded.case.id, since) if since >= days else None


def healths(
    graded: Iterable[Graded], today: date, days: int, faulty: set[int], doubled: set[int]
) -> list[Health]:
    """The health of each tier that has customers, the best tier first."""
    by_tier: dict[str, list[Graded]] = {}
    for one in graded:
        by_tier.setdefault(one.score.tier, []).append(one)
    return [
        Health(
            tier,
            len(ones),
            sum(one.score.completeness for one in ones) / len(ones),
            sum(stale(one, today, days) is not None for one in ones),
            sum(one.case.id in faulty for one in ones),
            sum(one.case.id in doubled for one in ones),
        )
        for tier, ones in sorted(by_tier.items())
    ]
