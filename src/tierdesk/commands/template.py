"""Texts to send: by stage, tier, occasion, channel and language."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.several import WHERE
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.domain.vocabulary import CHANNELS
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "fill", "places", "render", "merge", "starter", "add", "set", "remove")),
    Param("words", N_("a template by its number, then what the action wants; see below"), "argument",
          metavar=N_("WORDS"), many=True, complete="template_field"),
    Param("stage", N_("only those of this stage"), metavar=N_("STAGE"), complete="stage"),
    Param("occasion", N_("for this occasion: birthday, overdue, 春节 …"), metavar=N_("OCCASION")),
    Param("channel", N_("for this channel"), metavar="|".join(CHANNELS)),
    Param("language", N_("only those in this language"), metavar="en|zh"),
    Param("contact", N_("to this contact, by name or number"), metavar=N_("CONTACT")),
    WHERE,
    Param("eml", N_("write a mail ready to send"), metavar=N_("FILE"), complete="file"),
    Param("mailto", N_("print the address that opens a mail program"), "flag"),
    Param("out", N_("folder for one mail for each customer"), metavar=N_("FOLDER"), complete="file"),
    Param("csv", N_("write a table for a mail or SMS tool"), metavar=N_("FILE"), complete="file"),
    Param("log", N_("log the text as a contact with each of them"), "flag"),
    Param("force", N_("replace files that are there"), "flag"),
    DRY_RUN,
)  # fmt: skip
_HELP = N_(
    'template add stage=negotiation language=en channel=email subject="Our quote" '
    'body="{salutation}, …"; template set NUMBER FIELD=VALUE…; template remove NUMBER. Fields: name, '
    "stage, tier, occasion, language, channel, subject, body. template starter takes in a set of texts. "
    "template fill CUSTOMER fills what fits the stage and tier of the customer, with --occasion or "
    "--channel all that fits, the best first. template render TEMPLATE CUSTOMER fills one, called by number, "
    "name or - for the best; template merge TEMPLATE --where QUERY --out FOLDER (or --csv FILE) one for "
    "each customer. template places names the places: {contact} is filled, {contact|Sir or Madam} says "
    "what stands there otherwise, {if deal} … {else} … {end} depends on one."
)

COMMAND = Command("template.add", "template", N_("texts to send, by stage, tier, occasion and language"),
                  doing("template"), help=_HELP, params=_PARAMS, changes=True,
                  reading=("list", "fill", "places", "render", "merge"))  # fmt: skip
