"""Does a customer answer a query? Plain words look into names, aliases, codes, contacts,
phones and e-mail addresses; a comparison with something unknown never holds.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from tierdesk.domain import money
from tierdesk.domain.book import Case
from tierdesk.domain.deals import status
from tierdesk.domain.document import day, flag, mapping, number, text, texts
from tierdesk.domain.document import moment as instant
from tierdesk.domain.folding import fold
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.moment import Moment
from tierdesk.search.query import AMOUNTS, DAYS, FLAGS, NUMBERS, Operand, Query, Relation, Term

_COMPARE: Mapping[Relation, Callable[[Operand, Operand], bool]] = {
    "=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Subject(NamedTuple):
    """A customer as the filter sees it: the case and what was derived from it. `owes` is in whole
    units of the base currency, None when some of it has no exchange rate; `stage_labels` are all
    names of its stage, `stage_kind` is open, won,
    maintain or lost."""

    case: Case
    tier: str
    score: float
    completeness: float
    certain: bool
    stage: str
    stage_labels: tuple[str, ...]
    stage_kind: str
    due: date | None
    last_contact: date | None
    signed: bool
    owes: float | None


def matches(query: Query, subject: Subject, moment: Moment) -> bool:
    """True when every term holds."""
    return all(_holds(term, subject, moment) != term.negated for term in query.terms)


def _holds(term: Term, subject: Subject, moment: Moment) -> bool:
    if not term.key:
        return _found(fold(str(term.value)), subject.case)
    if term.key in FLAGS:
        return _flag(term.key, subject)
    if term.key in DAYS:
        return _compared(term, _day(term.key, subject, moment))
    if term.key in AMOUNTS:
        return _compared(term, _amount(term.key, subject, moment))
    if term.key in NUMBERS:
        return _compared(term, _number(term.key, subject, moment))
    wanted = fold(str(term.value))
    return any(wanted == fold(word) or (len(wanted) > 1 and wanted in fold(word))
               for word in _words(term.key, subject)) if wanted else False  # fmt: skip


def _compared(term: Term, value: Operand | None) -> bool:
    return value is not None and _COMPARE[term.relation](value, term.value)


def _found(word: str, case: Case) -> bool:
    customer = case.customer
    if word in fold(text(customer, "name")) or word in fold(text(customer, "code")):
        return True
    if any(word in fold(alias) for alias in texts(customer, "aliases")):
        return True
    digits = "".join(c for c in word if c.isdigit())
    for _, contact in case.contacts:
        if word in fold(text(contact, "name")) or any(
            word in fold(m) for m in texts(contact, "emails")
        ):
            return True
        if len(digits) > 2 and any(
            digits in "".join(c for c in phone if c.isdigit()) for phone in texts(contact, "phones")
        ):
            return True
    return False


def _flag(name: str, subject: Subject) -> bool:
    customer = subject.case.customer
    statuses = {status(deal) for _, deal in subject.case.deals}
    answers: dict[str, Callable[[], bool]] = {
        "lost": lambda: subject.stage_kind == "lost",
        "won": lambda: "won" in statuses,
        "open": lambda: "open" in statuses,
        "parked": lambda: is_parked(customer, subject.signed),
        "signed": lambda: subject.signed,
        "key": lambda: flag(customer, "key_account"),
        "dnc": lambda: flag(customer, "do_not_contact"),
        "certain": lambda: subject.certain,
    }
    return answers[name]()


def _day(name: str, subject: Subject, moment: Moment) -> date | None:
    if name == "due":
        return subject.due
    if name == "last":
        return subject.last_contact
    if name == "created":
        created = instant(subject.case.customer, "created_at")
        return moment.local_day(created) if created else None
    signs = [d for _, doc in subject.case.deals if (d := day(doc, "expected_sign_on"))]
    return min(signs, default=None)


def _number(name: str, subject: Subject, moment: Moment) -> float | None:
    if name == "score":
        return subject.score
    if name == "completeness":
        return 100 * subject.completeness
    if name == "overdue":
        return float((moment.today - subject.due).days) if subject.due else None
    return number(subject.case.customer, name)


def _amount(name: str, subject: Subject, moment: Moment) -> float | None:
    if name == "owes":
        return subject.owes
    docs = [subject.case.customer] if name == "budget" else [doc for _, doc in subject.case.deals]
    found = [m for doc in docs if (m := moment.in_base(money.read(doc, name)))]
    return max((float(m.major) for m in found), default=None)


def _words(name: str, subject: Subject) -> list[str]:
    customer = subject.case.customer
    if name == "tier":
        return [subject.tier]
    if name == "stage":
        return [
            subject.stage,
            *subject.stage_labels,
            *(text(d, "stage") for _, d in subject.case.deals),
        ]
    if name == "tag":
        return texts(customer, "tags")
    if name == "channel":
        return [text(customer, "preferred_channel")]
    if name == "country":
        return _country_words(text(customer, "country"))
    if name == "region":
        return _region_words(text(customer, "country"))
    if name == "kind":
        return [text(customer, "kind") or "company"]
    if name.startswith("custom."):
        return [str(mapping(customer, "custom").get(name[7:], ""))]
    return [text(customer, name)]


def _country_words(code: str) -> list[str]:
    if not code:
        return []
    from tierdesk.domain.countries import country_name

    return [code, country_name(code, "en"), country_name(code, "zh")]


def _region_words(code: str) -> list[str]:
    from tierdesk.domain.countries import REGIONS, region

    key = region(code)
    return [key, REGIONS[key]] if key else []
