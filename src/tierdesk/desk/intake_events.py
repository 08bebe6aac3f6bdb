"""What happened and what is planned: touches, orders, follow-ups. They have no name to be known
by, so a row is known by what it says, and the n-th of several like rows is the n-th of the book:
importing twice creates nothing twice, and two like lines of one file stay two.
"""

from collections.abc import Callable
from datetime import datetime

from tierdesk.desk.intake_row import Intake, Row
from tierdesk.desk.intake_workspace import FieldInvalid
from tierdesk.domain.document import EMPTY, Doc, text, texts
from tierdesk.domain.folding import fold
from tierdesk.i18n.message import say

_PLANS = {"next_on": "due_at", "next_step": "note"}
"""What a contact says of the next one, as a plan says it."""
_KeyOf = Callable[[Doc], tuple[object, ...]]


def place_touch(intake: Intake, row: Row, contact_id: int | None) -> bool:
    """True when a touch was made; one that is there is never changed. Raises Invalid."""
    fields = row.part("touches")
    if not fields:
        return False
    customer_id = _customer(row)
    if "at" not in fields:
        raise FieldInvalid(
            say("The contact has no date; fill in the day on which it was, or say which column holds it "
                "with --map COLUMN=touch.at."), "",
        )  # fmt: skip
    _refuse_future(intake, str(fields["at"]))
    if nth_like(intake, "touches", customer_id, fields, _touch_key) is not None:
        return False
    whom = {} if contact_id is None else {"contact_id": contact_id}
    intake.work.add("touches", {**fields, **whom, "customer_id": customer_id})
    return True


def _refuse_future(intake: Intake, at: str) -> None:
    """A contact that is still to come is a plan, and would count as one that was."""
    if (
        at > intake.stamp
        and intake.moment.local_day(datetime.fromisoformat(at)) > intake.moment.today
    ):
        raise FieldInvalid(
            say("A contact cannot lie in the future (%(day)s); a plan belongs into follow_up.due_at.",
                day=at[:10]), intake.headers.get("touch.at", "touch.at"),
        )  # fmt: skip


def settle_plan(intake: Intake, row: Row) -> None:
    """A next date or step beside no contact is a plan, not a contact; a step without a day is kept
    as a custom field of the row's own record, since a plan needs one."""
    spoken = row.part("touches")
    if not spoken or intake.kind == "touches" or not spoken.keys() <= _PLANS.keys():
        return
    del row.parts["touches"]
    plan = row.parts.setdefault("follow_ups", {})
    for key in (key for key in _PLANS if key in spoken):
        value = spoken[key]
        if _PLANS[key] in plan or (key == "next_step" and "due_at" not in plan):
            _keep_as_custom(intake, row, f"touch.{key}", value)
        else:
            plan[_PLANS[key]] = value


def _keep_as_custom(intake: Intake, row: Row, target: str, value: object) -> None:
    name = intake.headers.get(target, target)
    own = row.parts.setdefault(intake.kind, {})
    custom = own.get("custom")
    own["custom"] = {**(custom if isinstance(custom, dict) else {}), name: value}
    intake.warn(
        row.number, target, say("It belongs to no contact and no plan of the row; it is kept as %(field)s.",
                                field=f"custom.{name}"),
    )  # fmt: skip


def place_order(intake: Intake, row: Row) -> tuple[bool, bool]:
    """(was an order made, did something change). Raises Invalid."""
    fields = {k: v for k, v in row.part("orders").items() if k != "currency"}
    if not fields:
        return False, False
    customer_id = _customer(row)
    if "on" not in fields:
        raise FieldInvalid(
            say("The order has no date; fill in the day on which it was placed, or say which column "
                "holds it with --map COLUMN=order.on."), "",
        )  # fmt: skip
    code = text(fields, "code")
    if code and fold(code) not in intake.repeated_codes:
        same = [
            i for i in intake.work.children("orders", customer_id)
            if fold(text(intake.work.doc("orders", i) or EMPTY, "code")) == fold(code)
        ]  # fmt: skip
        if len(same) == 1:
            return False, intake.work.overlay("orders", same[0], fields, row.number)
    if nth_like(intake, "orders", customer_id, fields, _order_key) is not None:
        return False, False
    intake.work.add("orders", {**fields, "customer_id": customer_id})
    return True, True


def place_follow_up(intake: Intake, row: Row, *, touch_made: bool) -> bool:
    """True when a follow-up was planned: the row's own, or the next contact that a new touch
    announces for today or later."""
    fields = row.part("follow_ups")
    announced = row.part("touches").get("next_on")
    today = intake.moment.today.isoformat()
    if not fields and touch_made and isinstance(announced, str) and announced >= today:
        fields = {"due_at": announced}
    if not fields:
        return False
    step = text(row.part("touches"), "next_step")
    if step:
        fields = {"note": step, **fields}
    customer_id = _customer(row)
    if "due_at" not in fields:
        raise FieldInvalid(
            say("The follow-up has no date; fill in the day on which it is due, or say which column "
                "holds it with --map COLUMN=follow_up.due_at."), "",
        )  # fmt: skip
    if _same_follow_up(intake, customer_id, fields):
        return False
    intake.work.add(
        "follow_ups",
        {**fields, "customer_id": customer_id, "original_due": fields["due_at"]},
    )
    return True


def _same_follow_up(intake: Intake, customer_id: int, fields: Doc) -> bool:
    """One plan for a day is enough; `original_due` finds those that were put off since."""
    due, note = text(fields, "due_at"), text(fields, "note")
    for doc_id in intake.work.children("follow_ups", customer_id):
        doc = intake.work.doc("follow_ups", doc_id) or EMPTY
        if due in (text(doc, "due_at"), text(doc, "original_due")) and text(doc, "note") == note:
            return True
    return False


def _customer(row: Row) -> int:
    if row.customer_id is None:
        raise FieldInvalid(
            say("The row names no customer; fill in its name or code, or say which column holds one "
                "with --map COLUMN=name."), "",
        )  # fmt: skip
    return row.customer_id


def nth_like(
    intake: Intake, table: str, customer_id: int, fields: Doc, key_of: _KeyOf
) -> int | None:
    """The document that this row is: the first of its like that no earlier row was."""
    index = intake.index(table, lambda: _index(intake, table, key_of))
    for doc_id in index.get((customer_id, key_of(fields)), ()):
        if (table, doc_id) not in intake.matched:
            intake.match_later(table, doc_id)
            return doc_id
    return None


def _index(intake: Intake, table: str, key_of: _KeyOf) -> dict[object, list[int]]:
    """Everything that the book holds, corrected touches too: they were imported once."""
    index: dict[object, list[int]] = {}
    for doc_id, doc in intake.work.book.rows(table):
        index.setdefault((doc.get("customer_id"), key_of(doc)), []).append(doc_id)
    return index


def _touch_key(doc: Doc) -> tuple[object, ...]:
    return (
        text(doc, "at"), text(doc, "channel") or "phone", text(doc, "direction") or "out",
        text(doc, "content"), text(doc, "result"),
    )  # fmt: skip


def _order_key(doc: Doc) -> tuple[object, ...]:
    amount = doc.get("amount")
    money = (amount.get("minor"), amount.get("currency")) if isinstance(amount, dict) else None
    return text(doc, "on"), text(doc, "code"), money, tuple(texts(doc, "products"))
