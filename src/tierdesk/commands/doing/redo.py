"""Make the last undone change again."""

from tierdesk.commands.doing.sentences import sentence
from tierdesk.commands.spec import Front, Outcome, Values, changed
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    entry, receipt = front.desk.redo()
    return changed(receipt, say("Done again: %(what)s.", what=sentence(entry)))
