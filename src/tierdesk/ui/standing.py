"""Which place stands on top: the places of the desk, those that are open, and what stands there instead
where a place cannot be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.geometry import Size

from tierdesk.i18n.message import Message, say
from tierdesk.ui.ahead import NotYet
from tierdesk.ui.desktop import Shared
from tierdesk.ui.lines.line import Paper
from tierdesk.ui.lines.state import paragraphs
from tierdesk.ui.place import Place
from tierdesk.ui.places import NAMES, place_of
from tierdesk.ui.services import Services
from tierdesk.ui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.errors import TierdeskError
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.wishes import FormWish

_LEAST = Size(40, 10)
_OF_THE_BOOK = (["today"], ["customers"], ["pipeline"])


class Standing(Services):
    """`places` by name, `stack` of those that are open, the last one on top; `trouble` is why the book
    could not be read, or is not what is on the disk."""

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="desk")
        self.owner = app
        first = self._first()
        self.places = {first: place_of(first, app)}
        self.stack: list[str] = []
        self.furnished = False
        self._given: dict[str, Snapshot] = {}
        self._spoken: dict[str, str] = {}
        self.last = "today"
        self.shared = Shared()
        self.instead = LinePane(id="instead", focusable=False)
        self.trouble: TierdeskError | None = None

    def _first(self) -> str:
        wanted = "first_run" if self.owner.host.absent else self.keepsakes.state.screen
        return wanted if wanted in NAMES else "today"

    @property
    def here(self) -> Place:
        """The place on top."""
        return self.places[self.stack[-1]]

    def beneath(self, name: str) -> Place:
        """The place under the one of that name."""
        at = self.stack.index(name) if name in self.stack else len(self.stack)
        return self.places[self.stack[max(0, at - 1)]]

    def go(self, place: str) -> None:
        """To a first screen; what was laid over the old one is closed."""
        if self.stack and self.stack[0] != place:
            self.last = self.stack[0]
        self._stand([place])

    def lay(self, place: str) -> None:
        """Lay a place over the one on top."""
        self._stand([*[name for name in self.stack if name != place], place])

    def close(self) -> None:
        """Leave the place on top."""
        if len(self.stack) > 1:
            self._stand(self.stack[:-1])

    def leave(self, place: str) -> None:
        """Leave a place wherever it lies; one that lies nowhere, or alone, stays as it is."""
        if self.stack and self.stack[-1] == place:
            self.close()
        elif place in self.stack[1:]:
            self.stack = [name for name in self.stack if name != place]

    def open_card(self, customer_id: int, among: Sequence[int] = ()) -> None:
        """The card of a customer."""
        card = self.places["card"]
        card.open(customer_id, among)  # type: ignore[attr-defined]
        self.lay("card")

    def open_form(self, wish: FormWish) -> None:
        """A form over the place on top."""
        form = self.places["form"]
        form.open(wish)  # type: ignore[attr-defined]
        self.lay("form")

    def open_groups(self, ids: Sequence[int], who: Message) -> None:
        """The groups of customers over the place on top."""
        groups = self.places["groups"]
        groups.open(ids, who)  # type: ignore[attr-defined]
        self.lay("groups")

    def open_import(self, values: Mapping[str, object] | None = None) -> None:
        """A file on its way in, as `import` takes it; without one it is asked for."""
        refusal = self.why_unread() if self.snapshot is None else None
        if self.snapshot is not None and self.snapshot.read_only:
            refusal = say("The book was opened read-only.")
        if refusal is not None:
            self.say(refusal, failed=True)
            return
        importing = self.places["importing"]
        importing.open(values)  # type: ignore[attr-defined]
        self.lay("importing")

    def furnish(self) -> None:
        """The other places and lines, when the first frame is out, or a key comes before that: each
        costs the start some milliseconds."""
        if self.furnished:
            return
        self.furnished = True
        self.foot.furnish()
        waiting = [place_of(name, self.owner) for name in NAMES if name not in self.places]
        for place in waiting:
            self.places[place.name_] = place
            place.display = False
        self.instead.display = False
        self.query_one("#body").mount(*waiting, self.instead)

    def why_unread(self) -> Message:
        """Why there is no snapshot yet."""
        if self.trouble is not None:
            return say("The book could not be read.")
        return NotYet.of(say("The book is still being read."))

    def _give(self, name: str, snapshot: Snapshot) -> None:
        """A place is given a snapshot once: coming back to it must not cost a repaint of it."""
        if self._given.get(name) is not snapshot:
            self._given[name] = snapshot
            self.places[name].take(snapshot)

    def _speak(self, place: Place) -> None:
        """A place that was last open in another language makes its lines again."""
        language = self.catalog.language
        before = self._spoken.setdefault(place.name_, language)
        if before != language:
            self._spoken[place.name_] = language
            place.repainted()

    def give_keys(self) -> None:
        """The keys to the place on top."""
        raise NotImplementedError

    def _stand(self, stack: list[str]) -> None:
        self.stack = stack
        self.foot.enough()
        here = self.here
        self._show_place()
        self.status.explain(())
        if self.snapshot is not None:
            self._give(here.name_, self.snapshot)
        here.entered()
        self._speak(here)
        self.give_keys()
        self.status.tell()

    def _show_place(self) -> None:
        """The place on top, or what stands in for it where it cannot be shown."""
        instead = [*self._instead()] if self.stack else []
        if instead:
            self.furnish()
        for place in self.places.values():
            place.display = place is self.here and not instead
        if self.furnished:
            self.instead.display = bool(instead)
            self.instead.show(paragraphs(instead, self.paper()))

    def _instead(self) -> Iterator[Message]:
        small = too_small(self.size)
        if small is not None:
            yield small
        elif self.trouble is not None and self.snapshot is None and self.stack in _OF_THE_BOOK:
            yield self.trouble.message
            yield say("%(again)s tries again, %(quit)s leaves.", again=self.key_of("desk.reopen"),
                      quit=self.key_of("desk.quit"))  # fmt: skip

    def paper(self) -> Paper:
        """For lines as wide as the screen."""
        return Paper(self.size.width, self.catalog, self.glyphs)


def too_small(size: Size) -> Message | None:
    """What the desk needs when the terminal is smaller than that; None before the first layout."""
    if not size or (size.width >= _LEAST.width and size.height >= _LEAST.height):
        return None
    return say("tierdesk needs %(columns)s × %(rows)s characters; make the window larger.",
               columns=_LEAST.width, rows=_LEAST.height)  # fmt: skip
