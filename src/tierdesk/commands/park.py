"""Put customers aside, out of every queue, or take them back."""

from tierdesk.commands.several import CUSTOMERS, DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    CUSTOMERS,
    Param("reason", N_("why they are put aside"), metavar=N_("TEXT")),
    Param("back", N_("take them back into the queue"), "flag"),
    WHERE,
    DRY_RUN,
)

COMMAND = Command("customer.park", "park", N_("put customers aside, or take them back"), doing("park"),
                  params=_PARAMS, changes=True)  # fmt: skip
