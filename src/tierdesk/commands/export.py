"""Write customers to a file for other programs: tables, vCards, or everything."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

FORMATS = ("csv", "xlsx", "zip", "vcf", "json")
"""By the ending of a file."""
VERSIONS = ("3.0", "4.0")
_PARAMS = (
    Param("file", N_("where to; the ending tells the format"), "argument", required=True,
          metavar=N_("FILE"), complete="file"),
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("format", N_("the format, whatever the ending"), choices=FORMATS),
    Param("vcard", N_("the version of vCards (3.0, which most programs know best)"), choices=VERSIONS),
    Param("force", N_("replace a file that is there already"), "flag"),
)  # fmt: skip
_HELP = N_(
    "XLSX (a sheet for each table), ZIP (a CSV file for each) and JSON hold everything and can be "
    "imported again. CSV holds the customers in one table, VCF their people as vCards for phones and mail "
    "programs. No text becomes a formula in a spreadsheet."
)

COMMAND = Command("book.export", "export", N_("write customers to a file: CSV, XLSX, ZIP, VCF, JSON"),
                  doing("export"), help=_HELP, params=_PARAMS)  # fmt: skip
