"""Columns of a list that a person asks for: the free groups, and fields of the book's own.

It must not know which customers are listed, nor how a table is printed.
"""

from collections.abc import Callable, Mapping

from tierdesk.domain import own_fields
from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc, mapping
from tierdesk.domain.groups import ids_of, names_of
from tierdesk.errors import Usage
from tierdesk.i18n.message import say

GROUPS, _CUSTOM = ("groups", "group", "分组"), "custom."

Column = Callable[[Doc], object]


def columns(book: Book, written: str) -> Mapping[str, Column]:
    """What stands under each heading, read of a customer's document: of `groups` their names, of a field its
    stored value, None where there is none. A field goes by its key, `custom.KEY` or its name. Raises Usage
    for what is neither."""
    fields, names = own_fields.fields_of(book), names_of(book)
    found: dict[str, Column] = {}
    for word in filter(None, (part.strip() for part in written.replace("，", ",").split(","))):
        if word.casefold() in GROUPS:
            found["groups"] = lambda doc: [names[i] for i in ids_of(doc) if i in names]
            continue
        field = own_fields.meant(fields, word.removeprefix(_CUSTOM))
        if field is None:
            known = ["groups", *(f"{_CUSTOM}{one.key}" for one in fields)]
            raise Usage(
                say("“%(text)s” is no column that can be added; choose one of %(choices)s.",
                    text=word, choices=known)
            )  # fmt: skip
        found[f"{_CUSTOM}{field.key}"] = _reader(field.key)
    return found


def _reader(key: str) -> Column:
    return lambda doc: mapping(doc, "custom").get(key)
