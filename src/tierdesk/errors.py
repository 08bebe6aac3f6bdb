"""The one tree of errors that a user may see: a message that says what is wrong and what
to do, and the exit code of the command line. Nothing here knows a language or a screen.
"""

import errno
import re

from tierdesk.i18n.message import N_, Message, say

EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_DAMAGED, EXIT_CONFLICT, EXIT_UNREACHABLE = range(6)


class TierdeskError(Exception):
    """Base of all expected failures; `exit_code` follows the table of the command line."""

    exit_code = EXIT_REFUSED

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class Refused(TierdeskError):
    """A rule says no, or nothing was found."""


class Invalid(TierdeskError):
    """Input that cannot be what it claims to be: a date, an amount, a stage, a file."""


class Usage(TierdeskError):
    """The command line itself is wrong."""

    exit_code = EXIT_USAGE


_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("permission denied"),
    errno.ENOSPC: N_("no space left on the disk"),
    errno.EDQUOT: N_("the disk quota is used up"),
    errno.EIO: N_("the disk reported an error"),
    errno.EROFS: N_("the file system is read-only"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.EFBIG: N_("the file would be too large"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EMFILE: N_("too many files are open"),
}


def toml_reason(failure: Exception) -> Message:
    """Why a text is no TOML, in words that can be translated: the parser's own are English."""
    found = _TOML_PLACE.search(str(failure))
    if found is None:
        return say("it is not written as TOML wants it")
    if found["line"] is None:
        return say("it ends in the middle of something")
    return say("line %(line)s is not written as TOML wants it, from character %(column)s on",
               line=int(found["line"]), column=int(found["column"]))  # fmt: skip


_TOML_PLACE = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def system_reason(failure: OSError) -> Message:
    """Why the operating system refused, in words that can be translated."""
    known = _REASONS.get(failure.errno or 0)
    return (
        Message(known) if known else Message("%(text)s", {"text": failure.strerror or str(failure)})
    )
