"""Texts to send, by stage, tier and language."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "fill", "add", "set", "remove")),
    Param("words", N_("a template by its number, then what the action wants; see below"), "argument",
          metavar=N_("WORDS"), many=True, complete="template_field"),
    Param("stage", N_("only those of this stage"), metavar=N_("STAGE"), complete="stage"),
    DRY_RUN,
)  # fmt: skip
_HELP = N_(
    'template add stage=negotiation language=en channel=email subject="Our quote" '
    'body="Dear {contact}, …"; template set NUMBER FIELD=VALUE…; template remove NUMBER; '
    "template fill CUSTOMER fills what fits the customer's stage, tier and language, template fill "
    "CUSTOMER NUMBER one of them. Fields: name, stage, tier, occasion, language, channel, subject, "
    "body. Places are filled as they stand: {customer}, {contact}, {owner}, {deal}, {amount}, "
    "{product}, {city}, {today}, {contract}."
)

COMMAND = Command("template.add", "template", N_("texts to send, by stage, tier and language"),
                  doing("template"), help=_HELP, params=_PARAMS, changes=True,
                  reading=("list", "fill"))  # fmt: skip
