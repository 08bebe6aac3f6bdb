"""One pass over a customer's touches for everything that rules ask of them.

Reading 50,000 touches once instead of five times is what keeps the morning's queue quick. What
counts as contact is what `domain.touches` says, and a test holds both to the same answers. What
a touch is worth comes from whoever asks; nothing here knows models.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Case

Cut = tuple[str, int, int]
"""(time of day in UTC at which the local date turns, ordinal before it, ordinal after it)."""


def decay(age: float, half_life: float) -> float:
    """What is left of one point after `age` days: 2^(−age/half_life)."""
    return float(2.0 ** (-age / half_life))


class History(NamedTuple):
    """What happened up to the moment. Stamps are UTC texts, "" for never.

    `last_touch` is any touch, `last_contact` one that counts (not `no_answer`), `last_reached`
    an outgoing one that counts; `inbound` the stamps of what the customer sent; `attempts` the
    outgoing touches of the reader's day; `complained` when the last contact was a complaint;
    `sent` and `answers` make the response rate; `points` is the decayed sum; `days` number the
    UTC dates of the contacts that count, in the order of the log. `contact_ordinal` and
    `touch_ordinal` number the reader's dates of `last_contact` and `last_touch`, 0 for never."""

    last_touch: str
    last_contact: str
    last_reached: str
    inbound: tuple[str, ...]
    attempts: int
    complained: bool
    sent: int
    answers: int
    points: float
    days: tuple[int, ...]
    contact_ordinal: int
    touch_ordinal: int


NOTHING = History("", "", "", (), 0, False, 0, 0, 0.0, (), 0, 0)


class Gains(NamedTuple):
    """What a touch is worth: `outgoing` by channel, or else `message`; what the customer sent by
    channel in `incoming`, or else `received`; half of it is left after `half_life` days."""

    outgoing: Mapping[object, float]
    incoming: Mapping[object, float]
    message: float
    received: float
    half_life: float


_NONE = Gains({}, {}, 0.0, 0.0, 1.0)


class Histories:
    """Histories of one moment; the last one is kept, since several readers ask in turn."""

    def __init__(
        self, now: str, today: int, day_start: str, cut: Callable[[str], Cut | None]
    ) -> None:
        self._now, self._today, self._day_start, self._cut = now, today, day_start, cut
        self._gains = _NONE
        self._left: dict[str, tuple[str, float, float, int]] = {}
        self._held: tuple[Case | None, History] = (None, NOTHING)

    def claim(self, gains: Gains) -> bool:
        """Have `points` counted by this table; False when another table was there first."""
        if self._gains not in (_NONE, gains):
            return False
        self._gains, self._left, self._held = gains, {}, (None, NOTHING)
        return True

    def of(self, case: Case) -> History:
        """The history of one customer."""
        held = self._held
        if held[0] is case:
            return held[1]
        found = self._read(case) if case.touches else NOTHING
        self._held = (case, found)
        return found

    def _read(self, case: Case) -> History:
        now, left = self._now, self._left
        outgoing, incoming, message, received, _ = self._gains
        contact = reached = tried = complaint = ""
        inbound: tuple[str, ...] = ()
        days: list[int] = []
        points, sent, answers = 0.0, 0, 0
        for _, touch in case.touches:
            at = touch.get("at")
            if not isinstance(at, str) or at > now:
                continue
            result = touch.get("result")
            if touch.get("direction") == "in":
                inbound += (at,)
                gain = incoming.get(touch.get("channel"), received)
            else:
                sent += 1
                gain = outgoing.get(touch.get("channel"), message)
                if result != "no_answer" and at > reached:
                    reached = at
                if result is not None and result != "no_answer":
                    answers += 1
            if result == "no_answer":
                if at > tried:  # noqa: PLR1730 - a call costs more than the rest of the line
                    tried = at
                continue
            if result == "complaint":
                complaint = max(complaint, at)
            if at > contact:  # noqa: PLR1730 - a call costs more than the rest of the line
                contact = at
            turn, before, after, day = left.get(at[:10]) or self._leave(at[:10])
            days.append(day)
            points += gain * (after if at[11:] >= turn else before)
        met = self._ordinal(contact) if contact else 0
        last = contact if contact > tried else tried
        fields = (
            last, contact, reached, inbound, self._attempts(case) if last >= self._day_start else 0,
            complaint != "" and complaint == contact, sent, answers + len(inbound),
            round(points, 9), tuple(days), met, self._ordinal(tried) if tried > contact else met,
        )  # fmt: skip
        return tuple.__new__(History, fields)  # a NamedTuple's own __new__ is a Python call

    def _ordinal(self, at: str) -> int:
        cut = self._cut(at[:10])
        if cut is None:
            return 0
        return cut[2] if at[11:] >= cut[0] else cut[1]

    def _attempts(self, case: Case) -> int:
        """Outgoing touches of the reader's day so far."""
        stamps = (t.get("at") for _, t in case.touches if t.get("direction") != "in")
        return sum(isinstance(at, str) and self._day_start <= at <= self._now for at in stamps)

    def _leave(self, day: str) -> tuple[str, float, float, int]:
        """What is left today of a point of that UTC day, before and after its local midnight,
        and the number of that day."""
        cut = self._cut(day)
        if cut is None:
            self._left[day] = ("~", 0.0, 0.0, 0)
        else:
            ages = (max(0, self._today - cut[1]), max(0, self._today - cut[2]))
            half_life = self._gains.half_life
            self._left[day] = (
                cut[0], decay(ages[0], half_life), decay(ages[1], half_life),
                date.fromisoformat(day).toordinal(),
            )  # fmt: skip
        return self._left[day]
