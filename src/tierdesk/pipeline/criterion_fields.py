"""Fields that an exit criterion may name: those of the records, and own fields that the book has, defined or
filled in.

A criterion on a field that nobody can fill would never hold, and behind a hard gate no deal would leave.
It must not know stages.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from tierdesk.domain.book import Book
from tierdesk.domain.document import mapping
from tierdesk.domain.own_fields import fields_of
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.pipeline.exit_criteria import PREDICATES, is_read

_TABLES = {"customer": "customers", "deal": "deals"}
_NEAR, _LIKE = 3, 0.5


def refuse_unknown_fields(book: Book, criteria: Iterable[str]) -> None:
    """Raise Invalid, with the nearest names, for a criterion on a field that the book does not have."""
    asked = [key for key in criteria if is_read(key) and key not in PREDICATES]
    if not asked:
        return
    known = _fields_of(book)
    for key in asked:
        if key not in known:
            part = key.partition(".")[0] + "."
            beside = [field for field in known if field.startswith(part)] or known
            near = get_close_matches(key, beside, _NEAR, _LIKE) or beside
            raise Invalid(
                say("There is no field “%(name)s” here; choose one of %(choices)s.",
                    name=key, choices=near)
            )  # fmt: skip


def _fields_of(book: Book) -> list[str]:
    from tierdesk.domain.records import RECORDS

    found = [
        f"{part}.{field}"
        for part, table in _TABLES.items()
        for field in RECORDS[table].model_fields
    ]
    own = {key for _, doc in book.rows("customers") for key in mapping(doc, "custom")}
    own |= {field.key for field in fields_of(book)}
    return [*found, *(f"custom.{key}" for key in sorted(own))]
