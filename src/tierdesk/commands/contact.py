"""Contacts of a customer: the people there."""

from tierdesk.commands.part import part_params
from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

_PARAMS = part_params(
    N_("name of a new one, or number or name of the one that is meant"), "contact_field"
)
_HELP = N_(
    'contact add Acme "Max Muster" phones=+49… role=buyer; contact set Acme Max emails=m@acme.de; '
    "contact remove Acme Max. Fields: name, title, role, phones, emails, wechat, birthday, address, "
    "notes."
)

COMMAND = Command("contact.edit", "contact", N_("add, change or remove a contact of a customer"),
                  doing("contact"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
