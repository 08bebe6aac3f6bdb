"""The verb `clean`: what is wrong with the data, and the proposed repairs made as one change."""

from collections.abc import Callable, Mapping, Sequence

from tierdesk.commands.doing.making import told
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.desk.cleaning import Findings, Progress, findings, graded_of, stale_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.document import text
from tierdesk.domain.labels import label
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.quality.duplicates import Duplicate, duplicates
from tierdesk.quality.faults import Fault, faults
from tierdesk.quality.health import (
    STALE_DAYS,
    Graded,
    Health,
    Missing,
    Stale,
    missing_in_all,
    missing_of,
)
from tierdesk.quality.repairing import repairing

_MOST = 3
"""What is missing of one customer that is told."""
Rows = list[dict[str, object]]


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    what, kinds = text_of(values, "what") or "all", texts_of(values, "kind")
    days = whole(text_of(values, "days"), "--days", STALE_DAYS)
    if what == "repair":
        return _repair(front, values, kinds)
    limit = whole(text_of(values, "limit"), "--limit", 0)
    book, moment = front.desk.book, front.desk.moment
    parts = _parts(book, moment, what, days, kinds, front.progress)
    found = {name: len(rows) for name, rows in parts.items()}
    shown = {name: rows[:limit] if limit else rows for name, rows in parts.items()}
    document = {"schema": 1, "what": what, "found": found, "limit": limit or None, **shown}
    said = () if any(found.values()) else (say("There is nothing to clean."),)
    return Outcome(document, said, view="clean")


def _parts(
    book: Book, moment: Moment, what: str, days: int, kinds: Sequence[str], progress: Progress
) -> Mapping[str, Rows]:
    """What was asked for, by its name; one thing alone costs less than all of them."""
    one: Mapping[str, Callable[[], Mapping[str, Rows]]] = {
        "duplicates": lambda: {"duplicates": _pairs(book, duplicates(book, progress))},
        "faults": lambda: {"faults": _faults(book, faults(book, moment.today, progress), kinds)},
        "stale": lambda: {"stale": _stale(book, stale_of(graded_of(book, moment), moment, days))},
        "missing": lambda: _missing(graded_of(book, moment)),
        "health": lambda: {"health": _health(findings(book, moment, days, progress).health)},
        "all": lambda: _all(book, findings(book, moment, days, progress), kinds),
    }
    return one[what]()


def _all(book: Book, found: Findings, kinds: Sequence[str]) -> Mapping[str, Rows]:
    return {
        "duplicates": _pairs(book, found.duplicates),
        "faults": _faults(book, found.faults, kinds),
        **_missing(found.graded),
        "stale": _stale(book, found.stale),
        "health": _health(found.health),
    }


def _name(book: Book, customer_id: int) -> str:
    return text(book.get("customers", customer_id) or {}, "name")


def _pairs(book: Book, found: Sequence[Duplicate]) -> Rows:
    return [pair_document(book, pair) for pair in found]


def pair_document(book: Book, pair: Duplicate) -> dict[str, object]:
    """A pair as --json shows it."""
    ids = [pair.one, pair.other]
    return {
        "customer_ids": ids, "names": [_name(book, i) for i in ids], "score": pair.score,
        "certain": pair.certain, "reasons": list(pair.reasons), "against": list(pair.against),
    }  # fmt: skip


def _faults(book: Book, found: Sequence[Fault], kinds: Sequence[str]) -> Rows:
    return [
        {
            "table": fault.table, "id": fault.id, "customer_id": fault.customer_id or None,
            "name": _name(book, fault.customer_id), "field": fault.field,
            "label": Message(label(fault.field, fault.table)), "kind": fault.kind, "value": fault.value,
            "why": fault.why, "repaired": list(fault.repaired),
        }
        for fault in found if not kinds or fault.kind in kinds
    ]  # fmt: skip


def _missing(graded: Sequence[Graded]) -> Mapping[str, Rows]:
    by_customer = []
    for one in graded:
        lacking = missing_of(one.score)
        if lacking:
            by_customer.append({
                "customer_id": one.case.id, "name": text(one.case.customer, "name"), "tier": one.score.tier,
                "completeness": round(one.score.completeness, 3),
                "points": round(sum(missing.points for missing in lacking), 1),
                "missing": [_lack(missing) for missing in lacking[:_MOST]],
            })  # fmt: skip
    by_customer.sort(key=lambda row: (-float(str(row["points"])), str(row["tier"])))
    return {
        "missing": [
            {**_lack(missing), "customers": missing.customers}
            for missing in missing_in_all(one.score for one in graded)
        ],
        "incomplete": by_customer,
    }


def _lack(missing: Missing) -> dict[str, object]:
    return {
        "criterion": missing.criterion,
        "label": Message(missing.label),
        "points": round(missing.points, 1),
    }


def _stale(book: Book, found: Sequence[Stale]) -> Rows:
    return [
        {"customer_id": old.customer_id, "name": _name(book, old.customer_id), "days": old.days}
        for old in found
    ]


def _health(found: Sequence[Health]) -> Rows:
    return [
        {
            "tier": one.tier, "customers": one.customers, "score": round(one.score, 3),
            "completeness": round(one.completeness, 3), "stale": one.stale, "faulty": one.faulty,
            "doubled": one.doubled,
        }
        for one in found
    ]  # fmt: skip


def _repair(front: Front, values: Values, kinds: Sequence[str]) -> Outcome:
    """Every fault with a proposal, repaired. What has none is told."""
    desk = front.desk

    def found(book: Book) -> list[Fault]:
        every = faults(book, desk.moment.today)
        return [fault for fault in every if not kinds or fault.kind in kinds]

    known = found(desk.book)
    rest = [fault for fault in known if not fault.repaired]
    repairs = [fault for fault in known if fault.repaired]
    more = {"repaired": _faults(desk.book, repairs, ()), "left": _faults(desk.book, rest, ())}
    left = say_n("%(n)s fault has no repair that could be proposed; see tierdesk clean faults.",
                 "%(n)s faults have no repair that could be proposed; see tierdesk clean faults.",
                 len(rest))  # fmt: skip
    tail = (left,) if rest else ()
    if values.get("dry_run"):
        document = {"schema": 1, "dry_run": True, **more}
        said = (*tail, say("Nothing was changed: this was a dry run."))
        return Outcome(document, said, view="clean")
    if not repairs:
        document = {"schema": 1, "change_id": None, "revision": desk.revision, **more}
        return Outcome(document, (say("There is nothing to repair."), *tail), view="clean")
    changes: list[Change] = []

    def kept(book: Book) -> Change:
        changes.append(repairing(book, found(book)))
        return changes[-1]

    receipt = desk.perform(kept)
    return changed(receipt, told(changes[-1]), *tail, **more)._replace(view="clean")
