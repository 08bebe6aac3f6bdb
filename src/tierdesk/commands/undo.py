"""Take back the last change of this person, after a restart too."""

from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

COMMAND = Command(
    "history.undo", "undo", N_("take back the last change"), doing("undo"), changes=True
)
