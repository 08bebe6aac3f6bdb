"""What a form and the card share about editors: step aside, and say in one sentence what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual.app import SuspendNotSupported

from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.ui.editor import edited

if TYPE_CHECKING:
    from tierdesk.i18n.message import Message
    from tierdesk.ui.app import TierdeskApp


class Teller(Protocol):
    """Whoever says something to the person."""

    def say(self, said: Message, *, failed: bool = False) -> None:
        """In the status line."""
        ...


def write(app: TierdeskApp, teller: Teller, text: str, written: Callable[[str], None]) -> None:
    """Have the text edited; `written` is told the new one. A text that was changed is taken although
    the editor ended badly, and said to be so."""
    try:
        done = edited(app, text, app.host.caller.environment)
    except SuspendNotSupported:
        teller.say(say("No editor can be opened here."), failed=True)
        return
    except Refused as failure:
        teller.say(failure.message, failed=True)
        return
    if done.text == text.rstrip("\n"):
        if done.code:
            teller.say(say("The editor ended with code %(code)s; nothing was changed.", code=done.code),
                      failed=True)  # fmt: skip
        else:
            teller.say(say("Nothing was changed."))
        return
    if done.code:
        teller.say(say("The editor ended with code %(code)s; what it wrote is taken.", code=done.code),
                  failed=True)  # fmt: skip
    written(done.text)
