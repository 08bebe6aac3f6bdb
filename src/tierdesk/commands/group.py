"""Groups: customers put together as somebody likes, a customer in many."""

from tierdesk.commands.several import DRY_RUN, WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "add", "rename", "remove", "put", "take")),
    Param("group", N_("name of the group, like VIP or VIP/East"), "argument", metavar=N_("GROUP"),
          complete="group"),
    Param("words", N_("of put and take the customers; of rename the new name"), "argument",
          metavar=N_("CUSTOMER"), many=True, complete="customer"),
    WHERE,
    Param("yes", N_("remove a group although customers are in it; they are taken out of it"), "flag"),
    DRY_RUN,
)  # fmt: skip
_HELP = N_(
    "group add VIP/East; group put VIP/East 17 42; group take VIP --where 'tier:D'; list group:VIP. The "
    "groups below one go with it when it is renamed or removed."
)

COMMAND = Command("group.put", "group", N_("free groups of customers"), doing("group"), help=_HELP,
                  params=_PARAMS, changes=True, reading=("list",))  # fmt: skip
