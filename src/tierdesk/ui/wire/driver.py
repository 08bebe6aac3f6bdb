"""The driver that outlives its terminal: a dropped ssh, a closed lid, a killed pane, a full pipe.

The stock driver blocks the whole desk when nobody reads, and spins for ever when nobody is there.
This one never waits for the terminal, holds painting back while the terminal is behind (so that
only the newest state is painted when it catches up), and tells the app once that it has gone.
It knows bytes, modes and sizes; what the app does about a lost terminal is the app's business.
"""

import asyncio
import contextlib
import errno
import os
import signal
import sys
import termios
import tty
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Final

from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tierdesk.ui.wire import changed_cells
from tierdesk.ui.wire.keyboard import Keyboard
from tierdesk.ui.wire.outlet import Outlet
from tierdesk.ui.wire.type_ahead import TypeAhead
from tierdesk.ui.wire.typed import Typed

if TYPE_CHECKING:
    from textual.app import App

BEHIND: Final = 4096
"""Bytes that the terminal has not taken, above which painting is held back."""
_CLOSING = 1.0
"""Seconds that a slow terminal is given for the last bytes."""
_SETTLING = 0.03
"""Seconds in which changes of size count as one."""
_DEAF = 1.0
"""Seconds after which an app that hears no messages is told about a lost terminal all the same."""
_GONE_CODE = 128 + signal.SIGHUP

_ALTERNATE, _HIDDEN, _NO_WRAP = "\x1b[?1049h", "\x1b[?25l", "\x1b[?7l"
_BRACKETED_PASTE, _SYNCHRONIZED_QUERY = "\x1b[?2004h", "\x1b[?2026$p"
_MOUSE, _NO_MOUSE = "\x1b[?1000h\x1b[?1002h\x1b[?1006h", "\x1b[?1006l\x1b[?1002l\x1b[?1000l"
_KITTY, _NO_KITTY = "\x1b[>25u", "\x1b[<u"
_POINTER_SHAPE = "\x1b]22;"
_LEAVE = "\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?7h{more}\x1b[r\x1b[?1049l\x1b[?25h"


