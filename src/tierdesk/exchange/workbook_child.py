"""A program of its own that reads one workbook from stdin and writes its cells to stdout.

The parser is native code: on a damaged file it may panic, and a file that claims a cell at the
far corner of the grid asks for more memory than there is, which ends a process without an
exception. So it runs in a child with a limit, and the worst that a file can do is to end that.
Knows nothing of the package: it is started as a file. Run by `workbook`, nobody else.

Output (marshal): {"sheets": [names], "name": chosen, "rows": [[cell]]}, or with a second word "every"
{"tables": {name: [[cell]]}}; a date is ("date", ISO text). Or {"error": "password" / "damaged" / "sheet" /
"empty" / "large", "sheets": [names]}.
"""

import datetime as dt
import marshal
import resource
import sys
from collections.abc import Sequence
from io import BytesIO

MEMORY = 2 * 2**30
MOST_CELLS = 20_000_000
MOST_TEXT = 256 * 2**20
"""Cells and characters of all that is answered: what the reader can hold in its own memory."""


def main() -> None:
    """Read, answer, leave."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    data = sys.stdin.buffer.read()
    answer = _every(data) if sys.argv[2:] else _answer(data, sys.argv[1])
    sys.stdout.buffer.write(marshal.dumps(answer))


def _answer(data: bytes, wanted: str) -> dict[str, object]:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        book = load_workbook(BytesIO(data))
        names = list(book.sheet_names)
        if wanted and wanted not in names:
            return {"error": "sheet", "sheets": names}
        for name in [wanted] if wanted else names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(value != "" for row in rows for value in row):
                if _too_large(rows):
                    return {"error": "large", "sheets": names}
                cells = [[_plain(value) for value in row] for row in rows]
                return {"sheets": names, "name": name, "rows": cells}
    except PasswordError:
        return {"error": "password", "sheets": []}
    except (CalamineError, OSError, ValueError):
        return {"error": "damaged", "sheets": []}
    return {"error": "empty", "sheets": names}


def _every(data: bytes) -> dict[str, object]:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        book = load_workbook(BytesIO(data))
        tables: dict[str, object] = {}
        all_rows: list[Sequence[object]] = []
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            all_rows += rows
            if _too_large(all_rows):
                return {"error": "large", "sheets": []}
            tables[name] = [[_plain(value) for value in row] for row in rows]
    except PasswordError:
        return {"error": "password", "sheets": []}
    except (CalamineError, OSError, ValueError):
        return {"error": "damaged", "sheets": []}
    return {"tables": tables}


def _too_large(rows: Sequence[Sequence[object]]) -> bool:
    if sum(map(len, rows)) > MOST_CELLS:
        return True
    return sum(len(value) for row in rows for value in row if isinstance(value, str)) > MOST_TEXT


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return ("date", (value.date() if value.time() == dt.time() else value).isoformat())
    if isinstance(value, dt.date):
        return ("date", value.isoformat())
    if isinstance(value, dt.time):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else str(value)


if __name__ == "__main__":
    main()
