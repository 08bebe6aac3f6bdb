"""Marking rows of a list: one by one, a range, or all that the filter shows. Marks outlive the
filter and the order; verbs mean the marked customers as soon as there are any.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.marks import Marks

if TYPE_CHECKING:
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.widgets.row_list import RowList


class Marking:
    """Mixed into places with a RowList; `marked` is called when the head should tell another
    count."""

    if TYPE_CHECKING:

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        @property
        def moving(self) -> RowList:
            """The rows that are marked."""
            ...

        @property
        def coming(self) -> bool:
            """Are they still to come?"""
            ...

        def marked(self) -> None:
            """The marks or the range changed."""
            ...

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)  # type: ignore[call-arg]
        self.marks = Marks()
        self._range: frozenset[int] = frozenset()

    @property
    def any_marked(self) -> bool:
        """Whether verbs mean marks, not the row under the cursor."""
        return bool(self._range) or len(self.marks) > 0

    def targets(self) -> list[int]:
        """Whom a verb means, in the order shown; marked ones that the filter hides come last."""
        meant = self.marks.ids | self._range
        if not meant:
            key = self.moving.key
            return [] if key is None else [key]
        shown = [key for key in self.moving.rows if key in meant]
        return shown + sorted(meant - set(shown))

    def surface_of(self, key: int) -> str:
        """What a row lies on."""
        return "marked" if key in self.marks or key in self._range else "page"

    def do_customers_mark(self) -> None:
        """Mark the row or take its mark back, and go on to the next."""
        key = self.moving.key
        if key is not None:
            self.marks.turn(key)
            self.moving.repaint([key])
            self.marked()
            self.moving.move(1)

    def do_customers_range(self) -> None:
        """Begin a range here; at its other end, mark it."""
        if self.marks.anchor is None:
            self.marks.anchor = self.moving.key
        else:
            self.marks.add(self._range)
            self.marks.anchor = None
        self.stretch()

    def do_customers_mark_all(self) -> None:
        """Everybody whom the filter shows."""
        shown = [key for key in self.moving.rows if key > 0]
        self.marks.add(shown)
        self.moving.refresh()
        self.marked()

    def do_customers_unmark(self) -> None:
        """No marks, no range."""
        self.marks.clear()
        self._range = frozenset()
        self.moving.refresh()
        self.marked()

    def no_customers_mark(self) -> Message | None:
        """Without a row there is nothing to mark."""
        if self.coming:
            return self.desktop.why_unread()
        return say("No customer is selected.") if self.moving.key is None else None

    no_customers_range = no_customers_mark_all = no_customers_mark

    def no_customer_notes(self) -> Message | None:
        """An editor holds one text: of which of the marked ones would it be?"""
        if not self.any_marked:
            return None
        key = self.desktop.key_of("customers.unmark")
        return say(
            "Notes are written for one customer at a time; %(key)s clears the marks.", key=key
        )

    def no_customers_unmark(self) -> Message | None:
        """Without marks there is nothing to clear."""
        if len(self.marks) or self.marks.anchor is not None:
            return None
        key = self.desktop.key_of("customers.mark")
        return say("Nothing is marked; %(key)s marks a row.", key=key)

    def end_range(self) -> bool:
        """Drop the range without marking it; False when there was none."""
        if self.marks.anchor is None:
            return False
        self.marks.anchor = None
        self.stretch()
        return True

    def keep_marked(self, ids: Collection[int]) -> None:
        """Whoever is gone is neither marked nor in the range."""
        self.marks.keep_only(ids)
        self.stretch()

    def stretch(self) -> None:
        """The range reaches to the cursor now: paint the rows that joined or left it."""
        rows = self.moving.rows if self.marks.anchor is not None else ()
        reached = frozenset(self.marks.range_to(self.moving.key, rows))
        self.moving.repaint(reached ^ self._range)
        self._range = reached
        self.marked()
