"""May this call change the book? Asked by verbs that do not go through the desk."""

from tierdesk.commands.spec import Front
from tierdesk.errors import Refused
from tierdesk.i18n.message import say


def must_write(front: Front) -> None:
    """Raises Refused in a session that was opened read-only."""
    if front.configuration.read_only:
        raise Refused(
            say("This would change the book, which was opened read-only; leave out --read-only.")
        )
