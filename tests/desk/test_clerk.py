"""The clerk: one thread owns the desk, the screen never waits, nothing submitted is lost."""

import gc
import threading

import pytest
from desk_cases import Clock, Screen, added, new, open_desk, put, touched
from memory_store import Disk, MemoryStore

from tierdesk.desk import clerk as clerk_module
from tierdesk.desk.clerk import Stopped
from tierdesk.desk.desk import Desk
from tierdesk.desk.mishap import Mishap
from tierdesk.desk.snapshot import Snapshot
from tierdesk.domain.references import resolve
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.store.port import Conflict, ExternalChange, NotSaved


@pytest.fixture
def screen():
    made = []

    def make(disk=None, **options):
        shared = disk or Disk()
        one = Screen(lambda progress: open_desk(shared, progress=progress), **options)
        made.append(one)
        return one

    yield make
    for one in made:
        one.clerk.stop(1.0)
    gc.unfreeze()


def book_of(*names):
    disk = Disk()
    desk = open_desk(disk)
    for name in names:
        desk.apply(added(name))
    return disk


def perform(change):
    return lambda room: room.desk.apply(change)


def test_the_book_is_opened_with_progress_and_published(screen):
    one = screen(book_of(*[f"C{n}" for n in range(200)]))
    snapshot = one.opened()
    assert len(snapshot.rows) == 200
    assert one.progress == sorted(one.progress)
    assert len(one.progress) > 2
    assert 0 < one.progress[0] <= one.progress[-1] <= 1


def test_work_is_done_in_its_order_off_the_screens_thread_and_answered_on_it(screen):
    one = screen(book_of("A"))
    one.opened()
    seen = []

    def work(room):
        return threading.current_thread().name

    for at in range(5):
        one.clerk.submit(work, lambda found, at=at: seen.append((at, found, threading.get_ident())))
    one.wait(lambda: len(seen) == 5, "five answers")
    assert [at for at, _, _ in seen] == [0, 1, 2, 3, 4]
    assert {name for _, name, _ in seen} == {"clerk"}
    assert {ident for _, _, ident in seen} == {threading.get_ident()}


def test_a_change_is_published_before_it_is_answered(screen):
    one = screen(book_of("A", "B"))
    one.opened()
    receipt = one.ask(perform(touched(1)))
    assert one.told[-1] is receipt
    snapshot = one.told[-2]
    assert isinstance(snapshot, Snapshot)
    assert (snapshot.mine, snapshot.changed, snapshot.revision) == (True, {1}, receipt.revision)


def test_a_queue_that_may_wait_follows_when_the_desk_is_quiet(screen):
    one = screen(book_of("A", "B"))
    first = one.opened()

    def moved(room):
        room.queue_may_wait()
        return room.desk.apply(touched(1))

    receipt = one.ask(moved)
    assert one.snapshots[-1].revision == receipt.revision
    one.wait(lambda: one.snapshots[-1].queue is not first.queue, "the queue")
    assert [item.customer_id for item in one.snapshots[-1].queue.items] == [2]
    assert one.snapshots[-1].rows is one.snapshots[-2].rows


def test_what_is_kept_at_the_end_has_a_queue_that_did_not_wait(screen):
    kept = []
    one = screen(book_of("A", "B"), keep=lambda snapshot: lambda: kept.append(snapshot))
    one.opened()

    def moved(room):
        room.queue_may_wait()
        return room.desk.apply(touched(1))

    one.ask(moved)
    assert one.clerk.stop()
    assert [item.customer_id for item in kept[-1].queue.items] == [2]


def test_looking_something_up_publishes_nothing(screen):
    one = screen(book_of("A"))
    one.opened()
    assert one.ask(lambda room: room.desk.book.count("customers")) == 1
    assert len(one.snapshots) == 1


def test_a_refusal_is_an_answer_and_the_clerk_goes_on(screen):
    one = screen(book_of("A"))
    one.opened()

    def refuse(room):
        raise Refused(say("no"))

    assert isinstance(one.ask(refuse), Refused)
    assert one.ask(lambda room: 7) == 7
    assert one.failures == []


