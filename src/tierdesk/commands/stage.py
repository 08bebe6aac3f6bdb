"""The stages of the pipeline: show them, change them, choose a preset."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "show", "set", "add", "remove", "rename", "order", "preset")),
    Param("words", N_("a stage, then what the action wants; see below"), "argument",
          metavar=N_("WORDS"), many=True, complete="stage_word"),
    Param("to", N_("where the deals of a stage that goes move to"), metavar=N_("STAGE"), complete="stage"),
    Param("before", N_("the stage that a new one stands before"), metavar=N_("STAGE"), complete="stage"),
    DRY_RUN,
)  # fmt: skip
_HELP = N_(
    "stage show STAGE; stage set STAGE label=Demo probability=40 rot_days=10 gate=hard "
    'tasks+="Show the line" exit_criteria=budget,deal.amount; stage add KEY [FIELD=VALUE…]; '
    "stage remove STAGE --to STAGE; stage rename OLD=NEW [OLD=NEW…]; stage order STAGE STAGE…; "
    "stage preset intent|leads [STAGE=STAGE…]. Fields: label, probability in per cent, rot_days, gate "
    "(soft, hard), goal, tasks parted by “;”, exit_criteria parted by commas, content. FIELD= is the "
    "default again; += and -= add to a list and take from it."
)

COMMAND = Command("stage.set", "stage", N_("the stages of the pipeline: show them, change them"),
                  doing("stage"), help=_HELP, params=_PARAMS, changes=True,
                  reading=("list", "show"))  # fmt: skip
