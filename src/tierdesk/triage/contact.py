"""Logging a contact: the touch itself, and what becomes of the plans that it fulfils.

A contact that counted fulfils every plan that was due by today; an attempt that reached nobody
fulfils nothing, but may move the plan. A new date takes the place of every plan before it, but
for what was promised to the customer.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.change import Edit
from tierdesk.domain.dates import When
from tierdesk.domain.document import Doc, stamp, text
from tierdesk.domain.moment import Moment

NEW_TOUCH, NEW_PLAN = -1, -2


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


def settled(case: Case, contact: Contact, moment: Moment) -> list[Row]:
    """The plans that a contact ends: those due by today when somebody was reached, and those
    before the next date when there is one. What was promised for a later day stays."""
    today = moment.today.isoformat()
    reached = contact.fields.get("result") != "no_answer"
    until = contact.next_.day.isoformat() if contact.next_ else ""
    return [
        row
        for row in case.follow_ups
        if ((day := _day(row[1], moment)) <= today and (reached or until))
        or (day < until and row[1].get("promised") is not True)
    ]  # fmt: skip


def _planned(case: Case, contact: Contact, when: When, moment: Moment, done: list[Row]) -> Edit:
    """The next plan. After an attempt that reached nobody it is the old one, moved: the day for
    which it was first planned is kept."""
    due_at = when.stored(moment.zone)
    original = due_at
    if contact.fields.get("result") == "no_answer" and done:
        first = min((plan for _, plan in done), key=lambda plan: text(plan, "due_at"))
        original = text(first, "original_due") or text(first, "due_at")
    plan = {"customer_id": case.id, "due_at": due_at, "original_due": original}
    if contact.promised:
        plan["promised"] = True
    return Edit("follow_ups", NEW_PLAN, None, plan)


def _day(plan: Doc, moment: Moment) -> str:
    due = text(plan, "due_at")
    if len(due) <= 10:
        return due
    return moment.local_day(datetime.fromisoformat(due)).isoformat()
