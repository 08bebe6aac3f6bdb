"""Reports over the whole book: figures that no single customer shows.

One command with a first word that names the report; each is a file of its own in `doing`
(`report_NAME`) with its view in `shown`.
"""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

REPORTS = ("rfm",)
_PARAMS = (
    Param("report", N_("which report"), "argument", required=True, metavar=N_("REPORT"),
          choices=REPORTS),
    Param("as_of", N_("the day from which to look (today)"), metavar=N_("DATE")),
    Param("window", N_("days back in which orders and amounts count (365)"), metavar=N_("N")),
    Param("ahead", N_("weeks for which orders are forecast (26)"), metavar=N_("N")),
    Param("holdout", N_("keep the last N weeks back and measure the forecasts on them"),
          metavar=N_("N")),
    Param("limit", N_("print at most this many customers"), metavar=N_("N")),
)  # fmt: skip
_HELP = N_(
    "report rfm: how lately, how often and how much customers bought, as scores of 1 to 5 with "
    "segments; with 100 buyers also who still buys and how often (BG/NBD). report rfm --holdout 13 "
    "tells how well that would have foretold the last 13 weeks."
)

COMMAND = Command("book.report", "report", N_("figures over the whole book: rfm"),
                  doing("report"), help=_HELP, params=_PARAMS)  # fmt: skip
