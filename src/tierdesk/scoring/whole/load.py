"""What tiers ask of a week: contacts, and the minutes that they usually take.

Who may be contacted at all is the affair of whoever counts. It must not know scores.
"""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Protocol

import numpy as np

from tierdesk.domain.book import Book
from tierdesk.domain.document import integer
from tierdesk.scoring.whole.facts import Bools

WEEK = 7
ENOUGH = 10
"""So many touches with a length make a usual length, when they are half of all and more: where only
meetings state one, it says nothing about calls."""


class Paced(Protocol):
    """A tier's policy, of which only the pace matters here."""

    @property
    def ideal_days(self) -> int:
        """Days between contacts."""
        ...


def load(counts: Mapping[str, int], policies: Mapping[str, Paced]) -> dict[str, float]:
    """Contacts a week that so many customers of each tier ask for, by tier."""
    return {tier: n * WEEK / policies[tier].ideal_days for tier, n in counts.items()}


def asking_of(may: Iterable[bool]) -> Bools:
    """Who of a panel may be contacted, by place."""
    return np.fromiter(may, np.bool_)


def usual_minutes(book: Book) -> float | None:
    """The median length of a contact in minutes; None while too few state one."""
    known = (integer(touch, "minutes") for _, touch in book.holding("touches", "minutes"))
    lengths = [minutes for minutes in known if minutes and minutes > 0]
    few = len(lengths) < ENOUGH or 2 * len(lengths) < book.count("touches")
    return None if few else float(median(lengths))
