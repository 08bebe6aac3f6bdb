"""What a form and the card share about editors: step aside, and say in one sentence what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.ui.editor import edited

if TYPE_CHECKING:
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.shell import Shell


def write(app: TierdeskApp, shell: Shell, text: str, written: Callable[[str], None]) -> None:
    """Have the text edited; `written` is told the new one. A text that was changed is taken although
    the editor ended badly, and said to be so."""
    try:
        done = edited(app, text, app.host.caller.environment)
    except SuspendNotSupported:
        shell.say(say("No editor can be opened here."), failed=True)
        return
    except Refused as failure:
        shell.say(failure.message, failed=True)
        return
    if done.text == text.rstrip("\n"):
        if done.code:
            shell.say(say("The editor ended with code %(code)s; nothing was changed.", code=done.code),
                      failed=True)  # fmt: skip
        else:
            shell.say(say("Nothing was changed."))
        return
    if done.code:
        shell.say(say("The editor ended with code %(code)s; what it wrote is taken.", code=done.code),
                  failed=True)  # fmt: skip
    written(done.text)
