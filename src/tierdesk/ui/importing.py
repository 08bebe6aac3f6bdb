"""Importing from the screen: what was typed behind the prompt as the words of the command, and what they
would do, found out on the clerk's thread. Nothing is imported before somebody has seen that.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import Usage

if TYPE_CHECKING:
    from tierdesk.commands.spec import Outcome, Values
    from tierdesk.desk.room import Room
    from tierdesk.ui.app import TierdeskApp

_OPTION = " --"


class Looked(NamedTuple):
    """A file that was looked at: what was asked for, as the command takes it, and what that would do."""

    values: Values
    outcome: Outcome

    @property
    def file(self) -> str:
        """Its path."""
        return str(self.values.get("file", ""))


def look(text: str, room: Room, app: TierdeskApp) -> Looked:
    """Look at the file of a prompt, with the options behind it; on the clerk's thread. Raises
    TierdeskError."""
    from tierdesk.commands import words

    return looked_at(words.parse(["import", *words_of(text)]).values, room, app)


def looked_at(values: Values, room: Room, app: TierdeskApp) -> Looked:
    """The same for words that were understood already."""
    from tierdesk.commands.performing import perform
    from tierdesk.commands.registry import find

    outcome = perform(find("import"), {**values, "dry_run": True}, app.front(room.desk))
    return Looked(values, outcome)


def words_of(text: str) -> list[str]:
    """A path and options. The path may hold blanks as it is, be quoted, or have its blanks escaped, as
    terminals write a file that is dropped on them. Raises Usage for a mark left open."""
    head, option, rest = text.partition(_OPTION)
    if _is_file(text.strip()):
        return [_home(text.strip())]
    if option and _is_file(head.strip()):
        return [_home(head.strip()), *_parted(option.strip() + rest)]
    return [_home(word) for word in _parted(text)]


def _parted(text: str) -> list[str]:
    """By the rules of the `:` line; by those of a shell where only they name a file, as they do when a
    quotation mark of the name itself is escaped."""
    from tierdesk.commands import words

    try:
        parted = words.split(text)
    except Usage:
        strict = _by_shell(text)
        if not strict:
            raise
        return strict
    if not any(_is_file(word) for word in parted):
        strict = _by_shell(text)
        if any(_is_file(word) for word in strict):
            return strict
    return parted


def _by_shell(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return []


def _is_file(path: str) -> bool:
    try:
        return Path(path).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False


def _home(word: str) -> str:
    """`~/` as a shell reads it."""
    return str(Path(word).expanduser()) if word.startswith("~/") else word


def continued(begun: str) -> Sequence[str]:
    """What tab writes: the rest of a path, of an option's name, or of one of its few values."""
    from tierdesk.commands import words
    from tierdesk.commands.registry import find
    from tierdesk.commands.shown.help import option_name

    if _OPTION not in begun:
        return files_like(begun)
    head, blank, last = begun.rpartition(" ")
    params = {option_name(p): p for p in find("import").params if p.kind != "argument"}
    before = params.get(head.rpartition(" ")[2])
    found = before.choices if before is not None else tuple(params)
    return [head + blank + words.quoted(word) for word in found if word.startswith(last)]


def files_like(begun: str) -> list[str]:
    """Paths that begin so: folders with a slash, and files called as what can be imported, or any where
    there is none of those; hidden ones only when asked for."""
    from tierdesk.exchange.source import IMPORTABLE

    path = Path(begun).expanduser()
    folder = path if begun.endswith("/") else path.parent
    start = "" if begun.endswith("/") else path.name
    try:
        entries = [e for e in folder.iterdir() if e.name.startswith(start)]
        names = sorted(e.name + ("/" if e.is_dir() else "") for e in entries
                       if start or not e.name.startswith("."))  # fmt: skip
    except OSError:
        return []
    wanted = [n for n in names if n.endswith("/") or Path(n).suffix.lower() in IMPORTABLE]
    return [begun[: len(begun) - len(start)] + name for name in wanted or names]
