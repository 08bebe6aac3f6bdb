"""Needs of a customer, each with its strength and the product that meets it."""

from tierdesk.commands.part import part_params
from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

_PARAMS = part_params(
    N_("text of a new one, or place or text of the one that is meant"), "need_field"
)
_HELP = N_(
    'need add Acme "two more lines" strength=2; need set Acme 1 matched_product=X200; '
    "need remove Acme 1. Fields: text, strength (0 latent to 3 urgent), matched_product."
)

COMMAND = Command("need.edit", "need", N_("add, change or remove a need of a customer"),
                  doing("need"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
