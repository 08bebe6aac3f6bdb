"""The open deals by stage, as the board of the screen has them."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("query", N_("a filter, like: tier:A stage:won overdue>7 !lost"), "argument",
          metavar=N_("QUERY"), many=True),
    Param("stage", N_("only the cards of this stage"), metavar=N_("STAGE"), complete="stage"),
    Param("limit", N_("print at most this many cards of a stage (all)"), metavar=N_("N")),
)  # fmt: skip
_HELP = N_(
    "One card for each open deal, headed by its customer; a customer without an open deal stands in "
    "maintain or lost. Won holds the deals of the last 90 days, or with a contract on its way, that "
    "are not signed yet. Sums never cross currencies without a rate: what none tells stands beside."
)

COMMAND = Command(
    "book.board", "board", N_("the open deals by stage, with what they are worth"), doing("board"),
    help=_HELP, params=_PARAMS,
)  # fmt: skip
