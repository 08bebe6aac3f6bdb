"""Where this program keeps things, and which setting decided it."""

from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

COMMAND = Command("app.where", "where", N_("where the book and the settings are"), doing("where"))
