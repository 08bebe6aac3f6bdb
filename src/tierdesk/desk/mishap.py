"""A fault of the program itself: written to a file for whoever mends it, and told to the user in
one sentence. Nobody's work stops silently.

It must not know what was going on.
"""

import os
import traceback
from pathlib import Path

from tierdesk.errors import TierdeskError, system_reason
from tierdesk.i18n.message import Message, say

_MOST_BYTES = 256 * 1024


class Mishap(TierdeskError):
    """Something that nobody expected; what was being done did not end."""


def mishap(failure: BaseException, log: Path | None) -> Mishap:
    """Note an unexpected failure with its traceback (no values of variables: they are customers'
    data) and say so. The file is private and starts anew at 256 KB."""
    if log is None:
        return Mishap(_nameless(failure))
    try:
        _note(failure, log)
    except OSError as error:
        return Mishap(
            say("Something went wrong inside the program (%(kind)s), and %(file)s could not be "
                "written (%(why)s); what was saved before is safe.",
                kind=type(failure).__name__, file=str(log), why=system_reason(error))
        )  # fmt: skip
    return Mishap(
        say("Something went wrong inside the program (%(kind)s); what was saved before is safe, "
            "and details for its makers are in %(file)s.",
            kind=type(failure).__name__, file=str(log))
    )  # fmt: skip


def _nameless(failure: BaseException) -> Message:
    return say("Something went wrong inside the program (%(kind)s); what was saved before is safe.",
               kind=type(failure).__name__)  # fmt: skip


def _note(failure: BaseException, log: Path) -> None:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    handle = os.open(log, flags, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as file:
        if os.fstat(file.fileno()).st_size > _MOST_BYTES:
            os.ftruncate(file.fileno(), 0)
        file.writelines(traceback.format_exception(failure))
        file.write("\n")
