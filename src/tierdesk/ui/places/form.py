"""A form over a place: one line per field, its meaning or fault beside it while somebody types. What is
typed is kept after every keystroke, and comes back when the same form is opened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from tierdesk.i18n.message import Message, say
from tierdesk.ui.doubling import Doubling
from tierdesk.ui.form_keys import FormKeys
from tierdesk.ui.form_saving import FormSaving
from tierdesk.ui.lines import form as lines
from tierdesk.ui.place import Place
from tierdesk.ui.saving import Opened, look_up
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.form_input import FormInput
from tierdesk.ui.widgets.form_sheet import FormSheet, Slot
from tierdesk.ui.widgets.line_pane import LinePane
from tierdesk.ui.wishes import FormWish

if TYPE_CHECKING:
    from tierdesk.desk.forms import Field
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.filling import Filling

_TITLES = {
    "customer": say("%(name)s"), "contact": say("contact of %(name)s"),
    "need": say("need of %(name)s"), "deal": say("deal of %(name)s"),
    "follow_up": say("follow-up with %(name)s"), "loss": say("lost deal of %(name)s"),
    "contract": say("contract of %(name)s"), "payment": say("payment of %(name)s"),
    "quick_add": say("new customer"),
}  # fmt: skip


class Form(FormKeys, FormSaving, Doubling, Place):
    """`filling` is the form as it stands, None until the clerk has looked the document up; `row` is
    the cursor's: fields first, then the save row, then customers that look the same."""

    name_ = "form"
    chain = ("entry", "desk")
    DEFAULT_CSS = """
    Form #alike { height: 0; }
    Form .away { display: none; }
    """

    def __init__(self, _: TierdeskApp) -> None:
        super().__init__(id="form")
        self.head, self.meaning = LineBar(on="panel"), LineBar(on="page")
        self.sheet = FormSheet()
        self.alike = LinePane(id="alike", focusable=False)
        self.wish = FormWish("customer")
        self.named = ""
        self.filling: Filling | None = None
        self.row = 0
        self.visited: set[str] = set()
        self._told: dict[str, tuple[str, lines.Entry]] = {}

    def compose(self) -> ComposeResult:
        """Head, fields, customers that look the same, what the text means."""
        yield self.head
        yield self.sheet
        yield self.alike
        yield self.meaning

    @property
    def hears(self) -> bool:
        """Every key belongs to the form."""
        return False

    @property
    def keyed(self) -> Widget:
        """The line of typing, or the lines where nothing is typed."""
        return self.sheet.keyed

    def selected(self) -> int | None:
        """The customer whose form it is."""
        return self.wish.customer_id or None

    def open(self, wish: FormWish) -> None:
        """Another form; it appears as soon as the clerk has looked."""
        self.wish, self.filling, self.row = wish, None, 0
        self._saving = False
        self.visited = set()
        self.sheet.show([], [], 0, None)
        for bar in (self.head, self.meaning):
            bar.show(())
        self.begin_doubles()
        self.alike.set_class(wish.form != "quick_add", "away")
        draft = self.desktop.keepsakes.drafts.get(wish.kept_at)
        mine = [*draft.fields] if draft is not None else []
        self.desktop.work(
            "form.open", lambda room: look_up(room, wish, disputed=mine), self._opened
        )

    def _opened(self, opened: Opened) -> None:
        from tierdesk.ui.filling import Filling

        snapshot = self.desktop.snapshot
        if opened.gone or snapshot is None:
            self.desktop.leave(self.name_)
            self.desktop.say(say("It was removed meanwhile; look at the history."), failed=True)
            return
        self.named = opened.name
        filling = Filling(
            self.wish.form, opened.doc, self.desktop.catalog, snapshot.moment, opened.frame
        )
        names = [field.name for field in filling.fields]
        self.row = names.index(self.wish.field) if self.wish.field in names else 0
        self.filling = filling
        draft = self.desktop.keepsakes.drafts.get(self.wish.kept_at)
        if draft is not None and draft.fields:
            filling.restore(draft.fields)
            self.visited = {field.name for field in filling.fields if filling.is_changed(field)}
            self.row = self.row if self.wish.field else max(0, min(draft.cursor, len(names) - 1))
            self._say_draft(filling, opened.by)
        else:
            filling.put(dict(self.wish.given))
        self._told = {}
        self.begin(self.row)
        if draft is not None and draft.fields:
            self.look_for_doubles()

    def _say_draft(self, filling: Filling, by: str) -> None:
        if filling.disputed:
            self._say_disputed([f for f in filling.fields if f.name in filling.disputed], by)
        else:
            self.desktop.say(say("What you typed is back; %(key)s puts it as it was.",
                                 key=self.desktop.key_of("form.reset")))  # fmt: skip

    def _say_disputed(self, fields: Sequence[Field], by: str) -> None:
        from tierdesk.commands.doing.edit import SOMEBODY

        self.disputed_by = by
        labels = [Message(field.label) for field in fields]
        told = say("%(who)s has changed %(fields)s meanwhile; saving asks whose stays.",
                   who=by or Message(SOMEBODY), fields=labels)  # fmt: skip
        self.desktop.say(told, failed=True)

    # painting

    def paint(self) -> None:
        """Every line again; only those that differ are sent."""
        filling = self.filling
        if filling is None:
            return
        paper = self.meaning.paper(self.screen.size.width)
        columns = lines.measures([field.label for field in filling.fields], paper)
        entries = [self.entry(filling, field) for field in filling.fields]
        faults = sum(entry.wrong for entry in entries)
        made, stops, group = [], [], ""
        for n, (field, entry) in enumerate(zip(filling.fields, entries, strict=True)):
            if field.group != group:
                group = field.group
                made.append(lines.heading(group, paper))
            stops.append(len(made))
            made.append(lines.row(entry, columns, paper, here=n == self.row))
        stops.append(len(made))
        made.append(lines.save_row(columns, faults, paper, here=self.row == len(entries)))
        slot = Slot(columns.text_at, columns.text) if self.typed is not None else None
        self.sheet.show(made, stops, stops[min(self.row, len(entries))], slot)
        title = Message(_TITLES[self.wish.form].key, {"name": self.named})
        changed = sum(entry.changed for entry in entries)
        self.head.show(lines.head(lines.Told(title, changed, faults), paper))
        self._say_meaning(entries)
        self.show_doubles()

    def take_keys(self) -> None:
        """The keys go to the row, unless something else was given them."""
        ours: tuple[Widget, ...] = (self.sheet.input, self.sheet.pane)
        if self.screen.focused in ours and self.screen.focused is not self.keyed:
            self.screen.set_focus(self.keyed)
        self.desktop.refresh_keys()

    @property
    def typing(self) -> bool:
        """Whether keys come here, not to a question at the foot."""
        return self.screen.focused in (self.sheet.input, self.sheet.pane)

    def _say_meaning(self, entries: list[lines.Entry]) -> None:
        paper = self.meaning.paper(self.screen.size.width)
        filling = self.filling
        if filling is None or self.row >= len(entries):
            self.meaning.show(())
            return
        editor = self.desktop.key_of("form.editor")
        help_ = lines.help_of(filling.fields[self.row].kind, editor)
        self.meaning.show(lines.meaning(entries[self.row], help_, paper))

    def entry(self, filling: Filling, field: Field) -> lines.Entry:
        """The field as it stands; what it means is worked out anew when its text changed."""
        text = filling.texts[field.name]
        kept = self._told.get(field.name)
        if kept is not None and kept[0] == text:
            return kept[1]
        fault = filling.fault(field)
        if fault is not None and not text.strip() and field.name not in self.visited:
            fault = None  # nobody was there yet
        several = 0 if _in_line(field, text) else text.count("\n") + 1
        entry = lines.Entry(
            field.label, text, filling.is_changed(field), field.required,
            fault or filling.hint(field), fault is not None, several,
        )  # fmt: skip
        self._told[field.name] = (text, entry)
        return entry

    def forget_meanings(self) -> None:
        """Language or document changed: work every meaning out again."""
        self._told = {}

    def forget_meaning(self, name: str) -> None:
        """That of one field."""
        self._told.pop(name, None)

    @property
    def typed(self) -> Field | None:
        """The field that is typed into in its line."""
        filling = self.filling
        if filling is None or not 0 <= self.row < len(filling.fields):
            return None
        field = filling.fields[self.row]
        return field if _in_line(field, filling.texts[field.name]) else None

    # what happens

    def on_input_changed(self, event: Input.Changed) -> None:
        """A letter more; the row may be another one by now."""
        event.stop()
        if self.typed is not None:
            self.read_line()
            self.keep_draft()
            self.paint()
            self.look_for_doubles()

    def on_form_input_pasted(self, event: FormInput.Pasted) -> None:
        """Several lines: all of them where there may be several, side by side elsewhere."""
        event.stop()
        field = self.typed
        if field is None or self.filling is None:
            return
        if field.kind == "multiline":
            pasted = event.pasted
        else:
            pasted = ("; " if field.kind == "list" else " ").join(event.pasted.split("\n"))
        self.filling.texts[field.name] = event.before + pasted + event.after
        self.keep_draft()
        self.begin(self.row)

    def take(self, snapshot: Snapshot) -> None:
        """What somebody else changed appears in the fields that were left alone."""
        changed = snapshot.changed
        if self.filling is None or snapshot.mine or self.wish.is_new:
            return
        if changed is None or self.wish.customer_id in changed:
            wish, seen = self.wish, self.filling.seen
            mine = [*self.filling.changed()]
            self.desktop.work(
                "form.renew", lambda room: look_up(room, wish, seen, mine), self._renewed
            )

    def _renewed(self, opened: Opened) -> None:
        filling = self.filling
        if filling is None or opened.gone:
            return
        self.read_line()
        both = filling.renew(opened.doc)
        self.forget_meanings()
        self.begin(self.row)
        if both:
            self._say_disputed(both, opened.by)

    def repainted(self) -> None:
        """Another language or width."""
        if self.filling is not None:
            self.read_line()
            self.filling.speak(self.desktop.catalog)
            self.forget_meanings()
            self.begin(self.row)


def _in_line(field: Field, text: str) -> bool:
    from tierdesk.ui.filling import by_line

    return by_line(field, text)
