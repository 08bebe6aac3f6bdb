"""What the user typed, made out of what the terminal sent.

The stock parser dies of a byte that is not UTF-8, presses as keys what a paste holds after an Esc,
and whatever answer of the terminal it does not know. Here a sequence is a key, a mouse event, a
paste, or nothing: it is never taken apart into characters. A paste is one event that goes to the
focused widget; the app gives it to nobody else, so outside of an input it is ignored.
"""

import codecs
import re
import time
from collections.abc import Callable, Iterator

from textual import events, messages
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

_ESC = "\x1b"
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_PATIENCE = 0.5
"""Seconds until a sequence that is more than an Esc, and not whole, is given up."""
_LATE = 1.0
"""Seconds after a lone Esc in which the rest of a sequence cut in two may still come."""

_CSI = re.compile(r"\x1b\[(?:M...|\[[A-E]|(?![M\[])[0-?]*[ -/]*[@-~])", re.DOTALL)
_CSI_BEGUN = re.compile(r"\x1b\[(?:M.{0,2}|\[|[0-?]*[ -/]*)\Z", re.DOTALL)
_CSI_BROKEN = re.compile(r"\x1b\[(?:\[|[0-?]*[ -/]*)")
_SS3 = 3
_STRING = re.compile(r"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)")
_SYNCHRONIZED = re.compile(r"\x1b\[\?2026;[123]\$y")
_DROPPED_FROM_PASTE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))


