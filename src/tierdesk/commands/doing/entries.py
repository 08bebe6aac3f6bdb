"""Every customer graded: the one pass over the book that lists and the queue share."""

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.pipeline.stages import stages_of
from tierdesk.scoring.grade import graders_of
from tierdesk.triage.overview import Entry, Overview, overview
from tierdesk.triage.policy import policies_of


def entries_of(book: Book, moment: Moment) -> list[Entry]:
    """The graded customers in the order of their ids."""
    return overview(book, moment, graders_of(book), stages=stages_of(book))


def entry_of(book: Book, customer_id: int, moment: Moment) -> Entry:
    """One graded customer."""
    passing = Overview(moment, graders_of(book), stages_of(book), policies_of(book))
    return passing.entry(book.case(customer_id))
