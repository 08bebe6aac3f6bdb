"""From the bytes of a snapshot that are surely ours to its tables: in one go, by pieces for whoever
must let others have their turn, or left as lines.

Every check has been made before; nothing here looks for damage.
"""

from collections.abc import Callable, Collection
from typing import cast

from tierdesk.domain.document import Doc
from tierdesk.store.tiny.codec import loads
from tierdesk.store.tiny.line_table import LineTable, Reading

META = "_meta"
PIECE = 1 << 18

Live = dict[str, dict[str, Doc] | LineTable]
Progress = Callable[[float], None]


def tables_of(raw: bytes, progress: Progress | None, lazy: Collection[str]) -> Live:
    """The tables of a snapshot whose checksum is right; `progress` gets 0..1."""
    if progress is not None or lazy:
        return _by_pieces(raw, progress or _alone, lazy)
    tables = cast(Live, loads(raw))
    del tables[META]
    return tables


def _alone(_: float) -> None:
    """Nobody waits."""


def _by_pieces(raw: bytes, progress: Progress, lazy: Collection[str]) -> Live:
    """The same tables, read some lines at a time, so that other threads get their turn."""
    tables: Live = {}
    at = raw.index(b"\n") + 1
    while raw.startswith(b",", at):
        end = raw.index(b"\n", at)
        name, at = cast(str, loads(raw[at + 1 : end - 2])), end + 1
        pieces = _pieces(raw, at)
        table = _kept(raw, pieces, progress) if name in lazy else None
        tables[name] = _read(raw, pieces, progress) if table is None else table
        at = (pieces[-1][1] if pieces else at) + 2
    return tables


def _pieces(raw: bytes, at: int) -> list[tuple[int, int]]:
    """Where whole lines of a table begin and end, some hundred at a time."""
    found = []
    while not raw.startswith(b"}", at):
        near = raw.find(b"\n", min(at + PIECE, len(raw) - 1))
        last = raw.find(b"\n}\n", at, near + 3)
        end = (last if last >= 0 else near) + 1
        found.append((at, end))
        at = end
    return found


def _read(raw: bytes, pieces: list[tuple[int, int]], progress: Progress) -> dict[str, Doc]:
    table: dict[str, Doc] = {}
    view = memoryview(raw)
    for start, end in pieces:
        stop = end - 1 - raw.startswith(b",", end - 2)
        table.update(cast(dict[str, Doc], loads(b"".join((b"{", view[start:stop], b"}")))))
        progress(end / len(raw))
    return table


def _kept(raw: bytes, pieces: list[tuple[int, int]], progress: Progress) -> LineTable | None:
    """The lines themselves; None when they are not as they are written today."""
    reading = Reading()
    for start, end in pieces:
        if not reading.take(raw, start, end):
            return None
        progress(end / len(raw))
    return reading.table(raw, pieces[0][0], pieces[-1][1]) if pieces else None
