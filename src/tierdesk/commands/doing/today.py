"""Whom to contact today and why: the triage queue."""

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.totals import totals_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.rounding import on_its_side
from tierdesk.i18n.message import Message, say
from tierdesk.triage.queue import Item
from tierdesk.triage.reasons import Reason
from tierdesk.triage.roster import Roster


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    roster = Roster(desk.book, desk.moment, by=desk.by, means=False)
    queue = roster.queue(told=0)
    items = [(True, item) for item in queue.lane] + [(False, item) for item in queue.items]
    if values.get("callable"):
        items = [(lane, item) for lane, item in items if not item.asleep]
    limit = whole(text_of(values, "limit"), "--limit", len(items))
    summary = roster.day(queue)
    document = {
        "schema": 1,
        "date": queue.day,
        "queue": [_row(item, lane) for lane, item in items[:limit]],
        "not_today": queue.not_today,
        "summary": {
            "planned": summary.planned, "waiting": len(items), "done": summary.done, "carried": summary.carried,
            "streak": summary.streak, "neglect_debt": summary.debt,
        },
        "totals": totals_of(desk.book, roster.overview.stages),
    }  # fmt: skip
    if items:
        return Outcome(document)
    if values.get("callable") and summary.planned:
        return Outcome(document, (say("Nobody who is due can be called now."),))
    return Outcome(document, (say("Nobody needs you today."),))


def _row(item: Item, lane: bool) -> dict[str, object]:
    return {
        "customer_id": item.customer_id,
        "name": item.name,
        "tier": item.tier,
        "due": item.due,
        "urgency": round(item.urgency, 1) + 0.0,
        "terms": {name: round(points, 1) + 0.0 for name, points in item.terms.items()},
        "why": why(item.reasons),
        "lane": lane,
        "asleep": item.asleep,
        "local_time": item.local_time,
        "score": on_its_side(item.score.value, item.score.limits),
    }


def why(reasons: tuple[Reason, ...]) -> Message:
    """The reasons in one line: `due +2d (9.1) · A (8.0)`. Not a sentence: nothing to translate
    but the reasons themselves."""
    parts = [f"%(r{i})s (%(p{i})s)" for i in range(len(reasons))]
    args: dict[str, object] = {f"r{i}": reason.message for i, reason in enumerate(reasons)}
    args |= {f"p{i}": f"{round(reason.points, 1) + 0.0:.1f}" for i, reason in enumerate(reasons)}
    return Message(" · ".join(parts), args)
