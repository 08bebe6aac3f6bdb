"""What the clerk does for the screen besides its work: the search index after loading, the digest
after closing.
"""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.desk.snapshot import Snapshot
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.host import Host


def prepare(room: Room, pause: Callable[[float], None]) -> None:
    """Make the search index, and keep it up to date; `pause` is called between its steps."""
    from tierdesk.desk.tier_names import tier_names
    from tierdesk.search.index import Index

    def made(pause: Callable[[float], None]) -> Index:
        index = room.index = Index(room.desk.book, pause)
        index.tiers = tier_names(room.desk.book)
        return index

    index = made(pause)

    def changed(touched: frozenset[int] | None) -> None:
        nonlocal index
        if touched is None:  # also after a model was published, which may name its tiers anew
            index = made(breathe)
            return
        book = room.desk.book
        for customer_id in touched:
            gone = book.get("customers", customer_id) is None
            index.update(customer_id, None if gone else book.case(customer_id))

    room.listeners.append(changed)


def breathe(_: float) -> None:
    """Let the screen's thread have its turn: a key must not wait for the whole index."""
    sleep(0)


def keep_digest(host: Host, app: TierdeskApp) -> Callable[[Snapshot], Callable[[], None]]:
    """Make the digest of the last snapshot, in the language of the moment; what it returns writes
    it, when the files of the book are as they will stay."""

    def keep(snapshot: Snapshot) -> Callable[[], None]:
        from tierdesk import paths
        from tierdesk.desk import board_digest
        from tierdesk.desk.digest import digest_of, save

        folder, book = paths.cache_folder(host.caller.environment), host.caller.configuration.data
        digest, kept = digest_of(snapshot, app.catalog), app.board_kept

        def written() -> None:
            save(folder, book, digest)
            if kept is not None:
                board = kept[1] if kept[0] == snapshot.revision else None
                board_digest.save(folder, book, board)

        return written

    return keep
