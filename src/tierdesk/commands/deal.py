"""Deals of a customer; their outcome is changed by `move` and by `won`, `lost` and `reopen` alone."""

from tierdesk.commands.part import ACTIONS, REASON, part_params
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    *part_params(
        N_("title of a new one, or number or title of the one that is meant"), "deal_field",
        (*ACTIONS, "won", "lost", "reopen"),
    ),
    REASON,
    Param("anyway", N_("lose a deal although it is won"), "flag"),
)  # fmt: skip
_HELP = N_(
    'deal add Acme "Line 3" amount=40k expected_sign_on=eom; deal set Acme 12 expected_profit=9k; '
    "deal remove Acme 12. Fields: title, amount, expected_profit, expected_sign_on, products, "
    "probability_override, discount, discount_reason, owner, code. deal won Acme 12; deal lost Acme 12 "
    'reason=price cause="no local service"; deal reopen Acme 12; deal won - 12 where no customer is named. '
    "Other stages are reached with move."
)

COMMAND = Command("deal.edit", "deal",
                  N_("add, change or remove a deal of a customer, win, lose or reopen it"),
                  doing("deal"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
