"""Whom to contact today and why: the triage queue."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("limit", N_("print at most this many customers"), metavar=N_("N")),
    Param(
        "callable", N_("only those who can be called now, by the hours and holidays there"), "flag"
    ),
    Param("plain", N_("one line a customer, columns parted by tabs"), "flag"),
)

COMMAND = Command(
    "triage.today", "today", N_("whom to contact today, and why"), doing("today"), params=_PARAMS
)
