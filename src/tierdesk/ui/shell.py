"""The one screen of the program: top bar, the place on top, status line, key bar. It hears keys,
finds the action and lets the place on top, or itself, do it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size

from tierdesk.i18n.message import Message, say
from tierdesk.ui.errands import Errands, Rule, Telling
from tierdesk.ui.everywhere import Everywhere
from tierdesk.ui.foot import Foot, Logged
from tierdesk.ui.hints import hints_of
from tierdesk.ui.lines.bars import SCREENS, key_bar, status, top_bar
from tierdesk.ui.lines.line import Glyphs, Line, Paper
from tierdesk.ui.place import Place
from tierdesk.ui.places import NAMES, place_of
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.choice_line import Choice
from tierdesk.ui.widgets.question import Meaning, Question
from tierdesk.ui.widgets.quiet import QuietScreen

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.keepsakes import Keepsakes
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.errors import TierdeskError
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.wishes import FormWish

T = TypeVar("T")
_LEAST = Size(40, 10)
_BREAKPOINTS = ((0, "-narrow"), (100, "-normal"), (140, "-wide"))
"""Columns from which there are one, two and three panes."""


class Shell(QuietScreen):
    """`places` by name, `stack` of those that are open, the last one on top."""

    DEFAULT_CSS = """
    Shell { layout: vertical; }
    Shell #body { height: 1fr; width: 1fr; }
    Shell #body > .away { display: none; }
    Shell { &.-narrow .aside { display: none; } }
    """

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = list(_BREAKPOINTS)  # noqa: RUF012

    def __init__(self, app: TierdeskApp) -> None:
        super().__init__(id="desk")
        self.owner = app
        first = self._first()
        self.places = {first: place_of(first, app)}
        self.stack: list[str] = []
        self.furnished = False
        self.last = "today"
        self.top = LineBar(id="top")
        self.told = LineBar(on="page", id="told")
        self.foot = Foot(self.give_keys)
        self._said: tuple[Message, bool] | None = None
        self._why: Line = ()
        self.add_class(_breakpoint(get_terminal_size().columns))
        self.errands = Errands(app, self)
        self.everywhere = Everywhere(app, self)

    def compose(self) -> ComposeResult:
        """Top, body, status, foot."""
        yield self.top
        with Container(id="body"):
            yield from self.places.values()
        yield self.told
        yield self.foot

    # what places ask (see `desktop.Desktop`)

    @property
    def snapshot(self) -> Snapshot | None:
        """The book as last published."""
        return self.owner.snapshot

    @property
    def catalog(self) -> Catalog:
        """The reader's language."""
        return self.owner.catalog

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return self.owner.glyphs

    @property
    def keepsakes(self) -> Keepsakes:
        """What is remembered."""
        return self.owner.keepsakes

    @property
    def here(self) -> Place:
        """The place on top."""
        return self.places[self.stack[-1]]

    def beneath(self, name: str) -> Place:
        """The place under the one of that name."""
        at = self.stack.index(name) if name in self.stack else len(self.stack)
        return self.places[self.stack[max(0, at - 1)]]

    def say(self, said: Message, *, failed: bool = False) -> None:
        """In the status line until the next key."""
        self._said = (said, failed)
        self._tell()

    def explain(self, line: Line) -> None:
        """What the status line says otherwise."""
        self._why = line
        if self._said is None:
            self._tell()

    def work(self, slot: str, work: Callable[[Room], T], answer: Callable[[T], None]) -> None:
        """See `errands`."""
        self.errands.work(slot, work, answer)

    def perform(
        self, command: str, values: Mapping[str, object],
        done: Callable[[Outcome], None] | None = None,
        failed: Callable[[TierdeskError], None] | None = None,
    ) -> None:  # fmt: skip
        """See `errands`."""
        self.errands.perform(command, values, done, failed)

    def change(
        self, rule: Rule, told: Telling, done: Callable[[Receipt], None] | None = None,
        failed: Callable[[TierdeskError], None] | None = None,
    ) -> None:  # fmt: skip
        """See `errands`."""
        self.errands.change(rule, told, done, failed)

    def ask(
        self, question: Question, entered: Callable[[str], None], *,
        left: Callable[[str], None] | None = None, typed: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """One line of typing."""
        self.foot.ask(question, entered, left, typed)

    def choose(
        self, label: Line, choices: Sequence[Choice], chosen: Callable[[str, bool], None], *,
        at: int = 0, left: Callable[[str], None] | None = None,
    ) -> None:
        """One line of choices."""
        self.foot.choose(label, choices, chosen, left, at)

    def ask_log(
        self, labels: tuple[Line, Line], texts: tuple[str, str], meaning: Meaning,
        typed: Logged, saved: Logged, left: Logged, *, date_first: bool = False,
    ) -> None:  # fmt: skip
        """What was said, and the next date."""
        self.foot.ask_log(labels, texts, meaning, typed, saved, left, date_first=date_first)

    def mean(self) -> None:
        """What is typed may mean something else now."""
        self.foot.mean()

    def enough(self) -> None:
        """The keys again."""
        self.foot.enough()

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

    def write(self, text: str, written: Callable[[str], None]) -> None:
        """See `editing`."""
        from tierdesk.ui.editing import write

        write(self.owner, self, text, written)

    def key_of(self, action_id: str) -> str:
        """The action's key as it is written, else the palette's."""
        keymap = self.owner.keymap
        return keymap.shown(action_id) or keymap.shown("desk.palette") or "^q"

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
            place.add_class("away")
        self.query_one("#body").mount(*waiting)

    def _first(self) -> str:
        wanted = "first_run" if self.owner.host.absent else self.keepsakes.state.screen
        return wanted if wanted in NAMES else "today"

    def reading(self) -> None:
        """The book is being read: say how far."""
        self.refresh_keys()
        for name in self.stack:
            self.places[name].reading(self.owner.loaded)

    def failed(self, failure: TierdeskError) -> None:
        """The book cannot be read, or was changed by another program."""
        self.say(failure.message, failed=True)

    def keep(self) -> None:
        """Write down where the desk stands."""
        for place in self.places.values():
            place.keep()
        if self.stack and self.stack[0] != "first_run":
            state = self.keepsakes.state
            self.keepsakes.keep_state(state._replace(screen=self.stack[0]))

    def take(self, snapshot: Snapshot) -> None:
        """The book changed."""
        for name in self.stack:
            self.places[name].take(snapshot)
        self.refresh_keys()

    def repainted(self) -> None:
        """Language, theme or size changed."""
        for name in self.stack:
            self.places[name].repainted()
        self.refresh_keys()
        self._tell()
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
            self.set_focus(self.here.keyed)
            self.refresh_keys()

    def hear(self, key: str, character: str | None) -> bool:
        """Do what a key means, before the next key is looked at; False for one that belongs to a
        text, or to a widget of the library."""
        typing = self.foot.typing or not self.here.hears
        if self.foot.asking and self.foot.hear(key, character):
            return True
        if typing and self.here.while_typing(key):
            return True
        chain = ("entry", "desk") if typing or self.foot.asking else self.here.chain
        action = self.owner.keymap.action(chain, key)
        if action is None or (typing and character is not None and character.isprintable()):
            return False
        self.do(action)
        return True

    def on_paste(self, event: events.Paste) -> None:
        """A paste that no input took is ignored: never executed."""
        event.stop()

    def do(self, action: str) -> None:
        """Perform an action or say why not."""
        self._said = None
        actor = self.here if self.here.can(action) else self.everywhere
        refusal = actor.why_not(action)
        if refusal is not None:
            self.say(refusal, failed=True)
        elif actor.can(action):
            actor.do(action)
        else:
            self.say(say("That cannot be done here."), failed=True)
        self._tell()

    def _stand(self, stack: list[str]) -> None:
        self.stack = stack
        self.foot.enough()
        here = self.here
        for place in self.places.values():
            place.set_class(place is not here, "away")
        self._why = ()
        if self.snapshot is not None:
            here.take(self.snapshot)
        here.entered()
        self.give_keys()
        self._tell()

    def paper(self) -> Paper:
        """For lines as wide as the screen."""
        return Paper(self.size.width, self.catalog, self.glyphs)

    def _tell(self) -> None:
        if self._said is not None:
            said, failed = self._said
            self.told.show(status(said, self.paper(), failed=failed))
        else:
            self.told.show(self._why)


def _breakpoint(columns: int) -> str:
    """The library sets it after the first layout, which would then be painted twice."""
    return next(name for least, name in reversed(_BREAKPOINTS) if columns >= least)


def too_small(size: Size) -> Message | None:
    """What the desk needs when the terminal is smaller than that."""
    if size.width >= _LEAST.width and size.height >= _LEAST.height:
        return None
    return say("tierdesk needs %(columns)s × %(rows)s characters.", columns=_LEAST.width,
               rows=_LEAST.height)  # fmt: skip