class SafeLinuxDriver(LinuxDriver):
    """Draws on stderr, or on stdout where stderr is not a terminal.

    The app may have `on_terminal_lost()`, called once on the loop, after it has been mounted if
    that takes less than a second; without it the app exits with 129, as after a hang-up.
    `congested` is True while painting is held back.
    """

    def __init__(
        self,
        app: "App[object]",
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        streams = [s for s in (sys.__stderr__, sys.__stdout__) if s is not None]
        self._drawn_on = next((s for s in streams if s.isatty()), streams[0]).fileno()
        self._outlet: Outlet | None = None
        self._keyboard: Keyboard | None = None
        self._running = False
        self._lost = self._told_lost = self.congested = False
        self._hold = contextlib.ExitStack()
        self._resizing: asyncio.TimerHandle | None = None
        self._type_ahead = TypeAhead(self._loop, self.process_message)
        self._size = size or self._get_terminal_size()

    # writing

    def write(self, data: str) -> None:
        """Never waits. What cannot be encoded becomes a question mark; the shape of the mouse
        pointer, which textual sends with every screen, is not worth its bytes."""
        if self._outlet is None or data.startswith(_POINTER_SHAPE):
            return
        self._outlet.send(data.encode("utf-8", "replace"))
        if not self.congested and self._outlet.unsent > BEHIND:
            self.congested = True
            self._hold.enter_context(self._app.batch_update())

    def restore_terminal(self) -> None:
        """The terminal as it was found, from any thread and without waiting: for a process that is
        about to end the hard way."""
        self._restore_modes()
        if self._outlet is not None:
            self._outlet.last_words(self._leaving().encode())

    # starting and stopping

    def start_application_mode(self) -> None:
        """Take the terminal. After a stop that nobody announced (SIGSTOP) it is taken again."""
        if self._running:
            self._stop_threads()
        elif not self._may_use_terminal():
            return
        else:
            self._remember_modes()
        self._running = True
        self._outlet = Outlet(self._drawn_on, self._from_thread(self._caught_up),
                              self._from_thread(self._terminal_lost))  # fmt: skip
        self._keyboard = Keyboard(self.fileno, self._typed,
                                  self._from_thread(self._terminal_lost),
                                  Typed(constants.ESCAPE_DELAY))  # fmt: skip
        signal.signal(signal.SIGWINCH, self._on_size_signal)
        self._make_raw()
        self.write(self._entering())
        self._keyboard.start()
        self._tell_size()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def disable_input(self) -> None:
        """No more input; what was typed and not read is dropped, for it may be a mouse's."""
        if not self._stop_reading():
            return
        self._type_ahead.drop()
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _stop_reading(self) -> bool:
        """Keys and sizes; False where nothing was read."""
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        if self._resizing is not None:
            self._resizing.cancel()
            self._resizing = None
        if (keyboard := self._keyboard) is not None:
            keyboard.stop()
        self._keyboard = None
        return keyboard is not None

    def take_in(self, taken: Callable[[], None]) -> bool:
        """Read no more, hand on what was typed, then have `taken` called; False: nothing is read."""
        if self._keyboard is None:
            return False
        self._keyboard.stop()
        self._loop.call_soon(self._type_ahead.hurry)  # behind what the thread has handed over
        for message in (*self._keyboard.rest(), events.Callback(taken)):
            self._loop.call_soon(self._type_ahead.put, message)
        return True

    def stop_application_mode(self) -> None:
        """Give the terminal back. Frames that it has not taken yet are of no use any more."""
        self._running = False
        self.disable_input()
        if self._outlet is not None:
            if self.congested:
                self._outlet.drop_unsent()
            self._outlet.send(self._leaving().encode())
        self._restore_modes()

    def close(self) -> None:
        """End the writing, within a second whatever the terminal does."""
        if self._outlet is not None:
            self._outlet.close(_CLOSING)
            self._outlet = None
        self._end_hold()

    # what the threads and signals tell

    def _typed(self, message: Message) -> None:
        self._from_thread(partial(self._type_ahead.put, message))()

    def _caught_up(self) -> None:
        """The terminal has taken everything: paint what changed in the meantime."""
        if self._outlet is None or self._outlet.unsent or not self.congested:
            return
        self._end_hold()
        if self._app.is_running and self._app.screen_stack:
            changed_cells.catch_up(self._app)

    def _end_hold(self) -> None:
        self.congested = False
        self._hold.close()

    def _terminal_lost(self) -> None:
        if self._lost:
            return
        self._lost = True
        if self._outlet is not None:
            self._outlet.kill()
        self._end_hold()
        self._app.call_later(self._tell_lost)
        self._loop.call_later(_DEAF, self._tell_lost)

    def _tell_lost(self) -> None:
        if self._told_lost:
            return
        self._told_lost = True
        told = getattr(self._app, "on_terminal_lost", None)
        if told is not None:
            told()
        else:
            self._app.exit(return_code=_GONE_CODE)

    def _on_size_signal(self, _signal: int, _frame: FrameType | None) -> None:
        self._from_thread(self._size_changed)()

    def _size_changed(self) -> None:
        changed_cells.forget(self._app)
        if self._resizing is None:
            self._resizing = self._loop.call_later(_SETTLING, self._tell_size)

    def _tell_size(self) -> None:
        """The size as it is now, and a whole repaint: what is on the terminal is unknown."""
        self._resizing = None
        changed_cells.forget(self._app)
        size = Size(*self._get_terminal_size())
        if size == self._app.size and self._app.is_running and self._app.screen_stack:
            self._app.screen.refresh()
        self.send_message(events.Resize(size, size))

    # modes of the terminal

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and lines of the terminal that is drawn on; COLUMNS and LINES would not follow a
        change of size."""
        try:
            columns, lines = os.get_terminal_size(self._drawn_on)
        except OSError:
            columns, lines = 0, 0
        return columns or 80, lines or 24

    def _entering(self) -> str:
        kitty = "" if constants.DISABLE_KITTY_KEY else _KITTY
        mouse = _MOUSE if self._mouse else ""
        query = "" if os.environ.get("TERM_PROGRAM") == "Apple_Terminal" else _SYNCHRONIZED_QUERY
        return _ALTERNATE + _HIDDEN + _NO_WRAP + _BRACKETED_PASTE + kitty + mouse + query

    def _leaving(self) -> str:
        kitty = "" if constants.DISABLE_KITTY_KEY else _NO_KITTY
        return _LEAVE.format(more=(_NO_MOUSE if self._mouse else "") + kitty)

    def _may_use_terminal(self) -> bool:
        """False when the process was continued in the background: it has been stopped again by
        the signal that the change of a mode raises there, and started once more since."""
        if not os.isatty(self.fileno):
            return True

        def stop_again(_signal: int, _frame: FrameType | None) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)

        signal.signal(signal.SIGTTOU, stop_again)
        signal.signal(signal.SIGTTIN, stop_again)
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        except termios.error as error:
            return bool(error.args[0] == errno.EIO)
        finally:
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            signal.signal(signal.SIGTTIN, signal.SIG_DFL)
        return True

    def _remember_modes(self) -> None:
        try:
            self.attrs_before = termios.tcgetattr(self.fileno)
        except termios.error:
            self.attrs_before = None

    def _make_raw(self) -> None:
        with contextlib.suppress(termios.error):
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            modes[tty.OFLAG] &= ~termios.OPOST
            modes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)

    def _restore_modes(self) -> None:
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _stop_threads(self) -> None:
        """What was typed stays: a terminal that goes away continues the program, too."""
        self._stop_reading()
        self.close()

    def _from_thread(self, told: Callable[[], None]) -> Callable[[], None]:
        """The same, to be called from anywhere: it runs on the loop, or not at all once that has
        closed."""

        def tell() -> None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(told)

        return tell
