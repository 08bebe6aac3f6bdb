"""The way from a real file to a book in memory, for tests of imports."""

import io
import json
import os
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tierdesk.cli.app import run
from tierdesk.desk.intake import plan
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.exchange.columns import map_columns, parse_overrides
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import read_source

MOMENT = Moment(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), currency="USD")
_BESIDE = Path(__file__).parents[3] / "shared" / "data"


def real(*parts: str) -> Path:
    """A path in the shared real data; skips the test where that is absent."""
    folder = Path(os.environ.get("TIERDESK_REALDATA") or _BESIDE)
    if not folder.is_dir():
        pytest.skip(f"the real data are not here ({folder}); set TIERDESK_REALDATA")
    return folder.joinpath(*parts)


def program_in(folder: Path):
    """The program on a book of its own in the folder: words in, the JSON document out."""
    environment = {
        "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC", "TIERDESK_NOW": "2026-11-24T09:30:00Z",
        "TIERDESK_DATA": str(folder / "desk.json"),
    }  # fmt: skip

    def call(*words: str):
        printed = io.StringIO()
        with redirect_stdout(printed):
            assert run([*words, "--json"], environment) == 0
        return json.loads(printed.getvalue())

    return call


class Shelf:
    """Tables that an import is applied to."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, object]]] = {}

    @property
    def book(self) -> Book:
        return Book(self.tables)

    def docs(self, table: str) -> list[dict[str, object]]:
        return list(self.tables.get(table, {}).values())

    def planned(self, path: Path, kind: str = "", maps: tuple[str, ...] = (), **kwargs):
        sheet = read_sheet(read_source(path))
        columns = map_columns(sheet, kind=kind, overrides=parse_overrides(maps))
        return plan(self.book, sheet, columns, MOMENT, file=path.name, **kwargs)

    def imported(self, path: Path, kind: str = "", maps: tuple[str, ...] = (), **kwargs):
        made = self.planned(path, kind, maps, **kwargs)
        self.apply(made.change)
        return made

    def apply(self, change) -> None:
        ids: dict[int, int] = {}
        last = {table: max(map(int, docs), default=0) for table, docs in self.tables.items()}
        for edit in change.edits:
            if edit.id < 0:
                last[edit.table] = ids[edit.id] = last.get(edit.table, 0) + 1
        for edit in change.edits:
            doc = {**resolve(edit.table, edit.after, ids), "rev": 1}
            self.tables.setdefault(edit.table, {})[str(ids.get(edit.id, edit.id))] = doc


def counted(made) -> tuple[int, int, int, int, int]:
    return made.read, made.created, made.updated, made.unchanged, made.rejected
