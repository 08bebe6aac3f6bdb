"""Running a command, whichever front door asks: what a read-only session may not do is refused
here, once.
"""

from tierdesk.commands.spec import Command, Front, Outcome, Values


def perform(command: Command, values: Values, front: Front) -> Outcome:
    """What came of it. Raises TierdeskError."""
    if would_change(command, values):
        from tierdesk.commands.doing.permission import must_write

        must_write(front)
    return command.run(front, values)


def would_change(command: Command, values: Values) -> bool:
    """Whether a call of this command is one that may change the book: neither a dry run nor one
    that lists."""
    return command.changes and not values.get("dry_run") and values.get("action") != "list"
