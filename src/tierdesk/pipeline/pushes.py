"""How often an open deal's expected sign date was put off, and by how many days.

A date that slides is the oldest warning of a forecast. The history of changes is the witness; what
was changed before it begins, or by an import that it no longer keeps, is not seen. It must not know
amounts or stages.
"""

from collections.abc import Collection
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.document import text
from tierdesk.domain.history import TABLE
from tierdesk.domain.vantage import Vantage

_FIELD = "expected_sign_on"


class Pushes(NamedTuple):
    """`times` the date of a deal was moved to a later one, `days` in all."""

    times: int
    days: int


def pushes_of(book: Book, vantage: Vantage, ids: Collection[int]) -> dict[int, Pushes]:
    """The deals among `ids` whose date was put off up to the vantage, by id."""
    found: dict[int, Pushes] = {}
    for _, entry in book.rows(TABLE):
        edits = entry.get("edits")
        if text(entry, "state") != "done" or not isinstance(edits, list):
            continue
        if text(entry, "at") > vantage.now:
            continue
        for table, deal_id, kind, patch in edits:
            if table == "deals" and kind == "~" and deal_id in ids and isinstance(patch, dict):
                later = _later(patch.get(_FIELD), vantage)
                if later:
                    before = found.get(deal_id, Pushes(0, 0))
                    found[deal_id] = Pushes(before.times + 1, before.days + later)
    return found


def _later(pair: object, vantage: Vantage) -> int:
    """By how many days a change of the date put it off; 0 when it did not."""
    if not isinstance(pair, list) or len(pair) != 2:
        return 0
    old, new = (vantage.day_ordinal(value) for value in pair)
    return max(0, new - old) if old and new else 0
