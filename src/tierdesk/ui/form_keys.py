"""The keys inside a form: from field to field, through choices, and away with everything kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierdesk.desk.forms import Field
    from tierdesk.quality.likeness import Similar
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.filling import Filling
    from tierdesk.ui.widgets.form_sheet import FormSheet
    from tierdesk.ui.wishes import FormWish

_STEPS = {"down": 1, "tab": 1, "up": -1, "shift+tab": -1}
_FAR = {"pagedown": 8, "pageup": -8}


class FormKeys:
    """Mixed into the form's place."""

    if TYPE_CHECKING:
        wish: FormWish
        row: int
        filling: Filling | None
        sheet: FormSheet
        similar: Sequence[Similar]
        visited: set[str]

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        @property
        def typed(self) -> Field | None:
            """The field that is typed into in its line."""
            ...

        @property
        def typing(self) -> bool:
            """Whether keys come to the form."""
            ...

        def paint(self) -> None:
            """Every line again."""

        def take_keys(self) -> None:
            """The keys go to the row."""

        def forget_meaning(self, name: str) -> None:
            """Work the meaning of a field out again."""

        def do_form_save(self) -> None:
            """Save."""

        def open_similar(self, place: int) -> None:
            """The card of a customer that looks the same."""

    def begin(self, row: int) -> None:
        """The cursor to a row, its text into the line of typing."""
        filling = self.filling
        if filling is None:
            return
        last, before = len(filling.fields) + len(self.similar), self.row
        self.row = max(0, min(row, last))
        field = self.typed
        if field is not None:
            self.sheet.input.show(filling.texts[field.name], keep=self.row == before)
        self.paint()
        self.take_keys()

    def while_typing(self, key: str) -> bool:
        """Keys that move, choose or leave; the rest belongs to the text."""
        if self.filling is None or not self.typing:
            return False
        self.read_line()
        if key == "escape":
            self.leave()
        elif key == "tab" and self._complete():
            return True
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in _FAR:
            self._step(_FAR[key])
        elif key == "enter":
            self._enter()
        elif key in ("left", "right") and self._has_choices():
            self._turn(1 if key == "right" else -1)
        else:
            return self.typed is None and len(key) == 1
        return True

    def read_line(self) -> None:
        """What stands in the line of typing is the field's text, also when nobody was told yet."""
        field, filling = self.typed, self.filling
        if field is not None and filling is not None:
            filling.texts[field.name] = self.sheet.input.value

    def leave(self) -> None:
        """Back; what was typed is kept."""
        filling = self.filling
        kept = filling is not None and bool(filling.changed())
        self.keep_draft()
        self.desktop.close()
        if kept:
            self.desktop.say(say("What you typed is kept; open the form again to go on."))

    def keep_draft(self) -> None:
        """On the disk, so that a link that dies costs nothing."""
        from tierdesk.desk.keepsakes import Draft

        filling = self.filling
        if filling is None:
            return
        texts = filling.kept()
        draft = Draft(texts, min(self.row, len(filling.fields) - 1)) if texts else None
        self.desktop.keepsakes.keep_draft(*self.wish.kept_at, draft)

    def do_form_reset(self) -> None:
        """Everything as the book has it; the same key again brings what was typed back."""
        filling = self.filling
        if filling is None:
            return
        now = dict(filling.texts)
        if filling.changed():
            self._put_away = now
            filling.reset()
            self.desktop.say(say("As it was; the same key brings what you typed back."))
        else:
            filling.put(self._put_away)
        self.keep_draft()
        self.begin(self.row)

    _put_away: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    def do_form_editor(self) -> None:
        """The text in $EDITOR."""
        filling = self.filling
        if filling is None or self.row >= len(filling.fields):
            return
        field = filling.fields[self.row]

        def written(text: str) -> None:
            filling.texts[field.name] = text
            self.keep_draft()
            self.begin(self.row)

        self.desktop.write(filling.texts[field.name], written)

    def no_form_editor(self) -> Message | None:
        """Only texts of several lines."""
        filling = self.filling
        fields = filling.fields if filling is not None else ()
        if self.row < len(fields) and fields[self.row].kind == "multiline":
            return None
        return say("Only notes are written in an editor.")

    def _enter(self) -> None:
        """To the next field; saves from the last one and from the save row, opens a customer."""
        filling = self.filling
        if filling is None:
            return
        last = len(filling.fields) - 1
        if self.row > last + 1:
            self.open_similar(self.row - last - 2)
        elif self.row >= last and (self.row > last or self.typed is not None):
            self._commit()
            self.do_form_save()
        elif self.typed is None:
            self.do_form_editor()
        else:
            self._step(1)

    def _step(self, by: int) -> None:
        self._commit()
        if self.typed is not None:
            self.visited.add(self.typed.name)
            self.forget_meaning(self.typed.name)
        self.begin(self.row + by)
        self.keep_draft()

    def _has_choices(self) -> bool:
        from tierdesk.ui.filling import choices

        return self.typed is not None and bool(choices(self.typed))

    def _turn(self, by: int) -> None:
        from tierdesk.ui.filling import turned

        field, filling = self.typed, self.filling
        if field is not None and filling is not None:
            text = turned(field, filling.texts[field.name], by, self.desktop.catalog)
            self._put(field, text)

    def _complete(self) -> bool:
        """The rest of a label that was begun; False when there was none."""
        from tierdesk.ui.filling import completed

        field, filling = self.typed, self.filling
        if field is None or filling is None:
            return False
        text = filling.texts[field.name]
        whole = completed(field, text, self.desktop.catalog)
        if whole.casefold() == text.strip().casefold():
            return False
        self._put(field, whole)
        return True

    def _commit(self) -> None:
        """A label that was begun is the label when the field is left."""
        self._complete()

    def _put(self, field: Field, text: str) -> None:
        if self.filling is not None:
            self.filling.texts[field.name] = text
            self.keep_draft()
            self.begin(self.row)
