"""Does a customer answer a query? The answer for one customer at a time, as the command line
asks it; the screen's index gives the same answers for all of them at once.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import Doc, text
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.moment import Moment
from tierdesk.search.plain_words import Word, keys_of, word_of, written_of
from tierdesk.search.query import Query, Term
from tierdesk.search.terms import Tests, tests_of


class Subject(NamedTuple):
    """A customer as the filter sees it: the case and what was derived from it. `owes` is in whole
    units of the base currency, None when some of it has no exchange rate; `stage_labels` are all
    names of its stage, of which `stage_ceded` mean another one; `stage_kind` is open, won, maintain or
    lost; `groups` are the names of the free groups in which it is."""

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
    groups: tuple[str, ...] = ()
    stage_ceded: frozenset[str] = frozenset()


class _Stage(NamedTuple):
    key: str
    label: str
    words: tuple[str, ...]
    kind: str
    ceded: frozenset[str] = frozenset()


class _Listed(NamedTuple):
    tier: str
    score: float
    completeness: float
    certain: bool
    signed: bool
    parked: bool
    eligible: bool
    due_ordinal: int
    contact_ordinal: int
    owes: float | None
    stage: _Stage


def matches(query: Query, subject: Subject, moment: Moment) -> bool:
    """True when every term holds."""
    return matcher(query, moment)(subject)


@lru_cache(maxsize=8)
def matcher(query: Query, moment: Moment) -> Callable[[Subject], bool]:
    """The query, prepared to be asked of many customers at one moment."""
    prepared = [(_prepared(term, moment), term.negated) for term in query.terms]
    return lambda subject: all(holds(subject) != negated for holds, negated in prepared)


def _prepared(term: Term, moment: Moment) -> Callable[[Subject], bool]:
    if not term.key:
        word = word_of(str(term.value))
        return lambda subject: _found(word, subject.case)
    tests = tests_of(term, moment)
    return lambda subject: _holds(tests, subject)


def _found(word: Word, case: Case) -> bool:
    written = written_of(case.customer, case.contacts)
    return word.in_written(written) or (word.pattern is not None and word.in_keys(keys_of(written)))


def _holds(tests: Tests, subject: Subject) -> bool:
    case = subject.case
    return (
        (tests.row is not None and tests.row((_listed(subject),))[0])
        or (tests.customer is not None and tests.customer((case.customer,))[0])
        or (tests.deals is not None and tests.deals((case.deals,))[0])
        or (tests.groups is not None and tests.groups((subject.groups,))[0])
    )


def _listed(subject: Subject) -> _Listed:
    due, last = subject.due, subject.last_contact
    label, *words = subject.stage_labels or ("",)
    return _Listed(
        subject.tier, subject.score, subject.completeness, subject.certain, subject.signed,
        is_parked(subject.case.customer, subject.signed), due is not None,
        due.toordinal() if due else 0, last.toordinal() if last else 0, subject.owes,
        _Stage(subject.stage, label, tuple(words), subject.stage_kind, subject.stage_ceded),
    )  # fmt: skip


def group_names(book: Book) -> Mapping[int, str]:
    """The names of the book's free groups by their ids."""
    return {group_id: text(doc, "name") for group_id, doc in book.rows("groups")}


def groups_of(customer: Doc, names: Mapping[int, str]) -> tuple[str, ...]:
    """The names of the groups in which a customer is; `names` are those of the book."""
    ids = customer.get("group_ids")
    if not isinstance(ids, list):
        return ()
    return tuple(names[i] for i in ids if i.__class__ is int and i in names)
