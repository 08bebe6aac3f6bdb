"""The customers, filtered and sorted."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("sort", N_("order of the rows (score)"), choices=("score", "name", "due", "last", "id")),
    Param("reverse", N_("the other way round"), "flag"),
    Param("view", N_("a saved view; more words narrow it"), metavar=N_("NAME"), complete="view"),
    Param("columns", N_("more columns: groups, fields of your own, like: groups,custom.size"),
          metavar=N_("NAMES")),
    Param("limit", N_("print at most this many customers"), metavar=N_("N")),
)  # fmt: skip

COMMAND = Command("customer.list", "list", N_("the customers, filtered and sorted"), doing("listed"),
                  params=_PARAMS)  # fmt: skip
