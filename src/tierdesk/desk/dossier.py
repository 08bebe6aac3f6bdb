"""Everything that a card or a detail pane shows of one customer, worked out in one place.

Sentences are messages, days are dates, money is money: a front door puts them into words. It
must not know a screen.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from tierdesk.desk.room import Room
from tierdesk.desk.warnings import warnings_of
from tierdesk.domain.book import Book, Row
from tierdesk.domain.contactability import local_hours
from tierdesk.domain.contracts import Standing as Contract
from tierdesk.domain.contracts import standings
from tierdesk.domain.document import moment as instant
from tierdesk.domain.document import text
from tierdesk.domain.groups import ids_of, names_of
from tierdesk.domain.lifecycle import LIFECYCLES, Lifecycle, lifecycle
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message
from tierdesk.pipeline.playbook import Playbook, playbook
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import early_keys
from tierdesk.pipeline.templates import Saying, sayings
from tierdesk.scoring import explain, kept
from tierdesk.scoring.explain import Difference
from tierdesk.scoring.score import Score
from tierdesk.scoring.ways import Finding, Way, findings, ways
from tierdesk.triage.listed import Listed, Lister
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.policy import TierPolicy
from tierdesk.triage.reasons import Reason
from tierdesk.triage.urgency import Urgency


class Question(NamedTuple):
    """The next best question: a criterion that is not known, and the points that an answer could
    add at most."""

    key: str
    label: Message
    points: float


class Group(NamedTuple):
    """A group of criteria: its points of at most `most` (of 100)."""

    key: str
    label: Message
    points: float
    most: float


class Dossier(NamedTuple):
    """One customer. `place` is `lane`, `plan`, `waiting` or "" (not in the queue); `reasons` with
    their points, the weightiest first, also for somebody who does not stand in it.

    `better` is the next better tier ("" for the best), `missing` the points to its threshold,
    `ways` what alone would reach it, `findings` what is not known, worth most first;
    `kept` says that hysteresis keeps the tier; `strongest` and
    `weakest` compare with the average customer. `unmet` are the exit criteria of the stage that do
    not hold, `texts` what to say in it in the customer's language. `local` is the time at the
    customer's, `asleep` outside its hours, `holiday` on no working day there, `foreign`: its clock
    differs from the reader's. `next_day` None for somebody who is left alone, `next_at` with a time
    where one was given; `plan` is the follow-up that sets it, None for the cadence. `touches` are
    those in force, the newest first; `last_touch` the newest that has happened. `groups` are those of the
    criteria, `put_into` the names of the free groups that somebody put the customer into."""

    customer_id: int
    moment: Moment
    entry: Entry
    row: Listed
    place: str
    urgency: float
    reasons: tuple[Reason, ...]
    lifecycle: Lifecycle
    lifecycle_label: Message
    question: Question | None
    better: str
    missing: float
    ways: tuple[Way, ...]
    findings: tuple[Finding, ...]
    kept: Message | None
    strongest: tuple[Difference, ...]
    weakest: tuple[Difference, ...]
    groups: tuple[Group, ...]
    treatment: Message
    policy: TierPolicy
    stage: Stage
    stage_days: int
    rot_days: int | None
    rotting: bool
    goal: Message | None
    playbook: Playbook
    texts: tuple[Saying, ...]
    unmet: tuple[Message, ...]
    local: datetime
    asleep: bool
    holiday: bool
    foreign: bool
    next_day: date | None
    next_at: datetime | None
    plan: Row | None
    last_touch: Row | None
    touches: tuple[Row, ...]
    contracts: tuple[tuple[int, Contract], ...]
    warnings: tuple[Message, ...]
    put_into: tuple[str, ...] = ()
    events: tuple[Row, ...] = ()


class Stand(NamedTuple):
    """What the queue knows of a customer."""

    row: Listed
    place: str = ""
    urgency: float = 0.0
    reasons: tuple[Reason, ...] = ()


def dossier(room: Room, customer_id: int) -> Dossier | None:
    """Everything about one customer; None when there is no such customer any more."""
    roster = room.roster
    if customer_id not in roster.rows or room.desk.book.get("customers", customer_id) is None:
        return None
    item = roster.items([customer_id])[customer_id]
    stand = Stand(roster.rows[customer_id], _place(room, customer_id), item.urgency, item.reasons)
    return described(
        room.desk.book, roster.overview, roster.entry(customer_id), stand, roster.means
    )


def described_alone(
    book: Book, overview: Overview, customer_id: int, means: Mapping[str, float]
) -> Dossier:
    """The dossier of one customer without grading the others: it knows no queue."""
    entry = overview.entry_of(customer_id)
    urgency = Urgency(overview.vantage, overview.policies, overview.stages)
    stand = Stand(Lister(overview, urgency).of(entry))
    return described(book, overview, entry, stand, means)


def described(
    book: Book, overview: Overview, entry: Entry, stand: Stand, means: Mapping[str, float]
) -> Dossier:
    """The dossier of a graded customer; `means` is the average customer."""
    score, standing, moment = entry.score, entry.standing, overview.vantage.moment
    customer, row, stage = entry.case.customer, stand.row, entry.standing.stage
    life, policy = _lifecycle(book, entry, overview), overview.policies.of(entry.tier, row.signed)
    better, threshold = kept.better(score)
    held = kept.kept(score)
    local, working = local_hours(customer, moment), _is_working(entry, moment)
    touches = _newest_first(entry)
    plays = playbook(stage, entry.case, standing.deal, moment, closed=standing.closed)
    contracts = tuple(standings(entry.case, moment.today, moment.rates))
    names = names_of(book) if "group_ids" in customer else {}
    return Dossier(
        customer_id=entry.customer_id,
        moment=moment,
        entry=entry,
        row=row,
        place=stand.place,
        urgency=stand.urgency,
        reasons=stand.reasons,
        lifecycle=life,
        lifecycle_label=Message(LIFECYCLES[life]),
        question=_question(score),
        better=better,
        missing=max(0.0, threshold - score.value) if better else 0.0,
        ways=ways(score, threshold) if better else (),
        findings=findings(score),
        kept=kept.kept_in_words(held) if held else None,
        strongest=explain.strongest(score, means),
        weakest=explain.weakest(score, means),
        groups=_groups(score, overview),
        treatment=Message(policy.treatment),
        policy=policy,
        stage=stage,
        stage_days=standing.days,
        rot_days=stage.rot_days,
        rotting=standing.rotting,
        goal=Message(stage.goal) if stage.goal else None,
        playbook=plays,
        texts=sayings(book, entry.case, standing.deal, stage, entry.tier, moment),
        unmet=tuple(one.title for one in plays.criteria if not one.met),
        local=local.at,
        asleep=not local.open,
        holiday=not working,
        foreign=local.at.utcoffset() != moment.now.astimezone(moment.zone).utcoffset(),
        next_day=row.due,
        next_at=_next_at(entry, row, moment),
        plan=entry.follow_up,
        last_touch=next((t for t in touches if text(t[1], "at") <= overview.vantage.now), None),
        touches=touches,
        contracts=contracts,
        warnings=warnings_of(book, entry, contracts, moment),
        put_into=tuple(names[i] for i in ids_of(customer) if i in names),
        events=tuple(book.having("events", "customer_id", entry.customer_id)),
    )


def _lifecycle(book: Book, entry: Entry, overview: Overview) -> Lifecycle:
    """The stage of life of a graded customer."""
    longest = {tier: policy.max_days for tier, policy in overview.policies.signed.items()}
    return lifecycle(
        entry.case, overview.vantage.moment, entry.tier, early=early_keys(overview.stages),
        max_days=longest, churns=book.having("churns", "customer_id", entry.customer_id),
    )  # fmt: skip


def _place(room: Room, customer_id: int) -> str:
    queue = room.queue
    if any(item.customer_id == customer_id for item in queue.lane):
        return "lane"
    if any(item.customer_id == customer_id for item in queue.items):
        return "plan"
    return "waiting" if room.roster.stands(customer_id) else ""


def _question(score: Score) -> Question | None:
    asked = explain.next_question(score)
    if asked is None:
        return None
    at = score.plan.keys.index(asked.key)
    return Question(asked.key, Message(asked.label), score.plan.shares[at] - asked.points)


def _groups(score: Score, overview: Overview) -> tuple[Group, ...]:
    """Points by group, in the order of the model, of the groups that apply."""
    plan, points, most = score.plan, dict[str, float](), dict[str, float]()
    for contribution, share in zip(score.contributions, plan.shares, strict=True):
        group = contribution.group
        points[group] = points.get(group, 0.0) + contribution.points
        most[group] = most.get(group, 0.0) + share
    caps = dict(plan.caps)
    graded_by = (plan.kind, plan.version)
    labels = {g.key: g.label for model in overview.models
              if (model.kind, model.version) == graded_by for g in model.groups}  # fmt: skip
    return tuple(
        Group(key, Message(labels.get(key, key)), gained, min(most[key], caps.get(key, most[key])))
        for key, gained in points.items()
    )


def _is_working(entry: Entry, moment: Moment) -> bool:
    local = local_hours(entry.case.customer, moment).at.date()
    return moment.is_working(local, text(entry.case.customer, "country") or moment.country)


def _next_at(entry: Entry, row: Listed, moment: Moment) -> datetime | None:
    """The time of the next contact, where its plan names one and was not put off since."""
    if entry.follow_up is None or not row.eligible or len(text(entry.follow_up[1], "due_at")) <= 10:
        return None
    at = instant(entry.follow_up[1], "due_at")
    if at is None or moment.local_day(at).toordinal() != entry.due_ordinal:
        return None
    return at.astimezone(moment.zone)


def _newest_first(entry: Entry) -> tuple[Row, ...]:
    rows = sorted(entry.case.touches, key=lambda row: (text(row[1], "at"), row[0]), reverse=True)
    return tuple(rows)
