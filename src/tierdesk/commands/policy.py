"""How each tier is treated: days between contacts, reply, share of the day, discount, treatment."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("show", "set")),
    Param("tier", N_("A, B, C or D"), "argument", metavar=N_("TIER"), complete="tier"),
    Param("fields", N_("what changes, like: ideal_days=5 reply_hours=2; blank is the default again"),
          "argument", metavar=N_("FIELD=VALUE"), many=True, complete="policy_field"),
)  # fmt: skip
_HELP = N_(
    "policy show; policy set A ideal_days=5 max_days=10. The fields are ideal_days, max_days, "
    "signed_ideal_days, signed_max_days, reply_hours, capacity_share and discount_limit in per cent "
    "(promotions: only what a promotion gives), treatment. FIELD= is the default again."
)

COMMAND = Command("policy.set", "policy", N_("how each tier is treated: show it, change it"),
                  doing("policy"), help=_HELP, params=_PARAMS, changes=True, reading=("show",))  # fmt: skip
