"""Done: a contact was made just now; the cadence, or the date given, says when the next is."""

from tierdesk.commands.several import CUSTOMERS, DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    CUSTOMERS,
    Param("next", N_("when to be in touch next, if not by the cadence"), metavar=N_("DATE")),
    Param("promised", N_("the next time was promised to the customer"), "flag"),
    WHERE,
    DRY_RUN,
)
_HELP = N_(
    "Logs a contact of this moment over the preferred channel, or by phone, that reached the "
    "customer. Plans due by today are fulfilled; a plan for a later day stays. Somebody who is not to "
    "be contacted is dated by no cadence and needs --next."
)

COMMAND = Command("follow_up.done", "done", N_("a contact was made; next by the cadence"), doing("done"),
                  help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
