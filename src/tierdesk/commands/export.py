"""Write customers to a file for other programs: CSV for tables, vCards for phones, JSON for everything."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

FORMATS = ("csv", "json", "vcf")
"""By the ending of a file."""
_PARAMS = (
    Param("file", N_("where to; the ending tells the format"), "argument", required=True,
          metavar=N_("FILE"), complete="file"),
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("format", N_("the format, whatever the ending"), choices=FORMATS),
    Param("force", N_("replace a file that is there already"), "flag"),
)  # fmt: skip
_HELP = N_(
    "CSV holds the customers, safe to open in a spreadsheet; VCF holds their people as vCards for phones "
    "and mail programs; JSON holds everything that belongs to them and can be imported again."
)

COMMAND = Command("book.export", "export", N_("write customers to a CSV, VCF or JSON file"), doing("export"),
                  help=_HELP, params=_PARAMS)  # fmt: skip
