"""Change what is known of a customer, of its open deal or of its contact; blank forgets."""

from tierdesk.commands.several import DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("customer", N_("number, name or filter of one customer; may be repeated"), "argument",
          metavar=N_("CUSTOMER"), complete="customer"),
    Param("fields", N_("what changes, like: city=Berlin budget= deal.amount=40k tier=A tags+=vip"),
          "argument", metavar=N_("FIELD=VALUE"), many=True, complete="field"),
    Param("reason", N_("why the tier is set by hand, or the customer parked"), metavar=N_("TEXT")),
    Param("until", N_("last day of a tier set by hand"), metavar=N_("DATE")),
    WHERE,
    DRY_RUN,
)  # fmt: skip

_HELP = N_(
    "FIELD=VALUE sets a field, FIELD= forgets it, FIELD+=VALUE and FIELD-=VALUE add to a list and "
    "take from it; notes+= adds a line."
)

COMMAND = Command("customer.set", "set", N_("change what is known of a customer"), doing("set_"),
                  help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
