"""The list that the reason of a lost deal is chosen from."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "add", "remove")),
    Param("words", N_("the reason in a few words"), "argument", metavar=N_("REASON"), many=True,
          complete="lost_reason"),
    Param("kind", N_("which kind: price, product, service, competition, need, money, us, other"),
          metavar=N_("KIND"), complete="lost_kind"),
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("reason.add", "reason", N_("why deals are lost: the list of reasons"), doing("reason"),
                  params=_PARAMS, changes=True, reading=("list",))  # fmt: skip
