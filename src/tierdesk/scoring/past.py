"""A customer's score at earlier moments, and why its tier changed between two of them.

Each moment is graded with the models that held then and with what had happened by then:
touches, orders, contracts, payments and deals by their own dates, fields as `domain.rewound`
can tell them. Nothing is stored for it. It must not know how versions are kept beyond asking
for those of a moment.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.document import stamp, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.grade import bound_graders
from tierdesk.scoring.kept_versions import models_at
from tierdesk.scoring.models import Models
from tierdesk.scoring.score import Score

TABLES = ("customers", "deals")
"""The tables whose fields are turned back."""
ModelsAt = Callable[[Moment], Models]
_SHOWN, _LEAST = 3, 0.05


class Point(NamedTuple):
    """A customer's grade at a moment; `version` is the model's."""

    when: datetime
    score: float
    tier: str
    version: int


class Part(NamedTuple):
    """The points by which one criterion changed."""

    key: str
    label: str
    points: float


class Cause(NamedTuple):
    """What one cause did: `points` it moved the score, `tier` where it left the customer,
    `parts` by criterion in the order of the model, those that moved."""

    points: float
    tier: str
    parts: tuple[Part, ...]


class Causes(NamedTuple):
    """Why a grade changed. One cause after the other is let in, in this order: `time` (the later
    moment, nothing new known), `facts` (what happened and was learnt in between), `model` (the
    models of the later moment). Their points add up to the change of the score exactly, and the
    tiers lead from `before` to `after` in three steps."""

    before: Point
    time: Cause
    facts: Cause
    model: Cause
    after: Point


def case_at(case: Case, vantage: Vantage, rewound: Rewound) -> Case:
    """What was known of a customer at a moment: rows dated later are left out, fields of the
    customer and its deals turned back. A deal without a date counts from when it was entered."""
    now, today = vantage.now, vantage.today_text
    deals = [
        (i, rewound.doc("deals", i, doc, now)) for i, doc in case.deals
        if (text(doc, "opened_on") or not rewound.made_after("deals", i, now))
    ]  # fmt: skip
    return case._replace(
        customer=rewound.doc("customers", case.id, case.customer, now),
        deals=_until(deals, "opened_on", today),
        touches=_until(case.touches, "at", now),
        orders=_until(case.orders, "on", today),
        contracts=_until(case.contracts, "signed_on", today),
        payments=_until(case.payments, "paid_on", today),
        survey_responses=_until(case.survey_responses, "on", today),
    )


def history_of(
    book: Book,
    customer_id: int,
    moments: Sequence[Moment],
    models: ModelsAt | None = None,
) -> tuple[Point, ...]:
    """The customer's grade at each of the moments, in their order; `models` tells which models
    held, those of the book's versions without it. Moments before the customer was there (its
    `created_at`) give no point. Raises Invalid when a model that held cannot grade."""
    seen = _Customer(book, customer_id, models)
    return tuple(seen.point(moment) for moment in moments if seen.there(moment))


def causes(
    book: Book,
    customer_id: int,
    earlier: Moment,
    later: Moment,
    models: ModelsAt | None = None,
) -> Causes:
    """What moved the customer's score from the one moment to the other."""
    seen = _Customer(book, customer_id, models)
    then, now = Vantage(earlier), Vantage(later)
    old_models, new_models = seen.models(earlier), seen.models(later)
    old_case, new_case = seen.case(then), seen.case(now)
    first = bound_graders(old_models, then).grade(old_case)
    aged = bound_graders(old_models, now).grade(old_case)
    learnt = bound_graders(old_models, now).grade(new_case)
    last = bound_graders(new_models, now).grade(new_case)
    return Causes(
        _point(earlier, first), _cause(first, aged), _cause(aged, learnt), _cause(learnt, last),
        _point(later, last),
    )  # fmt: skip


def causes_in_words(found: Causes) -> tuple[Message, ...]:
    """A sentence for each cause that moved points or the tier, with its strongest criteria."""
    names = (
        say("time went by"),
        say("something happened or was learnt"),
        say("model version %(old)s → %(new)s", old=found.before.version, new=found.after.version),
    )
    told, tier = [], found.before.tier
    for name, cause in zip(names, (found.time, found.facts, found.model), strict=True):
        if abs(cause.points) >= _LEAST or cause.tier != tier:
            told.append(_told(name, cause, tier))
        tier = cause.tier
    return tuple(told)


class _Customer:
    """One customer at any moment; its part of the history is read once."""

    def __init__(self, book: Book, customer_id: int, models: ModelsAt | None) -> None:
        self._case = case = book.case(customer_id)
        ids = {("customers", customer_id), *(("deals", deal_id) for deal_id, _ in case.deals)}
        self._rewound = Rewound(book, TABLES, ids)
        self.models: ModelsAt = models or (lambda moment: models_at(book, stamp(moment.now)))

    def there(self, moment: Moment) -> bool:
        """Whether the customer was in the book."""
        return text(self._case.customer, "created_at") <= stamp(moment.now)

    def case(self, vantage: Vantage) -> Case:
        """What was known at that moment."""
        return case_at(self._case, vantage, self._rewound)

    def point(self, moment: Moment) -> Point:
        """The grade of a moment."""
        vantage = Vantage(moment)
        graders = bound_graders(self.models(moment), vantage)
        return _point(moment, graders.grade(self.case(vantage)))


def _until(rows: Iterable[Row], field: str, last: str) -> list[Row]:
    """Rows dated up to then; those without a date stay."""
    return [row for row in rows if not text(row[1], field) > last]


def _point(moment: Moment, score: Score) -> Point:
    return Point(moment.now, score.value, score.tier, score.plan.version)


def _cause(before: Score, after: Score) -> Cause:
    old = {c.key: c for c in before.contributions}
    new = {c.key: c for c in after.contributions}
    parts = []
    for key, part in {**old, **new}.items():
        moved = (new[key].points if key in new else 0.0) - (old[key].points if key in old else 0.0)
        if moved != 0.0:
            parts.append(Part(key, part.label, moved))
    return Cause(after.value - before.value, after.tier, tuple(parts))


def _told(name: Message, cause: Cause, tier: str) -> Message:
    strongest = sorted(cause.parts, key=lambda part: -abs(part.points))[:_SHOWN]
    listed = [say("%(name)s %(points)s", name=Message(part.label or part.key),
                  points=f"{part.points:+.1f}")
              for part in strongest if abs(part.points) >= _LEAST]  # fmt: skip
    points = f"{cause.points:+.1f}"
    if cause.tier != tier:
        return say("%(cause)s: %(points)s points, %(old)s → %(new)s (%(parts)s)", cause=name,
                   points=points, old=tier, new=cause.tier, parts=listed or "–")  # fmt: skip
    return say("%(cause)s: %(points)s points (%(parts)s)", cause=name, points=points,
               parts=listed or "–")  # fmt: skip
