"""What was said and agreed with a customer of the demo: deals, touches, plans.

A deal's outcome is where its path ends. Of two entries of a story the later one is also later
when a weekend moved the earlier one close to it.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tierdesk.demo.story_files import lists
from tierdesk.demo.telling import Hero, Telling, amount
from tierdesk.domain.document import Doc, integer, items, mapping, stamp, text, texts
from tierdesk.domain.vocabulary import CHANNELS, RESULTS

_OPENED, _MOVED = "09:05", "17:50"
_APART = timedelta(minutes=20)


class DealTold(NamedTuple):
    """A deal that was kept: open from `since` up to `until` ("~": still), as stamps."""

    id: int
    since: str
    until: str


def deals(telling: Telling, story: Doc, hero: Hero) -> list[DealTold]:
    """Keep the deals of a story, each with its way through the stages."""
    return [_deal(telling, deal, hero) for deal in items(story, "deals")]


def touches(
    telling: Telling, story: Doc, hero: Hero, people: dict[str, int], told: list[DealTold]
) -> list[str]:
    """Keep the touches of a story; returns their stamps."""
    stamps: list[str] = []
    before, last_id = datetime.min.replace(tzinfo=UTC), 0
    for when, kind, content, *more in lists(story, "touches"):
        extra = mapping({"more": more[0]}, "more") if more else {}
        at = telling.calendar.past(str(when), hero.zone, hero.country)
        mends = "corrects" in extra
        at = before if mends else max(at, before + _APART) if stamps else at
        before = at
        fields = _touch(telling, hero, str(kind), extra)
        fields |= {
            "deal_id": next((d.id for d in reversed(told) if d.since <= stamp(at) <= d.until), None),
            "contact_id": people[text(extra, "with")] if "with" in extra else None,
            "at": stamp(at), "content": content, "corrects": last_id if mends else None,
        }  # fmt: skip
        last_id = telling.add("touches", {name: fields[name] for name in _TOUCH})
        stamps.append(stamp(at))
    return stamps


_TOUCH = (
    "customer_id", "deal_id", "contact_id", "at", "zone", "channel", "direction", "content",
    "result", "minutes", "cost", "next_step", "next_on", "template_id", "corrects", "by",
)  # fmt: skip


def plans(telling: Telling, story: Doc, hero: Hero) -> None:
    """Keep the follow-ups of a story."""
    calendar = telling.calendar
    for when, kind, note, *more in lists(story, "follow_ups"):
        extra = mapping({"more": more[0]}, "more") if more else {}
        due_at = calendar.planned(str(when))
        first, snoozed = integer(extra, "original_due"), integer(extra, "snoozed_until")
        fields = {
            "customer_id": hero.id, "due_at": due_at, "kind": kind, "note": note,
            "promised": extra.get("promised"),
            "original_due": due_at if first is None else calendar.planned(str(first)),
            "snoozed_until": None if snoozed is None else calendar.workday(snoozed).isoformat(),
            "snooze_count": extra.get("snooze_count"),
        }  # fmt: skip
        telling.add("follow_ups", fields)


def _touch(telling: Telling, hero: Hero, kind: str, extra: Doc) -> dict[str, object]:
    words = kind.split()
    channel = next(word for word in words if word in CHANNELS)
    days = integer(extra, "next_on")
    return {
        "customer_id": hero.id,
        "zone": str(telling.calendar.zone),
        "channel": "" if channel == "phone" else channel,
        "direction": "in" if "in" in words else "",
        "result": next((word for word in words if word in RESULTS), ""),
        "minutes": integer(extra, "minutes"),
        "cost": amount(extra.get("cost")),
        "next_step": text(extra, "next_step"),
        "next_on": None if days is None else telling.calendar.workday(days).isoformat(),
        "template_id": telling.named("templates", text(extra, "template")),
        "by": hero.owner,
    }


def _deal(telling: Telling, deal: Doc, hero: Hero) -> DealTold:
    calendar, path = telling.calendar, lists(deal, "path")
    offsets = [offset for offset, *_ in path if isinstance(offset, int)]
    clocks = (_OPENED, *(_MOVED for _ in offsets[1:]))
    times = [
        stamp(calendar.past(f"{offset} {clock}", hero.zone, hero.country))
        for offset, clock in zip(offsets, clocks, strict=True)
    ]
    stage = str(path[-1][1])
    closing = next((i for i, step in enumerate(path) if step[1] in ("won", "lost")), None)
    status = "" if closing is None or stage not in _CLOSED else _CLOSED[stage]
    closed_on = "" if closing is None else calendar.workday(offsets[closing], hero.country)
    moves = _moves(path, times, hero.owner)
    sign = integer(deal, "expected_sign_on")
    fields = {
        "customer_id": hero.id, "title": text(deal, "title"), "amount": amount(deal.get("amount")),
        "expected_profit": amount(deal.get("expected_profit")),
        "expected_sign_on": None if sign is None else calendar.workday(sign).isoformat(),
        "stage": stage, "stage_since": times[-1], "products": texts(deal, "products"),
        "owner": hero.owner, "status": status,
        "lost_reason": moves[-1].get("reason") if status == "lost" else None,
        "lost_stage": path[-2][1] if status == "lost" else None,
        "opened_on": calendar.workday(offsets[0], hero.country).isoformat(),
        "closed_on": str(closed_on), "checked": texts(deal, "checked"), "history": moves,
    }  # fmt: skip
    until = "~" if closing is None else times[closing]
    return DealTold(telling.add("deals", fields), times[0], until)


_CLOSED = {"won": "won", "maintain": "won", "lost": "lost"}


def _moves(path: list[list[object]], times: list[str], by: str) -> list[dict[str, object]]:
    moves = []
    for (_, source, *_), (_, target, *said), at in zip(path, path[1:], times[1:], strict=False):
        move = {"source": source, "target": target, "at": at, "by": by}
        moves.append(move | dict(zip(("reason", "unmet"), said, strict=False)))
    return moves
