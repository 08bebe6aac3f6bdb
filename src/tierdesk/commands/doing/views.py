"""The saved views of a book: filters with their order, each under a name that does not mind case.

They are documents of the book like anything else, so that a change of one can be undone. Here are
the rules; how the verb is called is next door (`view`).
"""

from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import text
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import say

_NEW = -1


def save(
    book: Book,
    name: str,
    query: str,
    sort: str = "",
    descending: bool = False,
    screen: str = "",
) -> Change:
    """The view kept, in the place of one of that name. Raises Invalid for a blank name."""
    if not name.strip():
        raise Invalid(say("A view needs a name; type one."))
    fields = {"name": name.strip(), "query": query.strip(), "sort": sort, "descending": descending,
              "screen": screen or "customers"}  # fmt: skip
    view = {key: value for key, value in fields.items() if value}
    place, before = named(book, name) or (_NEW, None)
    return Change("view.save", {"name": name.strip()}, (Edit("views", place, before, view),))


def remove(book: Book, name: str) -> Change:
    """The view gone. Raises Refused when there is none of that name."""
    view_id, before = wanted(book, name)
    edit = Edit("views", view_id, before, None)
    return Change("view.remove", {"name": text(before, "name")}, (edit,))


def listed(book: Book) -> list[Row]:
    """All views by name."""
    return sorted(book.rows("views"), key=lambda row: (fold(text(row[1], "name")), row[0]))


def named(book: Book, name: str) -> Row | None:
    """The view of that name, whatever its case."""
    return next((row for row in listed(book) if fold(text(row[1], "name")) == fold(name)), None)


def wanted(book: Book, name: str) -> Row:
    """The same. Raises Refused that names the views when there is none."""
    found = named(book, name)
    if found is None:
        names = [text(doc, "name") for _, doc in listed(book)]
        if not names:
            raise Refused(say("There is no view “%(name)s”; save one with view save.", name=name))
        raise Refused(
            say("There is no view “%(name)s”; there are %(names)s.", name=name, names=names)
        )
    return found
