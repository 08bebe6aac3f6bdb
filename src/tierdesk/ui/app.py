"""The app: wiring only. It owns the clerk, the language, the theme and the keymap, hands them to the
shell, and leaves in order.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import Context, copy_context
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.driver import Driver
from textual.geometry import Offset
from textual.screen import Screen

from tierdesk.errors import Refused, TierdeskError
from tierdesk.i18n.message import say
from tierdesk.ui.ahead import Ahead
from tierdesk.ui.appearance import Appearance
from tierdesk.ui.front import ScreenFront
from tierdesk.ui.hearing import Hearing
from tierdesk.ui.late_clerk import LateClerk
from tierdesk.ui.lines.line import ASCII, UNICODE, Line
from tierdesk.ui.lines.state import day_line, state_line
from tierdesk.ui.shell import Shell
from tierdesk.ui.theming.textual_theme import VARIABLES, WIDGET_CSS, native_colours
from tierdesk.ui.wire import changed_cells, job_control, signals

if TYPE_CHECKING:
    from tierdesk.desk.board_digest import BoardDigest
    from tierdesk.desk.clerk import Clerk
    from tierdesk.desk.desk import Desk
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.host import Host


class TierdeskApp(Appearance, Hearing):
    """The desk on screen. `make_clerk` is given the app, whose `post`, `on_…` it calls."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = None
    CSS = WIDGET_CSS

    def __init__(
        self, host: Host, make_clerk: Callable[[TierdeskApp], Clerk],
        driver: type[Driver] | None = None,
    ) -> None:  # fmt: skip
        self.host = host
        self.catalog = host.caller.catalog
        self.glyphs = ASCII if host.ascii else UNICODE
        self.keymap, self.keepsakes = host.keymap, host.keepsakes
        self.head_only = host.link.remote
        self.snapshot: Snapshot | None = None
        self.loaded = 0.0
        self.leaving = False
        self.wants_demo = False
        self.fault: TierdeskError | None = None
        self._going: asyncio.Task[None] | None = None
        self._home: tuple[asyncio.AbstractEventLoop, Context]
        self._departure: signals.Departure | None = None
        self._in_terminal = driver is not None
        self._copied = ""
        self.board_kept: tuple[int, BoardDigest] | None = None
        self.stands = asyncio.Event()
        self.ahead = Ahead()
        self.unheard: list[events.Key | events.Paste] = []
        super().__init__(driver_class=driver, ansi_color=native_colours(host.caller.environment))
        self.dress(host.shelf, host.theme)
        self.clerk = LateClerk(partial(make_clerk, self), self._no_clerk)
        self.shell = Shell(self)

    def get_default_screen(self) -> Screen[None]:
        """The one screen."""
        return self.shell

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What the style sheets may use under every theme."""
        return {**super().get_theme_variable_defaults(), **VARIABLES}

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, and with it the window of an input method: in the
        text that is typed, wherever the layout has put it by now."""
        focused = self.screen.focused if self.screen_stack else None
        there = getattr(focused, "cursor_screen_offset", None)
        return there if isinstance(there, Offset) else self._cursor_offset

    @cursor_position.setter
    def cursor_position(self, offset: Offset) -> None:
        """Where it stands otherwise; texts that are not typed into set it, too."""
        self._cursor_offset = offset

    @property
    def clipboard(self) -> str:
        """What was copied in here last."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """To the clipboard of the reader's own terminal; what came of it is said."""
        from tierdesk.ui.clipboard import hand_over

        self._copied = text
        hand_over(self, text)

    def on_load(self) -> None:
        """The terminal is about to be taken: from here on a signal gives it back."""
        if self._in_terminal:
            self._departure = signals.install(self)

    def standing(self) -> None:
        """The shell stands. Paint first; the book is read when the first frame is out."""
        self._home = (asyncio.get_running_loop(), copy_context())
        changed_cells.install(self)
        self.shell.open()
        self.stands.set()
        self.look_at_themes()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The first frame is out: everything that it did not need."""
        if self.leaving:
            return
        gc.enable()  # before the clerk comes, who switches it off while the book is read
        self.clerk.start()
        self.shell.furnish()
        self.shell.report(self.host.reports)

    def post(self, call: Callable[[], None]) -> None:
        """Hand a call to this thread; from any thread, also while leaving. The library looks the
        app up in the context of the caller, which another thread's is not."""
        loop, context = self._home
        with suppress(RuntimeError):  # the loop has closed: nobody is left to tell
            loop.call_soon_threadsafe(self._called, call, context=context)

    def _no_clerk(self, failure: Exception) -> None:
        """The rules could not even be imported; on the thread that tried."""
        from tierdesk.desk.mishap import mishap

        told = mishap(failure, self.host.log)
        self.post(lambda: self.on_failure(told))

    def _called(self, call: Callable[[], None]) -> None:
        """A fault in an answer ends the app as a fault in a handler does, not unseen."""
        if not self.is_running:
            return
        try:
            call()
        except Exception as fault:  # noqa: BLE001 - handed on to the app's own end
            self._handle_exception(fault)

    def front(self, desk: Desk) -> ScreenFront:
        """What commands see."""
        caller = self.host.caller
        return ScreenFront(
            desk, caller.configuration, caller.environment, caller.places, self.catalog
        )

    # what the clerk tells

    def on_loading(self, share: float) -> None:
        """The book is being read."""
        self.loaded = share
        self.shell.reading()

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """The book changed."""
        self.snapshot = snapshot
        self.shell.take(snapshot)

    def on_failure(self, failure: TierdeskError) -> None:
        """The book cannot be read."""
        self.shell.failed(failure)

    # lines that tell the state

    def state_line(self) -> Line:
        """At the right of the key bar."""
        trouble = None
        if self.shell.trouble is not None:
            key = self.shell.key_of("desk.reopen")
            trouble = say("not read, %(key)s tries again", key=key)
            if self.snapshot is not None:
                trouble = say("outdated, %(key)s reads it again", key=key)
        return state_line(self.snapshot, self.loaded, self.shell.paper(), trouble)

    def day_line(self) -> Line:
        """At the right of the top bar."""
        return day_line(self.snapshot, self.host.digest, self.shell.paper())

    # leaving

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Another program has the terminal. Its ctrl+c is its own, though the terminal tells us, too."""
        departure = self._departure
        deaf = departure.ignoring_interrupts() if departure is not None else nullcontext()
        with super().suspend(), deaf:
            yield

    @property
    def has_shell(self) -> bool:
        """Whether the program can stop and be continued."""
        return self._in_terminal and job_control.can_stop()

    def step_back(self) -> None:
        """To the shell; the driver gives the terminal back and takes it again."""
        self.keep()
        job_control.stop()

    def _fatal_error(self) -> None:
        """A fault of ours: the library would print every local variable, customers included. The
        log gets the trace without them, the person one sentence."""
        from tierdesk.desk.mishap import mishap

        if self._exception is not None:
            self.fault = mishap(self._exception, self.host.log)
        self.keep()
        self._close_messages_no_wait()

    def leave(self, code: int = 0) -> None:
        """Keep state and drafts, close the store, go."""
        if self.leaving:
            return
        self.leaving = True
        self.keep()
        self._going = asyncio.get_running_loop().create_task(self._leave(code))

    async def _leave(self, code: int) -> None:
        if code:
            await self.take_in()
        closed = await asyncio.to_thread(partial(self.clerk.stop, compact=code == 0))
        if not closed and self.fault is None:
            self.fault = Refused(
                say("The disk did not answer while the desk was left; see with “tierdesk history” "
                    "whether the last change is there.")
            )  # fmt: skip
        self.exit(return_code=code)

    async def _close_all(self) -> None:
        """The process ends with this run: to end each widget's own task before that would keep the
        person from the shell for as long as everything else of leaving. A demo that follows in the
        same process, and a run without a terminal of its own, are taken apart in order."""
        if self.wants_demo or not self._in_terminal:
            await super()._close_all()

    def leave_for_demo(self) -> None:
        """Leave, and have whoever launched open the demo."""
        self.wants_demo = True
        self.leave()

    def keep(self) -> None:
        """Write what is remembered; from any thread."""
        self.shell.keep()

    def action_help_quit(self) -> None:
        """ctrl+c, which quits nothing here; the library would say so in English over the rows."""
        self.shell.say(
            say("%(key)s quits; nothing is lost by it.", key=self.keymap.shown("desk.leave"))
        )

    def restore_terminal(self) -> None:
        """From any thread, for the watchdog."""
        restore = getattr(self._driver, "restore_terminal", None)
        if restore is not None:
            restore()

    def on_terminal_lost(self) -> None:
        """Nobody is there any more."""
        if self._departure is not None:
            self._departure.begin(129)
        else:
            self.leave(129)
