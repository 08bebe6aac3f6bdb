"""The room: rows, queue and snapshot follow every change."""

import pytest
from desk_cases import NOW, Clock, added, new, open_desk, put, touched
from memory_store import Disk

from tierdesk.desk.room import Room
from tierdesk.errors import Invalid
from tierdesk.triage.roster import Roster


def a_room(*names, disk=None, **options):
    desk = open_desk(disk, **options)
    for name in names:
        desk.apply(added(name))
    return Room(desk)


def test_the_first_snapshot_is_the_whole_book():
    snapshot = a_room("A", "B").snapshot
    assert [row.name for row in snapshot.rows.values()] == ["A", "B"]
    assert [item.customer_id for item in snapshot.queue.items] == [1, 2]
    assert (snapshot.changed, snapshot.mine, snapshot.news) == (None, False, ())
    assert (snapshot.revision, snapshot.history, snapshot.read_only) == (2, 2, False)
    assert dict(snapshot.tiers) == {"A": 2, "B": 0, "C": 0, "D": 0}
    assert snapshot.today == NOW.today
    assert snapshot.today_ordinal == NOW.today.toordinal()
    assert next(stage.key for stage in snapshot.stages) == "prospect"


def test_nothing_new_makes_no_snapshot():
    room = a_room("A")
    assert room.renewed(mine=False) is None
    assert room.ticked() is None


def test_a_change_makes_a_snapshot_of_whom_it_touched_and_leaves_the_old_one_alone():
    room = a_room("A", "B")
    before = room.snapshot
    room.desk.apply(touched(1))
    now = room.renewed(mine=True)
    assert (now.changed, now.mine) == ({1}, True)
    assert [item.customer_id for item in now.queue.items] == [2]
    assert [item.customer_id for item in before.queue.items] == [1, 2]
    assert room.snapshot is now
    assert room.renewed(mine=False) is None


def test_a_document_that_changes_no_row_is_still_told():
    """A dossier shows what no row does."""
    room = a_room("A")
    room.desk.apply(new("contacts", customer_id=1, name="Li"))
    assert room.renewed(mine=True).changed == {1}


def test_a_view_or_an_undone_entry_is_a_new_revision_of_nobodys_row():
    room = a_room("A")
    room.desk.apply(new("views", name="mine"))
    now = room.renewed(mine=True)
    assert (now.changed, now.revision) == (frozenset(), 2)


def test_the_snapshot_is_the_one_that_a_fresh_room_would_make():
    disk = Disk()
    room = a_room("A", "B", "C", disk=disk)
    desk = room.desk
    for change in (touched(2), new("deals", customer_id=3, stage="interested"), added("D")):
        desk.apply(change)
        room.renewed(mine=True)
    desk.apply(put(desk, "customers", 1))
    room.renewed(mine=True)
    desk.undo()
    now, fresh = room.renewed(mine=True), Room(open_desk(disk)).snapshot
    assert dict(now.rows) == dict(fresh.rows)
    assert (now.queue, now.day, now.tiers) == (fresh.queue, fresh.day, fresh.tiers)


def test_what_others_did_is_news():
    disk = Disk()
    room, theirs = a_room("A", disk=disk), open_desk(disk, by="wang")
    theirs.apply(touched(1, by="wang"))
    room.desk.refresh()
    now = room.renewed(mine=False)
    assert [entry["by"] for entry in now.news] == ["wang"]
    assert now.changed == {1}
    room.desk.apply(touched(1))
    assert room.renewed(mine=True).news == ()


def test_a_setting_makes_everything_new():
    room = a_room("A", "B", "C")
    room.desk.apply(new("settings", capacity=1))
    now = room.renewed(mine=True)
    assert (now.changed, len(now.queue.items)) == (None, 1)


def test_listeners_hear_of_whom_before_the_snapshot_is_made():
    room, heard = a_room("A"), []
    room.listeners.append(lambda touched: heard.append((touched, room.snapshot.revision)))
    room.desk.apply(touched(1))
    room.renewed(mine=True)
    room.desk.apply(new("settings", capacity=1))
    room.renewed(mine=True)
    assert heard == [({1}, 1), (None, 2)]


def test_somebody_skipped_goes_behind_the_others_until_taken_back():
    room = a_room("A", "B")
    room.desk.apply(new("settings", capacity=1))
    room.renewed(mine=True)
    room.skip(1)
    now = room.renewed(mine=False)
    assert ([i.customer_id for i in now.queue.items], now.queue.waiting_ids()) == ([2], [1])
    assert (now.skipped, now.changed) == ({1}, frozenset())
    room.unskip()
    assert [i.customer_id for i in room.renewed(mine=False).queue.items] == [1]


