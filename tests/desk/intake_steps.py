"""Steps of an import for tests: text in, plan out, applied to a desk in memory."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from memory_store import MemoryStore

from tierdesk.desk.desk import Desk
from tierdesk.desk.intake import plan
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.exchange.columns import map_columns, parse_overrides
from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.sheet import Sheet
from tierdesk.exchange.source import Source, read_source

MOMENT = Moment(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


def open_desk() -> Desk:
    return Desk(MemoryStore(resolve), MOMENT, "li")


def sheet_of(text: str | bytes, **kwargs: str) -> Sheet:
    data = text.encode() if isinstance(text, str) else text
    return read_sheet(Source(Path("file.csv"), data, "text"), **kwargs)


def planned(desk: Desk, text: str | bytes, kind: str = "", maps: tuple[str, ...] = (), **kwargs):
    sheet = sheet_of(text)
    columns = map_columns(sheet, kind=kind, overrides=parse_overrides(maps))
    return plan(desk.book, sheet, columns, desk.moment, file="file.csv", **kwargs)


def imported(desk: Desk, text: str | bytes, kind: str = "", maps: tuple[str, ...] = (), **kwargs):
    made = planned(desk, text, kind, maps, **kwargs)
    desk.apply(made.change)
    return made


def imported_file(desk: Desk, path: Path, kind: str = "", maps: tuple[str, ...] = (), **kwargs):
    sheet = read_sheet(read_source(path))
    columns = map_columns(sheet, kind=kind, overrides=parse_overrides(maps))
    made = plan(desk.book, sheet, columns, desk.moment, file=path.name, **kwargs)
    desk.apply(made.change)
    return made


def counted(made) -> tuple[int, int, int, int, int]:
    return made.read, made.created, made.updated, made.unchanged, made.rejected


def docs(desk: Desk, table: str) -> list[dict[str, object]]:
    """What a file said; neither stamps nor the tier in which a customer stood."""
    return [
        {k: v for k, v in doc.items() if k not in ("rev", "created_at", "updated_at", "stood")}
        for _, doc in desk.book.rows(table)
    ]


def said(made) -> list[str]:
    return [str(problem.message) for problem in made.problems]
