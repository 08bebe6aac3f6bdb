"""A payment came in: customer, amount, day."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("customer", N_("number, name or filter of one customer"), "argument", required=True,
          metavar=N_("CUSTOMER"), complete="customer"),
    Param("amount", N_("what came in, and the day if it was not today: 30k, 4500 USD yesterday"),
          "argument", required=True, many=True, metavar=N_("AMOUNT")),
    Param("contract", N_("on which contract, by number or code, when there are several"),
          metavar=N_("CONTRACT")),
    Param("method", N_("how it was paid"), metavar=N_("TEXT")),
    Param("rate", N_("one unit of the payment's currency in that of the contract, kept with the day"),
          metavar=N_("RATE")),
)  # fmt: skip
_HELP = N_(
    "Payments fill the instalments oldest first, in whatever order they are entered. undo takes one back; "
    "payment set and payment remove correct an older one."
)

COMMAND = Command("payment.pay", "pay", N_("enter a payment of a customer"), doing("pay"), help=_HELP,
                  params=_PARAMS, changes=True)  # fmt: skip
