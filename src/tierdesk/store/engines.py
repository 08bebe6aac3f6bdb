"""Which engine serves a place. Today there is one: the TinyDB file."""

from pathlib import Path

from tierdesk.errors import Usage
from tierdesk.i18n.message import say
from tierdesk.store.port import Resolve, Store


def open_store(place: Path, *, readonly: bool, resolve: Resolve, who: str) -> Store:
    """A store that is not loaded yet. Raises Usage for a place that no engine serves."""
    if "://" in str(place) or ":/" in str(place):
        raise Usage(
            say(
                "tierdesk cannot keep a book at %(place)s; give the path of a file.",
                place=str(place),
            )
        )
    from tierdesk.store.tiny.engine import FileStore

    return FileStore(place, readonly=readonly, resolve=resolve, who=who)
