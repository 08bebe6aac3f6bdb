"""Whom to greet: birthdays, festivals and public holidays of a day or of more."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("on", N_("the first day (today)"), metavar=N_("DATE")),
    Param("days", N_("how many days (1; a week is 7)"), metavar=N_("N")),
)  # fmt: skip
_HELP = N_(
    "Birthdays by the solar and the lunar calendar, and the festivals and public holidays of the customer's "
    "country. Whoever is not to be contacted is left out. template render - CUSTOMER --occasion … writes the "
    "greeting."
)

COMMAND = Command("book.greetings", "greetings", N_("whom to greet: birthdays, festivals, public holidays"),
                  doing("greetings"), help=_HELP, params=_PARAMS)  # fmt: skip
