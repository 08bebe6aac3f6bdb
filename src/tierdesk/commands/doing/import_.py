"""Take in a foreign table or our own export: one change, one undo."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from tierdesk.commands.spec import (
    Front,
    Outcome,
    Values,
    changed,
    text_of,
    texts_of,
)
from tierdesk.domain.dates import Order
from tierdesk.domain.money import currency_code
from tierdesk.errors import EXIT_DONE, EXIT_REFUSED, Usage
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tierdesk.desk.intake import Step
    from tierdesk.desk.intake_plan import Plan
    from tierdesk.domain.book import Book, Row
    from tierdesk.domain.change import Change
    from tierdesk.domain.moment import Moment
    from tierdesk.exchange.columns import ColumnMap
    from tierdesk.exchange.sheet import Sheet
    from tierdesk.exchange.source import Source


_OF_ONE_TABLE = ("sheet", "as_", "map")
"""Options about one sheet; with them a workbook of our own is read as any other."""


class Intake(NamedTuple):
    """How a file becomes a plan for a book, telling how many rows are done; `sheet` and `columns` None for
    our own export; `assumed` the currency that was taken for amounts that name none, "" where none was."""

    plan: Callable[[Book, Step], Plan]
    sheet: Sheet | None = None
    columns: ColumnMap | None = None
    assumed: str = ""

    def program(self) -> str:
        """Which program wrote the file, "" where its headings do not tell."""
        from tierdesk.exchange.programs import program_of

        return program_of(self.sheet.headers) if self.sheet is not None else ""

    def assumption(self) -> tuple[Message, ...]:
        """What is worth telling of the currency."""
        if not self.assumed:
            return ()
        return (say("Amounts that name no currency were read as %(currency)s; --currency says "
                    "otherwise.", currency=self.assumed),)  # fmt: skip


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    intake = prepared(front, values)
    if values.get("dry_run"):
        return _dry(intake, front.desk.book)
    return carried_out(front, values, intake)


def carried_out(
    front: Front, values: Values, intake: Intake, step: Step = lambda _: None
) -> Outcome:
    """Import it. What `step` raises while rows are looked at leaves book and folder as they were."""
    path = Path(text_of(values, "file"))
    plans = [intake.plan(front.desk.book, step)]
    step(plans[0].read)
    # Refused rows are safe in their file before anything else is changed: a folder that cannot be
    # written must not leave an import of which nobody knows what is missing.
    rejects = _write_rejects(plans[0], intake.sheet, path, values, front)

    tries = count()

    def perform(book: Book) -> Change:
        if next(tries):  # somebody else was faster: the plan is made anew
            plans.append(intake.plan(book, lambda _: None))
        return plans[-1].change

    receipt = front.desk.perform(perform)
    plan = plans[-1]
    said = [_summary(plan), *_from_program(intake)]
    if receipt.change_id is not None:
        said += intake.assumption()
    if rejects:
        said.append(say("Refused rows with their reasons are in %(path)s.", path=str(rejects)))
    more = {**plan.document(), **_by_program(intake), "rejects": str(rejects) if rejects else None}
    told = changed(receipt, *said, **{k: v for k, v in more.items() if k != "schema"})
    nothing = plan.read > 0 and plan.rejected == plan.read
    return told._replace(exit_code=EXIT_REFUSED if nothing else EXIT_DONE)


def prepared(
    front: Front, values: Values, sheet: Sheet | None = None, *, whole: bool = True
) -> Intake:
    """The file with its columns mapped; `sheet` when it was read before, not `whole` when somebody maps
    them yet. Raises TierdeskError."""
    from tierdesk.exchange.source import read_source

    path, moment = Path(text_of(values, "file")), front.desk.moment
    if sheet is not None:
        return _mapped(sheet, values, moment, path.name, whole=whole)
    source = read_source(path)
    if source.kind == "tables" and any(values.get(name) for name in _OF_ONE_TABLE):
        source = _as_workbook(source)
    if source.kind not in ("json", "tables"):
        return _table(source, values, moment, whole=whole)
    from tierdesk.desk.intake_json import plan_export

    tables = _own_export(source)
    return Intake(lambda book, _: plan_export(book, tables, file=source.name, verb="book.import"))


def _as_workbook(source: Source) -> Source:
    from tierdesk.exchange.tables_in import is_packed

    if is_packed(source):
        raise Usage(
            say(
                "%(file)s holds all tables of a book; leave out --sheet, --as and --map.",
                file=source.name,
            )
        )
    return replace(source, kind="xlsx")


def _own_export(source: Source) -> dict[str, list[Row]]:
    if source.kind == "json":
        from tierdesk.exchange.json_in import read_export

        return read_export(source)
    from tierdesk.exchange.tables_in import read_tables

    return read_tables(source)


def _table(source: Source, values: Values, moment: Moment, *, whole: bool) -> Intake:
    from tierdesk.exchange.reading import read_sheet

    sheet = read_sheet(source, sheet=text_of(values, "sheet"), encoding=text_of(values, "encoding"),
                       delimiter=text_of(values, "delimiter"))  # fmt: skip
    return _mapped(sheet, values, moment, source.name, whole=whole)


def _mapped(sheet: Sheet, values: Values, moment: Moment, file: str, *, whole: bool) -> Intake:
    from tierdesk.desk.intake import plan
    from tierdesk.exchange.columns import map_columns, parse_overrides
    from tierdesk.pipeline.stages import stages_of

    columns = map_columns(sheet, kind=text_of(values, "as_"),
                          overrides=parse_overrides(texts_of(values, "map")), whole=whole)  # fmt: skip
    given = text_of(values, "currency")
    counted = _in_currency(moment, given)
    order = next((o for o in get_args(Order) if o == text_of(values, "date_order")), None)

    def make(book: Book, step: Step) -> Plan:
        return plan(
            book, sheet, columns, counted, stages=stages_of(book), date_order=order,
            lenient=bool(values.get("lenient")), file=file, verb="book.import", step=step,
        )  # fmt: skip

    return Intake(make, sheet, columns, "" if given or not _assumes(columns) else counted.currency)


def _assumes(columns: ColumnMap) -> bool:
    """Is there a column of amounts and none of currencies?"""
    from tierdesk.exchange.fields import FIELDS

    readings = {FIELDS[c.target].reading for c in columns.columns if c.target in FIELDS}
    return bool(readings & {"money", "profit"}) and "currency" not in readings


def _in_currency(moment: Moment, written: str) -> Moment:
    return replace(moment, currency=currency_code(written)) if written else moment


def _write_rejects(
    plan: Plan, sheet: Sheet | None, source: Path, values: Values, front: Front
) -> Path | None:
    if sheet is None or not plan.rejected:
        return None
    from tierdesk.desk.intake_report import write_rejects

    target = text_of(values, "rejects")
    return write_rejects(plan, sheet, source, target=Path(target) if target else None,
                         tell=front.sentence)  # fmt: skip


def _dry(intake: Intake, book: Book) -> Outcome:
    """The counts are told with the rest, before it; what is said ends the page."""
    from tierdesk.desk.intake_report import dry_run

    plan = intake.plan(book, lambda _: None)
    columns = intake.columns.columns if intake.columns is not None else ()
    document = {
        **plan.document(), **_by_program(intake),
        "notes": [*_from_program(intake), *plan.notes, *intake.assumption()], "dry_run": True,
        "columns": [{"column": c.header, "field": c.target} for c in columns],
        "rows": list(dry_run(plan)),
    }  # fmt: skip
    return Outcome(document, (say("Nothing was changed: this was a dry run."),))


def _by_program(intake: Intake) -> dict[str, object]:
    return {"program": intake.program()} if intake.program() else {}


def _from_program(intake: Intake) -> tuple[Message, ...]:
    if not intake.program():
        return ()
    return (say("The headings are those of %(program)s.", program=intake.program()),)


def _summary(plan: Plan) -> Message:
    return say("Rows read: %(read)s; new: %(created)s, changed: %(updated)s, unchanged: "
               "%(unchanged)s, refused: %(rejected)s.", read=plan.read, created=plan.created,
               updated=plan.updated, unchanged=plan.unchanged, rejected=plan.rejected)  # fmt: skip
