"""A text in the user's own editor: the screen steps aside, a private file is written, read and removed.

It must not know what the text is for. Nothing that was written is lost: whatever comes back is
given to whoever asked, also when the editor ended badly.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from tierdesk.errors import Refused, system_reason
from tierdesk.i18n.message import say
from tierdesk.paths import state_folder

_VARIABLES = ("VISUAL", "EDITOR")
_USUAL = ("sensible-editor", "nano", "vim", "vi")
_NAME = "notes.txt"


class Stage(Protocol):
    """Whoever can step aside for another program (the app)."""

    def suspend(self) -> AbstractContextManager[None]:
        """The terminal belongs to somebody else inside."""
        ...


class Written(NamedTuple):
    """What the editor left: the text, and the code with which it ended."""

    text: str
    code: int


def command_of(environment: Mapping[str, str]) -> list[str]:
    """The words that start the editor. Raises Refused where there is none."""
    for variable in _VARIABLES:
        value = environment.get(variable, "").strip()
        if value:
            return _installed(variable, value, environment)
    path = environment.get("PATH")
    for name in _USUAL:
        found = shutil.which(name, path=path)
        if found:
            return [found]
    raise Refused(say("No editor was found; set EDITOR to one, for instance EDITOR=nano."))


def _installed(variable: str, value: str, environment: Mapping[str, str]) -> list[str]:
    try:
        words = shlex.split(value)
    except ValueError:
        words = []
    found = shutil.which(words[0], path=environment.get("PATH")) if words else None
    if found is None:
        raise Refused(
            say("%(variable)s is “%(value)s”, which is no program that can be started; set it to an "
                "editor.", variable=variable, value=value)
        )  # fmt: skip
    return [found, *words[1:]]


def edited(stage: Stage, text: str, environment: Mapping[str, str]) -> Written:
    """The text as the editor left it. Raises Refused when no editor can be started or the file
    cannot be written."""
    command = command_of(environment)
    try:
        folder = Path(tempfile.mkdtemp(prefix="tierdesk-", dir=_private(environment)))
    except OSError as failure:
        raise _unwritable(failure) from failure
    try:
        file = folder / _NAME
        _write(file, text)
        code = _run(stage, [*command, str(file)])
        return Written(_read(_saved_in(file, code), text), code)
    except OSError as failure:
        raise _unwritable(failure) from failure
    finally:
        _clear(folder, environment)


def _saved_in(file: Path, code: int) -> Path:
    """The file, or the one beside it into which an editor that was hung up on has put the text (nano,
    emacs)."""
    beside = (file.with_name(f"{_NAME}.save"), file.with_name(f"#{_NAME}#"))
    return next((path for path in beside if code and path.exists()), file)


def _clear(folder: Path, environment: Mapping[str, str]) -> None:
    """Gone, but for what only vim can read again: the swap file of one that was hung up on."""
    if not any(folder.glob(".*.sw?")):
        shutil.rmtree(folder, ignore_errors=True)
        return
    kept = state_folder(environment) / "unsaved"
    with contextlib.suppress(OSError):  # then it stays where it is
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(folder, kept)


def _private(environment: Mapping[str, str]) -> str | None:
    """The user's own folder in memory where the system gives one; None: where temporary files go."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    return runtime if runtime and os.access(runtime, os.W_OK | os.X_OK) else None


def _write(file: Path, text: str) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
        out.write(text + "\n" if text and not text.endswith("\n") else text)


def _run(stage: Stage, command: Sequence[str]) -> int:
    with stage.suspend():
        return subprocess.run(command, check=False).returncode


def _read(file: Path, before: str) -> str:
    """What is in the file, without the line end that editors put last; an editor that left no file
    changed nothing. An editor of another encoding is understood as GB 18030 before any other."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return before
    for encoding in ("utf-8-sig", "gb18030", "latin-1"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").rstrip("\n")
        except UnicodeDecodeError:
            continue
    return before


def _unwritable(failure: OSError) -> Refused:
    return Refused(
        say("The text cannot be given to an editor: %(why)s.", why=system_reason(failure))
    )
