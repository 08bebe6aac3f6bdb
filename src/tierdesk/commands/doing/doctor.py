"""Is this machine fit for tierdesk? Each finding says what to do."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.errors import EXIT_REFUSED, TierdeskError
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from pathlib import Path

Finding = tuple[bool, Message]


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
    encoding = (sys.stdout.encoding or locale.getpreferredencoding(False)).lower().replace("-", "")
    yield (True, say("The terminal speaks UTF-8.")) if encoding == "utf8" else (
        False,
        say("The terminal speaks %(encoding)s; set LANG to a UTF-8 locale such as C.UTF-8, or names "
            "will be unreadable.", encoding=encoding),
    )  # fmt: skip
    if front.environment.get("TMUX"):
        yield True, say("In tmux, copying needs: set -g set-clipboard on")


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
