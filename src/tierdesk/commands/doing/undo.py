"""Take back the last change of this person, after a restart too."""

from tierdesk.commands.doing.sentences import sentence
from tierdesk.commands.spec import Front, Outcome, Values, changed
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    entry, receipt = front.desk.undo()
    return changed(receipt, say("Undone: %(what)s.", what=sentence(entry)))
