"""The playbook of a customer's deal: its tasks and its check-list, ticked off and on again."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
          choices=("list", "done", "undone")),
    Param("customer", N_("the customer by number, name or filter"), "argument",
          required=True, metavar=N_("CUSTOMER"), complete="customer"),
    Param("words", N_("the task or criterion by its number in the list, or by its words"), "argument",
          metavar=N_("TASK"), many=True),
    Param("deal", N_("which deal, when the customer has several"), metavar=N_("NUMBER")),
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("task.done", "task", N_("the tasks of a customer's stage: show them, tick them off"),
                  doing("task"), params=_PARAMS, changes=True, reading=("list",))  # fmt: skip