def test_an_unexpected_failure_is_written_down_and_answered(screen, tmp_path):
    log = tmp_path / "state" / "log"
    one = screen(book_of("A"), log=log)
    one.opened()

    def fail(room):
        raise ZeroDivisionError("by accident")

    found = one.ask(fail)
    assert isinstance(found, Mishap)
    assert str(log) in str(found)
    assert "ZeroDivisionError: by accident" in log.read_text()
    assert one.ask(lambda room: 7) == 7


def test_only_the_newest_of_a_slot_is_looked_up(screen):
    one = screen(book_of("A"))
    one.opened()
    running, go, done, answers = threading.Event(), threading.Event(), [], []

    def hold(room):
        running.set()
        assert go.wait(20)

    one.clerk.submit(hold, answers.append)
    assert running.wait(20)
    for at in range(9):
        one.clerk.latest("detail", lambda room, at=at: done.append(at), answers.append)
    one.clerk.latest("filter", lambda room: done.append("filter"), answers.append)
    go.set()
    one.wait(lambda: len(answers) == 3, "the answers of hold, detail and filter")
    assert done == [8, "filter"]


def test_commits_come_before_lookups(screen):
    one = screen(book_of("A"))
    one.opened()
    running, go, order, answers = threading.Event(), threading.Event(), [], []

    def hold(room):
        running.set()
        assert go.wait(20)

    one.clerk.submit(hold, answers.append)
    assert running.wait(20)
    one.clerk.latest("detail", lambda room: order.append("look"), answers.append)
    one.clerk.submit(lambda room: order.append("commit"), answers.append)
    go.set()
    one.wait(lambda: len(answers) == 3, "all answers")
    assert order == ["commit", "look"]


def test_work_submitted_while_the_book_is_read_is_done_afterwards(screen):
    one = screen(book_of("A"))
    answers = []
    one.clerk.submit(lambda room: len(room.roster.rows), answers.append)
    one.clerk.start()
    one.wait(lambda: answers, "the answer")
    assert answers == [1]
    assert len(one.snapshots) == 1


def test_another_sessions_changes_appear_by_themselves(screen):
    disk = book_of("A")
    one = screen(disk)
    one.opened()
    open_desk(disk, by="wang").apply(touched(1, by="wang"))
    one.wait(lambda: len(one.snapshots) == 2, "the other session's change")
    snapshot = one.snapshots[1]
    assert (snapshot.mine, snapshot.changed) == (False, {1})
    assert [entry["by"] for entry in snapshot.news] == ["wang"]


def test_another_sessions_changes_appear_while_one_works_without_a_pause(screen):
    disk = book_of("A")
    one = screen(disk)
    one.opened()
    begun = threading.Event()

    def again(room):
        begun.set()
        if room.snapshot.revision == 1:
            one.clerk.submit(again, lambda _: None)

    again(one.ask(lambda room: room))
    assert begun.wait(20)
    open_desk(disk, by="wang").apply(touched(1, by="wang"))
    one.wait(lambda: len(one.snapshots) == 2, "the other session's change")


def test_a_minute_that_passes_is_published_when_something_depends_on_it(screen):
    clock, disk = Clock(), book_of("A")
    open_desk(disk).apply(
        new("follow_ups", customer_id=1, due_at="2026-11-24T10:20:00Z", promised=True)
    )
    one = Screen(lambda progress: open_desk(disk, clock=clock, progress=progress))
    one.opened()
    clock.turn(minutes=30)
    one.wait(lambda: len(one.snapshots) == 2, "the promise in the lane")
    assert [item.customer_id for item in one.snapshots[1].queue.lane] == [1]
    assert one.clerk.stop()


def test_what_prepares_the_room_hears_of_every_change_from_the_first_on(screen):
    heard = []

    def prepare(room, pause):
        pause(0.5)
        room.index = "made"
        room.listeners.append(heard.append)

    one = screen(book_of("A"), prepare=prepare)
    one.opened()
    one.ask(perform(touched(1)))
    assert one.ask(lambda room: room.index) == "made"
    assert heard == [{1}]


