"""Where a customer stands in the pipeline today, and what a book's deals add up to.

It must not know tiers, scores or cadence.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Book, Case
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.probability import probability, share_of
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import of_kind


class Standing(NamedTuple):
    """The stage of a customer and the deal that puts it there (None: no deal does); `closed`
    when that deal is not open.

    `since_ordinal` is the number of the reader's date since when, 0 when not known; `days` the
    days since then; `planned` whether a follow-up lies ahead; `rotting` an open deal without a
    touch, or a move to the stage, for its rot days and without a follow-up inside them (never
    when no day is known)."""

    stage: Stage
    deal_id: int | None
    deal: Doc | None
    since_ordinal: int
    days: int
    planned: bool
    rotting: bool
    closed: bool

    @property
    def since(self) -> date | None:
        """The reader's date since when the customer stands there."""
        return date.fromordinal(self.since_ordinal) if self.since_ordinal else None


class Standings:
    """Standings of many customers at one vantage."""

    def __init__(self, stages: Sequence[Stage], vantage: Vantage) -> None:
        self._by_key = {stage.key: stage for stage in stages}
        self._first = of_kind("open", stages)
        self._maintain = of_kind("maintain", stages)
        self._lost = of_kind("lost", stages)
        self._vantage = vantage

    def of(self, case: Case) -> Standing:
        """The newest open deal's stage; without one maintain for somebody who ever bought, lost
        for somebody whose deals were all lost, and the first stage for anybody else."""
        opened = won = lost = None
        for row in case.deals:
            stated = status(row[1])
            if stated == "won":
                won = row if won is None or won[0] < row[0] else won
            elif stated == "lost":
                lost = row if lost is None or lost[0] < row[0] else lost
            elif opened is None or opened[0] < row[0]:
                opened = row
        if opened:
            return self.of_open(case, *opened)
        if won or self._vantage.signed(case):
            return self._closed(self._maintain, won)
        return self._closed(self._lost if lost else self._first, lost)

    def of_open(self, case: Case, deal_id: int, deal: Doc) -> Standing:
        """Where one open deal of the customer stands, the newest or not."""
        vantage, written = self._vantage, deal.get("stage")
        stage = self._by_key.get(written, self._first) if isinstance(written, str) else self._first
        since = self._since(deal)
        rot_days = stage.rot_days
        planned = bool(case.follow_ups) and self._planned(case, stage)
        rotting = False
        if rot_days is not None and not planned:
            touched = vantage.histories.of(case).touch_ordinal
            newest = touched if touched > since else since
            rotting = newest > 0 and vantage.ordinal - newest >= rot_days
        days = vantage.ordinal - since if since else 0
        fields = (stage, deal_id, deal, since, days, planned, rotting, False)
        return tuple.__new__(Standing, fields)  # a NamedTuple's own __new__ is a Python call

    def _closed(self, stage: Stage, row: tuple[int, Doc] | None) -> Standing:
        if row is None:
            return Standing(stage, None, None, 0, 0, False, False, True)
        since = self._since(row[1])
        days = self._vantage.ordinal - since if since else 0
        return Standing(stage, row[0], row[1], since, days, False, False, True)

    def _since(self, deal: Doc) -> int:
        stored = deal.get("stage_since") or deal.get("closed_on") or deal.get("opened_on")
        return (self._vantage.due_ordinal(stored) or 0) if stored else 0

    def _planned(self, case: Case, stage: Stage) -> bool:
        """A follow-up ahead, inside the rot days where there are any."""
        today = self._vantage.ordinal
        last = today + stage.rot_days if stage.rot_days is not None else None
        for _, follow_up in case.follow_ups:
            due = planned_ordinal(follow_up, self._vantage)
            if due is not None and today <= due and (last is None or due <= last):
                return True
        return False


def planned_ordinal(follow_up: Doc, vantage: Vantage) -> int | None:
    """Number of the reader's date for which a follow-up is planned, a snooze included."""
    due = vantage.due_ordinal(follow_up.get("due_at"))
    snoozed = follow_up.get("snoozed_until")
    until = vantage.day_ordinal(snoozed) if snoozed is not None else None
    return until if due is None else max(due, until or 0)


def standing(case: Case, stages: Sequence[Stage], moment: Moment) -> Standing:
    """Where one customer stands at a moment."""
    return Standings(stages, Vantage(moment)).of(case)


class Count(NamedTuple):
    """How many deals, their amounts by currency, and how many of them state no amount."""

    number: int
    values: dict[str, Money]
    unpriced: int


class Totals(NamedTuple):
    """The deals of a book by outcome, with or without a customer; `weighted` is what the open
    ones are worth by probability. Currencies are never added to each other."""

    won: Count
    lost: Count
    open: Count
    weighted: dict[str, Money]


def totals(book: Book, stages: Sequence[Stage]) -> Totals:
    """Counts and amounts of all deals; one pass over plain numbers, since every list shows
    them."""
    counts = {"won": _Tally(), "lost": _Tally(), "open": _Tally()}
    usual = {stage.key: probability({"stage": stage.key}, stages) for stage in stages}
    worth: dict[str, int] = {}
    for _, deal in book.rows("deals"):
        outcome = status(deal)
        found = counts[outcome].add(deal)
        if found and outcome == "open":
            minor, currency = found
            stage, percent = deal.get("stage"), None
            if isinstance(stage, str) and "probability_override" not in deal:
                percent = usual.get(stage)
            if percent is None:
                percent = probability(deal, stages)
            worth[currency] = worth.get(currency, 0) + share_of(minor, percent)
    done = {name: tally.count() for name, tally in counts.items()}
    return Totals(done["won"], done["lost"], done["open"], _moneys(worth))


class _Tally:
    """Deals of one outcome while they are counted, in whole minor units."""

    def __init__(self) -> None:
        self._number = self._priced = 0
        self._sums: dict[str, int] = {}

    def add(self, deal: Doc) -> tuple[int, str] | None:
        """One more deal; returns its amount as minor units and currency."""
        self._number += 1
        amount = deal.get("amount")
        if not isinstance(amount, dict):
            return None
        minor, currency = amount.get("minor"), amount.get("currency")
        if minor.__class__ is not int or not isinstance(currency, str) or not currency:
            return None
        self._priced += 1
        self._sums[currency] = self._sums.get(currency, 0) + minor
        return minor, currency

    def count(self) -> Count:
        """What was counted."""
        return Count(self._number, _moneys(self._sums), self._number - self._priced)


def _moneys(sums: dict[str, int]) -> dict[str, Money]:
    return {currency: Money(minor, currency) for currency, minor in sorted(sums.items())}
