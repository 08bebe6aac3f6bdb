"""Carrying an older book over to the schema of this program.

A step is a pure function from the tables of schema n to those of schema n + 1; it knows no
file. The steps run at opening, under the lock; the old state is kept complete as a snapshot
of its own. A session that only reads carries the book over in memory.
"""

from tierdesk.i18n.message import say
from tierdesk.store.tiny.assembly import Assembly
from tierdesk.store.tiny.paths import Paths, base_name
from tierdesk.store.tiny.reading import Live
from tierdesk.store.tiny.session import Versions
from tierdesk.store.tiny.snapshot import Meta
from tierdesk.store.tiny.state import revision

CURRENT = Versions()


def migrate(work: Assembly, versions: Versions, paths: Paths) -> None:
    """Run the missing steps on the book; documents that change get a new revision."""
    if work.schema >= versions.schema:
        return
    old, seq = work.book.view(), work.book.seq
    tables: Live = old
    for number in range(work.schema, versions.schema):
        stepped = versions.steps[number](tables)
        tables = {name: dict(docs) for name, docs in stepped.items()}
    changed = [
        (name, key)
        for name, docs in tables.items()
        for key, doc in docs.items()
        if old.get(name, {}).get(key) != doc or revision(doc) < 1
    ]
    work.book.tables = tables
    work.book.settle_ids(work.book.next)
    work.book.stamp(changed, work.book.seq + 1)
    kept = f"{paths.data}.schema-{work.schema}.bak"
    meta = Meta(work.store, 0, seq, work.book.crc, dict(work.book.next), work.schema)
    work.copies.append((kept, old, meta))
    work.todo = "rebase"
    work.notes.append(
        say(
            "%(name)s was carried over to the form of this tierdesk; the book as it was is kept"
            " as %(kept)s.",
            name=paths.name,
            kept=base_name(kept),
        )
    )
