"""Add a customer with its first deal; an existing one of that name is asked about first."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("name", N_("name of the customer"), "argument", required=True, metavar=N_("NAME")),
    Param("fields", N_("what is known, like: country=DE budget=40k contact.phones=…"), "argument",
          metavar=N_("FIELD=VALUE"), many=True, complete="field"),
    Param("anyway", N_("add it although a customer of that name exists"), "flag"),
)  # fmt: skip

COMMAND = Command(
    "customer.add", "add", N_("add a customer"), doing("add"), params=_PARAMS, changes=True
)
