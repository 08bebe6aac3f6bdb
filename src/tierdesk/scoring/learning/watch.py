"""How far learning has come, told to whoever waits for it, who may stop it.

It must not know who waits or what is shown.
"""

from collections.abc import Callable

from tierdesk.errors import Refused
from tierdesk.i18n.message import say

Watch = Callable[[float], bool | None]
"""Gets 0 to 1; answers False to stop, anything else to go on."""


class Stopped(Refused):
    """Whoever watched said stop; nothing was learned and nothing changed."""


def told(watch: Watch | None, share: float) -> None:
    """Tell how far it is; raises Stopped when that is far enough."""
    if watch is not None and watch(share) is False:
        raise Stopped(say("Stopped; nothing was changed."))


def part_of(watch: Watch | None, start: float, end: float) -> Watch | None:
    """What a part of the work tells, whose beginning and end are these shares of the whole."""
    if watch is None:
        return None
    return lambda share: watch(start + (end - start) * share)
