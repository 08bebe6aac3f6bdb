"""Every customer with what is derived from it, as the filter and the lists see it: one pass."""

from collections.abc import Iterable, Iterator

from tierdesk.commands.doing.entries import entries_of
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.search.match import Subject, matches
from tierdesk.search.query import Query
from tierdesk.triage.overview import Entry
from tierdesk.triage.queue import eligible


def subjects_of(book: Book, moment: Moment) -> Iterator[Subject]:
    """What the filter asks of every customer."""
    return (subject(entry, moment) for entry in entries_of(book, moment))


def chosen(entries: Iterable[Entry], query: Query, moment: Moment) -> list[Entry]:
    """The entries that answer the query."""
    if not query.terms:
        return list(entries)
    return [entry for entry in entries if matches(query, subject(entry, moment), moment)]


def subject(entry: Entry, moment: Moment) -> Subject:
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
        due=entry.due if eligible(entry) else None,
        last_contact=entry.last_contact,
        signed=entry.signed,
        owes=_owes(entry, moment),
    )


def _owes(entry: Entry, moment: Moment) -> float | None:
    """What instalments lack in whole units of the base currency, None when some of it, or some
    payment or instalment that would tell, has no exchange rate (invariant 13)."""
    if any(contract.uncounted for contract in entry.contracts):
        return None
    late = [contract.overdue for contract in entry.contracts if contract.overdue.minor]
    known = [base for money in late if (base := moment.in_base(money))]
    return float(sum(base.major for base in known)) if len(known) == len(late) else None
