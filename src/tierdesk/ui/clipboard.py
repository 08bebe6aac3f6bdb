"""Copying to the clipboard of the reader's own terminal, however far away it is.

A terminal takes a text by the sequence OSC 52 and never says whether it did. tmux, in its usual
settings, drops that sequence when a program inside writes it, but passes on what it is given as
a buffer of its own; so inside tmux the text goes that way. It must not know what the text is.
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.between import copied_by_tmux, in_tmux, near_tmux

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp

MOST_BYTES = 74_994
"""Several terminals drop a sequence of more than 100,000 bytes; this many become that many."""
_SCREEN_TAKES = 76
"""Bytes that GNU screen passes on in one go, whatever its version."""
_SAID = 200
"""Characters of the text that are said again."""


class Way(NamedTuple):
    """How a text leaves: the `sequence` to write to the terminal, "" for none, and what to tell."""

    sequence: str
    told: Message


def hand_over(app: TierdeskApp, text: str) -> None:
    """Copy the text and say what came of it, without waiting for it."""
    environment = app.host.caller.environment

    def leave() -> None:
        try:
            way = way_of(text, environment)
        except Invalid as failure:
            refusal = failure.message
            app.post(lambda: app.shell.say(refusal, failed=True))
            return
        app.post(lambda: _finish(app, way))

    threading.Thread(target=leave, name="clipboard", daemon=True).start()


def way_of(text: str, environment: Mapping[str, str]) -> Way:
    """How the text gets to the terminal. Inside tmux it has been handed to tmux already, which may
    take a moment. Raises Invalid for a text that terminals would drop."""
    data = text.encode("utf-8", "replace")
    if len(data) > MOST_BYTES:
        raise Invalid(
            say("Nothing was copied: terminals take %(most)s bytes at most, and this text has "
                "%(size)s.", most=MOST_BYTES, size=len(data))
        )  # fmt: skip
    plain = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07"
    if in_tmux(environment):
        told = _into_buffer(text, data, environment)
        if told is None:
            return Way(plain + _through_tmux(plain), _up_to_tmux(text))
        return Way("", told)
    if environment.get("STY"):
        return Way(_through_screen(plain), _sent(text))
    return Way(plain, _up_to_tmux(text) if near_tmux(environment) else _sent(text))


def _finish(app: TierdeskApp, way: Way) -> None:
    driver = app._driver
    if way.sequence and driver is not None:
        driver.write(way.sequence)
    app.shell.say(way.told)


def _sent(text: str) -> Message:
    return say("Sent to your terminal's clipboard: %(text)s", text=text[:_SAID])


def _up_to_tmux(text: str) -> Message:
    return say("Sent through tmux, which passes it on after “set -g set-clipboard on”: %(text)s",
               text=text[:_SAID])  # fmt: skip


def _into_buffer(text: str, data: bytes, environment: Mapping[str, str]) -> Message | None:
    """What to tell once tmux has the text; None where tmux cannot be asked."""
    terminal = copied_by_tmux(data, environment)
    if terminal is None:
        return None
    if terminal.takes_copies:
        return _sent(text)
    return say("Only tmux's own buffer has it (prefix ] pastes); “%(setting)s” in tmux lets it through.",
               setting=terminal.setting)  # fmt: skip


def _through_tmux(sequence: str) -> str:
    doubled = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{doubled}\x1b\\"


def _through_screen(sequence: str) -> str:
    pieces = (sequence[at : at + _SCREEN_TAKES] for at in range(0, len(sequence), _SCREEN_TAKES))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
