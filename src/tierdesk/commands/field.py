"""Fields of the book's own: what people want to know of customers beyond what every book has."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "add", "rename", "set", "remove")),
    Param("field", N_("key or name of the field"), "argument", metavar=N_("NAME"), complete="own_field"),
    Param("facts", N_("name=, type=, choices=, unit=; of rename the new key"), "argument",
          metavar=N_("FIELD=VALUE"), many=True, complete="own_field_fact"),
    DRY_RUN,
)  # fmt: skip
_HELP = N_(
    "field add size name='Contract size' type=number unit=t; field add level type=choice "
    "choices='small;large'; set 17 custom.size=12; list 'custom.size>10'. Removing a definition keeps "
    "the values, renaming moves them."
)

COMMAND = Command("field.add", "field", N_("fields of your own for customers"), doing("field"),
                  help=_HELP, params=_PARAMS, changes=True, reading=("list",))  # fmt: skip
