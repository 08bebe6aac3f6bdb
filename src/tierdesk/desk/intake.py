"""From a sheet to one undoable Change: every row finds its customer and its records, or says
why not.

A blank cell never erases, a row is taken whole or not at all, and what a later import of the
same file finds in the book it leaves alone. Nothing is written here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from tierdesk.desk.intake_behaviour import place_behaviour
from tierdesk.desk.intake_customers import place_contact, place_customer
from tierdesk.desk.intake_deals import first_deals, place_deal
from tierdesk.desk.intake_events import (
    place_follow_up,
    place_order,
    place_touch,
    settle_plan,
)
from tierdesk.desk.intake_lists import place_listed
from tierdesk.desk.intake_match import CustomerIndex
from tierdesk.desk.intake_memory import Memory
from tierdesk.desk.intake_plan import (
    CREATED,
    REJECTED,
    UNCHANGED,
    UPDATED,
    Plan,
    RowOutcome,
    change_args,
)
from tierdesk.desk.intake_row import Intake, Row, taken_apart
from tierdesk.desk.intake_workspace import FieldInvalid, Key, Workspace
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.dates import Order
from tierdesk.domain.document import stamp
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.own_fields import meant
from tierdesk.errors import Invalid
from tierdesk.exchange.cells import Setting
from tierdesk.exchange.columns import ColumnMap, table_of
from tierdesk.exchange.drafts import Draft, DraftReader
from tierdesk.exchange.fields import CUSTOM
from tierdesk.exchange.problem import Problem
from tierdesk.exchange.sheet import Sheet, shown
from tierdesk.i18n.message import say, say_n
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import stages_of

Step = Callable[[int], None]
_LISTED = frozenset(("products", "people", "fx_rates"))
_STEP_ROWS = 100


def plan(
    book: Book,
    sheet: Sheet,
    columns: ColumnMap,
    moment: Moment,
    *,
    stages: Sequence[Stage] | None = None,
    lenient: bool = False,
    date_order: Order | None = None,
    file: str = "",
    verb: str = "import",
    step: Step = lambda _: None,
) -> Plan:
    """What importing the sheet would do to the book as it is now. `lenient`: a cell that cannot
    be read becomes a custom field instead of refusing its row. `step` is told every few rows how many
    are done; what it raises ends the plan. Raises nothing for bad rows."""
    columns = _with_own_fields(columns, moment)
    setting = Setting(
        moment.now.astimezone(moment.zone), moment.currency, date_order, moment.own_fields
    )
    drafts = DraftReader(sheet, columns, setting, lenient=lenient)
    intake = _intake(book, columns, moment, stages or stages_of(book), lenient)
    intake.repeated_codes = _repeated(sheet, columns)
    memory = Memory(book, columns, (moment.currency, str(lenient)))
    outcomes = tuple(_outcomes(intake, drafts, memory, step))
    back = intake.work.settled()
    outcomes = tuple(_at_rest(outcome, back) if back else outcome for outcome in outcomes)
    made = len(intake.work.new_ids("customers"))
    firsts = _first_deals(intake)
    problems = sorted(intake.work.problems, key=lambda problem: problem.row)
    notes = [*sheet.notes, *columns.notes, *drafts.notes]
    if made and columns.kind != "customers":
        notes.append(
            say_n("%(n)s customer that the book did not know was made for these rows.",
                  "%(n)s customers that the book did not know were made for these rows.", made)
        )  # fmt: skip
    if firsts:
        notes.append(
            say_n("%(n)s new customer got a first deal at the first stage.",
                  "%(n)s new customers got a first deal at the first stage.", firsts)
        )  # fmt: skip
    edits = intake.work.edits()
    if edits:
        edits = (*edits, memory.edit(file, columns.kind, intake.stamp))
    change = Change(verb, change_args(columns.kind, file, outcomes), edits)
    return Plan(columns.kind, outcomes, tuple(problems), tuple(notes), change)


def _with_own_fields(columns: ColumnMap, moment: Moment) -> ColumnMap:
    """A column of a field that the book defined goes to it by key or name. A wrong value in it refuses
    its row, though its heading may have been a guess."""
    if columns.kind != "customers" or not moment.own_fields:
        return columns
    taken = {column.target for column in columns.columns}
    found = []
    for column in columns.columns:
        name = column.target.removeprefix(CUSTOM)
        own = meant(moment.own_fields, name) if name != column.target else None
        target = f"{CUSTOM}{own.key}" if own is not None else column.target
        if own is None or (target != column.target and target in taken):
            found.append(column)
        else:
            taken.add(target)
            found.append(replace(column, target=target, sure=True))
    return replace(columns, columns=tuple(found))


def _intake(
    book: Book, columns: ColumnMap, moment: Moment, stages: Sequence[Stage], lenient: bool
) -> Intake:
    work = Workspace(book)
    headers = {column.target: column.header for column in reversed(columns.columns)}
    return Intake(
        work, CustomerIndex(work), columns, moment, stages, lenient, headers, stamp(moment.now)
    )


def _repeated(sheet: Sheet, columns: ColumnMap) -> frozenset[str]:
    """Order codes that stand on several rows: lines of one order, not one order again."""
    index = next((c.index for c in columns.columns if c.target == "order.code"), -1)
    if index < 0:
        return frozenset()
    seen = Counter(fold(str(r.cells[index])) for r in sheet.rows if r.fault is None)
    return frozenset(code for code, times in seen.items() if times > 1)


def _outcomes(
    intake: Intake, drafts: DraftReader, memory: Memory, step: Step
) -> Iterable[RowOutcome]:
    own = table_of(intake.kind)
    for done, (line, draft) in enumerate(zip(drafts.sheet.rows, drafts, strict=True)):
        if not done % _STEP_ROWS:
            step(done)
        intake.work.problems += draft.problems
        if draft.rejected:
            yield RowOutcome(draft.number, REJECTED, _label(draft))
            continue
        row = taken_apart(draft, own)
        told = len(intake.work.problems)
        try:
            changed = _placed(intake, row, own)
        except Invalid as fault:
            del intake.work.problems[told:]
            intake.work.drop()
            intake.settle(kept=False)
            field = fault.field if isinstance(fault, FieldInvalid) else ""
            intake.work.problems.append(Problem(draft.number, field, fault.message))
            yield RowOutcome(draft.number, REJECTED, _label(draft))
            continue
        digest = memory.digest(line)
        if memory.knows(digest) and changed:
            # the same row again: what became of it since is newer than the file
            del intake.work.problems[told:]
            intake.work.drop()
            intake.settle(kept=False)
            yield RowOutcome(draft.number, UNCHANGED, _label(draft))
            continue
        memory.keep(digest)
        yield _kept(intake, row, changed)


def _kept(intake: Intake, row: Row, changed: bool) -> RowOutcome:
    edits = intake.work.keep()
    intake.settle(kept=True)
    number = row.draft.values.get("tierdesk_id")
    told = isinstance(number, int) or any(edit.table == "customers" for edit in edits)
    if told and row.customer_id is not None:
        intake.customers.learn(row.customer_id, number if isinstance(number, int) else None)
    outcome = CREATED if row.created else UPDATED if changed else UNCHANGED
    return RowOutcome(row.number, outcome, _label(row.draft), edits)


def _placed(intake: Intake, row: Row, own: str) -> bool:
    """Find or make everything that the row speaks of; True when something changed."""
    if own in _LISTED:
        return place_listed(intake, row, own)
    if own == "events":
        row.created = place_behaviour(intake, row)
        return row.created
    settle_plan(intake, row)
    changed = place_customer(intake, row)
    made = {"customers": row.created}
    if row.customer_id is None:
        _without_customer(intake, row, own)
    contact_id, made["contacts"], contact_changed = place_contact(intake, row)
    made["deals"], deal_changed = place_deal(intake, row)
    made["touches"] = place_touch(intake, row, contact_id)
    planned = place_follow_up(intake, row, touch_made=made["touches"])
    made["orders"], order_changed = place_order(intake, row)
    _require_own(row, own)
    row.created = made[own]
    return any((changed, contact_changed, deal_changed, made["touches"], planned, order_changed))


def _without_customer(intake: Intake, row: Row, own: str) -> None:
    """A deal may stand without a customer; that is told. Anything else may not."""
    if own != "deals":
        raise FieldInvalid(
            say("The row names no customer; fill in its name or code, or say which column holds one "
                "with --map COLUMN=name."), intake.headers.get("name", ""),
        )  # fmt: skip
    intake.warn(row.number, "name", say("The row names no customer; its deal is kept without one."))


def _require_own(row: Row, own: str) -> None:
    """A row of a list of touches or orders that brings none would be lost in silence."""
    if own in ("touches", "orders", "contacts", "deals") and not row.part(own):
        raise FieldInvalid(say("The row holds nothing but a customer's name; it was left out."), "")


def _first_deals(intake: Intake) -> int:
    """Every new customer without a deal gets its first one; who has ordered is past that."""
    children = intake.work.children
    bare = [
        i for i in intake.work.new_ids("customers")
        if not children("deals", i) and not children("orders", i)
    ]  # fmt: skip
    made = first_deals(intake, bare)
    intake.work.keep()
    return made


def _at_rest(outcome: RowOutcome, back: Collection[Key]) -> RowOutcome:
    """A row whose every change a later row took back has changed nothing."""
    if outcome.outcome != UPDATED or any((e.table, e.id) not in back for e in outcome.edits):
        return outcome
    return RowOutcome(outcome.number, UNCHANGED, outcome.label)


def _label(draft: Draft) -> str:
    values = draft.values
    for target in ("name", "code", "product.name", "person.name", "rate.currency", "deal.title"):
        if target in values:
            return shown(str(values[target]), 80)
    return ""
