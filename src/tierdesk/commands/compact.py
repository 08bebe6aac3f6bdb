"""Fold the journal into the data file now, rather than when it has grown."""

from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

COMMAND = Command(
    "store.compact", "compact", N_("fold the journal into the data file"), doing("compact")
)
