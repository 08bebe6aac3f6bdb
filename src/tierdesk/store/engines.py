"""Which engine serves a place, and the upkeep of a book where it lies. Today there is one: the
TinyDB file. Nobody else imports an engine.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tierdesk.errors import Usage
from tierdesk.i18n.message import say
from tierdesk.store.port import Points, Resolve, Store

if TYPE_CHECKING:
    from tierdesk.store.tiny.backup import Copied, Restored
    from tierdesk.store.tiny.integrity import Repaired, Report


_LAZY = ("contacts", "touches")
"""Many, and looked at a customer at a time; those that lists and filters ask are parsed at once."""


def open_store(
    place: Path, *, readonly: bool, resolve: Resolve, who: str, lasting: bool = False,
    points: Points | None = None,
) -> Store:  # fmt: skip
    """A store that is not loaded yet; `lasting` for whoever keeps it open, to whom memory matters
    more than the time of a pass over the whole book. Raises Usage for a place that no engine
    serves."""
    from tierdesk.store.tiny.engine import FileStore

    lazy = _LAZY if lasting else ()
    return FileStore(
        _file(place), readonly=readonly, resolve=resolve, who=who, lazy=lazy, points=points
    )


def places(place: Path) -> Mapping[str, Path]:
    """The files of a book: data, journal, lock, backup."""
    from tierdesk.store.tiny.paths import Paths

    names = Paths.of(_file(place))
    return {"data": Path(names.data), "journal": Path(names.journal), "lock": Path(names.lock),
            "backup": Path(names.bak)}  # fmt: skip


def check(place: Path) -> "Report":
    """Verify every checksum, chain, revision and id; reads only."""
    from tierdesk.store.tiny.integrity import check as check_file

    return check_file(_file(place))


def repair(place: Path) -> "Repaired":
    """Keep all that is whole of a damaged journal and set the rest aside."""
    from tierdesk.store.tiny.integrity import repair as repair_file

    return repair_file(_file(place))


def compact(place: Path) -> bool:
    """Fold the journal into the data file; False when there was nothing to fold in."""
    from tierdesk.store.tiny.integrity import compact as compact_file

    return compact_file(_file(place))


def backup(place: Path, target: Path, *, overwrite: bool) -> "Copied":
    """One moment of the book as a file that opens by itself."""
    from tierdesk.store.tiny.backup import backup as backup_file

    return backup_file(_file(place), target, overwrite=overwrite)


def restore(source: Path, place: Path) -> "Restored":
    """Put a backup in the place of the book, which is set aside."""
    from tierdesk.store.tiny.backup import restore as restore_file

    return restore_file(source, _file(place))


def _file(place: Path) -> Path:
    if ":/" in str(place):
        raise Usage(
            say(
                "tierdesk cannot keep a book at %(place)s; give the path of a file.",
                place=str(place),
            )
        )
    return place
