"""Files that belong to the book itself: nothing that is written for others may take their place."""

from pathlib import Path

from tierdesk.commands.spec import Front
from tierdesk.errors import Refused
from tierdesk.i18n.message import say


def refuse_own_file(front: Front, path: Path) -> None:
    """Raise Refused for a file of the book: its data, journal, lock and copies begin alike."""
    data = front.places.get("data")
    if data is None:
        return
    book_file = data.resolve()
    if path.resolve().parent == book_file.parent and path.name.startswith(book_file.name):
        raise Refused(
            say("%(file)s belongs to the book itself; choose another name.", file=str(path))
        )
