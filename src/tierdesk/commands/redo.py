"""Make the last undone change again."""

from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

COMMAND = Command(
    "history.redo", "redo", N_("make the last undone change again"), doing("redo"), changes=True
)
