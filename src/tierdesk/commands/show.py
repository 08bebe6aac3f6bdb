"""One customer: all that is known, its score with the reasons, its touches and deals."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("customer", N_("number, name or filter of one customer"), "argument", required=True,
          metavar=N_("CUSTOMER"), complete="customer"),
    Param("explain", N_("also what makes the score and what would lift the tier"), "flag"),
)  # fmt: skip

COMMAND = Command("customer.show", "show", N_("one customer with its score, touches and deals"),
                  doing("show"), params=_PARAMS)  # fmt: skip