# leaving


def test_what_is_still_prepared_is_given_up_when_the_desk_is_left_and_what_was_submitted_is_done():
    disk, begun, steps = book_of("A"), threading.Event(), []

    def prepare(room, pause):
        begun.set()
        while True:  # as many steps as it takes: only leaving ends it
            steps.append(1)
            pause(0.0)

    one = Screen(lambda progress: open_desk(disk, progress=progress), prepare=prepare)
    one.clerk.start()
    assert begun.wait(10)
    answers = []
    one.clerk.submit(perform(touched(1)), answers.append)
    assert one.clerk.stop(10.0)
    one.run_posted()
    assert steps
    assert [answer.revision for answer in answers] == [open_desk(disk).revision]
    assert one.failures == []
    gc.unfreeze()


def test_stopping_does_what_was_submitted_closes_the_store_and_keeps_the_last_snapshot():
    disk, kept, closed = book_of("A", "B"), [], []

    class Store(MemoryStore):
        def close(self, compact=True):
            closed.append(compact)

    one = Screen(lambda progress: Desk(Store(resolve, disk), open_desk().moment, "li"),
                 keep=lambda snapshot: lambda: kept.append((snapshot.revision, list(closed))))  # fmt: skip
    one.opened()
    go = threading.Event()
    one.clerk.submit(lambda room: go.wait(20), lambda _: None)
    for customer_id in (1, 2, 1, 2):
        one.clerk.submit(perform(touched(customer_id)), lambda _: None)
    one.clerk.latest("detail", lambda room: closed.append("looked up"), lambda _: None)
    go.set()
    assert one.clerk.stop(compact=False) is True
    assert len(disk.tables["touches"]) == 4
    assert closed == [False]
    assert kept == [(6, [False])], "the book is closed before its digest is written"


def test_a_digest_that_cannot_be_made_does_not_keep_the_book_open():
    closed = []

    class Store(MemoryStore):
        def close(self, compact=True):
            closed.append(compact)

    def broken(snapshot):
        raise RuntimeError("no digest")

    one = Screen(lambda progress: Desk(Store(resolve, book_of("A")), open_desk().moment, "li"), keep=broken)  # fmt: skip
    one.opened()
    assert one.clerk.stop()
    one.run_posted()
    assert closed == [True]
    assert [type(failure) for failure in one.failures] == [Mishap]
    gc.unfreeze()


def test_what_comes_after_the_end_is_answered_with_a_refusal(screen):
    one = screen(book_of("A"))
    one.opened()
    assert one.clerk.stop()
    assert isinstance(one.ask(lambda room: 7), Refused)


def test_a_stop_that_takes_too_long_says_so(screen):
    one = screen(book_of("A"))
    one.opened()
    go, running = threading.Event(), threading.Event()

    def hold(room):
        running.set()
        return go.wait(20)

    one.clerk.submit(hold, lambda _: None)
    assert running.wait(20)
    assert one.clerk.stop(0.01) is False
    go.set()
    assert one.clerk.stop() is True


def test_a_book_that_is_still_being_read_is_left_at_once():
    reading, left = threading.Event(), threading.Event()

    def open_slowly(progress):
        reading.set()
        while not left.is_set():
            progress(0.5)
        raise AssertionError("read to the end")

    one = Screen(open_slowly)
    one.clerk.start()
    assert reading.wait(20)
    assert one.clerk.stop() is True
    left.set()
    one.run_posted()
    assert [type(failure) for failure in one.failures] == [Stopped]


def test_stopping_before_the_start_is_nothing():
    assert Screen(lambda progress: open_desk()).clerk.stop() is True


# failures that nobody asked about


def test_a_book_that_cannot_be_opened_is_told_and_answers_all_work_with_why(screen):
    disk, broken = book_of("A"), [True]

    def try_to_open(progress):
        if broken:
            raise NotSaved(say("no such folder"))
        return open_desk(disk)

    one = Screen(try_to_open)
    one.clerk.start()
    one.wait(lambda: one.failures, "the failure")
    assert isinstance(one.ask(lambda room: 7), NotSaved)
    broken.clear()
    one.clerk.reopen()
    one.wait(lambda: one.snapshots, "the book after all")
    assert one.ask(lambda room: 7) == 7
    assert one.clerk.stop()


