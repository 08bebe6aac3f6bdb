"""Add, set or remove one of a customer's contracts."""

from tierdesk.commands.doing.part_verbs import perform
from tierdesk.commands.spec import Front, Outcome, Values


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    return perform("contract", front, values)
