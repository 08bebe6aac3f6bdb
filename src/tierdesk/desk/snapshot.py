"""What the screens see of a book at one moment: a value that never changes and may be read from
any thread. The next one takes its place.

It must not know how a screen shows anything, nor where the book lies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tierdesk.domain.document import Doc
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message
from tierdesk.pipeline.stage import Stage
from tierdesk.triage.day import Day
from tierdesk.triage.queue import Queue
from tierdesk.triage.roster import Listed


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """`revision` of the book, `history` of its last change that the history knows. `tiers`
    counts all customers, `past_max` those beyond their tier's longest interval.

    `mine`: a change of this session caused it; `changed` are the customers whose row or
    documents differ from the snapshot before, None for possibly everybody; `news` the history
    entries that other sessions wrote since; `notes` what the store wants to be told; `skipped`
    those put behind until the desk is opened again."""

    revision: int
    moment: Moment
    stages: tuple[Stage, ...]
    rows: Mapping[int, Listed]
    queue: Queue
    day: Day
    tiers: Mapping[str, int]
    past_max: int
    history: int
    read_only: bool
    mine: bool = False
    changed: frozenset[int] | None = None
    news: tuple[Doc, ...] = ()
    notes: tuple[Message, ...] = ()
    skipped: frozenset[int] = frozenset()

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.queue.day

    @property
    def today_ordinal(self) -> int:
        """Its number."""
        return self.queue.day.toordinal()