def test_a_crash_while_opening_is_told_too():
    def crash(progress):
        raise RuntimeError("no")

    one = Screen(crash)
    one.clerk.start()
    one.wait(lambda: one.failures, "the failure")
    assert isinstance(one.failures[0], Mishap)
    assert isinstance(one.ask(lambda room: 7), Mishap)
    assert one.clerk.stop()


def test_a_change_by_another_program_is_told_once_and_mended_by_reading_again(screen):
    disk, polls = book_of("A"), []

    class Store(MemoryStore):
        outside = True

        def load(self, progress=None):
            return super().load(progress)

        def changes(self):
            polls.append(1)
            if self.outside and len(polls) > 3:
                raise ExternalChange(say("changed outside"))
            return super().changes()

    store = Store(resolve, disk)
    one = Screen(lambda progress: Desk(store, open_desk().moment, "li"))
    one.opened()
    one.wait(lambda: one.failures, "the failure")
    seen = len(polls)
    one.wait(lambda: len(polls) > seen + 5, "more polls")
    assert one.ask(lambda room: 7) == 7
    one.run_posted()
    assert [str(failure) for failure in one.failures] == ["changed outside"]
    store.outside = False
    one.clerk.reopen()
    one.wait(lambda: len(one.snapshots) == 2, "the book read again")
    assert one.snapshots[1].changed is None
    assert one.clerk.stop()


def test_a_conflict_is_an_answer_and_the_newer_state_is_published(screen):
    disk = book_of("A")
    one = screen(disk)
    one.opened()
    theirs = open_desk(disk)

    def change(room):
        stale = put(room.desk, "customers", 1, name="mine")
        theirs.apply(put(theirs, "customers", 1, name="theirs"))
        return room.desk.apply(stale)

    assert isinstance(one.ask(change), Conflict)
    one.wait(lambda: len(one.snapshots) == 2, "the newer state")
    assert one.snapshots[1].rows[1].name == "theirs"


def test_faulty_stages_are_told_and_the_commit_is_answered(screen):
    one = screen(book_of("A"))
    one.opened()
    stage = {"key": "only", "label": "Only", "kind": "open", "probability": 20}
    receipt = one.ask(perform(new("stages", **stage)))
    assert receipt.revision == 2
    one.wait(lambda: one.failures, "the failure")
    assert "won" in str(one.failures[0])


def test_a_store_that_cannot_be_closed_is_told():
    class Store(MemoryStore):
        def close(self, compact=True):
            raise NotSaved(say("disk gone"))

    kept = []
    one = Screen(lambda progress: Desk(Store(resolve, book_of("A")), open_desk().moment, "li"),
                 keep=lambda snapshot: lambda: kept.append(snapshot))  # fmt: skip
    one.opened()
    assert one.clerk.stop()
    one.run_posted()
    assert [str(failure) for failure in one.failures] == ["disk gone"]
    assert kept == []


def test_the_collector_of_garbage_works_again_after_opening(screen):
    gc.disable()
    one = screen(book_of("A"))
    one.opened()
    one.ask(lambda room: None)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_the_store_is_tidied_up_once_after_a_while_without_writing(monkeypatch):
    monkeypatch.setattr(clerk_module, "_UPKEEP_SECONDS", 0.0)
    tidied = []

    class Store(MemoryStore):
        def maintain(self):
            tidied.append(threading.current_thread().name)

    one = Screen(lambda progress: Desk(Store(resolve, book_of("A")), open_desk().moment, "li"))
    one.opened()
    one.ask(lambda room: None)
    assert tidied == [], "nothing was written"
    one.ask(perform(touched(1)))
    one.wait(lambda: tidied, "the upkeep")
    one.ask(lambda room: None)
    assert one.clerk.stop()
    assert tidied == ["clerk-upkeep"]
