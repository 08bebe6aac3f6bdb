"""Two customers side by side before they are made one: who stays, and whose value each field takes. It
must not know what a merge does, only ask for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tierdesk.domain.document import Doc, text
from tierdesk.domain.labels import table_name
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import clean as lines
from tierdesk.ui.lines.line import Line, Paper

if TYPE_CHECKING:
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.quality.merged_fields import Difference, Side

_NOTHING = -1
_REFERRER, _NUMBER = "referrer_id", "_id"
_GOES_ALONG = ("contacts", "deals", "touches", "follow_ups", "contracts", "orders")


class Merge:
    """`left` and `right` stand where they stand whoever stays. `at_left` tells of a field whether its
    value at the left is taken; what nobody chose is that of the one that stays."""

    def __init__(self, book: Book, left: int, right: int, kept: int) -> None:
        self.book, self.left, self.right, self.kept = book, left, right, kept
        self._chosen: dict[str, bool] = {}

    @property
    def gone(self) -> int:
        """The one that becomes a part of the other."""
        return self.right if self.kept == self.left else self.left

    def name(self, customer_id: int) -> str:
        """What it is called."""
        return text(self._doc(customer_id), "name")

    def swap(self) -> None:
        """The other one stays."""
        self.kept = self.gone

    def choose(self, key: int | None, *, at_left: bool) -> None:
        """The value of the row at that side."""
        found = self.differences()
        if key is not None and 0 < key <= len(found):
            self._chosen[found[key - 1].field] = at_left

    def differences(self) -> Sequence[Difference]:
        """The fields of which both know another value, as of the left one kept. The number behind a
        name, as that of a source, goes with the name."""
        from tierdesk.quality.merged_fields import differences

        found = differences(self._doc(self.left), self._doc(self.right))
        return [one for one in found if one.field == _REFERRER or not one.field.endswith(_NUMBER)]

    def at_left(self, field: str) -> bool:
        """Is the value at the left taken?"""
        return self._chosen.get(field, self.kept == self.left)

    def change(self, book: Book) -> Change:
        """The Change that makes them one. Raises Refused where one of them is not as it was shown, so
        that nobody agrees to what he has not seen."""
        from tierdesk.domain.change import same
        from tierdesk.errors import Refused
        from tierdesk.quality.merging import merging

        for customer_id in (self.kept, self.gone):
            now, seen = book.get("customers", customer_id), self._doc(customer_id)
            if now is not None and not same(now, seen):
                raise Refused(say("%(name)s was changed meanwhile; look at the pair again, then merge.",
                                  name=text(seen, "name")))  # fmt: skip
        return merging(book, {self.gone: self.kept}, self._choices())

    def _choices(self) -> Mapping[str, Side]:
        stays_left = self.kept == self.left
        return {
            name: "keep" if at_left == stays_left else "gone"
            for field, at_left in self._chosen.items()
            for name in (field, field + _NUMBER)
        }

    # lines

    def keys(self) -> Sequence[int]:
        """A row for each field that can be chosen."""
        return [*range(1, 1 + len(self.differences()))] or [_NOTHING]

    def head(self, paper: Paper) -> Line:
        """Whose columns they are."""
        names = self.name(self.left), self.name(self.right)
        return lines.merge_head(*names, self.kept == self.left, paper)

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """A field, both values, and which is taken."""
        found = self.differences()
        if not 0 < key <= len(found):
            return lines.note(say("No field has two values; enter merges."), paper)
        one = found[key - 1]
        sides = one.kept, one.gone
        if one.field == _REFERRER:
            sides = tuple(self.name(i) if isinstance(i, int) else "" for i in sides)  # type: ignore[assignment]
        at_left = self.at_left(one.field)
        return lines.difference(one.field, sides, at_left, paper, here=here)

    def below(self, paper: Paper, most: int) -> list[Line]:
        """What goes along."""
        moved = [
            say("%(table)s (%(n)s)", n=n, table=table_name(table))
            for table in _GOES_ALONG
            if (n := len(self.book.having(table, "customer_id", self.gone)))
        ]
        said: list[Message] = [say("These go along: %(what)s.", what=moved)] if moved else []
        said.append(say("Lists are united, notes joined, the other name becomes an alias; one undo "
                        "parts them again."))  # fmt: skip
        return lines.folded_note(said, paper, most)

    def _doc(self, customer_id: int) -> Doc:
        return self.book.get("customers", customer_id) or {}
