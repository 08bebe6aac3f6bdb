"""The desk with everything that is derived from its book and kept up to date: rows, queue, and
whoever else listens. Work on the clerk's thread gets one; nobody else may.

It must not know threads or screens.
"""

from collections.abc import Callable

from tierdesk.desk.desk import Desk
from tierdesk.desk.snapshot import Snapshot
from tierdesk.domain.moment import Moment
from tierdesk.triage.queue import Followers, Item, Queue
from tierdesk.triage.roster import Roster

Progress = Callable[[float], None]
Touched = frozenset[int] | None
Listener = Callable[[Touched], None]
_NOBODY: frozenset[int] = frozenset()


def _nothing() -> None:
    """Whoever has no other thread to let in."""


class Room:
    """`index` is the slot of the search index, filled by who needs it; `listeners` are told the
    customers that a change touched (deleted ones included, None for possibly everybody) before
    the next snapshot is made; `snapshot` is the last one. Raises Invalid where the book's own
    stages, policies or models are faulty."""

    def __init__(
        self, desk: Desk, *, progress: Progress | None = None, yield_: Callable[[], None] = _nothing
    ) -> None:
        self.desk = desk
        self.index: object = None
        self.listeners: list[Listener] = []
        self.skipped: frozenset[int] = _NOBODY
        self._yield = yield_
        desk.take_touched()
        self._stale: Touched = _NOBODY
        self.roster = Roster(desk.book, desk.moment, by=desk.by, progress=progress, yield_=yield_)
        self._minute = _minute(self.roster.moment)
        self._queue_may_wait = self._queue_is_due = False
        self.snapshot = self._made(None, mine=False)

    @property
    def queue(self) -> Queue:
        """The queue of the last snapshot."""
        return self.snapshot.queue

    def skip(self, customer_id: int) -> None:
        """Put somebody behind all others until the desk is opened again."""
        self.skipped |= {customer_id}

    def unskip(self) -> None:
        """Take everybody back who was skipped."""
        self.skipped = _NOBODY

    def queue_may_wait(self) -> None:
        """What is done next is done where nobody looks at the queue: the next snapshot has that of the
        last one, and `requeued` makes it anew. Ranking a large book takes longer than all the rest."""
        self._queue_may_wait = True

    def requeued(self) -> Snapshot | None:
        """The next snapshot with the queue that waited; None when none did."""
        if not self._queue_is_due:
            return None
        self.snapshot = self._made(_NOBODY, mine=False)
        return self.snapshot

    def renewed(self, *, mine: bool) -> Snapshot | None:
        """The next snapshot, after work or after other sessions' changes; None when nothing is
        different. Raises Invalid when stages, policies or models became faulty; then the rows
        stay as they were, and everything is looked at again as soon as they are mended."""
        waits, self._queue_may_wait = self._queue_may_wait, False
        self._stale = _both(self._stale, self.desk.take_touched())
        if self._stale == _NOBODY and self._unchanged():
            return None
        changed = self._follow()
        for listener in self.listeners:
            listener(changed)
        waits = waits and changed is not None and changed <= self.roster.rows.keys()
        self.snapshot = self._made(changed, mine=mine, queue=self.snapshot.queue if waits else None)
        return self.snapshot

    def _unchanged(self) -> bool:
        """Is all that a snapshot tells besides the rows as it was? A disk that fails makes the
        store read only, and what it notes then must be told."""
        last, store = self.snapshot, self.desk.store
        seen = (last.revision, last.skipped, last.read_only, last.notes)
        return seen == (self.desk.revision, self.skipped, store.readonly, tuple(store.notes))

    def ticked(self) -> Snapshot | None:
        """The next snapshot when a minute has passed and something that one sees depends on it:
        local hours, a promise within the hour, a reply that waits longer, a new day."""
        moment = self.desk.moment
        if _minute(moment) == self._minute:
            return None
        self._minute = _minute(moment)
        before, changed = self.snapshot, self.roster.advance(moment)
        now = self._made(changed, mine=False)
        if changed == _NOBODY and now.day == before.day and _alike(now.queue, before.queue):
            return None
        self.snapshot = now
        return now

    def _follow(self) -> Touched:
        """Grade again what changes touched; returns the customers of the next snapshot."""
        stale, moment = self._stale, self.desk.moment
        if stale is None:
            self.roster.rebuild(moment, book=self.desk.book, yield_=self._yield)
            changed = None
        else:
            changed = _both(stale, self.roster.update(stale, moment))
        self._stale = _NOBODY
        return changed

    def _made(self, changed: Touched, *, mine: bool, queue: Queue | None = None) -> Snapshot:
        """The snapshot of the book as it is. `queue`: the one of before, which stands until `requeued`
        makes the next; without it the queue is made here."""
        desk, roster = self.desk, self.roster
        self._queue_is_due = queue is not None
        if queue is None:
            queue = roster.queue(skipped=self.skipped)
        return Snapshot(
            revision=desk.revision,
            moment=roster.moment,
            stages=tuple(roster.overview.stages),
            rows=roster.rows,
            queue=queue,
            day=roster.day(queue),
            tiers=roster.counts,
            past_max=roster.past_max(),
            history=desk.history,
            read_only=desk.store.readonly,
            mine=mine,
            changed=changed,
            news=desk.take_news(),
            notes=tuple(desk.store.notes),
            skipped=self.skipped,
        )


def _both(one: Touched, other: Touched) -> Touched:
    return None if one is None or other is None else one | other


def _minute(moment: Moment) -> int:
    return int(moment.now.timestamp()) // 60


def _alike(now: Queue, before: Queue) -> bool:
    """Whether a reader of both would see no difference; local times are shown of those asleep."""
    waiting = now.waiting
    return (
        now.day == before.day
        and _seen(now.lane) == _seen(before.lane)
        and _seen(now.items) == _seen(before.items)
        and isinstance(waiting, Followers)
        and not waiting.asleep
        and waiting.same_order(before.waiting)
    )


def _seen(items: tuple[Item, ...]) -> list[Item]:
    return [item if item.asleep else item._replace(local_time="") for item in items]
