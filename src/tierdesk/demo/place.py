"""The demo book as a file that opens like any other.

The store's own port writes it, in one change; nothing here knows the format or an engine. The
book has no history: there is nothing to undo until the reader does something.
"""

from datetime import datetime, tzinfo
from pathlib import Path
from uuid import uuid4

from tierdesk.demo.book import tables
from tierdesk.domain.references import resolve
from tierdesk.store.engines import open_store
from tierdesk.store.port import ChangeSet, Op

FILE = "demo.json"


def make(folder: Path, now: datetime, zone: tzinfo, by: str) -> Path:
    """Write the demo book of that moment into a folder, which is made where it is missing;
    returns the path of the book. Raises the store's errors, Conflict where a demo book lies
    already."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / FILE
    ops = tuple(
        Op(table, int(doc_id), 0, doc)
        for table, docs in tables(now, zone, by).items()
        for doc_id, doc in docs.items()
    )
    store = open_store(place, readonly=False, resolve=resolve, who=by)
    store.load()
    try:
        store.commit(ChangeSet(ops, uuid4().hex))
    finally:
        store.close()
    return place
