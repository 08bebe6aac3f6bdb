"""What the Weights screen is told by the clerk: the model in force, the panel of its customers, what
the week asks for, and which versions and fields the book has.

Everything here runs on the clerk's thread; the answer is a value. numpy comes with the first look,
never with the start of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from time import sleep
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.collector import resting
from tierdesk.ui.weights.draft import Subject

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.document import Doc
    from tierdesk.domain.moment import Moment
    from tierdesk.domain.vantage import Vantage
    from tierdesk.i18n.message import Message
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.scoring.models import Models
    from tierdesk.scoring.whole.facts import Bools
    from tierdesk.scoring.whole.panel import Panel
    from tierdesk.scoring.whole.standing import Standing
    from tierdesk.triage.policy import Policies, TierPolicy

Progress = Callable[[float], None]


class Week(NamedTuple):
    """What tiers are asked of the week: the policy of each, how many slots there are in the next
    seven days, and the usual minutes of a contact where they are known; `every` holds the policies
    of open deals and of signed customers."""

    policies: Mapping[str, TierPolicy]
    slots: int
    minutes: float | None
    every: Policies


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """`base` is the model in force for the subject, by `author`; `panel` its customers, prepared for
    it, those of variants that inherit from it among them; `before` where they stand today; `models`
    all that are in force, `heirs` the documents of those variants; `subjects` all that have a model;
    `asking` tells who of the panel may be contacted; `lost` fields that nobody has."""

    subject: Subject
    base: ScoringModel
    panel: Panel
    before: Standing
    models: Models
    heirs: tuple[Doc, ...]
    vantage: Vantage
    week: Week
    asking: Bools
    subjects: tuple[Subject, ...]
    lost: tuple[Message, ...]


def look(room: Room, subject: Subject, draft: ScoringModel | None, progress: Progress) -> Look:
    """Look at the book. Raises Invalid when its models or policies are faulty."""
    from tierdesk.commands.arithmetic import on_one_thread

    on_one_thread()
    from tierdesk.domain.vantage import Vantage
    from tierdesk.scoring.default_model import all_models_of
    from tierdesk.scoring.heirs import heirs_of
    from tierdesk.scoring.lost_fields import lost_fields
    from tierdesk.scoring.whole.panel import panel_of
    from tierdesk.scoring.whole.standing import standing_among

    book, vantage = room.desk.book, Vantage(room.roster.moment)
    models = all_models_of(book)
    base = in_force(models, subject)
    wanted = base if draft is None else draft
    also = [base, *(one for one in models.all if one.kind == subject.kind)]
    heirs = () if subject.industries else heirs_of(book, subject.kind)
    with resting():
        panel = panel_of(
            book, vantage, wanted, also=also, heirs=bool(heirs), progress=progress, yield_=_let_in
        )
    return Look(
        subject, base, panel, standing_among(panel, models), models, heirs, vantage,
        _week(book, vantage.moment, subject.kind == "signed"), _asking(room, panel),
        _subjects(models),
        lost_fields(book, wanted),
    )  # fmt: skip


def in_force(models: Models, subject: Subject) -> ScoringModel:
    """The model in force for these customers; for industries without a variant yet, one that
    inherits everything."""
    base = models.signed if subject.kind == "signed" else models.open
    if not subject.industries:
        return base
    for one in reversed(models.variants):
        if one.kind == subject.kind and subject.same(Subject(one.kind, one.industries)):
            return one
    return replace(base, industries=subject.industries, inherits=True)


def _subjects(models: Models) -> tuple[Subject, ...]:
    found = [Subject(one.kind, one.industries) for one in models.all]
    return tuple(dict.fromkeys(found))


def _week(book: Book, moment: Moment, signed: bool) -> Week:
    from tierdesk.scoring.whole.load import WEEK, usual_minutes
    from tierdesk.triage.capacity import capacity_of
    from tierdesk.triage.policy import policies_of

    policies = policies_of(book)
    days = [moment.today + timedelta(days=ahead) for ahead in range(WEEK)]
    working = sum(moment.is_working(day, moment.country) for day in days)
    return Week(
        policies.signed if signed else policies.open,
        capacity_of(book) * working,
        usual_minutes(book),
        policies,
    )


def _asking(room: Room, panel: Panel) -> Bools:
    """Who of the panel may be contacted, as the queue has it; somebody new of another session, whose
    row is still to come, may be."""
    from tierdesk.scoring.whole.load import asking_of

    rows = room.roster.rows
    found = map(rows.get, panel.ids.tolist())
    return asking_of(row is None or row.eligible for row in found)


def _let_in() -> None:
    """A turn for the screen: a thread that only computes would keep the interpreter."""
    sleep(0)
