"""What the touch history says about a customer, as raw values of criteria.

Only what happened up to the moment is read, so that any past day grades as it did then. It
must not know weights or value maps beyond the points per kind of touch.
"""

from collections.abc import Callable, Mapping

from tierdesk.domain.book import Case
from tierdesk.domain.contact_log import Gains, decay
from tierdesk.domain.document import text
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import N_

POINTS: Mapping[str, str] = {
    "inbound": N_("the customer writes or calls"),
    "reply": N_("the customer answers us"),
    "meeting": N_("meeting or visit"),
    "call": N_("call that reached somebody"),
    "mail": N_("message sent"),
}
"""The kinds of touch that a decay_sum map gives points to."""

FACE_TO_FACE = frozenset({"meeting", "visit", "event"})
Reader = Callable[[Case], float | None]


def decayed_points(vantage: Vantage, points: Mapping[str, float], half_life: float) -> Reader:
    """E(t) = Σ p·2^(−age/half_life) over the touches so far, age in the reader's days.

    None without any touch: a new lead is unknown, not cold. `no_answer` gives nothing."""
    gains = _gains(points, half_life)
    reply = points.get("reply", 0.0)
    if reply != gains.received or not vantage.histories.claim(gains):
        return _apart(vantage, gains, reply)
    history = vantage.histories.of

    def read(case: Case) -> float | None:
        found = history(case)
        return found.points if found.last_touch else None

    return read


def response_rate(vantage: Vantage) -> Reader:
    """Answers per outgoing touch, at most 1: outgoing touches whose result shows that somebody
    was reached, and what the customer sent. None before the first outgoing touch."""
    history = vantage.histories.of

    def read(case: Case) -> float | None:
        found = history(case)
        return min(1.0, found.answers / found.sent) if found.sent else None

    return read


def _gains(points: Mapping[str, float], half_life: float) -> Gains:
    met, call, mail, inbound = (
        points.get(kind, 0.0) for kind in ("meeting", "call", "mail", "inbound")
    )
    faces: dict[object, float] = dict.fromkeys(FACE_TO_FACE, met)
    return Gains({"phone": call, None: call} | faces, faces, mail, inbound, half_life)


def _apart(vantage: Vantage, gains: Gains, reply: float) -> Reader:
    """The same sum for a second table of points, or for one that tells answers (something came
    after our first touch) from first contacts."""
    now, today = vantage.now, vantage.ordinal

    def read(case: Case) -> float | None:
        past = [touch for _, touch in case.touches if "" < text(touch, "at") <= now]
        sent = (text(touch, "at") for touch in past if touch.get("direction") != "in")
        first, total = min(sent, default="~"), 0.0
        for touch in past:
            at, channel = text(touch, "at"), touch.get("channel")
            day = vantage.local_ordinal(at)
            if day is None or touch.get("result") == "no_answer":
                continue
            if touch.get("direction") != "in":
                gain = gains.outgoing.get(channel, gains.message)
            else:
                gain = gains.incoming.get(channel, reply if at > first else gains.received)
            total += gain * decay(max(0, today - day), gains.half_life)
        return round(total, 9) if past else None

    return read
