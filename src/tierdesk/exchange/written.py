"""Files that leave the program: whole or not at all, and never over somebody else's file."""

import contextlib
import os
import tempfile
from pathlib import Path

from tierdesk.errors import EXIT_UNREACHABLE, Refused, TierdeskError, system_reason
from tierdesk.i18n.message import say


class NotWritten(TierdeskError):
    """The disk said no; the target is as it was."""

    exit_code = EXIT_UNREACHABLE


def write_file(path: Path, data: bytes, *, overwrite: bool | None = None) -> None:
    """Write by a temporary file and a rename. Raises Refused when the file exists and may not
    be replaced (None: nor be allowed to be), NotWritten when the disk refuses; nothing is left behind then."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        _place(Path(temporary), path, bool(overwrite))
    except FileExistsError:
        _drop(temporary)
        if overwrite is None:
            raise Refused(
                say("%(file)s exists already; choose another name.", file=str(path))
            ) from None
        raise Refused(
            say("%(file)s exists already; choose another name or replace it with --force.",
                file=str(path))
        ) from None  # fmt: skip
    except OSError as failure:
        _drop(temporary)
        raise NotWritten(
            say("%(file)s cannot be written (%(why)s); choose another place.",
                file=str(path), why=system_reason(failure))
        ) from None  # fmt: skip


def _place(temporary: Path, path: Path, overwrite: bool) -> None:
    """A hard link refuses to replace, atomically; file systems without links are checked first."""
    if overwrite:
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(str(path)) from None
        temporary.replace(path)
        return
    temporary.unlink()


def _drop(temporary: str) -> None:
    if temporary:
        with contextlib.suppress(FileNotFoundError):
            Path(temporary).unlink()
