"""Log a contact with a customer: channel, result, text, and when to be in touch next."""

from tierdesk.commands.several import DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.domain.vocabulary import CHANNELS, RESULTS
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("customer", N_("number, name or filter of one customer"), "argument",
          metavar=N_("CUSTOMER"), complete="customer"),
    Param("text", N_("what was said"), "argument", metavar=N_("TEXT"), many=True),
    Param("channel", N_("how (phone)"), metavar="|".join(CHANNELS)),
    Param("result", N_("what came of it, a word or its letter"), metavar="|".join(RESULTS)),
    Param("in_", N_("the customer contacted us"), "flag"),
    Param("next", N_("when to be in touch next: +3d, fri, 明天, 下周三, 12/1 3pm"), metavar=N_("DATE")),
    Param("promised", N_("the next time was promised to the customer"), "flag"),
    Param("at", N_("when it happened, if not now: yesterday 15:00"), metavar=N_("DATE")),
    Param("also", N_("one more customer for the same contact; may be repeated"), many=True,
          metavar=N_("CUSTOMER"), complete="customer"),
    WHERE,
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("touch.log", "log", N_("log a contact with a customer"), doing("log"), params=_PARAMS,
                  changes=True)  # fmt: skip
