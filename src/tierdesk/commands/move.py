"""Move a customer's deal to another stage; what the stage wants first is asked for once."""

from tierdesk.commands.several import CUSTOMERS, DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    CUSTOMERS,
    Param("stage", N_("the stage by its name"), "argument", required=True, metavar=N_("STAGE"),
          complete="stage"),
    Param("reason", N_("why, where the stage is not ready or the deal is lost"), metavar=N_("TEXT")),
    Param("kind", N_("of a lost deal: which kind of reason"), metavar=N_("KIND"), complete="lost_kind"),
    Param("cause", N_("of a lost deal: the root cause"), metavar=N_("TEXT")),
    Param("deal", N_("which deal, when the customer has several, or by itself without a customer"),
          metavar=N_("NUMBER")),
    Param("anyway", N_("lose a deal although it is won"), "flag"),
    WHERE,
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("deal.move", "move", N_("move a customer to another stage"), doing("move"), params=_PARAMS,
                  changes=True)  # fmt: skip
