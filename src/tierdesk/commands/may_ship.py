"""May goods leave for a customer? Asks the receivables and the credit limit; changes nothing."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("customer", N_("number, name or filter of one customer"), "argument", required=True,
          metavar=N_("CUSTOMER"), complete="customer"),
    Param("amount", N_("what the goods are worth: 20k, 4500 USD (nothing)"), "argument", many=True,
          metavar=N_("AMOUNT")),
)  # fmt: skip
_HELP = N_(
    "Goods are on hold while something is overdue, or when what is owed and the goods together exceed the "
    "credit limit. Exit code 1 when they must not leave."
)

COMMAND = Command("customer.may_ship", "may-ship", N_("may goods leave for a customer, or why not"),
                  doing("may_ship"), help=_HELP, params=_PARAMS)  # fmt: skip
