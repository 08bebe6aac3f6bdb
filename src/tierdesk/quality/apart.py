"""Pairs of customers that a person said are two: a record of the book each, so that they are told no
more and undo takes the word back. It must not know how two customers look alike.
"""

from collections.abc import Iterator, Mapping

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import Doc, integer, text

TABLE = "not_duplicates"
_NEW = -1
Pair = tuple[int, int]


def pair_of(one: int, other: int) -> Pair:
    """The pair, the lower number first."""
    return (one, other) if one < other else (other, one)


def recorded_pair(doc: Doc) -> Pair:
    """The customers of a record; zeros where it names none."""
    return pair_of(integer(doc, "one_id") or 0, integer(doc, "other_id") or 0)


def apart(book: Book) -> Mapping[Pair, int]:
    """The pairs that are two, with the number of their record."""
    return {recorded_pair(doc): doc_id for doc_id, doc in book.rows(TABLE)}


def concerning(book: Book, customer_id: int) -> Iterator[tuple[int, Doc]]:
    """The records that name a customer."""
    for field in ("one_id", "other_id"):
        yield from book.having(TABLE, field, customer_id)


def parted(book: Book, one: int, other: int, by: str, at: str) -> Change:
    """The pair remembered as two; `at` is the stamp of now. Nothing where it is already."""
    pair = pair_of(one, other)
    record = {"one_id": pair[0], "other_id": pair[1], "at": at, "by": by}
    edits = () if pair in apart(book) else (Edit(TABLE, _NEW, None, record),)
    return _made(book, "customer.part", one, other, edits)


def unparted(book: Book, one: int, other: int) -> Change:
    """The word taken back: the pair may be told again. Nothing where nobody said so."""
    record = apart(book).get(pair_of(one, other))
    doc = None if record is None else book.get(TABLE, record)
    edits = () if record is None or doc is None else (Edit(TABLE, record, doc, None),)
    return _made(book, "customer.unpart", one, other, edits)


def _made(book: Book, verb: str, one: int, other: int, edits: tuple[Edit, ...]) -> Change:
    names = [text(book.get("customers", i) or {}, "name") for i in (one, other)]
    return Change(verb, {"name": names[0], "other": names[1]}, edits)
