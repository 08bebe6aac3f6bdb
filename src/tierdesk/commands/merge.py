"""Customers that are one made one, or remembered as two."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_HELP = N_(
    "Contacts, deals, contacts logged, contracts, payments, orders and plans go to the one that stays, and one "
    "undo parts them again. Without --keep the one with contracts stays, then the one with more. --certain "
    "merges all that need nobody's look. --not remembers that two are two."
)
_PARAMS = (
    Param("customers", N_("number, name or filter of one customer; name two or more"), "argument",
          metavar=N_("CUSTOMER"), many=True, complete="customer"),
    Param("keep", N_("which of them stays"), metavar=N_("CUSTOMER"), complete="customer"),
    Param("field", N_("whose value a field takes, as city=B; may be repeated"), metavar=N_("FIELD=CUSTOMER"),
          many=True),
    Param("certain", N_("all that are certainly one"), "flag"),
    Param("not_", N_("they are two: tell them no more"), "flag"),
    Param("back", N_("with --not: take that word back"), "flag"),
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("customer.merge", "merge", N_("make customers that are one into one"), doing("merge"),
                  help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
