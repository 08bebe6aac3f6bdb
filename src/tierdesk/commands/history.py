"""What was changed, in words, newest first."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("limit", N_("how many changes (20)"), metavar=N_("N")),
    Param("all_", N_("changes of everybody, not only mine"), "flag"),
)

COMMAND = Command("history.list", "history", N_("what was changed, newest first"), doing("history"),
                  params=_PARAMS)  # fmt: skip
