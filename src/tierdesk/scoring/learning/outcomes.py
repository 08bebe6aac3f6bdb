"""How it ended, and what was known when it did: won and lost deals, or customers with a yes/no.

Nothing that happened on the day of the decision or later enters: touches, orders, contracts and
payments are those of the days before; plain fields are wound back through the history to just
before the change that decided. Where the history does not reach back a field holds the oldest
value known, and the decision says so (`sure`). It must not know weights.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc, items, mapping, stamp, text
from tierdesk.domain.document import moment as instant
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.learning.rewind import Patch, Rewind
from tierdesk.scoring.learning.watch import Watch, told
from tierdesk.scoring.learning.yes_no import ensure_yes_no, neither, yes_or_no

OUTCOME_FIELDS = frozenset(
    ("status", "stage", "stage_since", "lost_stage", "lost_reason", "lost_kind", "lost_cause",
     "closed_on", "history")
)  # fmt: skip
"""Fields of a deal that are written when it ends."""
_EARLIEST = date(1900, 1, 1)
_STEP = 64


class Decision(NamedTuple):
    """One ending. `id` is the deal's, or the customer's where a field tells the outcome; `on` the
    ISO date, "" when it is not known, `at` the stamp of the change that decided, "" when the history
    has none; `case` and `vantage` are what was known the evening before; `deal` is the deal as it
    stands today. `sure`: the history proves what the fields held."""

    id: int
    customer_id: int
    on: str
    won: bool
    case: Case
    vantage: Vantage
    deal: Doc = EMPTY
    at: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All decisions in the order of time (date, then id). `field` is the custom field that tells
    the outcome, "" for deals; `pending` what is not decided yet, as it is today; `strays` counts
    decided deals without a customer, which no model grades; `unread` are the values of the field that
    mean neither yes nor no, each with how many customers hold it."""

    field: str
    decided: tuple[Decision, ...]
    pending: tuple[Case, ...] = ()
    strays: int = 0
    unread: tuple[tuple[str, int], ...] = ()

    @property
    def n_won(self) -> int:
        """How many ended well."""
        return sum(decision.won for decision in self.decided)

    @property
    def n_lost(self) -> int:
        """How many did not."""
        return len(self.decided) - self.n_won

    @property
    def order(self) -> Literal["time", "rows"]:
        """Whether days put them in their order, or their numbers alone, since no days differ."""
        days = {decision.on for decision in self.decided}
        return "rows" if len(days) == 1 < len(self.decided) else "time"

    @property
    def unsure(self) -> int:
        """Decisions whose plain fields hold the oldest value known, not a proven one."""
        return sum(not decision.sure for decision in self.decided)

    def after(self, at: str) -> "Outcomes":
        """Only what was decided later than the stamp `at`; by the day where no stamp is kept."""
        day = at[:10]
        later = (d for d in self.decided if d.on >= day and (d.at > at if d.at else d.on > day))
        return replace(self, decided=tuple(later))


def outcomes_of(
    book: Book,
    moment: Moment,
    field: str = "",
    *,
    industries: Iterable[str] = (),
    without: Iterable[str] = (),
    after: str = "",
    watch: Watch | None = None,
) -> Outcomes:
    """The outcomes of the deals, or those that the custom field `field` of customers tells; with
    `industries` only of customers of those, never of those `without`; only what was decided later
    than the stamp `after`. Raises Invalid for a field that is not there or no yes/no, Stopped."""
    reader = _Reader(book, moment, frozenset(map(fold, industries)), frozenset(map(fold, without)))
    found = reader.by_field(field, watch) if field else reader.by_deals(watch, after[:10])
    return found.after(after) if after else found


class _Eve(NamedTuple):
    """The evening before a day, and the last stamp of the day itself."""

    vantage: Vantage
    until: str


