"""The parameters of the verbs for what belongs to a customer: contacts, needs, deals, contracts …"""

from tierdesk.commands.spec import Completion, Param
from tierdesk.i18n.message import N_

ACTIONS = ("add", "set", "remove")


REASON = Param("reason", N_("why, where a discount, a loss or a step ahead of time wants a reason"),
               metavar=N_("TEXT"))  # fmt: skip


def part_params(
    words: str, fields: Completion, actions: tuple[str, ...] = ACTIONS
) -> tuple[Param, ...]:
    """ACTION CUSTOMER [WORDS…]; `words` is the marked text on what they are beside the fields,
    `fields` which ones complete them."""
    return (
        Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
              choices=actions),
        Param("customer", N_("number, name or filter of one customer"), "argument", required=True,
              metavar=N_("CUSTOMER"), complete="customer"),
        Param("words", words, "argument", metavar=N_("WORDS"), many=True, complete=fields),
    )  # fmt: skip
