"""Where a customer stands in its life, derived and never typed; parked is beside it.

In this order, the first that holds:

- churned 流失: an unreturned churn record, or not signed with every deal lost;
- dormant 沉睡: signed, and no order, contact, payment or signature for twice the longest
  interval that its tier allows;
- qualified 合格签约, signed 签约: invariants 2 and 1;
- target 目标: an open deal of a tier A or B customer, or one past the qualifying stages; also a
  won deal whose contract is not signed yet;
- prospect 潜在: any other open deal, or a touch;
- lead 线索: no touch, and no deal beyond the first stage.

Stages and intervals are the book's own, so both are arguments; nothing here knows a preset.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from tierdesk.domain.book import Case, Row
from tierdesk.domain.contracts import is_qualified, is_signed
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, day, stamp, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.touches import last_contact_day
from tierdesk.errors import Refused
from tierdesk.i18n.message import N_, say

Lifecycle = Literal[
    "lead", "prospect", "target", "signed", "qualified", "dormant", "churned"
]  # fmt: skip
LIFECYCLES: Mapping[Lifecycle, str] = {
    "lead": N_("lead"), "prospect": N_("prospect"), "target": N_("target"),
    "signed": N_("signed"), "qualified": N_("qualified"), "dormant": N_("dormant"),
    "churned": N_("churned"),
}  # fmt: skip


def lifecycle(
    case: Case,
    moment: Moment,
    tier: str,
    *,
    early: Sequence[str],
    max_days: Mapping[str, int],
    churns: Sequence[Row] = (),
) -> Lifecycle:
    """The stage of life on a day, by the definitions above. `early`: keys of the stages in which
    a deal is still being qualified, in their order; `max_days`: the longest interval of signed
    customers for each tier; `churns`: the customer's churn records."""
    if any(_stands(churn, moment.today) for _, churn in churns):
        return "churned"
    if is_signed(case, moment.today, moment.rates):
        return _signed(case, moment, max_days[tier])
    if case.deals and all(status(deal) == "lost" for _, deal in case.deals):
        return "churned"
    return _unsigned(case, moment, tier, early)


def is_parked(customer: Doc, signed: bool) -> bool:
    """Put aside by hand; never true of a signed customer (invariant 10)."""
    parked = customer.get("parked")
    return bool(parked) and isinstance(parked, dict) and not signed


def ensure_parkable(case: Case, moment: Moment) -> None:
    """Raises Refused for a customer that must not be put aside: a signed one."""
    if is_signed(case, moment.today, moment.rates):
        raise Refused(
            say("“%(name)s” is a signed customer and cannot be parked; give it a later date "
                "instead.", name=text(case.customer, "name"))
        )  # fmt: skip


def _unsigned(case: Case, moment: Moment, tier: str, early: Sequence[str]) -> Lifecycle:
    open_stages = [text(deal, "stage") for _, deal in case.deals if status(deal) == "open"]
    won = any(status(deal) == "won" for _, deal in case.deals)
    if won or any(stage not in early for stage in open_stages):
        return "target"
    if open_stages and tier in ("A", "B"):
        return "target"
    if _touched(case, moment) or any(stage != early[0] for stage in open_stages):
        return "prospect"
    return "lead"


def _signed(case: Case, moment: Moment, longest: int) -> Lifecycle:
    last = _last_activity(case, moment)
    if last is None or moment.today - last > timedelta(days=2 * longest):
        return "dormant"
    return "qualified" if is_qualified(case, moment.today, moment.rates) else "signed"


def _last_activity(case: Case, moment: Moment) -> date | None:
    """The latest day up to today on which anything happened between us."""
    dated = [
        *(day(order, "on") for _, order in case.orders),
        *(day(contract, "signed_on") for _, contract in case.contracts),
        *(day(payment, "paid_on") for _, payment in case.payments),
        last_contact_day(case, moment),
    ]
    return max((on for on in dated if on and on <= moment.today), default=None)


def _touched(case: Case, moment: Moment) -> bool:
    now = stamp(moment.now)
    return any("" < text(touch, "at") <= now for _, touch in case.touches)


def _stands(churn: Doc, today: date) -> bool:
    """A churn record in force: dated up to today, and not won back by today."""
    on, back = day(churn, "on"), day(churn, "won_back_on")
    return on is not None and on <= today and (back is None or back > today)
