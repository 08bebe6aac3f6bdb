"""Take in a foreign table or our own export: one change, one undo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from tierdesk.commands.spec import (
    Front,
    Outcome,
    Values,
    changed,
    text_of,
    texts_of,
)
from tierdesk.domain.dates import Order
from tierdesk.domain.money import CURRENCIES
from tierdesk.errors import Usage
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from tierdesk.desk.intake_plan import Plan
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.domain.moment import Moment
    from tierdesk.exchange.sheet import Sheet


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    source_path = Path(text_of(values, "file"))
    rule, sheet = _planner(front, values, source_path)
    if values.get("dry_run"):
        return _dry(rule(front.desk.book))
    made: list[Plan] = []

    def perform(book: Book) -> Change:
        made.append(rule(book))
        return made[-1].change

    receipt = front.desk.perform(perform)
    plan = made[-1]
    said = [_summary(plan)]
    rejects = _write_rejects(plan, sheet, source_path, values, front)
    if rejects:
        said.append(say("Refused rows with their reasons are in %(path)s.", path=str(rejects)))
    more = {**plan.document(), "rejects": str(rejects) if rejects else None}
    return changed(receipt, *said, **{k: v for k, v in more.items() if k != "schema"})


def _planner(
    front: Front, values: Values, path: Path
) -> tuple[Callable[[Book], Plan], Sheet | None]:
    from tierdesk.desk.intake import plan
    from tierdesk.exchange.columns import map_columns, parse_overrides
    from tierdesk.exchange.reading import read_sheet
    from tierdesk.exchange.source import read_source
    from tierdesk.pipeline.stages import stages_of

    source = read_source(path)
    moment = front.desk.moment
    if source.kind == "json":
        from tierdesk.desk.intake_json import plan_export
        from tierdesk.exchange.json_in import read_export

        tables = read_export(source)
        return lambda book: plan_export(
            book, tables, moment, file=source.name, verb="book.import"
        ), None
    sheet = read_sheet(source, sheet=text_of(values, "sheet"), encoding=text_of(values, "encoding"),
                       delimiter=text_of(values, "delimiter"))  # fmt: skip
    columns = map_columns(sheet, kind=text_of(values, "as_"),
                          overrides=parse_overrides(texts_of(values, "map")))  # fmt: skip
    moment = _in_currency(moment, text_of(values, "currency"))
    order = next((o for o in get_args(Order) if o == text_of(values, "date_order")), None)
    return lambda book: plan(
        book, sheet, columns, moment, stages=stages_of(book), lenient=bool(values.get("lenient")),
        date_order=order, file=source.name,
        verb="book.import",
    ), sheet  # fmt: skip


def _in_currency(moment: Moment, written: str) -> Moment:
    if not written:
        return moment
    code = written.strip().upper()
    if code not in CURRENCIES:
        raise Usage(
            say("“%(text)s” is no currency that tierdesk knows; use an ISO code like CNY, EUR or USD.",
                text=written)
        )  # fmt: skip
    return replace(moment, currency=code)


def _write_rejects(
    plan: Plan, sheet: Sheet | None, source: Path, values: Values, front: Front
) -> Path | None:
    if sheet is None or not plan.rejected:
        return None
    from tierdesk.desk.intake_report import write_rejects

    target = text_of(values, "rejects")
    return write_rejects(plan, sheet, source, target=Path(target) if target else None,
                         tell=front.sentence)  # fmt: skip


def _dry(plan: Plan) -> Outcome:
    from tierdesk.desk.intake_report import dry_run

    document = {**plan.document(), "dry_run": True, "rows": list(dry_run(plan))}
    return Outcome(document, (_summary(plan), say("Nothing was changed: this was a dry run.")))


def _summary(plan: Plan) -> Message:
    return say("%(read)s rows read: %(created)s new, %(updated)s changed, %(unchanged)s unchanged, "
               "%(rejected)s refused.", read=plan.read, created=plan.created, updated=plan.updated,
               unchanged=plan.unchanged, rejected=plan.rejected)  # fmt: skip
