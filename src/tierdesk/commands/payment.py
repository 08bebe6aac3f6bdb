"""Payments of a customer: correct or remove one; `pay` enters them."""

from tierdesk.commands.part import part_params
from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

_PARAMS = part_params(
    N_("amount of a new one, or number, day or amount of the one that is meant"), "payment_field"
)
_HELP = N_(
    "payment add Acme 30k paid_on=yesterday contract=C-7 method=transfer (pay is shorter); payment set "
    "Acme 12 amount=3k; payment remove Acme 12. Fields: amount, paid_on, contract, method."
)

COMMAND = Command("payment.edit", "payment", N_("add, correct or remove a payment of a customer"),
                  doing("payment"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
