"""Put customers off to a later day."""

from tierdesk.commands.several import CUSTOMERS, DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    CUSTOMERS,
    Param("day", N_("until when: +3d, fri, 明天, 下周三, 12/1 3pm"), "argument", required=True,
          metavar=N_("DATE")),
    Param("reason", N_("why; wanted from the third time on"), metavar=N_("TEXT")),
    WHERE,
    DRY_RUN,
)  # fmt: skip
_HELP = N_(
    "The day first planned is kept, and how often it was put off. What was promised to the customer "
    "for a day still to come stays. A customer without a plan gets one of the cadence's day. A day "
    "beyond the tier's longest interval is told."
)

COMMAND = Command("follow_up.snooze", "snooze", N_("put customers off to a later day"), doing("snooze"),
                  help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
