"""What is done on the Clean screen: a merge, a word that two are two, a repair, each one change. It must
not know how the screen is laid out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.clean.merge import Merge
from tierdesk.ui.clean.pages import Customer, Pages, Thing
from tierdesk.ui.lines.clean import PAGES
from tierdesk.ui.place import Place
from tierdesk.ui.weights.prompts import asked, in_full
from tierdesk.ui.widgets.choice_line import Choice

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.quality.duplicates import Duplicate
    from tierdesk.quality.faults import Fault
    from tierdesk.ui.widgets.row_list import RowList

_OF_ROWS = frozenset(("clean.open", "clean.card", "clean.apart", "clean.mark"))
_CHANGING = frozenset(("clean.all", "clean.apart", "clean.mark"))


class CleanVerbs(Place):
    """Mixed into the place."""

    page: str
    pages: Pages
    merge: Merge | None
    marked: set[int]
    rows: RowList

    def repainted(self) -> None:
        """Rows and heads again."""
        raise NotImplementedError

    def stop(self) -> None:
        """End the look."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Look at the book."""
        raise NotImplementedError

    @property
    def thing(self) -> Thing | None:
        """What the row under the cursor is about."""
        return self.pages.thing(self.page, self.rows.key) if self.merge is None else None

    def why_not(self, action_id: str) -> Message | None:
        """There must be something, and a book that is only read is not cleaned."""
        snapshot = self.desktop.snapshot
        if action_id.startswith("clean.") and snapshot is None:
            return self.desktop.why_unread()
        if snapshot is not None and snapshot.read_only and (
            action_id in _CHANGING or (action_id == "clean.open" and self.page in ("duplicates", "faults"))
        ):  # fmt: skip
            return say("The book was opened read-only.")
        if action_id in _OF_ROWS and self.merge is None and self.thing is None:
            return say("There is no row to open here.")
        return super().why_not(action_id)

    # going about

    def do_desk_back(self) -> None:
        """Out of the merge, else the look ends."""
        if self.merge is not None:
            self._leave_merge()
        else:
            self.stop()

    do_desk_quit = do_desk_back

    def do_clean_next(self) -> None:
        """The next page."""
        self._turn(1)

    def do_clean_previous(self) -> None:
        """The page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = list(PAGES)
        self.merge = None
        self.page = names[(names.index(self.page) + by) % len(names)]
        self.repainted()

    def do_clean_again(self) -> None:
        """Look at the book anew."""
        self.look_again()
        self.repainted()

    def do_clean_card(self) -> None:
        """The card of the customer, of a pair both for `[` and `]`."""
        found = self._customers()
        if found:
            self.desktop.open_card(found[0], found)

    def _customers(self) -> list[int]:
        thing = self.thing
        if self.merge is not None:
            return [self.merge.left, self.merge.right]
        if isinstance(thing, Customer):
            return [thing.customer_id]
        if self.page == "duplicates" and thing is not None:
            pair = cast("Duplicate", thing)
            return [pair.one, pair.other]
        return [cast("Fault", thing).customer_id] if thing is not None else []

    def do_clean_open(self) -> None:
        """Merge side by side, or make the repair; without one the card is opened."""
        thing = self.thing
        if self.merge is not None:
            self._confirm_merge(self.merge)
        elif self.page == "duplicates":
            self._open_merge(cast("Duplicate", thing))
        elif self.page == "faults" and cast("Fault", thing).repaired:
            self._repair([cast("Fault", thing)])
        else:
            self.do_clean_card()

    # two that are one

    def _open_merge(self, pair: Duplicate) -> None:
        from tierdesk.quality.merging import keeper

        def look(room: Room) -> Merge | None:
            book = room.desk.book
            ids = (pair.one, pair.other)
            if any(book.get("customers", i) is None for i in ids):
                return None
            return Merge(book.still(), *ids, keeper(book, ids))

        self.desktop.work("clean.merge", look, self._merge_opened)

    def _merge_opened(self, merge: Merge | None) -> None:
        if merge is None:
            self.desktop.say(say("One of the two is not there any more."), failed=True)
            return
        self.merge = merge
        self.repainted()

    def _leave_merge(self) -> None:
        self.merge = None
        self.repainted()

    def do_clean_left(self) -> None:
        """The value at the left is taken."""
        self._choose(at_left=True)

    def do_clean_right(self) -> None:
        """The value at the right is taken."""
        self._choose(at_left=False)

    def _choose(self, *, at_left: bool) -> None:
        if self.merge is not None:
            self.merge.choose(self.rows.key, at_left=at_left)
            self.repainted()

    def do_clean_swap(self) -> None:
        """The other one stays."""
        if self.merge is not None:
            self.merge.swap()
            self.repainted()

    def _confirm_merge(self, merge: Merge) -> None:
        what = say("merge %(other)s into %(name)s", name=merge.name(merge.kept),
                   other=merge.name(merge.gone))  # fmt: skip
        self._confirm(
            what, say("merge"),
            lambda: self._make(lambda book, _: merge.change(book), self._leave_merge),
        )  # fmt: skip

    def do_clean_apart(self) -> None:
        """They are two: the pair is told no more."""
        from tierdesk.domain.document import stamp
        from tierdesk.quality import apart

        one, other = self._customers()
        pair = self.thing

        def rule(book: Book, room: Room) -> Change:
            return apart.parted(book, one, other, room.desk.by, stamp(room.desk.moment.now))

        def done() -> None:
            if pair is not None:
                self.pages.hide(pair)
            self._leave_merge()

        self._make(rule, done)

    # many at once

    def do_clean_all(self) -> None:
        """All certain pairs, or all repairs, after one question that says how many."""
        if self.page == "faults":
            self._repair_many()
            return
        found = self.pages.found
        pairs = [pair for pair in (found.duplicates if found is not None else ()) if pair.certain]
        if not pairs:
            self.desktop.say(say("Nobody is certainly twice in the book."))
            return
        what = say_n("merge %(n)s certain pair", "merge all %(n)s certain pairs", len(pairs))

        def rule(book: Book, _: Room) -> Change:
            from tierdesk.quality.certain import plan_of
            from tierdesk.quality.merging import merging

            there = [
                p for p in pairs if book.get("customers", p.one) and book.get("customers", p.other)
            ]
            return merging(book, plan_of(book, there).into)

        self._confirm(what, say("merge"), lambda: self._make(rule))

    def do_clean_mark(self) -> None:
        """Mark the repair, or take the mark away."""
        key = self.rows.key
        if key is not None:
            self.marked ^= {key}
            self.repainted()
            self.rows.move(1)

    def _repair_many(self) -> None:
        keys = self.pages.shown("faults")
        every = [cast("Fault", self.pages.thing("faults", key)) for key in keys
                 if not self.marked or key in self.marked]  # fmt: skip
        repairs = [fault for fault in every if fault.repaired]
        if not repairs:
            self.desktop.say(say("There is nothing to repair."))
            return
        what = say_n("make %(n)s repair", "make %(n)s repairs", len(repairs))
        self._confirm(what, say("repair"), lambda: self._repair(repairs))

    def _repair(self, faults: list[Fault]) -> None:
        def rule(book: Book, _: Room) -> Change:
            from tierdesk.quality.repairing import repairing

            return repairing(book, faults)

        def done() -> None:
            self.marked.clear()
            for fault in faults:
                self.pages.hide(fault)
            self.repainted()

        self._make(rule, done)

    # asking and making

    def _confirm(self, what: Message, yes: Message, confirmed: Callable[[], None]) -> None:
        desktop = self.desktop

        def choices() -> list[Choice]:
            text = desktop.catalog.text
            return [Choice("y", text(yes), "y"), Choice("n", text(say("not now")), "n")]

        def chosen(value: str, _: bool) -> None:
            if value == "y":
                confirmed()

        desktop.choose(lambda: asked(what, desktop.paper()), choices, chosen)
        if above := in_full(what, desktop.paper()):
            desktop.explain(*above)

    def _make(
        self, rule: Callable[[Book, Room], Change], done: Callable[[], None] = lambda: None
    ) -> None:
        made: list[Change] = []

        def asked_for(room: Room, book: Book, _: str) -> Change:
            made.append(rule(book, room))
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import making

            return (making.told(made[-1]),)

        self.desktop.change(asked_for, told, lambda _: done())
