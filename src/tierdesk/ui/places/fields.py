"""The fields of the book's own: a list in which they are defined, edited and removed, each edit one change
made at once. Values that nobody defined stand below, and become a field by enter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tierdesk.domain import own_fields
from tierdesk.domain.moment import OwnField
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, Verbatim, say, say_n
from tierdesk.ui.lines import stages as lines
from tierdesk.ui.lines.line import Line, Paper, Span
from tierdesk.ui.scrolling import Listing
from tierdesk.ui.stages.desk import StagesDesk
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp

_NOTHING = -1


class Row(NamedTuple):
    """A field with how many customers have a value of it; `defined` or only there."""

    field: OwnField
    customers: int
    defined: bool


class Fields(Listing, StagesDesk):
    """The place; it asks in the foot line as the stages do."""

    name_: ClassVar[str] = "fields"
    chain: ClassVar[tuple[str, ...]] = ("fields", "list", "desk")

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="fields")
        self.look, self.pages = None, []
        self.head, self.rows = LineBar(on="panel"), RowList(self._line)
        self.known: tuple[Row, ...] | None = None

    def why_not(self, action_id: str) -> Message | None:
        """What is only read is not edited."""
        if action_id.startswith("fields."):
            snapshot = self.desktop.snapshot
            if snapshot is None or self.known is None:
                return self.desktop.why_unread()
            if snapshot.read_only:
                return say("The book was opened read-only.")
            if action_id != "fields.add" and self._row is None:
                return say("There is no field yet; define one with field add.")
        return super().why_not(action_id)

    def entered(self) -> None:
        """Look them up."""
        self._ask()

    def take(self, snapshot: Snapshot) -> None:
        """The book changed."""
        self._ask()

    def repainted(self) -> None:
        """Language, theme or width changed."""
        told = say("enter edits, a defines one, x removes a definition; values stay")
        self.head.show(lines.head(say("Own fields"), told, self.head.paper(self.screen.size.width)))
        self.rows.refresh()

    def stand(self) -> None:
        """There is one page."""
        self.repainted()

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """A second click edits."""
        event.stop()
        if self.why_not("fields.open") is None:
            self.do_fields_open()

    def _ask(self) -> None:
        if self.desktop.snapshot is not None:
            self.desktop.work("fields", look_up, self._looked)

    def _looked(self, known: tuple[Row, ...]) -> None:
        self.known = known
        self.rows.show([*range(1, 1 + len(known))] or [_NOTHING])
        self.repainted()
        self.desktop.refresh_keys()

    @property
    def _row(self) -> Row | None:
        key, known = self.rows.key, self.known or ()
        return known[key - 1] if key is not None and 0 < key <= len(known) else None

    def _line(self, key: int, paper: Paper, here: bool) -> Line:
        known = self.known or ()
        if not 0 < key <= len(known):
            none = say("There is no field yet; define one with field add.")
            return (Span(" " + paper.catalog.text(none), "dim"),)
        field, customers, defined = known[key - 1]
        used = say_n("%(n)s customer", "%(n)s customers", customers)
        kind = Message(own_fields.KINDS[field.kind]) if defined else say("not defined")
        more = "; ".join(field.choices) or field.unit
        value = say("%(kind)s  %(more)s", kind=kind, more=more) if more else kind
        named = field.name if field.name == field.key else f"{field.name} ({field.key})"
        return lines.entry(lines.Entry(Message(Verbatim("%(field)s"), {"field": named}), value, note=used,
                                       cells=30), paper, here=here)  # fmt: skip

    # verbs

    def do_fields_add(self) -> None:
        """Its name, then its type."""
        self.ask_text(say("name of the new field"), "", own_fields.key_in,
                      lambda text: self._ask_kind(own_fields.key_in(text), text))  # fmt: skip

    def _ask_kind(self, key: str, name: str) -> None:
        def chosen(kind: str) -> None:
            facts = {"name": name, "type": kind}
            if kind == "choice":
                self._ask_choices("", lambda text: self._add(key, {**facts, "choices": text}))
            else:
                self._add(key, facts)

        self.offer(say("type"), _KINDS, chosen)

    def _add(self, key: str, facts: dict[str, str]) -> None:
        self.make(lambda book, _: own_fields.added(book, key, facts))

    def _ask_choices(self, begun: str, taken: Callable[[str], None]) -> None:
        """`small; large`."""
        probe = OwnField("k", "k", "choice")
        self.ask_text(say("choices, parted by ;"), begun,
                      lambda text: own_fields.with_facts(probe, {"choices": text}), taken)  # fmt: skip

    def do_fields_open(self) -> None:
        """Which fact, then what it is; of one that nobody defined its type."""
        row = self._row
        if row is None:
            return
        if not row.defined:
            self._define(row.field.key)
            return
        field = row.field
        facts = [
            ("name", say("name")),
            ("type", say("type")),
            ("unit", say("unit")),
            ("key", say("short key")),
        ]
        if field.kind == "choice":
            facts.insert(2, ("choices", say("choices")))
        self.offer(say("edit"), facts, lambda fact: self._edit(field, fact))

    def _define(self, key: str) -> None:
        """A field that came with a file gets a type, and a key that filters can name."""
        try:
            found = own_fields.key_in(key)
        except Invalid as fault:
            self.desktop.say(fault.message, failed=True)
            return
        if found == key:
            self._ask_kind(key, key)
        else:
            self.make(lambda book, room: own_fields.renamed(book, key, found, room.desk.moment))

    def _edit(self, field: OwnField, fact: str) -> None:
        key = field.key

        def put(text: str) -> None:
            self.make(lambda book, _: own_fields.changed(book, key, {fact: text}))

        def renamed(text: str) -> None:
            self.make(lambda book, room: own_fields.renamed(book, key, text, room.desk.moment))

        if fact == "type":
            self.offer(say("type"), _KINDS, lambda kind: self._retyped(field, kind), field.kind)
        elif fact == "choices":
            self._ask_choices("; ".join(field.choices), put)
        elif fact == "key":
            self.ask_text(say("short key"), key, own_fields.key_in, renamed)
        else:
            begun = field.name if fact == "name" else field.unit
            self.ask_text(say("name") if fact == "name" else say("unit"), begun,
                          lambda text: own_fields.with_facts(field, {fact: text}), put)  # fmt: skip

    def _retyped(self, field: OwnField, kind: str) -> None:
        def put(choices: dict[str, str]) -> None:
            facts = {"type": kind, **choices}
            self.make(lambda book, _: own_fields.changed(book, field.key, facts))

        if kind == "choice" and not field.choices:
            self._ask_choices("", lambda text: put({"choices": text}))
        else:
            put({})

    def do_fields_remove(self) -> None:
        """The definition; the values stay."""
        row = self._row
        if row is not None and row.defined:
            key = row.field.key
            self.make(lambda book, _: own_fields.removed(book, key))
        else:
            self.desktop.say(say("Nobody defined this field; its values stay with their customers."),
                             failed=True)  # fmt: skip


_KINDS = [(kind, Message(label)) for kind, label in own_fields.KINDS.items()]


def look_up(room: Room) -> tuple[Row, ...]:
    """On the clerk's thread: those that are defined, then those that only have values."""
    defined, rest = own_fields.used(room.desk.book)
    return (
        *(Row(one.field, one.customers, True) for one in defined),
        *(Row(OwnField(key, key), n, False) for key, n in sorted(rest.items())),
    )
