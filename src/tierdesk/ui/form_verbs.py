"""The verbs that open a form or an editor, the same wherever a customer is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.domain.document import text
from tierdesk.ui.saving import Opened, look_up, save
from tierdesk.ui.wishes import FormWish

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.errors import TierdeskError
    from tierdesk.ui.desktop import Desktop


class FormVerbs:
    """Mixed into places, which tell the selected customer."""

    if TYPE_CHECKING:

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        def selected(self) -> int | None:
            """The customer under the cursor."""
            ...

    def do_customer_edit(self) -> None:
        """The form of the customer."""
        selected = self.selected()
        if selected is not None:
            self.desktop.open_form(FormWish("customer", selected, selected))

    def do_customer_add(self) -> None:
        """A new customer, with those that look the same shown while it is typed."""
        self.desktop.open_form(FormWish("quick_add"))

    def do_customer_notes(self) -> None:
        """The notes in $EDITOR."""
        selected = self.selected()
        if selected is not None:
            wish = FormWish("customer", selected, selected, "notes")
            self.desktop.work("notes", lambda room: look_up(room, wish),
                              lambda opened: Notes(self.desktop, wish, opened).write())  # fmt: skip


class Notes:
    """The notes of one customer on their way through an editor."""

    def __init__(self, desktop: Desktop, wish: FormWish, opened: Opened) -> None:
        self._desktop, self._wish, self._opened = desktop, wish, opened

    def write(self) -> None:
        """A draft that could not be saved last time goes on."""
        draft = self._desktop.keepsakes.drafts.get(self._wish.kept_at)
        before = text(self._opened.doc, "notes")
        begun = draft.fields.get("notes", before) if draft is not None else before
        if not self._opened.gone:
            self._desktop.write(begun, self._written)

    def _written(self, notes: str) -> None:
        """Kept first, since saving may be refused."""
        from tierdesk.desk.keepsakes import Draft
        from tierdesk.ui.filling import Filling, together

        snapshot = self._desktop.snapshot
        if snapshot is None:
            return
        filling = Filling("customer", self._opened.doc, self._desktop.catalog, snapshot.moment)
        keepsakes, place = self._desktop.keepsakes, self._wish.kept_at
        draft = keepsakes.drafts.get(place)
        filling.texts["notes"] = notes
        keepsakes.keep_draft(*place, Draft(together(draft.fields if draft else {}, filling.kept())))
        save(
            self._desktop,
            self._wish,
            self._opened.doc,
            {"notes": notes},
            (self._saved, self._failed),
        )

    def _saved(self, _: Receipt) -> None:
        """Of a form that was left half filled the rest stays."""
        from tierdesk.desk.keepsakes import Draft

        keepsakes, place = self._desktop.keepsakes, self._wish.kept_at
        draft = keepsakes.drafts.get(place)
        rest = {k: v for k, v in draft.fields.items() if k != "notes"} if draft else {}
        left = any(not name.startswith("~") for name in rest)
        keepsakes.keep_draft(*place, Draft(rest) if left else None)

    def _failed(self, failure: TierdeskError) -> None:
        """Not saved: the form has the text, and saving from there asks whose stays."""
        self._desktop.open_form(self._wish)
        self._desktop.say(failure.message, failed=True)