def test_faulty_stages_of_another_session_are_refused_and_followed_once_mended():
    disk = Disk()
    room, theirs = a_room("A", disk=disk), open_desk(disk)
    theirs.apply(new("stages", key="only", label="Only", kind="open", probability=20))
    room.desk.refresh()
    with pytest.raises(Invalid):
        room.renewed(mine=False)
    assert room.snapshot.rows[1].stage.key == "prospect"
    theirs.apply(put(theirs, "stages", 1))
    theirs.apply(touched(1))
    room.desk.refresh()
    now = room.renewed(mine=False)
    assert (now.changed, list(now.queue.items)) == (None, [])
    assert len(now.news) == 3, "what happened meanwhile is told, too"


# time


def with_clock(*changes):
    clock = Clock()
    desk = open_desk(clock=clock)
    for change in changes:
        desk.apply(change)
    return Room(desk), clock


def test_a_minute_that_changes_nothing_to_see_makes_no_snapshot():
    room, clock = with_clock(added("A", country="DE"))
    clock.turn(minutes=1)
    assert room.ticked() is None


def test_a_promise_that_comes_within_the_hour_makes_one():
    plan = new("follow_ups", customer_id=1, due_at="2026-11-24T10:20:00Z", promised=True)
    room, clock = with_clock(added("A", country="DE"), plan)
    clock.turn(minutes=19)
    assert room.ticked() is None
    clock.turn(minutes=1)
    now = room.ticked()
    assert [item.customer_id for item in now.queue.lane] == [1]
    assert now.changed == frozenset()
    assert room.ticked() is None, "once a minute"


def test_the_clock_of_somebody_asleep_is_seen_moving():
    room, clock = with_clock(added("A", country="JP", timezone="Asia/Tokyo"))
    clock.turn(minutes=1)
    assert room.ticked().queue.items[0].local_time == "18:01"


def test_the_clock_of_somebody_asleep_who_waits_is_seen_moving_too():
    customer = added("A", country="JP", timezone="Asia/Tokyo")
    room, clock = with_clock(customer, new("settings", capacity=0))
    clock.turn(minutes=1)
    assert room.ticked().queue.waiting[0].local_time == "18:01"


def test_a_reply_that_waits_longer_is_seen():
    inbound = touched(1, at="2026-11-24T08:30:00Z", direction="in")
    room, clock = with_clock(added("A", country="DE"), inbound)
    before = room.snapshot.queue.items[0].urgency
    clock.turn(minutes=30)
    now = room.ticked()
    assert now.changed == {1}
    assert now.queue.items[0].urgency > before


def test_a_new_day_makes_everything_new():
    room, clock = with_clock(added("A", country="DE"))
    clock.turn(hours=16)
    now = room.ticked()
    assert (now.changed, now.today.isoformat()) == (None, "2026-11-25")


def test_a_change_after_midnight_starts_the_new_day():
    room, clock = with_clock(added("A", country="DE"))
    clock.turn(hours=16)
    room.desk.apply(new("contacts", customer_id=1, name="Li"))
    now = room.renewed(mine=True)
    assert (now.changed, now.today.isoformat()) == (None, "2026-11-25")
    assert now.queue == Roster(room.desk.book, room.desk.moment, by="li").queue()


def test_with_the_time_given_nothing_ticks():
    room = a_room("A")
    assert room.ticked() is None


def test_a_queue_that_may_wait_is_made_when_somebody_asks_for_it():
    room = a_room("A", "B")
    before = room.snapshot
    room.queue_may_wait()
    room.desk.apply(touched(1))
    now = room.renewed(mine=True)
    assert (now.changed, now.mine) == ({1}, True)
    assert now.rows[1] != before.rows[1]
    assert now.queue is before.queue
    later = room.requeued()
    assert [item.customer_id for item in later.queue.items] == [2]
    assert (later.changed, later.mine) == (frozenset(), False)
    assert later.rows is now.rows
    assert room.requeued() is None
    room.desk.apply(touched(2))
    assert room.renewed(mine=True).queue.items == (), "it waits once, not for ever"


def test_no_queue_waits_that_names_somebody_who_is_gone():
    room = a_room("A", "B")
    room.queue_may_wait()
    room.desk.apply(removed(room, 1))
    now = room.renewed(mine=True)
    assert [item.customer_id for item in now.queue.items] == [2]
    assert room.requeued() is None


def removed(room, customer_id):
    from tierdesk.domain.change import Change, Edit

    doc = room.desk.book.get("customers", customer_id)
    return Change("customer.remove", {"name": doc["name"]}, (Edit("customers", customer_id, doc, None),))  # fmt: skip
