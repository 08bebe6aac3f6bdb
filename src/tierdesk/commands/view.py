"""Saved views: a filter with its order under a name."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("save", "list", "remove")),
    Param("name", N_("name of the view"), "argument", metavar=N_("NAME"), complete="view"),
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("sort", N_("order of the rows (score)"), choices=("score", "name", "due", "last", "id")),
    Param("reverse", N_("the other way round"), "flag"),
    Param("screen", N_("the screen that it belongs to (customers)"), metavar=N_("NAME")),
)  # fmt: skip
_HELP = N_(
    "view save urgent 'tier:A overdue>3' --sort due; list --view urgent. Saving under a name that is "
    "there replaces that view; names do not mind case."
)

COMMAND = Command("view.edit", "view", N_("save, list and remove views: filters with their order"),
                  doing("view"), help=_HELP, params=_PARAMS, changes=True, reading=("list",))  # fmt: skip
