"""What kind of line the terminal hangs on, decided before the screen library is imported: that one
reads its switches once, at import. Pure: the environment is an argument, and textual is unknown.
"""

import codecs
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from tierdesk.i18n.message import Message, say
from tierdesk.terminal.between import is_remote

_NOT_A_SCREEN = frozenset(("", "dumb", "unknown"))


class Stream(Protocol):
    """What is asked of a standard stream."""

    def isatty(self) -> bool:
        """Whether a terminal is at the other end."""
        ...


class Link(NamedTuple):
    """The profile of a line. `fps` bounds the frames painted in a second; a single key never waits
    for one. `colours` is a colour system or `auto`. `esc_delay` is how long, in milliseconds, a
    lone Esc may still become an escape sequence: a sequence cut in two by the network needs more
    than a keyboard does. `kitty` asks for that keyboard protocol, in which several terminals drop
    what an input method commits."""

    remote: bool
    fps: int
    animations: bool
    mouse: bool
    colours: str
    esc_delay: int
    kitty: bool

    def environment(self, present: Mapping[str, str]) -> dict[str, str]:
        """What to set before textual is imported; whatever the user has set stays as it is."""
        wanted = {
            "TEXTUAL_FPS": str(self.fps),
            "TEXTUAL_ANIMATIONS": "full" if self.animations else "none",
            "ESCDELAY": str(self.esc_delay),
            "TEXTUAL_DISABLE_KITTY_KEY": "0" if self.kitty else "1",
            "TEXTUAL_COLOR_SYSTEM": self.colours,
        }
        return {name: value for name, value in wanted.items() if name not in present}


def link_of(environment: Mapping[str, str]) -> Link:
    """Remote under ssh (inside tmux, too: the variables stay), unless TIERDESK_REMOTE says 1 or 0.

    The mouse stays with the terminal, so that selecting and copying text work as everywhere else,
    unless TIERDESK_MOUSE is 1; 256 colours cost a third fewer bytes than true colour.
    """
    kitty = environment.get("TEXTUAL_DISABLE_KITTY_KEY") == "0"
    mouse = environment.get("TIERDESK_MOUSE") == "1"
    if not is_remote(environment):
        return Link(False, 120, True, mouse, "auto", 25, kitty)
    return Link(True, 20, False, mouse, _remote_colours(environment), 100, kitty)


def _remote_colours(environment: Mapping[str, str]) -> str:
    many = "256color" in environment.get("TERM", "") or environment.get("COLORTERM")
    return "256" if many else "auto"


def terminal_fault(
    environment: Mapping[str, str],
    stdin: Stream | None,
    stdout: Stream | None,
    stderr: Stream | None,
    encoding: str | None,
) -> Message | None:
    """Why the desk cannot be shown here, in one sentence, or None. Streams are None when the
    process was started with them closed; `encoding` is that of the stream the desk draws on."""
    if stdin is None or not stdin.isatty():
        return say("The desk needs a keyboard, and its input is not a terminal: start tierdesk "
                   "in a terminal, or use a command such as \"tierdesk today\".")  # fmt: skip
    if not any(stream is not None and stream.isatty() for stream in (stderr, stdout)):
        return say("The desk draws on a terminal, and its output is not one: start tierdesk "
                   "without redirecting it, or use a command such as \"tierdesk today\".")  # fmt: skip
    term = environment.get("TERM", "").strip()
    if term in _NOT_A_SCREEN:
        return say("The terminal cannot place text on a screen (TERM is \"%(term)s\"): use another "
                   "terminal, or a command such as \"tierdesk today\".", term=term)  # fmt: skip
    if not _is_utf8(encoding):
        return say("The terminal's text is in %(encoding)s, and the desk needs UTF-8: choose a "
                   "UTF-8 locale, for instance with LANG=C.UTF-8.",
                   encoding=encoding or "?")  # fmt: skip
    return None


def _is_utf8(encoding: str | None) -> bool:
    try:
        return codecs.lookup(encoding or "ascii").name == "utf-8"
    except LookupError:
        return False
