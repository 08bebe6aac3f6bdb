"""Write customers to a file for other programs: CSV for tables, JSON for everything."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("file", N_("where to; the ending tells the format"), "argument", required=True,
          metavar=N_("FILE"), complete="file"),
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("format", N_("csv or json, whatever the ending"), choices=("csv", "json")),
    Param("force", N_("replace a file that is there already"), "flag"),
)  # fmt: skip
_HELP = N_(
    "CSV holds the customers, safe to open in a spreadsheet; JSON holds everything that belongs to "
    "them and can be imported again."
)

COMMAND = Command("book.export", "export", N_("write customers to a CSV or JSON file"), doing("export"),
                  help=_HELP, params=_PARAMS)  # fmt: skip
