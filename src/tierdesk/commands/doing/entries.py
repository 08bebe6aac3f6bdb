"""Every customer graded: the one pass over the book that lists and the queue share."""

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.triage.overview import Entry, Overview


def entries_of(book: Book, moment: Moment) -> list[Entry]:
    """The graded customers in the order of their ids."""
    return Overview(book, moment).entries()


def entry_of(book: Book, customer_id: int, moment: Moment) -> Entry:
    """One graded customer."""
    return Overview(book, moment).entry(book.case(customer_id))
