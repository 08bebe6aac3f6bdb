"""Desks over stores in memory, and a screen that hears what a clerk posts."""

import queue
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic

from memory_store import Disk, MemoryStore

from tierdesk.desk.clerk import Clerk
from tierdesk.desk.desk import Desk
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC), country="DE")
PATIENCE = 20.0


class Clock:
    """A clock that somebody turns."""

    def __init__(self) -> None:
        self.now = NOW.now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **spent: float) -> None:
        self.now += timedelta(**spent)


def open_desk(disk: Disk | None = None, by: str = "li", **options: object) -> Desk:
    """A session of `by` on a disk that others may share."""
    return Desk(MemoryStore(resolve, disk), NOW, by, **options)


def added(name: str, tier: str = "A", **fields: object) -> Change:
    """A new customer whose tier is set by hand."""
    doc = {"name": name, "tier_override": {"tier": tier, "reason": "test"}, **fields}
    return Change("customer.add", {"name": name}, (Edit("customers", -1, None, doc),))


def touched(customer_id: int, **fields: object) -> Change:
    """A contact made now."""
    touch = {"customer_id": customer_id, "at": stamp(NOW.now), "result": "reached", "by": "li"}
    return Change("touch.log", {"name": "x", "result": "reached"},
                  (Edit("touches", -1, None, touch | fields),))  # fmt: skip


def new(table: str, **fields: object) -> Change:
    """One document more."""
    return Change("x", {}, (Edit(table, -1, None, fields),))


def put(desk: Desk, table: str, doc_id: int, **fields: object) -> Change:
    """A document with other fields; all of it gone without any."""
    before = desk.book.get(table, doc_id)
    assert before is not None
    after = {**before, **fields} if fields else None
    return Change("x", {}, (Edit(table, doc_id, before, after),))


class Screen:
    """What the clerk told: everything runs on the thread that waits, as on a screen."""

    def __init__(self, desk: Callable[..., Desk], **options: object) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.snapshots: list[object] = []
        self.failures: list[object] = []
        self.progress: list[float] = []
        self.told: list[object] = []
        self.clerk = Clerk(
            desk, self._posted.put, on_loading=self.progress.append,
            on_snapshot=self._heard(self.snapshots), on_failure=self._heard(self.failures),
            poll=0.01, **options,
        )  # fmt: skip

    def _heard(self, where: list[object]) -> Callable[[object], None]:
        def hear(what: object) -> None:
            where.append(what)
            self.told.append(what)

        return hear

    def wait(self, until: Callable[[], object], why: str) -> None:
        """Run what was posted until something holds."""
        end = monotonic() + PATIENCE
        while not until():
            left = end - monotonic()
            assert left > 0, f"waited in vain: {why}; failures {self.failures}"
            try:
                self._posted.get(timeout=min(left, 0.5))()
            except queue.Empty:
                continue

    def run_posted(self) -> None:
        """Run what is there already."""
        while not self._posted.empty():
            self._posted.get()()

    def opened(self) -> object:
        """Start, and wait for the first snapshot."""
        self.clerk.start()
        self.wait(lambda: self.snapshots, "the first snapshot")
        return self.snapshots[0]

    def ask(self, work: Callable[..., object]) -> object:
        """Submit and wait for the answer."""
        answers: list[object] = []
        self.clerk.submit(work, self._heard(answers))
        self.wait(lambda: answers, "an answer")
        return answers[0]
