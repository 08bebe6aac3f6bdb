"""Which customer is meant: an id, the beginning of one, an exact name or a query with one hit."""

from tierdesk.domain.book import Book
from tierdesk.domain.document import text, texts
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import say

_LISTED = 8
_PHONE_DIGITS = 7


def find_customer(book: Book, written: str, moment: Moment) -> int:
    """The id of the customer meant. Raises Refused when nobody fits, or lists those who do."""
    wanted = written.strip().removeprefix("#")
    if wanted.isascii() and wanted.isdigit() and book.get("customers", int(wanted)):
        return int(wanted)
    hits = _exact(book, wanted) or _beginning(book, wanted)
    if not hits and not _mistyped(wanted):
        hits = _asked(book, wanted, moment)
    if not hits:
        raise Refused(
            say("There is no customer “%(text)s”; try tierdesk list %(text)s.", text=written)
        )
    if len(hits) > 1:
        raise _several(book, written, hits)
    return hits[0]


def _exact(book: Book, wanted: str) -> list[int]:
    folded = fold(wanted)
    if not folded:
        return []
    return [
        customer_id
        for customer_id, doc in book.rows("customers")
        if folded in (fold(text(doc, "name")), fold(text(doc, "code")))
        or any(folded == fold(alias) for alias in texts(doc, "aliases"))
    ]


def _beginning(book: Book, wanted: str) -> list[int]:
    if not (wanted.isascii() and wanted.isdigit()):
        return []
    return [i for i, _ in book.rows("customers") if str(i).startswith(wanted)]


def _mistyped(wanted: str) -> bool:
    """A few digits are meant as a number: looked for in telephone numbers, too, a slip of the finger
    would mean somebody else."""
    return wanted.isdecimal() and len(wanted) < _PHONE_DIGITS


def _asked(book: Book, wanted: str, moment: Moment) -> list[int]:
    from tierdesk.commands.doing.subjects import subjects_of
    from tierdesk.desk.tier_names import tier_names
    from tierdesk.search.match import matches
    from tierdesk.search.query import parse

    query = parse(wanted, moment, tier_names(book))
    if not query.terms:
        return []
    return [s.case.id for s in subjects_of(book, moment) if matches(query, s, moment)]


def _several(book: Book, written: str, hits: list[int]) -> Refused:
    shown = [f"{i} {text(book.get('customers', i) or {}, 'name')[:40]}" for i in hits[:_LISTED]]
    if len(hits) > _LISTED:
        return Refused(
            say("“%(text)s” fits %(n)s customers, among them %(names)s; name one by its number.",
                text=written, n=len(hits), names=shown)
        )  # fmt: skip
    return Refused(
        say("“%(text)s” fits %(n)s customers: %(names)s; name one by its number.",
            text=written, n=len(hits), names=shown)
    )  # fmt: skip
