"""While a customer is added: those that look the same, below the fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.alikes import Alikes
from tierdesk.ui.lines import form as lines

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.quality.likeness import Similar
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.filling import Filling
    from tierdesk.ui.widgets.line_pane import LinePane
    from tierdesk.ui.wishes import FormWish

_ROOM, _ROOMY, _SHARE = 4, 18, 5
"""Lines that are kept free for them, so that nothing jumps; the height of a screen that has so many to
spare; the share of a lower one that they take when there are any."""
_LOOKED_AT = ("name", "contact.phones", "contact.emails")


class Doubling:
    """Mixed into the form's place."""

    if TYPE_CHECKING:
        wish: FormWish
        row: int
        filling: Filling | None
        alike: LinePane

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        def keep_draft(self) -> None:
            """On the disk."""

    similar: Sequence[Similar] = ()
    _alikes: Alikes | None = None
    _asked: tuple[str, ...] = ()

    def begin_doubles(self) -> None:
        """Nobody yet."""
        self.similar, self._asked = (), ()
        self.alike.show([])

    def look_for_doubles(self) -> None:
        """Ask the clerk, when what tells customers apart has changed."""
        filling = self.filling
        if filling is None or self.wish.form != "quick_add":
            return
        typed = tuple(filling.texts.get(name, "") for name in _LOOKED_AT)
        if typed == self._asked:
            return
        self._asked = typed
        alikes = self._alikes = self._alikes or Alikes()

        def look(room: Room) -> list[Similar]:
            return alikes.of(room, *typed)

        self.desktop.work("alike", look, lambda similar: self._found(typed, similar))

    def _found(self, typed: tuple[str, ...], similar: list[Similar]) -> None:
        if typed == self._asked:
            self.similar = similar
            self.show_doubles()

    def show_doubles(self) -> None:
        """The lines below the form."""
        filling = self.filling
        if filling is None or self.wish.form != "quick_add":
            return
        at = self.row - len(filling.fields) - 1
        size = self.alike.screen.size
        paper = self.alike.paper(size.width)
        found = lines.similar(self.similar, at if at >= 0 else None, paper)
        room = _ROOM
        if size.height < _ROOMY:
            room = min(len(found), max(1, size.height // _SHARE))
            first = max(0, at + 2 - room)
            found = found[first : first + room]
        self.alike.styles.height = room
        self.alike.show(found)

    def do_form_similar(self) -> None:
        """The first of those that look the same."""
        self.open_similar(0)

    def no_form_similar(self) -> Message | None:
        """There must be one."""
        return None if self.similar else say("Nobody here looks the same.")

    def open_similar(self, place: int) -> None:
        """That customer's card instead; what was typed is kept."""
        if 0 <= place < len(self.similar):
            self.keep_draft()
            customer_id = self.similar[place].customer_id
            self.desktop.close()
            self.desktop.open_card(customer_id, [one.customer_id for one in self.similar])
