"""Every customer graded: the one pass over the book that lists and the queue share."""

from collections.abc import Iterator

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.triage.overview import Entry, Overview


def each_entry(book: Book, moment: Moment) -> Iterator[Entry]:
    """The graded customers in the order of their ids, one at a time."""
    return Overview(book, moment).stream()


def entries_of(book: Book, moment: Moment) -> list[Entry]:
    """All of them at once."""
    return list(each_entry(book, moment))


def entry_of(book: Book, customer_id: int, moment: Moment) -> Entry:
    """One graded customer."""
    return Overview(book, moment).entry_of(customer_id)