def pasted(text: str) -> str:
    """A paste as a text: line ends are `\\n`, other control characters are gone, tabs stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROPPED_FROM_PASTE)


class Typed:
    """Bytes in, messages out. `wait` says in how many seconds `tick` must be called if nothing
    comes before; it is None while nothing is pending.

    `escape_delay`, in seconds: how long a lone Esc may still be the beginning of something.
    """

    def __init__(self, escape_delay: float, now: Callable[[], float] = time.monotonic) -> None:
        self._escape_delay, self._now = escape_delay, now
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._parser = XTermParser()
        self._pending = ""
        self._paste: list[str] | None = None
        self._deadline: float | None = None
        self._escaped_at = float("-inf")

    @property
    def wait(self) -> float | None:
        """Seconds until `tick` is due, None if it is not."""
        return None if self._deadline is None else max(0.0, self._deadline - self._now())

    def feed(self, data: bytes) -> list[Message]:
        """What these bytes complete."""
        text = self._decode(data)
        if self._now() - self._escaped_at < _LATE and self._continues_escape(text):
            text = _ESC + text
        self._escaped_at = float("-inf")
        self._deadline = None
        text, self._pending = self._pending + text, ""
        return list(self._messages(text))

    def tick(self) -> list[Message]:
        """What is complete because nothing followed; call it when `wait` has passed."""
        if self._deadline is None or self._now() < self._deadline:
            return []
        self._deadline = None
        pending, self._pending = self._pending, ""
        if pending == _ESC:
            self._escaped_at = self._now()
            return [_escape()]
        if pending in ("\x1b[", "\x1bO"):
            return self._keys(pending[1], alt=True)
        return self._keys(pending) if pending in ANSI_SEQUENCES_KEYS else []

    def _messages(self, text: str) -> Iterator[Message]:
        at = 0
        while at < len(text):
            found: list[Message]
            if self._paste is not None:
                at, found = self._collect(self._paste, text, at)
            elif text[at] == _ESC:
                before = at
                at, found = self._sequence(text, at)
                if at == before:
                    self._hold(text[at:])
                    return
            else:
                found = self._character(text[at])
                at += 1
            yield from found

    def _hold(self, begun: str) -> None:
        self._pending = begun
        delay = self._escape_delay if begun == _ESC else max(_PATIENCE, self._escape_delay)
        self._deadline = self._now() + delay

    def _collect(self, parts: list[str], text: str, at: int) -> tuple[int, list[Message]]:
        """Take the text of a paste up to its end mark, which may itself come in two pieces."""
        end = text.find(_PASTED, at)
        if end >= 0:
            parts.append(text[at:end])
            self._paste = None
            return end + len(_PASTED), [events.Paste(pasted("".join(parts)))]
        kept = next(
            (n for n in range(len(_PASTED) - 1, 0, -1) if text.endswith(_PASTED[:n], at)), 0
        )
        parts.append(text[at : len(text) - kept])
        self._pending = text[len(text) - kept :]
        return len(text), []

    def _character(self, character: str) -> list[Message]:
        return [] if "\x80" <= character <= "\x9f" else self._keys(character)

    def _sequence(self, text: str, at: int) -> tuple[int, list[Message]]:
        """Where the sequence that begins at `at` ends, and what it says; `at` when it is not whole."""
        follower = text[at + 1 : at + 2]
        if not follower:
            return at, []
        if follower == _ESC:
            return at + 1, [_escape()]
        if follower == "[":
            return self._csi(text, at)
        if follower == "O":
            if len(text) < at + _SS3:
                return at, []
            if keys := self._keys(text[at : at + _SS3]):
                return at + _SS3, keys
        if string := _STRING.match(text, at):
            return string.end(), []
        return at + 2, self._after_escape(follower)

    def _csi(self, text: str, at: int) -> tuple[int, list[Message]]:
        if whole := _CSI.match(text, at):
            return whole.end(), self._said_by(whole[0])
        if _CSI_BEGUN.match(text, at):
            return at, []
        broken = _CSI_BROKEN.match(text, at)
        prefix = broken[0] if broken else text[at]
        return at + len(prefix), self._keys(prefix) if prefix in ANSI_SEQUENCES_KEYS else []

    def _said_by(self, sequence: str) -> list[Message]:
        """Focus reports, cursor reports and whatever else is no key are nothing."""
        if sequence == _PASTE:
            self._paste = []
        if sequence in (_PASTE, _PASTED) or _is_cursor_report(sequence):
            return []
        if keys := self._keys(sequence):
            return keys
        if sequence[-1] in "mM":
            mouse = self._parser.parse_mouse_code(sequence)
            return [] if mouse is None else [mouse]
        if _SYNCHRONIZED.fullmatch(sequence):
            return [messages.TerminalSupportsSynchronizedOutput()]
        return []

    def _after_escape(self, follower: str) -> list[Message]:
        """Escape and a printable key are those two, whatever sign a Mac's option key would make of
        them; but b and f are how such a keyboard moves by words."""
        meant = (
            self._keys(f"\x1b{follower}") if follower in "bf" or not follower.isprintable() else []
        )
        if meant:
            return meant
        keys = self._keys(follower, alt=True)
        # the library has no name for alt and a sign, and would let the escape fall
        named = not keys or not isinstance(keys[0], events.Key) or keys[0].key.startswith("alt+")
        return keys if named or not follower.isprintable() else [_escape(), *keys]

    def _keys(self, sequence: str, alt: bool = False) -> list[Message]:
        """A code point that does not exist, or is half of one, in an extended key is no key."""
        try:
            keys = list(self._parser._sequence_to_key_events(sequence, alt))
        except (ValueError, OverflowError):
            return []
        return [key for key in keys if key.key != Keys.Ignore and not _is_half(key.character)]

    def _continues_escape(self, text: str) -> bool:
        """Whether an Esc that was given out as a key was the head of this sequence: one read holds
        the whole rest of it, which nobody types that fast."""
        if self._paste is not None or self._pending:
            return False
        whole = _CSI.match(_ESC + text)
        sequence = whole[0] if whole else _ESC + text[: _SS3 - 1]
        known = sequence in ANSI_SEQUENCES_KEYS or sequence == _PASTE
        return known and len(sequence) >= _SS3


def _is_cursor_report(sequence: str) -> bool:
    """One that is also a function key is taken for the key: the report is never asked for."""
    return sequence[-1] == "R" and sequence not in ANSI_SEQUENCES_KEYS


def _is_half(character: str | None) -> bool:
    return character is not None and "\ud800" <= character[:1] <= "\udfff"


def _escape() -> events.Key:
    return events.Key("escape", _ESC)
