"""Change what is known of a customer, of its open deal or of its contact; blank forgets."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("customer", N_("number, name or filter of one customer"), "argument", required=True,
          metavar=N_("CUSTOMER"), complete="customer"),
    Param("fields", N_("what changes, like: city=Berlin budget= deal.amount=40k tier=A parked=yes"),
          "argument", required=True, metavar=N_("FIELD=VALUE"), many=True, complete="field"),
    Param("reason", N_("why the tier is set by hand, or the customer parked"), metavar=N_("TEXT")),
    Param("until", N_("last day of a tier set by hand"), metavar=N_("DATE")),
)  # fmt: skip

COMMAND = Command("customer.set", "set", N_("change what is known of a customer"), doing("set_"),
                  params=_PARAMS, changes=True)  # fmt: skip
