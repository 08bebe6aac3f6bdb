"""Where this program keeps things, and which setting decided it."""

from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    places = front.places
    document = {"schema": 1, **{name: str(path) for name, path in places.items()}}
    said = (
        say("book: %(path)s", path=str(places["data"])),
        say("journal: %(path)s", path=str(places["journal"])),
        say("configuration: %(path)s", path=str(places["configuration"])),
        say("cache: %(path)s", path=str(places["cache"])),
    )
    return Outcome(document, said)
