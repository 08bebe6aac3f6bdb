"""The parameters of the verbs for what belongs to a customer: contacts, needs, deals, follow-ups."""

from tierdesk.commands.spec import Completion, Param
from tierdesk.i18n.message import N_

ACTIONS = ("add", "set", "remove")


def part_params(words: str, fields: Completion) -> tuple[Param, ...]:
    """ACTION CUSTOMER [WORDS…]; `words` is the marked text on what they are beside the fields,
    `fields` which ones complete them."""
    return (
        Param("action", N_("what to do"), "argument", required=True, metavar=N_("ACTION"),
              choices=ACTIONS),
        Param("customer", N_("number, name or filter of one customer"), "argument", required=True,
              metavar=N_("CUSTOMER"), complete="customer"),
        Param("words", words, "argument", metavar=N_("WORDS"), many=True, complete=fields),
    )  # fmt: skip
