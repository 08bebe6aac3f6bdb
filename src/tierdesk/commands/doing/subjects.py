"""Every customer with what is derived from it, as the filter and the lists see it: one pass."""

from collections.abc import Iterable, Iterator

from tierdesk.commands.doing.entries import entries_of
from tierdesk.domain.book import Book
from tierdesk.domain.contracts import standings
from tierdesk.domain.moment import Moment
from tierdesk.search.match import Subject, matches
from tierdesk.search.query import Query
from tierdesk.triage.overview import Entry


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
        due=entry.due,
        last_contact=entry.last_contact,
        signed=entry.signed,
        owes=_owes(entry, moment) if entry.case.contracts else 0.0,
    )


def _owes(entry: Entry, moment: Moment) -> float:
    overdue = (s.overdue for _, s in standings(entry.case, moment.today, moment.rates))
    return sum(float(base.major) for money in overdue if (base := moment.in_base(money)))
