"""Follow-ups of a customer: what is planned."""

from tierdesk.commands.part import part_params
from tierdesk.commands.spec import Command, doing
from tierdesk.i18n.message import N_

_PARAMS = part_params(
    N_("day of a new one, or number or day of the one that is meant"), "follow_up_field"
)
_HELP = N_(
    'follow-up add Acme fri 3pm note="send prices"; follow-up set Acme fri promised=yes; '
    "follow-up remove Acme fri. Fields: due_at, promised, kind, note."
)

COMMAND = Command("follow_up.edit", "follow-up", N_("add, change or remove a follow-up of a customer"),
                  doing("follow_up"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