class _Reader:
    """Cases as they stood, with one vantage for all decisions of a day."""

    def __init__(
        self, book: Book, moment: Moment, industries: frozenset[str], without: frozenset[str]
    ) -> None:
        self._book, self._moment = book, moment
        self._industries, self._without = industries, without
        self._rewind = Rewind(book)
        self._eves: dict[date, _Eve] = {}

    def by_deals(self, watch: Watch | None, first: str = "") -> Outcomes:
        """Deals that say themselves that they ended before the day `first` are not read."""
        rows = sorted(self._book.rows("deals"))
        decided, pending, strays = [], [], 0
        for at, (deal_id, deal) in enumerate(rows):
            if at % _STEP == 0:
                told(watch, at / len(rows))
            owner = deal.get("customer_id")
            if not isinstance(owner, int) or not self._belongs(owner):
                strays += owner is None and status(deal) != "open"
            elif status(deal) == "open":
                case = Case(owner, self._book.get("customers", owner) or EMPTY)
                pending.append(case._replace(deals=((deal_id, deal),)))
            elif _ended_on(deal, first) >= first:
                decided.append(self._ended(deal_id, deal, owner))
        return Outcomes("", _in_time(decided), tuple(pending), strays)

    def by_field(self, name: str, watch: Watch | None) -> Outcomes:
        name = name.removeprefix("custom.")
        rows = [row for row in self._book.rows("customers") if self._belongs(row[0])]
        ensure_yes_no(name, [mapping(doc, "custom") for _, doc in rows])
        decided, pending = [], []
        for at, (customer_id, customer) in enumerate(rows):
            if at % _STEP == 0:
                told(watch, at / len(rows))
            won = yes_or_no(mapping(customer, "custom").get(name))
            if won is None:
                pending.append(Case(customer_id, customer))
            else:
                decided.append(self._told(customer_id, customer, name, won))
        unread = neither(mapping(doc, "custom").get(name) for _, doc in rows)
        return Outcomes(name, _in_time(decided), tuple(pending), unread=tuple(unread))

    def _belongs(self, customer_id: int) -> bool:
        customer = self._book.get("customers", customer_id)
        if customer is None:
            return False
        if not self._industries and not self._without:
            return True
        industry = fold(text(customer, "industry"))
        return industry not in self._without and (
            not self._industries or industry in self._industries
        )

    def _ended(self, deal_id: int, deal: Doc, owner: int) -> Decision:
        rewind = self._rewind
        changed = [p for p in rewind.patches("deals", deal_id) if "status" in p.fields]
        made = rewind.made("deals", deal_id) or (None, "")
        entry, at = (changed[-1].entry, changed[-1].at) if changed else made
        on = _ended_on(deal, at[:10])
        day = self._day(on)
        eve = self._eve(day)
        case, sure = self._stood(owner, day, entry, of=deal_id)
        before = rewind.before("deals", deal_id, deal, entry, eve.until)
        kept = {k: v for k, v in before.items() if k not in OUTCOME_FIELDS}
        if stage := self._stage_before(deal, day):
            kept["stage"] = stage
        proven = bool(changed) and sure and rewind.sure("deals", deal_id, eve.until)
        return Decision(
            deal_id, owner, on, status(deal) == "won", case._replace(deals=((deal_id, kept),)),
            eve.vantage, deal, at, proven,
        )  # fmt: skip

    def _told(self, customer_id: int, customer: Doc, name: str, won: bool) -> Decision:
        changed = [p for p in self._rewind.patches("customers", customer_id) if _changes(p, name)]
        at = changed[-1].at if changed else text(customer, "created_at")
        read = instant({"at": at}, "at")
        on = self._moment.local_day(read).isoformat() if read else ""
        day = self._day(on)
        case, sure = self._stood(customer_id, day, changed[-1].entry if changed else None)
        return Decision(
            customer_id, customer_id, on, won, case, self._eve(day).vantage,
            at=at, sure=sure and bool(changed),
        )  # fmt: skip

    def _stood(
        self, customer_id: int, day: date, entry: int | None, of: int = 0
    ) -> tuple[Case, bool]:
        """The customer with what belonged to it before the day, and whether that is proven.
        Contracts of the deal `of` are a part of its outcome, whatever they are dated."""
        now, eve, first = self._book.case(customer_id), self._eve(day), day.isoformat()
        customer = self._rewind.before("customers", customer_id, now.customer, entry, eve.until)
        contracts = [
            (i, doc) for i, doc in now.contracts
            if "" < text(doc, "signed_on") < first and not (of and doc.get("deal_id") == of)
        ]  # fmt: skip
        kept = {contract_id for contract_id, _ in contracts}
        payments = [
            (i, p) for i, p in _earlier(now.payments, "paid_on", first)
            if p.get("contract_id") in kept
        ]  # fmt: skip
        case = Case(
            customer_id, customer,
            touches=[(i, t) for i, t in now.touches if "" < text(t, "at") <= eve.vantage.now],
            orders=list(_earlier(now.orders, "on", first)), contracts=contracts, payments=payments,
            survey_responses=list(_earlier(now.survey_responses, "on", first)),
        )  # fmt: skip
        return case, self._rewind.sure("customers", customer_id, eve.until)

    def _stage_before(self, deal: Doc, day: date) -> str:
        """The stage in which it stood when it ended, by its own moves; "" when none is kept."""
        moves = [
            move for move in items(deal, "history")
            if (at := instant(move, "at")) and self._moment.local_day(at) == day
        ]  # fmt: skip
        return text(moves[-1], "source") if moves else ""

    def _day(self, on: str) -> date:
        """The day of the decision; today where it is not known or still to come."""
        try:
            return max(_EARLIEST, min(date.fromisoformat(on), self._moment.today))
        except ValueError:
            return self._moment.today

    def _eve(self, day: date) -> _Eve:
        found = self._eves.get(day)
        if found is None:
            zone = self._moment.zone
            first, after = (
                datetime.combine(day + timedelta(days=n), time(0), zone) - timedelta(seconds=1)
                for n in (0, 1)
            )
            vantage = Vantage(replace(self._moment, now=first))
            found = self._eves[day] = _Eve(vantage, stamp(after))
        return found


def _ended_on(deal: Doc, otherwise: str) -> str:
    """The day on which a deal says that it ended."""
    return text(deal, "closed_on") or text(deal, "stage_since")[:10] or otherwise


def _in_time(decided: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(sorted(decided, key=lambda d: (d.on, d.id)))


def _earlier(rows: Iterable[Row], field: str, day: str) -> Iterator[Row]:
    return ((i, doc) for i, doc in rows if "" < text(doc, field) < day)


def _changes(patch: Patch, name: str) -> bool:
    """Did the change write the custom field?"""
    both = patch.fields.get("custom")
    if not isinstance(both, list):
        return False
    old, new = (side.get(name) if isinstance(side, dict) else None for side in both)
    return bool(old != new)
