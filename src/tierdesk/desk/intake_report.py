"""What is told about an import: refused rows in a file of their own that can be mended and
imported again, and the dry run row by row.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path

from tierdesk.desk.intake_plan import REJECTED, Plan
from tierdesk.domain.money import read as read_money
from tierdesk.errors import Refused
from tierdesk.exchange.cells import money_text
from tierdesk.exchange.columns import REPORT_HEADINGS
from tierdesk.exchange.csv_out import BYTE_ORDER_MARK
from tierdesk.exchange.formula import guarded
from tierdesk.exchange.problem import Problem
from tierdesk.exchange.sheet import Sheet, cell_text
from tierdesk.exchange.written import write_file
from tierdesk.i18n.message import Message

_MOST_NAMES = 1_000


def write_rejects(
    plan: Plan,
    sheet: Sheet,
    source: Path,
    *,
    target: Path | None = None,
    tell: Callable[[Message], str] = str,
) -> Path | None:
    """Write the refused rows beside the source (`name.rejects.csv`) or to `target`; returns
    where, None when nothing was refused.

    The columns `row` and `reason` come first, so that a row with too many fields shifts
    nothing; headings and cells are the file's own. A file that is there already is never
    replaced: the next free number is taken, unless it holds exactly this. Raises Refused when
    `target` exists, NotWritten when the disk refuses."""
    if not plan.rejected:
        return None
    data = _rejects(plan, sheet, tell)
    if target is not None:
        write_file(target, data)
        return target
    for number in range(1, _MOST_NAMES):
        path = source.with_name(_name(source, number))
        if _holds(path, data):
            return path
        try:
            write_file(path, data)
        except Refused:
            continue
        return path
    write_file(path, data)
    return path


def _name(source: Path, number: int) -> str:
    stem = source.name.removesuffix(source.suffix)
    return f"{stem}.rejects.csv" if number == 1 else f"{stem}.rejects-{number}.csv"


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _rejects(plan: Plan, sheet: Sheet, tell: Callable[[Message], str]) -> bytes:
    reasons = _by_row(plan)
    refused = {row.number for row in plan.rows if row.outcome == REJECTED}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    again = sheet.headers[:2] == REPORT_HEADINGS
    headers = sheet.headers[2:] if again else sheet.headers
    writer.writerow([*REPORT_HEADINGS, *map(guarded, headers)])
    for row in sheet.rows:
        if row.number in refused:
            reason = " ".join(_said(p, tell) for p in reasons.get(row.number, ()) if p.rejected)
            cells = row.cells[2:] if again else row.cells
            written = (guarded(cell_text(cell)) for cell in cells)
            writer.writerow([row.number, guarded(reason), *written])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8", "replace")


def _said(problem: Problem, tell: Callable[[Message], str]) -> str:
    sentence = tell(problem.message)
    return f"{problem.field}: {sentence}" if problem.field else sentence


def _by_row(plan: Plan) -> Mapping[int, list[Problem]]:
    out: dict[int, list[Problem]] = {}
    for problem in plan.problems:
        out.setdefault(problem.row, []).append(problem)
    return out


def dry_run(plan: Plan) -> Iterator[dict[str, object]]:
    """One JSON-like value a row: number, outcome, whom it is about, differences (money as text, to
    the last cent), problems."""
    problems = _by_row(plan)
    for row in plan.rows:
        yield {
            "row": row.number,
            "outcome": row.outcome,
            "name": row.label,
            "differences": [
                {
                    "table": d.table,
                    "field": d.field,
                    "before": _exact(d.before),
                    "after": _exact(d.after),
                }
                for d in row.differences()
            ],
            "problems": [p.message for p in problems.get(row.number, ())],
        }


def _exact(value: object) -> object:
    """Money as its whole amount, which a screen would shorten; anything else as it is stored."""
    money = read_money({"value": value}, "value")
    return money_text(money) if money else value
