"""Saving from a form, and what may come between: a fault, a customer of the same name, somebody else who
changed the same field meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines.line import Line, Span, fit
from tierdesk.ui.lines.paragraph import brief
from tierdesk.ui.saving import Opened, look_up, save
from tierdesk.ui.widgets.choice_line import NO_OFFER, Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.forms import Field
    from tierdesk.errors import TierdeskError
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.filling import Filling
    from tierdesk.ui.wishes import FormWish

_MINE, _THEIRS, _ANYWAY = "mine", "theirs", "anyway"
_SHOWN = 24


class FormSaving:
    """Mixed into the form's place."""

    if TYPE_CHECKING:
        wish: FormWish
        filling: Filling | None
        visited: set[str]

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        def begin(self, row: int) -> None:
            """The cursor to a row."""

        def forget_meanings(self) -> None:
            """Work every meaning out again."""

        def forget_meaning(self, name: str) -> None:
            """Work the meaning of a field out again."""

        def leave(self) -> None:
            """Back."""

    _saving = False
    disputed_by = ""

    def do_form_save(self) -> None:
        """Save, unless something is wrong: then the cursor goes there."""
        self._save()

    def _save(self, *, anyway: bool = False) -> None:
        filling = self.filling
        if filling is None or self._saving:
            return
        faults = filling.faults()
        if faults:
            self._show_faults(filling, [field for field, _ in faults])
            return
        wanted = filling.changed()
        if not wanted:
            self._forget_draft()
            self.desktop.close()
            self.desktop.say(say("Nothing was changed."))
            return
        if filling.disputed:
            self._settle(*next(iter(filling.disputed.items())))
            return
        self._saving, wish = True, self.wish
        save(
            self.desktop,
            wish,
            filling.seen,
            wanted,
            (lambda receipt: self._saved(wish, filling, receipt),
             lambda failure: self._failed(filling, failure)),
            anyway=anyway,
        )  # fmt: skip

    def _show_faults(self, filling: Filling, fields: Sequence[Field]) -> None:
        """To the first of them, whose line says what is wrong: no need to say it again below."""
        for field in fields:
            self.visited.add(field.name)
            self.forget_meaning(field.name)
        self.begin(list(filling.fields).index(fields[0]))
        told = say_n("Not saved: %(n)s field is to be mended.",
                     "Not saved: %(n)s fields are to be mended.", len(fields))  # fmt: skip
        self.desktop.say(told, failed=True)

    def _saved(self, wish: FormWish, filling: Filling, receipt: Receipt) -> None:
        """By the time of a slow disk another form may be open, which is none of ours."""
        from tierdesk.commands.doing.add import NEW_CUSTOMER

        self.desktop.keepsakes.keep_draft(*wish.kept_at, None)
        if self.filling is not filling:
            return
        self._saving, self.filling = False, None
        self.desktop.leave("form")
        if wish.form == "quick_add" and NEW_CUSTOMER in receipt.ids:
            self.desktop.open_card(receipt.ids[NEW_CUSTOMER])

    def _forget_draft(self) -> None:
        self.desktop.keepsakes.keep_draft(*self.wish.kept_at, None)
        self.filling = None

    def _failed(self, filling: Filling, failure: TierdeskError) -> None:
        """The form stays, with everything in it."""
        from tierdesk.commands.doing.add import Double
        from tierdesk.commands.doing.edit import Overwritten

        told = failure.there if isinstance(failure, Double) else failure.message
        if self.filling is filling:
            self._saving = False
            if isinstance(failure, Overwritten):
                self._settle(failure.field, failure.theirs, told)
                return
            if isinstance(failure, Double):
                self._ask_anyway(told)
                return
        self.desktop.say(told, failed=True)

    def _ask_anyway(self, why: Message) -> None:
        desktop = self.desktop

        def chosen(value: str, _: bool) -> None:
            if value == _ANYWAY:
                self._save(anyway=True)

        def label() -> Line:
            return (Span(" " + desktop.catalog.text(say("same name")) + " ", "key"),)

        def choices() -> list[Choice]:
            text = desktop.catalog.text
            return [Choice("b", text(say("back to the form")), ""),
                    Choice("a", text(say("add it anyway")), _ANYWAY)]  # fmt: skip

        desktop.choose(label, choices, chosen, why=why)

    def _settle(self, name: str, theirs: object, why: Message | None = None) -> None:
        """Somebody else changed the field meanwhile: theirs or mine, one key each."""
        filling, desktop, glyphs = self.filling, self.desktop, self.desktop.glyphs
        field = filling.field(name) if filling is not None else None
        if filling is None or field is None:
            return
        if why is None:
            from tierdesk.commands.doing.edit import whose

            why = whose(field, theirs, self.disputed_by)
        self.begin(list(filling.fields).index(field))
        mine = brief(filling.texts[name].split("\n", 1)[0]) or glyphs.minus

        def label() -> Line:
            return (Span(f" {brief(desktop.catalog(field.label))} ", "key"),)

        def choices() -> list[Choice]:
            text = desktop.catalog.text
            told = brief(text(Message("%(value)s", {"value": theirs}))) if theirs else glyphs.minus
            return [
                Choice(letter, f"{text(whose)} {fit(value, _SHOWN, glyphs).rstrip()}", taken)
                for letter, whose, value, taken in (
                    ("m", say("mine"), mine, _MINE), ("t", say("theirs"), told, _THEIRS),
                )
            ]  # fmt: skip

        def chosen(value: str, _: bool) -> None:
            self._settled(name, mine=value == _MINE)

        # a quick enter decides nothing
        desktop.choose(label, choices, chosen, at=NO_OFFER, why=why)

    def _settled(self, name: str, *, mine: bool) -> None:
        """Look the book's value up, which is what the next save is compared with, and save."""
        wish, filling = self.wish, self.filling
        if filling is None:
            return
        seen = filling.seen

        def found(opened: Opened) -> None:
            if opened.gone:
                self.desktop.say(say("It was removed meanwhile; look at the history."), failed=True)
                return
            filling.settle(name, opened.doc, mine=mine)
            self.forget_meanings()
            self.begin([field.name for field in filling.fields].index(name))
            self._save()

        self.desktop.work("form.settle", lambda room: look_up(room, wish, seen), found)
