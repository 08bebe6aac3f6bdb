"""How a customer's score came to be what it is: a point a week, and why the tier changed last.

Computed when a card is opened, never stored. It must not know how it is shown.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from tierdesk.desk.room import Room
from tierdesk.domain.moment import Moment
from tierdesk.scoring.past import Causes, Point, causes, history_of

WEEKS = 26


class ScoreHistory(NamedTuple):
    """`points` oldest first, the last one of now; `change` is the last change of the tier among
    them with its three causes, None where it never changed."""

    points: tuple[Point, ...] = ()
    change: Causes | None = None


def score_history(room: Room, customer_id: int, weeks: int = WEEKS) -> ScoreHistory:
    """The last `weeks` weeks of a customer, on the clerk's thread."""
    book, now = room.desk.book, room.roster.moment
    moments = {moment.now: moment for moment in _weekly(now, weeks)}
    points = history_of(book, customer_id, tuple(moments.values()))
    turns = [(a, b) for a, b in pairwise(points) if a.tier != b.tier]
    if not turns:
        return ScoreHistory(points)
    before, after = turns[-1]
    return ScoreHistory(
        points, causes(book, customer_id, moments[before.when], moments[after.when])
    )


def _weekly(now: Moment, weeks: int) -> list[Moment]:
    return [replace(now, now=now.now - timedelta(weeks=ago)) for ago in range(weeks, -1, -1)]
