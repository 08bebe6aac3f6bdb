"""Contracts of a customer, each with its first payment and its payment plan."""

from tierdesk.commands.part import REASON, part_params
from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    *part_params(
        N_("code of a new one, or number or code of the one that is meant"), "contract_field"
    ),
    REASON,
)
_HELP = N_(
    "contract add Acme amount=100k signed_on=today first=30k instalments='30k 2026-12-01, 70k "
    "2027-02-01'; contract set Acme C-7 instalments='5x 20k 2026-12-31' (one a month); contract remove "
    "Acme C-7. The instalments add up to the amount, or to the amount without the first payment. "
    "Fields: amount, signed_on, first, instalments, deal, terms, ends_on, discount, discount_reason, code."
)

COMMAND = Command("contract.edit", "contract",
                  N_("add, change or remove a contract of a customer, with its payment plan"),
                  doing("contract"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
