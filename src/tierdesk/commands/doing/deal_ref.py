"""A deal that is meant without its customer: by number or code, of one that names no customer by its title
too. It must not know what is done with it.
"""

from collections.abc import Sequence

from tierdesk.domain.book import Book, Row
from tierdesk.domain.deals import called
from tierdesk.domain.document import integer, text
from tierdesk.domain.folding import fold
from tierdesk.errors import Refused, Usage
from tierdesk.i18n.message import say

NOBODY = "-"
"""What stands for the customer where only the deal is named."""
_LISTED = 8


def find_deal(book: Book, written: str) -> Row:
    """Number and document of the deal. Raises Usage when none is named, Refused when none fits, or lists
    those that do."""
    wanted = fold(written).removeprefix("#")
    if not wanted:
        raise Usage(
            say("Say which deal is meant, by its number or code; tierdesk board lists them.")
        )
    number = int(wanted) if wanted.isascii() and wanted.isdigit() else 0
    doc = book.get("deals", number)
    if doc is not None:
        return number, doc
    found = [row for row in book.rows("deals") if fold(text(row[1], "code")) == wanted]
    found = found or [
        row for row in book.rows("deals")
        if integer(row[1], "customer_id") is None and fold(text(row[1], "title")) == wanted
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(
            say("There is no deal “%(text)s”; name it by its number or code, as tierdesk board lists them.",
                text=written)
        )  # fmt: skip
    raise Refused(
        say("Several deals are called “%(text)s”; name one by its number: %(listed)s.",
            text=written, listed=_listed(found))
    )  # fmt: skip


def _listed(rows: Sequence[Row]) -> list[str]:
    shown = [f"{number} {called(doc)[:40]}".rstrip() for number, doc in rows[:_LISTED]]
    return [*shown, *(["…"] if len(rows) > _LISTED else [])]
