"""Set the tier of customers by hand, or leave it to the model again."""

from tierdesk.commands.several import CUSTOMERS, DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    CUSTOMERS,
    Param("tier", N_("A, B, C, D, or model for what the model says"), "argument", required=True,
          metavar=N_("TIER"), complete="tier"),
    Param("reason", N_("why the tier is set by hand"), metavar=N_("TEXT")),
    Param("until", N_("last day of a tier set by hand"), metavar=N_("DATE")),
    WHERE,
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("customer.tier", "tier", N_("set the tier of customers by hand"), doing("tier"),
                  params=_PARAMS, changes=True)  # fmt: skip
