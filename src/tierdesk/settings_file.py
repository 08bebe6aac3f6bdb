"""A small TOML file that the user wrote, read without trust: a keymap or a theme. Whatever it holds,
the answer is a document or one sentence; it must not know what the document means.
"""

import stat
from pathlib import Path

from tierdesk.domain.document import Doc
from tierdesk.errors import Invalid, system_reason, toml_reason
from tierdesk.i18n.message import Message, say

LARGEST = 32 * 1024
"""Bytes; a theme has about 2,000, a full keymap 4,000."""

_DEEPEST = 32
"""Full stops in a line. The parser takes seconds for a key of 20,000 parts, for it looks at every part
of every key again and again."""


def read_settings(path: Path) -> str:
    """The text of the file. Raises FileNotFoundError where there is none, Invalid for a file that
    cannot be text that a person wrote: a pipe or device, one of more than 64 KiB, bytes that are no
    UTF-8."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(path, say("it is no regular file"))
        if found.st_size > LARGEST:
            raise _unreadable(path, say("it is too large"))
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise _unreadable(path, system_reason(fault)) from None
    except UnicodeDecodeError:
        raise _unreadable(path, say("its text is no UTF-8")) from None


def parse_settings(text: str, path: str) -> Doc:
    """The document in a TOML text. Raises Invalid for anything else; a text that nests deeper than
    the parser can follow or holds a number of thousands of digits counts as anything else."""
    import tomllib

    if any(line.count(".") > _DEEPEST for line in text.split("\n")):
        raise _unreadable(path, say("a line has too many full stops"))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise _unreadable(path, toml_reason(fault)) from None


def _unreadable(path: object, why: Message) -> Invalid:
    return Invalid(
        say("The file %(path)s cannot be read (%(why)s); mend it or move it away.",
            path=str(path), why=why)
    )  # fmt: skip
