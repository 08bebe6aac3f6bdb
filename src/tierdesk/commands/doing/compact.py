"""Fold the journal into the data file now, rather than when it has grown."""

from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.errors import Refused
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    from tierdesk.store.tiny.integrity import compact

    if front.configuration.read_only:
        raise Refused(say("Compacting rewrites the book; leave out --read-only."))
    done = compact(front.places["data"])
    said = (
        say("The journal is folded into the data file.")
        if done
        else say("There was nothing to fold in.")
    )
    return Outcome({"schema": 1, "compacted": done}, (said,))
