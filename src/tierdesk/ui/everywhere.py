"""What can be done from every place: change the screen, undo, redo, language, theme, help, palette,
command line, leave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.command_line import CommandLine
from tierdesk.ui.lines.bars import SCREENS

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.shell import Shell

_CHANGES = frozenset(("desk.undo", "desk.redo"))
_OF_BOOK = ("desk.history", "desk.stages", "desk.fields", "desk.greetings")
"""What is laid over the screens, and shows what the book holds."""


class Everywhere:
    """An actor (`hints.Actor`) for the desk's own actions."""

    def __init__(self, app: TierdeskApp, shell: Shell) -> None:
        self._app, self._shell = app, shell
        self.command_line = CommandLine(app, shell)
        self._verbs = {
            "screen.last": lambda: shell.go(shell.last),
            "desk.help": lambda: self._toggle("help"),
            "desk.palette": lambda: self._toggle("palette"),
            "desk.history": lambda: self._toggle("history"),
            "desk.stages": lambda: self._toggle("stages"),
            "desk.fields": lambda: self._toggle("fields"),
            "desk.greetings": lambda: self._toggle("greetings"),
            "desk.command": self.command_line.ask,
            "desk.undo": lambda: shell.perform("undo", {}, lambda _: shell.here.restored()),
            "desk.redo": lambda: shell.perform("redo", {}),
            "desk.language": app.next_language,
            "desk.theme": app.next_theme,
            "desk.reopen": shell.again,
            "desk.redraw": app.redraw,
            "desk.suspend": app.step_back,
            "desk.back": self._back,
            "desk.quit": self._quit,
            "desk.leave": app.leave,
            **{f"screen.{name}": self._screen(name) for name, _ in SCREENS},
        }

    def can(self, action_id: str) -> bool:
        """Does the desk know the action?"""
        return action_id in self._verbs

    def do(self, action_id: str) -> None:
        """Perform it."""
        self._verbs[action_id]()

    def why_not(self, action_id: str) -> Message | None:
        """Why it cannot be done now."""
        snapshot = self._app.snapshot
        if action_id in (*_CHANGES, "desk.command", *_OF_BOOK) and snapshot is None:
            return self._shell.why_unread()
        if action_id == "desk.suspend" and not self._app.has_shell:
            return say("No shell is there to step back to; %(key)s quits.",
                       key=self._shell.key_of("desk.leave"))  # fmt: skip
        if action_id in _CHANGES and snapshot is not None and snapshot.read_only:
            return say("The book was opened read-only.")
        return None

    def _screen(self, name: str):  # type: ignore[no-untyped-def]
        return lambda: self._shell.go(name)

    def _toggle(self, place: str) -> None:
        if self._shell.stack[-1] == place:
            self._shell.close()
        else:
            self._shell.lay(place)

    def _back(self) -> None:
        if len(self._shell.stack) > 1:
            self._shell.close()

    def _quit(self) -> None:
        if len(self._shell.stack) > 1:
            self._shell.close()
        else:
            self._app.leave()
