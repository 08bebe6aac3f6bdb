"""Done: a contact was made just now, and the cadence says when the next one is.

Nothing is stored but the touch: the plans that were due by today are fulfilled, and the next date
is derived from this contact (invariant 11), so that it follows a change of tier. A plan for a
later day stays and is next. It must not know how a day is typed.
"""

from tierdesk.domain.book import Case
from tierdesk.domain.change import Edit
from tierdesk.domain.dates import When
from tierdesk.domain.document import flag, text
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.triage.contact import Contact, log, settled

USUAL_CHANNEL = "phone"


def done(
    case: Case,
    moment: Moment,
    by: str,
    *,
    signed: bool,
    lost: bool,
    next_: When | None = None,
    promised: bool = False,
) -> list[Edit]:
    """The edits of a contact made now over the preferred channel that reached the customer.

    A next step is wanted of everybody but the lost and the parked. The cadence gives it to all
    others except those who are not to be contacted: of them Refused is raised when neither
    `next_` nor a plan that stays says when to go on."""
    contact = Contact(
        {
            "channel": text(case.customer, "preferred_channel") or USUAL_CHANNEL,
            "direction": "out",
            "result": "reached",
        },
        moment.now,
        next_,
        promised and next_ is not None,
    )
    if next_ is None and not _has_next(case, contact, moment, signed=signed, lost=lost):
        raise Refused(
            say("%(name)s is not to be contacted, so that no cadence says when to go on; give the "
                "next date, or log the contact.", name=text(case.customer, "name"))
        )  # fmt: skip
    return log(case, contact, moment, by)


def _has_next(case: Case, contact: Contact, moment: Moment, *, signed: bool, lost: bool) -> bool:
    if lost or is_parked(case.customer, signed) or not flag(case.customer, "do_not_contact"):
        return True
    over = {plan_id for plan_id, _ in settled(case, contact, moment)}
    return any(plan_id not in over for plan_id, _ in case.follow_ups)
