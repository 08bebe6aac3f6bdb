"""Is this machine fit for tierdesk? Each finding says what to do."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.errors import EXIT_REFUSED, TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.between import attached_to, escape_time, in_tmux, is_remote, near_tmux

if TYPE_CHECKING:
    from pathlib import Path

Finding = tuple[bool, Message]
_PASS_ON = "set -g set-clipboard on"
_BEARABLE = 50
"""Milliseconds."""


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    findings = [*_program(), *_terminal(front), *_folders(front), *_book(front)]
    faults = [message for good, message in findings if not good]
    document = {
        "schema": 1,
        "ok": not faults,
        "findings": [{"ok": good, "message": message} for good, message in findings],
    }
    said = tuple(message for good, message in findings if good)
    return Outcome(document, said, tuple(faults), EXIT_REFUSED if faults else 0)


def _program() -> Iterator[Finding]:
    from importlib.metadata import version

    from tierdesk import __version__

    names = ("tinydb", "pydantic", "textual", "click", "holidays")
    parts = [f"{name} {version(name)}" for name in names]
    yield True, say("tierdesk %(version)s on Python %(python)s with %(parts)s",
                    version=__version__, python=sys.version.split()[0], parts=parts)  # fmt: skip


def _terminal(front: Front) -> Iterator[Finding]:
    environment = front.environment
    told = getattr(sys.stdout, "encoding", "")  # the screen's own stand-in has none
    encoding = told or locale.getpreferredencoding(False)
    yield _speech(encoding.lower().replace("-", ""))
    if not any(
        stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)
    ):
        yield True, say("No terminal is here to be looked at.")
        return
    yield _kind(environment)
    if is_remote(environment):
        yield True, say("The line is taken for a remote one: few bytes, no mouse; TIERDESK_REMOTE=0 "
                        "changes that.")  # fmt: skip
    else:
        yield True, say("The line is taken for a local one; TIERDESK_REMOTE=1 saves bytes.")
    if in_tmux(environment):
        yield from _tmux(environment)
    elif near_tmux(environment):
        yield (
            True,
            say("tmux on the near side passes copies on with: %(setting)s", setting=_PASS_ON),
        )


def _speech(encoding: str) -> Finding:
    if encoding == "utf8":
        return True, say("The terminal speaks UTF-8.")
    return False, say("The terminal speaks %(encoding)s; set LANG to a UTF-8 locale such as C.UTF-8, or "
                      "names will be unreadable.", encoding=encoding)  # fmt: skip


def _kind(environment: Mapping[str, str]) -> Finding:
    """Its name and colours, as the screen takes them."""
    name = environment.get("TERM", "").strip()
    if name in ("", "dumb", "unknown"):
        return False, say('The terminal calls itself "%(name)s", and on such a one the screen cannot be '
                          "shown; set TERM to what it is, such as xterm-256color.", name=name)  # fmt: skip
    if "NO_COLOR" in environment:
        return True, say('The terminal calls itself "%(name)s"; NO_COLOR is set, so that nothing is '
                         "coloured.", name=name)  # fmt: skip
    depth = environment.get("COLORTERM", "").strip().lower()
    colours = 2**24 if depth in ("truecolor", "24bit") else 256 if "256color" in name else 16
    return True, say('The terminal calls itself "%(name)s" and has %(colours)s colours.', name=name,
                     colours=colours)  # fmt: skip


def _tmux(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Copies and the Esc key are what tmux stands in the way of."""
    terminal = attached_to(environment)
    if terminal is None:
        yield True, say("tmux cannot be asked from here; it passes copies on with: %(setting)s",
                        setting=_PASS_ON)  # fmt: skip
        return
    if terminal.takes_copies:
        yield True, say("tmux passes copies on to the terminal %(name)s.", name=terminal.name)
    else:
        yield True, say("tmux keeps copies to itself until it is told: %(setting)s",
                        setting=terminal.setting)  # fmt: skip
    held = escape_time(environment)
    if held > _BEARABLE:
        yield True, say("tmux holds Esc back for %(ms)s ms until it is told: %(setting)s", ms=held,
                        setting="set -sg escape-time 20")  # fmt: skip


def _folders(front: Front) -> Iterator[Finding]:
    for name in ("data", "configuration", "cache"):
        folder = front.places[name] if name == "cache" else front.places[name].parent
        yield _writable(folder)


def _writable(folder: Path) -> Finding:
    nearest = next((f for f in (folder, *folder.parents) if f.exists()), folder)
    if os.access(nearest, os.W_OK | os.X_OK):
        return True, say("%(folder)s can be written.", folder=str(folder))
    return False, say("%(folder)s cannot be written; change its permissions or choose another place.",
                      folder=str(folder))  # fmt: skip


def _book(front: Front) -> Iterator[Finding]:
    path = front.places["data"]
    if not path.exists():
        yield (
            True,
            say("There is no book at %(path)s yet; the first change makes it.", path=str(path)),
        )
        return
    try:
        book = front.desk.book
    except TierdeskError as failure:
        yield False, failure.message
        return
    yield True, say("The book at %(path)s opens; customers: %(n)s, revision: %(revision)s.",
                    path=str(path), n=book.count("customers"), revision=front.desk.revision)  # fmt: skip
