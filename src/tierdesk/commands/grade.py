"""The customers graded: as of any day, with any version of the model."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("as_of", N_("grade as of the end of that day, with what had happened by then"),
          metavar=N_("DATE")),
    Param("model", N_("grade with that version (the one that held then)"), metavar=N_("VERSION")),
    Param("kind", N_("whose version it is, where two have the same number"),
          choices=("open", "signed")),
    Param("limit", N_("print at most this many customers"), metavar=N_("N")),
)  # fmt: skip
_HELP = N_(
    "grade --as-of 2026-06-30; grade tier:A --model 2. Touches, orders, contracts, payments and surveys "
    "count up to that day. Fields of customers and deals are turned back as far as the history of "
    "changes tells; what was changed before it begins, or without it, holds today's value."
)

COMMAND = Command("customer.grade", "grade", N_("grade as of any day, with any version of the model"),
                  doing("grade"), help=_HELP, params=_PARAMS)  # fmt: skip
