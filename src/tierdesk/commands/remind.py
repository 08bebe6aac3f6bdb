"""What is to come: plans, next contacts, instalments, birthdays; as a list or as a calendar."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("ics", N_("write an iCalendar file; one that tierdesk wrote is replaced"), metavar=N_("FILE"),
          complete="file"),
    Param("days", N_("how many days ahead (7; a file holds all)"), metavar=N_("N")),
    Param("alarm", N_("minutes before a time of day at which it rings, or none (15)"), metavar=N_("MINUTES")),
    Param("force", N_("replace a file that is there already"), "flag"),
)  # fmt: skip
_HELP = N_(
    "Follow-ups, next contacts by the cadence, instalments still to come in, and birthdays every year. A "
    "calendar that subscribes to the file shows what changed: entries keep their identity, and as long as "
    "nothing changes the file is the same to the last byte."
)

COMMAND = Command("book.remind", "remind", N_("what is to come, as a list or an iCalendar file"),
                  doing("remind"), help=_HELP, params=_PARAMS)  # fmt: skip
