"""What is to be cleaned in an open book, found in one go: duplicates, faults, what is missing, who is
stale, and the health by tier. Work for the background; it must not know who shows it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.quality.duplicates import Duplicate, duplicates
from tierdesk.quality.faults import Fault, faults
from tierdesk.quality.health import (
    STALE_DAYS,
    Graded,
    Health,
    Missing,
    Stale,
    healths,
    missing_in_all,
    stale,
)
from tierdesk.triage.overview import Overview

Progress = Callable[[float], None]
_SCAN, _FAULTS = 0.7, 0.2
"""The shares of the work."""


class Findings(NamedTuple):
    """Everything that there is to clean; `graded` are the customers in their order."""

    duplicates: Sequence[Duplicate]
    faults: Sequence[Fault]
    missing: Sequence[Missing]
    stale: Sequence[Stale]
    health: Sequence[Health]
    graded: Sequence[Graded]


def findings(
    book: Book, moment: Moment, days: int = STALE_DAYS, progress: Progress = lambda share: None
) -> Findings:
    """All of it; `progress` gets 0..1 and stops the work by raising."""
    pairs = duplicates(book, lambda share: progress(_SCAN * share))
    wrong = faults(book, moment.today, lambda share: progress(_SCAN + _FAULTS * share))
    graded = graded_of(book, moment)
    doubled = {i for pair in pairs for i in (pair.one, pair.other)}
    faulty = {fault.customer_id for fault in wrong}
    found = Findings(
        pairs,
        wrong,
        missing_in_all(one.score for one in graded),
        stale_of(graded, moment, days),
        healths(graded, moment.today, days, faulty, doubled),
        graded,
    )
    progress(1.0)
    return found


def graded_of(book: Book, moment: Moment) -> list[Graded]:
    """Every customer with its grade and its last contact."""
    return [
        Graded(entry.case, entry.score, entry.last_contact)
        for entry in Overview(book, moment).stream()
    ]


def stale_of(graded: Sequence[Graded], moment: Moment, days: int = STALE_DAYS) -> list[Stale]:
    """Whom nobody looked at for so many days, the longest first; those of whom nobody knows at the
    end."""
    found = [old for one in graded if (old := stale(one, moment.today, days)) is not None]
    return sorted(found, key=lambda old: (old.days is None, -(old.days or 0), old.customer_id))
