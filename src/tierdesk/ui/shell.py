"""The one screen of the program: top bar, the place on top, status line, key bar. It hears keys,
finds the action and lets the place on top, or itself, do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size

from tierdesk.i18n.message import Message, say
from tierdesk.ui.errands import Errands
from tierdesk.ui.everywhere import Everywhere
from tierdesk.ui.foot import Foot
from tierdesk.ui.hints import hints_of
from tierdesk.ui.lines.bars import SCREENS, key_bar, top_bar
from tierdesk.ui.lines.line import ASCII, Paper
from tierdesk.ui.lines.state import paragraphs
from tierdesk.ui.place import Place
from tierdesk.ui.places import NAMES, place_of
from tierdesk.ui.services import Services
from tierdesk.ui.status_line import StatusLine
from tierdesk.ui.widgets.canvas import LineBar, LineBlock
from tierdesk.ui.widgets.line_pane import LinePane

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.errors import TierdeskError
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.wishes import FormWish

_LEAST = Size(40, 10)
_PROMPT, _READING_STEP = 0.3, 0.1
"""Seconds of reading before it is told, and between two tellings."""
_LEAVING = frozenset(("desk.quit", "desk.leave", "desk.redraw"))
_BETWEEN_TEXTS = frozenset(("desk.undo", "desk.redo", "desk.reopen"))
"""What must not happen behind a text that is being typed."""
_OF_THE_BOOK = (["today"], ["customers"])
_BREAKPOINTS = ((0, "-narrow"), (100, "-normal"), (140, "-wide"))
"""Columns from which there are one, two and three panes."""


class Shell(Services):
    """`places` by name, `stack` of those that are open, the last one on top."""

    DEFAULT_CSS = """
    Shell { layout: vertical; }
    Shell #body { height: 1fr; width: 1fr; }
    Shell .aside { width: 42%; max-width: 70; border-left: solid $desk-rule; }
    Shell.-ascii .aside { border-left: ascii $desk-rule; }
    Shell.-wide .aside { width: 33%; }
    Shell.-narrow .aside, Shell.-normal .third { display: none; }
    """

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = list(_BREAKPOINTS)  # noqa: RUF012

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="desk")
        self.owner = app
        first = self._first()
        self.places = {first: place_of(first, app)}
        self.stack: list[str] = []
        self.furnished = False
        self._given: dict[str, Snapshot] = {}
        self.last = "today"
        self.top = LineBar(id="top")
        self.told = LineBlock(on="page", id="told")
        self.foot = Foot(self.give_keys)
        self.status = StatusLine(self.told, self.paper)
        self.instead = LinePane(id="instead", focusable=False)
        self.trouble: TierdeskError | None = None
        self._noted = 0
        self._reading_again = 0.0
        self.add_class(_breakpoint(get_terminal_size().columns))
        self.set_class(app.glyphs is ASCII, "-ascii")
        self.errands = Errands(app, self)
        self.everywhere = Everywhere(app, self)

    def compose(self) -> ComposeResult:
        """Top, body, status, foot."""
        yield self.top
        with Container(id="body"):
            yield from self.places.values()
        yield self.told
        yield self.foot

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

    def refresh_keys(self) -> None:
        """The key bar and the top bar again."""
        if not self.stack:
            return
        paper = self.paper()
        hints = hints_of(self.here, self.everywhere, self.owner.keymap)
        self.foot.show_keys(key_bar(hints, self.owner.state_line(), paper))
        digits = [self.owner.keymap.shown(f"screen.{name}") or " " for name, _ in SCREENS]
        self.top.show(top_bar(self.stack[0], digits, self.owner.day_line(), paper))

    # what the app tells

    def open(self) -> None:
        """Stand where the desk was left; in a book that does not exist yet, at the beginning."""
        self._reading_again = monotonic() + _PROMPT
        self._stand(list(self.places))

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

    def _first(self) -> str:
        wanted = "first_run" if self.owner.host.absent else self.keepsakes.state.screen
        return wanted if wanted in NAMES else "today"

    def reading(self) -> None:
        """The book is being read: say how far, when that takes a while, and not too often."""
        if monotonic() < self._reading_again:
            return
        self._reading_again = monotonic() + _READING_STEP
        self.refresh_keys()
        for name in self.stack:
            self.places[name].reading(self.owner.loaded)

    def failed(self, failure: TierdeskError) -> None:
        """The book cannot be read, or was changed by another program."""
        from tierdesk.store.port import Damaged, ExternalChange, TooNew

        if self.snapshot is None or isinstance(failure, Damaged | ExternalChange | TooNew):
            self.trouble = failure
        self.say(failure.message, failed=True)
        self._show_place()
        self.refresh_keys()

    def again(self) -> None:
        """Read the book again, as it is on the disk now."""
        if self.snapshot is None:
            self.trouble = None
        self._show_place()
        self.owner.clerk.reopen()
        self.say(say("The book is being read again."))

    def why_unread(self) -> Message:
        """Why there is no snapshot yet."""
        if self.trouble is not None:
            return say("The book could not be read.")
        return say("The book is still being read.")

    def report(self, faults: Sequence[Message]) -> None:
        """What is wrong with the user's own files: a sentence, or one page of several."""
        if len(faults) <= 1 or self.here.name_ == "form":
            for fault in faults:
                self.status.notice(fault, failed=True)
            return
        page = self.places["output"]
        heading = say("Some of your own files have faults; what has none is used")
        page.show(heading, lambda paper: [paper.catalog.text(f) for f in faults])  # type: ignore[attr-defined]
        self.lay("output")

    def keep(self) -> None:
        """Write down where the desk stands."""
        for place in self.places.values():
            if place.is_attached:
                place.keep()
        if self.stack and self.stack[0] != "first_run":
            state = self.keepsakes.state
            self.keepsakes.keep_state(state._replace(screen=self.stack[0]))

    def take(self, snapshot: Snapshot) -> None:
        """The book changed: by this session, by others, or by the clock."""
        if snapshot.changed is None and self.trouble is not None:
            self.trouble = None
            self._show_place()
        for name in self.stack:
            self._give(name, snapshot)
        self.refresh_keys()
        for note in snapshot.notes[self._noted :]:
            self.status.notice(note, failed=True)
        self._noted = len(snapshot.notes)
        if snapshot.news:
            from tierdesk.ui.news import news_of

            for message in news_of(snapshot.news):
                self.status.notice(message)

    def _give(self, name: str, snapshot: Snapshot) -> None:
        """A place is given a snapshot once: coming back to it must not cost a repaint of it."""
        if self._given.get(name) is not snapshot:
            self._given[name] = snapshot
            self.places[name].take(snapshot)

    def repainted(self) -> None:
        """Language, theme or size changed; places that are not open hear of it when they are."""
        self._given = {n: given for n, given in self._given.items() if n in self.stack}
        self._show_place()
        for name in self.stack:
            self.places[name].repainted()
        self.foot.repainted()
        self.refresh_keys()
        self.status.tell()
        self.refresh()

    def on_mount(self) -> None:
        """Everything is mounted."""
        self.owner.standing()

    def on_resize(self, _: events.Resize) -> None:
        """Lines are made for a width."""
        if self.stack:
            self.call_after_refresh(self.repainted)

    def give_keys(self) -> None:
        """The place on top hears the keys. `set_focus`, not `focus()`: that one repaints."""
        if not self.foot.asking:
            self.status.beside(())
            self.set_focus(self.here.keyed)
            self.refresh_keys()

    def bound(self, key: str) -> bool:
        """Does the key mean something here?"""
        return self.owner.keymap.action(self.here.chain, key) is not None

    def hear(self, key: str, character: str | None) -> bool:
        """Do what a key means, before the next key is looked at; False for one that belongs to a
        text, or to a widget of the library."""
        typing = self.foot.typing or not self.here.hears
        if self.foot.asking and self.foot.hear(key, character):
            self.status.tell()
            return True
        if typing and self.here.while_typing(key):
            return True
        asking = typing or self.foot.asking
        action = self.owner.keymap.action(("entry", "desk") if asking else self.here.chain, key)
        if action is None or (typing and character is not None and character.isprintable()):
            return False
        if asking and action in _BETWEEN_TEXTS:
            self.say(say("First finish what is being asked, or leave it with esc."), failed=True)
        elif action in _LEAVING or asking or too_small(self.size) is None:
            self.do(action)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """A paste that no input took is ignored: never executed."""
        event.stop()

    def do(self, action: str) -> None:
        """Perform an action or say why not."""
        self.status.over()
        actor = self.here if self.here.can(action) else self.everywhere
        refusal = actor.why_not(action)
        if refusal is not None:
            self.say(refusal, failed=True)
        elif actor.can(action):
            actor.do(action)
        else:
            self.say(say("That cannot be done here."), failed=True)
        self.status.tell()

    def _stand(self, stack: list[str]) -> None:
        self.stack = stack
        self.foot.enough()
        here = self.here
        self._show_place()
        self.status.explain(())
        if self.snapshot is not None:
            self._give(here.name_, self.snapshot)
        here.entered()
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


def _breakpoint(columns: int) -> str:
    """The library sets it after the first layout, which would then be painted twice."""
    return next(name for least, name in reversed(_BREAKPOINTS) if columns >= least)


def too_small(size: Size) -> Message | None:
    """What the desk needs when the terminal is smaller than that; None before the first layout."""
    if not size or (size.width >= _LEAST.width and size.height >= _LEAST.height):
        return None
    return say("tierdesk needs %(columns)s × %(rows)s characters; make the window larger.",
               columns=_LEAST.width, rows=_LEAST.height)  # fmt: skip
