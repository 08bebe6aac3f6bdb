"""RFM and BG/NBD put to the test: judged by the orders up to a day, measured by those after it.

It must not know how a report is asked for or shown.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.errors import Refused
from tierdesk.i18n.message import Message
from tierdesk.scoring.buying.bgnbd import WEEK, BgNbd, expected, fit
from tierdesk.scoring.buying.history import History, days_of
from tierdesk.scoring.buying.holdout import Evidence, measured
from tierdesk.scoring.buying.overview import overview_of


class HeldOut(NamedTuple):
    """`customers` bought up to the day `cut`, `came` of them again until the day `until`, with
    `orders` purchases. `model` is fitted up to the cut, None when that was `refused`. Evidence is
    None where too few came, or too few stayed away, to claim anything."""

    cut: int
    until: int
    customers: int
    came: int
    orders: int
    rfm: Evidence | None
    model: BgNbd | None
    refused: Message | None
    bgnbd: Evidence | None


def held_out(histories: Sequence[History], cut: int, until: int, window: int) -> HeldOut:
    """The RFM sum (by quintiles of the buyers up to the cut) and the orders that BG/NBD expects,
    each against the days with a purchase after the cut."""
    before = overview_of(histories, cut, window)
    bought = {history.customer_id: history.bought for history in histories}
    orders = [
        sum(day > cut for day in days_of(bought[buyer.customer_id], until))
        for buyer in before.buyers
    ]
    repeats = [buyer.repeat for buyer in before.buyers]
    model, refused, evidence = None, None, None
    try:
        model = fit(repeats)
    except Refused as refusal:
        refused = refusal.message
    if model is not None:
        weeks = (until - cut) / WEEK
        hopes = {repeat: expected(model, repeat, weeks) for repeat in dict.fromkeys(repeats)}
        known = [hopes[repeat] for repeat in repeats]
        evidence = measured([-1.0 if hope is None else hope for hope in known], orders)
    return HeldOut(
        cut, until, len(orders), sum(count > 0 for count in orders), sum(orders),
        measured([float(buyer.rating.total) for buyer in before.buyers], orders),
        model, refused, evidence,
    )  # fmt: skip
