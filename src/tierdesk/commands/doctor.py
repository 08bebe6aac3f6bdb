"""Is this machine fit for tierdesk? Each finding says what to do."""

from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

COMMAND = Command("app.doctor", "doctor", N_("is this machine fit for tierdesk?"), doing("doctor"))
