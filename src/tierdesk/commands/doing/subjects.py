"""Every customer with what is derived from it, as the filter and the lists see it: one pass."""

from collections.abc import Iterable, Iterator, Mapping

from tierdesk.commands.doing.entries import each_entry
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.search.match import Subject, group_names, groups_of, matches
from tierdesk.search.query import Query
from tierdesk.triage.listed import owed
from tierdesk.triage.overview import Entry
from tierdesk.triage.queue import eligible

_NAMELESS: Mapping[int, str] = {}


def subjects_of(book: Book, moment: Moment) -> Iterator[Subject]:
    """What the filter asks of every customer."""
    groups = group_names(book)
    return (subject(entry, moment, groups) for entry in each_entry(book, moment))


def found(book: Book, query: Query, moment: Moment) -> Iterator[Entry]:
    """The customers that answer the query, graded, one at a time."""
    entries = each_entry(book, moment)
    if not query.terms:
        return entries
    groups = group_names(book)
    return (e for e in entries if matches(query, subject(e, moment, groups), moment))


def chosen(
    entries: Iterable[Entry], query: Query, moment: Moment, groups: Mapping[int, str] = _NAMELESS
) -> list[Entry]:
    """The entries that answer the query; `groups` names the book's free groups."""
    if not query.terms:
        return list(entries)
    return [entry for entry in entries if matches(query, subject(entry, moment, groups), moment)]


def subject(entry: Entry, moment: Moment, groups: Mapping[int, str] = _NAMELESS) -> Subject:
    """One entry as the filter sees it."""
    stage = entry.standing.stage
    return Subject(
        case=entry.case,
        tier=entry.score.tier,
        score=entry.score.value,
        completeness=entry.score.completeness,
        certain=entry.score.certain,
        stage=stage.key,
        stage_labels=(stage.label, *stage.words),
        stage_kind=stage.kind,
        stage_ceded=stage.ceded,
        due=entry.due if eligible(entry) else None,
        last_contact=entry.last_contact,
        signed=entry.signed,
        owes=owed(entry.contracts, moment),
        groups=groups_of(entry.case.customer, groups) if groups else (),
    )
