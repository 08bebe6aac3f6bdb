"""Running a command, whichever front door asks in words: what a read-only session may not do is
refused here, once, and how a missing reason is given is told here.
"""

from tierdesk.commands.spec import Command, Front, Outcome, Values
from tierdesk.i18n.message import say
from tierdesk.triage.needs_reason import NeedsReason


def perform(command: Command, values: Values, front: Front) -> Outcome:
    """What came of it. Raises TierdeskError."""
    if would_change(command, values):
        from tierdesk.commands.doing.permission import must_write

        must_write(front)
    try:
        return command.run(front, values)
    except NeedsReason as refusal:
        told = say("%(refusal)s Give the reason with --reason.", refusal=refusal.message)
        raise NeedsReason(told) from refusal


def would_change(command: Command, values: Values) -> bool:
    """Whether a call of this command is one that may change the book: neither a dry run nor one
    whose first word only reads."""
    if not command.changes or values.get("dry_run"):
        return False
    return not command.reading or (values.get(command.params[0].name) or "") not in command.reading
