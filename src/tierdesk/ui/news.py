"""What other sessions did, in a sentence or two for the status line."""

from __future__ import annotations

from collections.abc import Sequence

from tierdesk.domain.document import Doc, text
from tierdesk.i18n.message import Message, say, say_n

_FEW = 2
"""Changes that are told one by one."""


def news_of(entries: Sequence[Doc]) -> list[Message]:
    """The sentences of history entries that others wrote; of many the last one, and how many there
    are besides."""
    entries = [entry for entry in entries if text(entry, "state") != "dropped"]
    if len(entries) <= _FEW:
        return [_told(entry) for entry in entries]
    more = say_n("%(last)s, and %(n)s change before", "%(last)s, and %(n)s changes before",
                 len(entries) - 1, last=_told(entries[-1]))  # fmt: skip
    return [more]


def _told(entry: Doc) -> Message:
    from tierdesk.commands.doing.sentences import sentence

    who, what = text(entry, "by"), sentence(entry)
    if text(entry, "state") == "undone":
        return say("%(who)s took back: %(what)s", who=who, what=what)
    return say("%(who)s: %(what)s", who=who, what=what)
