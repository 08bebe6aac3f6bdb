"""Putting a customer aside by hand (搁置/公海), and taking it back.

A parked customer stands in no queue; a signed one is never parked (invariant 10). It must not
know the queue.
"""

from tierdesk.domain.book import Case
from tierdesk.domain.document import Doc, mapping, text
from tierdesk.domain.lifecycle import ensure_parkable
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import say
from tierdesk.triage.needs_reason import NeedsReason


def parked(case: Case, customer: Doc, moment: Moment, reason: str) -> dict[str, object]:
    """The customer put aside; `customer` is its document, perhaps with other fields changed
    already. One that is parked keeps the day since when. Raises Refused for a signed customer and
    NeedsReason without a reason."""
    ensure_parkable(case, moment)
    if not reason.strip():
        raise NeedsReason(
            say("Parking a customer needs a reason.")
        )  # fmt: skip
    since = text(mapping(customer, "parked"), "since") or moment.today.isoformat()
    return {**customer, "parked": {"since": since, "reason": reason.strip()}}


def taken_back(customer: Doc) -> dict[str, object]:
    """The customer as one that is not parked."""
    return {k: v for k, v in customer.items() if k != "parked"}
