"""The free groups over a place: which of them the selected or marked customers are in. Letters filter,
enter puts in or takes out as one Change each, enter on a new name makes the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult

from tierdesk.domain.folding import fold
from tierdesk.domain.groups import Group, groups_of, ids_of, name_in, put, taken
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import groups as lines
from tierdesk.ui.lines.line import Line, Paper, Span
from tierdesk.ui.place import Place
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.question import Question
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.app import TierdeskApp

_NEW, _NOTHING = 1_000_000_000, -1
"""Keys of the line that makes a group, and of the one that stands where there is none."""
_NONE_YET = say("There is no group yet; type a name.")
_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class Known(NamedTuple):
    """`groups` of the book by their ids, and `inside` how many of the customers meant are in each."""

    groups: dict[int, Group]
    inside: dict[int, int]


class Groups(Place):
    """A question in the last line, the groups above it; up and down choose."""

    name_ = "groups"
    chain = ("entry", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="groups")
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self._ids: list[int] = []
        self._who = say("customers")
        self._known: Known | None = None
        self._text = ""

    def compose(self) -> ComposeResult:
        """Whose groups, and the groups."""
        yield self.head
        yield self.rows

    def open(self, ids: Sequence[int], who: Message) -> None:
        """Of these customers; `who` names them in a sentence."""
        self._ids, self._who, self._known = list(ids), who, None
        self.rows.show([])

    def entered(self) -> None:
        """Look the groups up and ask."""
        self._ask()
        self._look()

    def take(self, snapshot: Snapshot) -> None:
        """The book changed."""
        self._look()

    def repainted(self) -> None:
        """Language, theme or width changed."""
        self.head.show(lines.head(self._who, self.head.paper(self.screen.size.width)))
        self.rows.refresh()

    def while_typing(self, key: str) -> bool:
        """Up and down choose while letters are typed."""
        if key in _STEPS:
            self.rows.move(_STEPS[key])
        return key in _STEPS

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click does what enter does."""
        event.stop()
        self._entered(self._text)

    def _look(self) -> None:
        ids = self._ids

        def look(room: Room) -> Known:
            book = room.desk.book
            inside: dict[int, int] = {}
            for customer_id in ids:
                for group_id in ids_of(book.get("customers", customer_id) or {}):
                    inside[group_id] = inside.get(group_id, 0) + 1
            return Known({one.id: one for one in groups_of(book)}, inside)

        if self.desktop.snapshot is not None and ids:
            self.desktop.work("groups", look, self._looked)

    def _looked(self, known: Known) -> None:
        self._known = known
        self.repainted()
        self._show(self.rows.key)

    def _ask(self) -> None:
        self._text = ""
        question = Question(self._label, lively=True)
        self.desktop.ask(question, self._entered, left=lambda _: self._leave(), typed=self._typed)

    def _label(self) -> Line:
        desktop = self.desktop
        asked = desktop.catalog.text(say("group"))
        return (Span(f" {asked} {desktop.glyphs.more} ", "key"),)

    def _leave(self) -> None:
        self.desktop.leave(self.name_)

    def _typed(self, text: str) -> None:
        self._text = text
        self._show()

    def _show(self, chosen: int | None = None) -> None:
        if self._known is None:
            return
        wanted = fold(self._text.replace("／", "/"))
        groups = self._known.groups.values()
        keys = [one.id for one in groups if all(word in fold(one.name) for word in wanted.split())]
        same = any(fold(one.name) == wanted for one in groups)
        if same:
            keys.sort(key=lambda key: fold(self._known.groups[key].name) != wanted)  # type: ignore[union-attr]
        elif wanted:
            keys.append(_NEW)
        rows = keys or [_NOTHING]
        self.rows.show(rows, key=chosen if chosen in rows else rows[0], top=None if chosen else 0)
        self.rows.refresh()

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        if key == _NEW:
            return lines.new(self._text.strip(), paper, here=here)
        group = self._known.groups.get(key) if self._known is not None else None
        if group is None or self._known is None:
            return (Span(" " + paper.catalog.text(_NONE_YET), "dim"),)
        return lines.row(group, self._state(key), paper, here=here)

    def _state(self, key: int) -> str:
        inside = self._known.inside.get(key, 0) if self._known is not None else 0
        return "none" if not inside else "all" if inside >= len(self._ids) else "some"

    def _entered(self, text: str) -> None:
        """Put in, or out where all of them are in it; the list stays for the next group."""
        if text != self._text:
            self._typed(text)  # enter came in the same packet as the letters
        key, ids, known = self.rows.key, self._ids, self._known
        if known is None or key is None or key == _NOTHING:
            self.desktop.say(_NONE_YET, failed=True)
            return
        if key == _NEW:
            try:
                name = name_in(text)
            except Invalid as fault:
                self.desktop.say(fault.message, failed=True)
                return
        else:
            name = known.groups[key].name
        out = key != _NEW and self._state(key) == "all"
        made: list[Change] = []

        def rule(room: Room, book: Book, _: str) -> Change:
            moment = room.desk.moment
            if out:
                made.append(taken(book, name, ids, moment))
            else:
                made.append(put(book, name, ids, moment, new=key == _NEW))
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import making

            return (making.told(made[-1]),)

        self.desktop.change(rule, told, lambda _: self._done())

    def _done(self) -> None:
        if self._text:
            self._ask()
            self._show()
