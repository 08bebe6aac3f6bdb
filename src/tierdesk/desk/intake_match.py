"""Which customer of the book a row means: by its number of an own export, its code, else its
name without regard to case, width and spaces. Two that fit are never chosen between.
"""

from collections.abc import Iterable

from tierdesk.desk.intake_workspace import Workspace
from tierdesk.domain.document import EMPTY, text
from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.exchange.sheet import shown
from tierdesk.i18n.message import say


class CustomerIndex:
    """Customers of the book and of the import so far, by code and by folded name."""

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self._by_code: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_number: dict[int, int] = {}
        self._taken: set[int] = set()
        for doc_id, doc in work.book.rows("customers"):
            self._put(doc_id, text(doc, "name"), text(doc, "code"))

    def find(self, name: str, code: str, number: int | None) -> int | None:
        """The customer, None for a new one. Raises Invalid when several fit."""
        if number is not None:
            return self._by_own_number(name, code, number)
        if code:
            found = self._by_code.get(fold(code), [])
            if len(found) == 1:
                return found[0]
            if found:
                raise _several("code", code, found)
        found = self._by_name.get(fold(name), []) if name else []
        if code:
            found = [i for i in found if not text(self._doc(i), "code")]
        if len(found) > 1:
            exact = [i for i in found if text(self._doc(i), "name") == name]
            if len(exact) != 1:
                raise _several("name", name, found)
            return exact[0]
        return found[0] if found else None

    def learn(self, doc_id: int, number: int | None) -> None:
        """A customer that the row created or gave another name or code."""
        doc = self._doc(doc_id)
        self._put(doc_id, text(doc, "name"), text(doc, "code"))
        if number is not None:
            self._by_number[number] = doc_id
            self._taken.add(doc_id)

    def _doc(self, doc_id: int) -> "dict[str, object]":
        return dict(self._work.doc("customers", doc_id) or EMPTY)

    def _put(self, doc_id: int, name: str, code: str) -> None:
        for index, key in ((self._by_name, fold(name)), (self._by_code, fold(code))):
            if key:
                ids = index.setdefault(key, [])
                if doc_id not in ids:
                    ids.append(doc_id)

    def _by_own_number(self, name: str, code: str, number: int) -> int | None:
        """Rows of an own export are told apart by their number; in the book that they came from
        it is the customer's id, in another book the first free customer of that code or name."""
        if number in self._by_number:
            return self._by_number[number]
        own = self._doc(number)
        if number not in self._taken and own and _fits(own, name, code):
            return number
        alike = self._by_code.get(fold(code), []) if code else []
        alike = alike or self._by_name.get(fold(name), [])
        return next(
            (i for i in alike if i not in self._taken and _fits(self._doc(i), name, code)), None
        )


def _fits(doc: "dict[str, object]", name: str, code: str) -> bool:
    own = text(doc, "code")
    if code and own:
        return fold(code) == fold(own)
    return fold(name) == fold(text(doc, "name"))


def _several(field: str, value: str, ids: Iterable[int]) -> Invalid:
    known = [str(i) for i in ids if i > 0]
    if field == "code":
        return Invalid(
            say("Several customers have the code “%(value)s” (%(ids)s); give each its own first.",
                value=shown(value), ids=known)
        )  # fmt: skip
    return Invalid(
        say("Several customers are called “%(value)s” (%(ids)s); give the code of the one that is meant.",
            value=shown(value), ids=known)
    )  # fmt: skip
