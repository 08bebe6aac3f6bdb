"""Look around in a throw-away copy of the built-in book."""

from tierdesk.commands.spec import Command, Front, Outcome, Values
from tierdesk.errors import Refused
from tierdesk.i18n.message import N_, say


def _run(_: Front, __: Values) -> Outcome:
    """The command line opens the screen itself and never comes here; the `:` line does."""
    raise Refused(say("The demo is a book of its own; leave the desk and run tierdesk demo."))


COMMAND = Command("desk.demo", "demo", N_("look around in a demo book; nothing is kept"), _run)
