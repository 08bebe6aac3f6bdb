"""Logging a contact: the touch itself, and what becomes of the plans that it fulfils.

A contact that counted fulfils every plan that was due by today; an attempt that reached nobody
fulfils nothing, but may move the plan. A new date takes the place of every plan before it, but
for what was promised to the customer.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.change import Edit
from tierdesk.domain.dates import When
from tierdesk.domain.document import stamp, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.standing import planned_ordinal

NEW_TOUCH, NEW_PLAN = -1, -2
_OVER = frozenset(("rev", "snoozed_until", "snooze_count"))
"""Fields of a plan that end when it is moved."""


class Contact(NamedTuple):
    """What was done: `fields` of the touch but for customer, time and author; `at` when; `next_`
    the date agreed or planned, `promised` when it was given to the customer."""

    fields: Mapping[str, object]
    at: datetime
    next_: When | None = None
    promised: bool = False


def log(case: Case, contact: Contact, moment: Moment, by: str) -> list[Edit]:
    """The edits of one logged contact."""
    touch = {
        **contact.fields,
        "customer_id": case.id,
        "at": stamp(contact.at),
        "zone": str(moment.zone),
        "by": by,
    }
    if contact.next_:
        touch["next_on"] = contact.next_.day.isoformat()
    edits = [Edit("touches", NEW_TOUCH, None, touch)]
    done = settled(case, contact, moment)
    edits += [Edit("follow_ups", plan_id, plan, None) for plan_id, plan in done]
    if contact.next_:
        edits.append(_planned(case, contact, contact.next_, moment, done))
    return edits


def contacted(case: Case, edits: Sequence[Edit]) -> Case:
    """The customer as those edits would leave it: what a contact will set can be told before."""
    over = {(edit.table, edit.id) for edit in edits if edit.before is not None}

    def after(table: str, rows: Sequence[Row]) -> list[Row]:
        new = [edit.after for edit in edits if edit.table == table and edit.after is not None]
        first = max((row_id for row_id, _ in rows), default=0) + 1
        return [row for row in rows if (table, row[0]) not in over] + list(enumerate(new, first))

    return case._replace(
        touches=after("touches", case.touches), follow_ups=after("follow_ups", case.follow_ups)
    )


def settled(case: Case, contact: Contact, moment: Moment) -> list[Row]:
    """The plans that a contact ends: those due by today, snoozes included, when somebody was
    reached or a next date is set; and with a next date those up to it that were promised to
    nobody. A plan whose day cannot be read is no plan of any day, and stays."""
    vantage = Vantage(moment)
    reached = contact.fields.get("result") != "no_answer"
    until = contact.next_.day.toordinal() if contact.next_ else 0
    return [
        row
        for row in case.follow_ups
        if (day := planned_ordinal(row[1], vantage)) is not None
        and (
            (day <= vantage.ordinal and (reached or until))
            or (day <= until and row[1].get("promised") is not True)
        )
    ]


def _planned(case: Case, contact: Contact, when: When, moment: Moment, done: list[Row]) -> Edit:
    """The next plan. After an attempt that reached nobody it is the earliest of the old ones,
    moved: what it is about, and the day for which it was first planned, are kept; its snooze is
    over."""
    due_at = when.stored(moment.zone)
    plan: dict[str, object] = {"customer_id": case.id, "due_at": due_at, "original_due": due_at}
    if contact.fields.get("result") == "no_answer" and done:
        vantage = Vantage(moment)
        _, first = min(done, key=lambda row: (planned_ordinal(row[1], vantage) or 0, row[0]))
        kept = {key: value for key, value in first.items() if key not in _OVER}
        plan = {"original_due": text(first, "due_at"), **kept, "due_at": due_at}
    if contact.promised:
        plan["promised"] = True
    return Edit("follow_ups", NEW_PLAN, None, plan)
