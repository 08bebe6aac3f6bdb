"""The one screen of the program: top bar, the place on top, status line, key bar. It hears keys,
finds the action and lets the place on top, or itself, do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from shutil import get_terminal_size
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from tierdesk.i18n.message import Message, say
from tierdesk.ui.ahead import NotYet, Stood
from tierdesk.ui.errands import Errands
from tierdesk.ui.everywhere import Everywhere
from tierdesk.ui.foot import Foot
from tierdesk.ui.hints import hints_of
from tierdesk.ui.lines.bars import SCREENS, key_bar, top_bar
from tierdesk.ui.lines.line import ASCII
from tierdesk.ui.standing import Standing, too_small
from tierdesk.ui.status_line import StatusLine
from tierdesk.ui.widgets.canvas import LineBar, LineBlock

if TYPE_CHECKING:
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.errors import TierdeskError
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.place import Place

_PROMPT, _READING_STEP = 0.3, 0.1
"""Seconds of reading before it is told, and between two tellings."""
_LEAVING = frozenset(("desk.quit", "desk.leave", "desk.redraw", "desk.suspend"))
_BETWEEN_TEXTS = frozenset(("desk.undo", "desk.redo", "desk.reopen", "desk.suspend"))
"""What must not happen behind a text that is being typed."""
_BREAKPOINTS = ((0, "-narrow"), (100, "-normal"), (140, "-wide"))
"""Columns from which there are one, two and three panes."""


class Shell(Standing):
    """The screen of the app, for as long as it runs. Panes beside a list leave it the columns that it has
    on 80."""

    DEFAULT_CSS = """
    Shell { layout: vertical; }
    Shell #body { height: 1fr; width: 1fr; }
    Shell .aside { width: 33%; max-width: 70; border-left: solid $desk-rule; }
    Shell.-ascii .aside { border-left: ascii $desk-rule; }
    Shell.-wide .aside { width: 29%; }
    Shell.-wide .third { width: 24%; }
    Shell.-narrow .aside, Shell.-normal .third { display: none; }
    """

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = list(_BREAKPOINTS)  # noqa: RUF012

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(app)
        self.top = LineBar(id="top")
        self.told = LineBlock(on="page", id="told")
        self.status = StatusLine(self.told, self.paper, lambda: self.size.height)
        self.foot = Foot(self.give_keys, self.status.tell)
        self._noted: tuple[Message, ...] = ()
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

    def refresh_keys(self) -> None:
        """The key bar and the top bar again."""
        if not self.stack:
            return
        paper = self.paper()
        hints = hints_of(self.here, self.everywhere, self.owner.keymap)
        state = () if self.here.wants_whole_bar else self.owner.state_line()
        self.foot.show_keys(key_bar(hints, state, paper))
        digits = [self.owner.keymap.shown(f"screen.{name}") or " " for name, _ in SCREENS]
        self.top.show(top_bar(self.stack[0], digits, self.owner.day_line(), paper))
        self.owner.act_ahead()

    # what the app tells

    def open(self) -> None:
        """Stand where the desk was left; in a book that does not exist yet, at the beginning."""
        self._reading_again = monotonic() + _PROMPT
        self._stand(list(self.places))

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
            self.owner.ahead.drop()
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

    def report(self, faults: Sequence[Message]) -> None:
        """What is wrong with the user's own files: a sentence, or one page of several."""
        if len(faults) <= 1 or self.here.name_ == "form" or self.foot.asking:
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
        self.tell_asking(snapshot)
        self.refresh_keys()
        for note in snapshot.notes:
            if note not in self._noted:
                self.status.notice(note, failed=True)
        self._noted = snapshot.notes
        if snapshot.news:
            from tierdesk.ui.news import news_of

            for message in news_of(snapshot.news):
                self.status.notice(message)

    def repainted(self) -> None:
        """Language, theme or size changed; places that are not open hear of it when they are."""
        self._given = {n: given for n, given in self._given.items() if n in self.stack}
        self._show_place()
        for name in self.stack:
            self.places[name].repainted()
            self._spoken[name] = self.catalog.language
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
            self.status.above(None)
            self.set_focus(self.here.keyed)
            self.refresh_keys()

    def bound(self, key: str) -> bool:
        """Does the key mean something here?"""
        return self.owner.keymap.action(self.here.chain, key) is not None

    def leaves(self, key: str) -> bool:
        """Does the key end the desk at once, whatever is on top?"""
        return self.owner.keymap.action(("desk",), key) == "desk.leave"

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
        actor, refusal = self._asked(action)
        if isinstance(refusal, NotYet):
            self.owner.wait_with(action, self.stood)
            told = say("%(why)s What is typed meanwhile waits for it; esc drops it.", why=refusal)
            self.say(told)
        elif refusal is not None:
            self.say(refusal, failed=True)
        elif actor.can(action):
            actor.do(action)
        else:
            self.say(say("That cannot be done here."), failed=True)
        self.status.tell()

    def can_now(self, action: str) -> bool:
        """Is what the action waited for there?"""
        return not isinstance(self._asked(action)[1], NotYet)

    @property
    def stood(self) -> Stood:
        """The place on top and the row under its cursor."""
        return self.here.name_, self.here.under_cursor

    def _asked(self, action: str) -> tuple[Place | Everywhere, Message | None]:
        """Who does it, and why not."""
        actor = self.here if self.here.can(action) else self.everywhere
        return actor, actor.why_not(action)


def _breakpoint(columns: int) -> str:
    """The library sets it after the first layout, which would then be painted twice."""
    return next(name for least, name in reversed(_BREAKPOINTS) if columns >= least)
