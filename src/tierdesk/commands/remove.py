"""Remove customers with everything that belongs to them; undo brings all of it back."""

from tierdesk.commands.several import CUSTOMERS, DRY_RUN, WHERE
from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

_HELP = N_(
    "Contacts, deals, follow-ups, logged contacts and orders leave with the customer, and one undo "
    "brings back all of it. A customer with contracts is not removed."
)

COMMAND = Command("customer.remove", "remove", N_("remove customers (undo brings them back)"),
                  doing("remove"), help=_HELP, params=(CUSTOMERS, WHERE, DRY_RUN),
                  changes=True)  # fmt: skip
