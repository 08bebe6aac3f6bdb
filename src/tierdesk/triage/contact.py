"""Logging a contact: the touch itself, and what becomes of the plans that it fulfils.

A contact that counted fulfils every plan that was due by today; an attempt that reached nobody
fulfils nothing, but may move the plan. A new date is a plan of its own.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from tierdesk.domain.book import Case
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
    reached = touch.get("result") != "no_answer"
    due = [row for row in case.follow_ups if _day(row[1], moment) <= moment.today.isoformat()]
    if reached:
        edits += [Edit("follow_ups", plan_id, plan, None) for plan_id, plan in due]
    if contact.next_:
        edits.append(
            _planned(case, contact.next_, contact.promised, moment, None if reached else due)
        )
    return edits


def _planned(
    case: Case, when: When, promised: bool, moment: Moment, moved: list[tuple[int, Doc]] | None
) -> Edit:
    due_at = when.stored(moment.zone)
    fields = {"due_at": due_at, "promised": promised}
    if moved:
        plan_id, plan = moved[0]
        original = text(plan, "original_due") or text(plan, "due_at")
        return Edit("follow_ups", plan_id, plan, {**plan, **fields, "original_due": original})
    return Edit("follow_ups", NEW_PLAN, None,
                {"customer_id": case.id, **fields, "original_due": due_at})  # fmt: skip


def _day(plan: Doc, moment: Moment) -> str:
    due = text(plan, "due_at")
    if len(due) <= 10:
        return due
    return moment.local_day(datetime.fromisoformat(due)).isoformat()
