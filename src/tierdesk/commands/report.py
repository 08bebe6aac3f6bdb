"""Reports over the whole book: figures that no single customer shows.

One command with a first word that names the report; each is a file of its own in `doing`
(`report_NAME`) with its view in `shown`. An option that a report does not know is refused there,
not overlooked.
"""

from collections.abc import Mapping

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

TAKES: Mapping[str, frozenset[str]] = {
    "rfm": frozenset(("window", "ahead", "holdout", "limit")),
    "funnel": frozenset(("by", "least", "limit")),
    "forecast": frozenset(("odds", "commit")),
    "receivables": frozenset(("window", "limit")),
    "velocity": frozenset(("by", "least", "limit")),
}
"""The options of each report beside --as-of."""
_PARAMS = (
    Param("report", N_("which report"), "argument", required=True, metavar=N_("REPORT"),
          choices=tuple(TAKES)),
    Param("as_of", N_("the day from which to look (today)"), metavar=N_("DATE")),
    Param("by", N_("funnel, velocity: group by this alone (all three)"),
          choices=("source", "tier", "owner")),
    Param("least", N_("funnel, velocity: tell no rate of fewer decided deals (20)"),
          metavar=N_("N")),
    Param("odds", N_("forecast: probabilities of the stages, or as the book's own deals went (stage)"),
          choices=("stage", "history")),
    Param("commit", N_("forecast: the percent from which a deal is committed (60)"),
          metavar=N_("N")),
    Param("window", N_("rfm, receivables: days back in which orders, amounts and contracts count (365)"),
          metavar=N_("N")),
    Param("ahead", N_("rfm: weeks for which orders are forecast (26)"), metavar=N_("N")),
    Param("holdout", N_("rfm: keep the last N weeks back and measure the forecasts on them"),
          metavar=N_("N")),
    Param("limit", N_("print at most this many customers, or groups of each kind"), metavar=N_("N")),
)  # fmt: skip
_HELP = N_(
    "report funnel: what stands in each stage, what goes on from there, win rate, days and quarters, by "
    "source, tier and owner, and the bottleneck. report forecast: best, weighted and committed by month. "
    "report receivables: what is owed by age, days sales outstanding, credit limits and holds. report "
    "velocity: money per day. report rfm: how lately, how often and how much customers bought, as scores "
    "of 1 to 5 with segments; with 100 buyers also who still buys and how often (BG/NBD). report rfm "
    "--holdout 13 tells how well that would have foretold the last 13 weeks."
)

COMMAND = Command(
    "book.report", "report",
    N_("figures over the whole book: rfm, funnel, forecast, receivables, velocity"),
    doing("report"), help=_HELP, params=_PARAMS,
)  # fmt: skip
