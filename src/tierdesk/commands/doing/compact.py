"""Fold the journal into the data file now, rather than when it has grown."""

from tierdesk.commands.doing.permission import must_write
from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    from tierdesk.store.engines import compact

    must_write(front)
    done = compact(front.places["data"])
    said = (
        say("The journal is folded into the data file.")
        if done
        else say("There was nothing to fold in.")
    )
    return Outcome({"schema": 1, "compacted": done}, (said,))
