"""The roster: a book graded once, kept up to date, is the book graded anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from triage_cases import NOW, ago, book_of, books, contact, day, money, tiered

from tierdesk.domain.book import Book
from tierdesk.domain.document import stamp
from tierdesk.scoring import explain
from tierdesk.triage.overview import Overview
from tierdesk.triage.roster import Roster

SOON = replace(NOW, now=NOW.now + timedelta(minutes=5))


def later(**spent):
    return replace(NOW, now=NOW.now + timedelta(**spent))


def plan_of(roster, **asked):
    return [item.customer_id for item in roster.queue(**asked).items]


def log(tables, book, customer_id, by="li", **fields):
    """A contact made now, put into the tables as a store does."""
    touches = tables.setdefault("touches", {})
    touch_id = max(map(int, touches), default=0) + 1
    touch = {"customer_id": customer_id, "at": stamp(NOW.now), "result": "reached", "by": by}
    touches[str(touch_id)] = touch | fields
    book.replaced("touches", touch_id, None, touches[str(touch_id)])


def tables_of(customers, **tables):
    built = {"customers": customers, **tables}
    return {name: {str(i): d for i, d in enumerate(docs, 1)} for name, docs in built.items()}


OTHER = {
    "customers": st.fixed_dictionaries(
        {"name": st.sampled_from(["Di", "Ed"])}, optional={"interest": st.integers(0, 5)}
    ),
    "touches": st.builds(
        lambda c, h, way, result: {"customer_id": c, "at": ago(hours=h), "direction": way,
                                   "result": result},
        st.integers(1, 9), st.floats(0, 60), st.sampled_from(["in", "out"]),
        st.sampled_from(["reached", "no_answer", "complaint"]),
    ),
    "deals": st.builds(lambda c, a: {"customer_id": c, "stage": "interested", "amount": money(a)},
                       st.integers(1, 9), st.integers(0, 900)),
    "follow_ups": st.builds(
        lambda c, d, p, t: {"customer_id": c, "due_at": day(d) + t, "promised": p},
        st.integers(1, 9), st.integers(-2, 2), st.booleans(),
        st.sampled_from(["", "T10:30:00Z", "T23:30:00Z"]),
    ),
}  # fmt: skip
CHANGES = st.lists(
    st.sampled_from(sorted(OTHER)).flatmap(
        lambda table: st.tuples(st.just(table), st.integers(1, 12), st.none() | OTHER[table])
    ),
    max_size=8,
)


def changed(tables, book, changes):
    """Make changes as a store does; the customers to whom the documents belong or belonged."""
    touched = set()
    for table, doc_id, doc in changes:
        docs = tables.setdefault(table, {})
        before = docs.pop(str(doc_id), None)
        if doc is not None:
            docs[str(doc_id)] = doc
        book.replaced(table, doc_id, before, doc)
        if table == "customers":
            touched.add(doc_id)
        else:
            touched |= {d["customer_id"] for d in (before, doc) if d is not None}
    return touched


def assert_same(roster, fresh, capacity=3):
    assert dict(roster.rows) == dict(fresh.rows)
    queue = roster.queue(capacity)
    assert queue == fresh.queue(capacity)
    assert roster.day(queue) == fresh.day(queue)
    assert (roster.counts, roster.neglect) == (fresh.counts, fresh.neglect)
    assert roster.past_max() == fresh.past_max()
    assert roster.means == pytest.approx(fresh.means, abs=1e-6)


@settings(max_examples=150, deadline=None)
@given(books(), st.lists(CHANGES, max_size=3))
def test_a_roster_kept_up_to_date_is_the_book_graded_anew(tables, rounds):
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    for changes in rounds:
        roster.queue(3)
        roster.update(changed(tables, book, changes))
    assert_same(roster, Roster(Book(tables), NOW, by="li"))


@settings(max_examples=150, deadline=None)
@given(books(), CHANGES, st.lists(st.integers(0, 400), min_size=1, max_size=3))
def test_a_roster_that_time_passes_over_is_the_book_graded_then(tables, changes, minutes):
    book = Book(tables)
    changed(tables, book, changes)
    roster = Roster(book, NOW)
    moment = NOW
    for step in minutes:
        roster.queue(3)
        moment = replace(moment, now=moment.now + timedelta(minutes=step))
        roster.advance(moment)
    assert_same(roster, Roster(Book(tables), moment))


@settings(max_examples=60, deadline=None)
@given(books())
def test_the_means_are_those_of_the_average_customer(tables):
    book = Book(tables)
    expected = explain.average(entry.score for entry in Overview(book, NOW).stream())
    assert Roster(book, NOW).means == pytest.approx(expected, abs=1e-6)


def test_an_update_says_whose_row_is_not_what_it_was():
    tables = tables_of([tiered("A"), tiered("B"), tiered("C")], touches=[contact(9, 2)])
    book = Book(tables)
    roster = Roster(book, NOW)
    log(tables, book, 2)
    del tables["customers"]["3"]
    book.replaced("customers", 3, tiered("C"), None)
    assert roster.update([1, 2, 3, 99]) == {2, 3}
    assert list(roster.rows) == [1, 2]


def test_somebody_who_is_gone_is_out_of_every_figure():
    """One of each kind: promised within the hour, waiting for a reply, neglected, worth money."""
    tables = tables_of(
        [tiered("A"), tiered("B"), tiered("C")],
        touches=[contact(3), {"customer_id": 1, "at": ago(hours=1), "direction": "in"}],
        follow_ups=[{"customer_id": 1, "due_at": day(0) + "T10:30:00Z", "promised": True}],
        deals=[{"customer_id": 1, "stage": "interested", "amount": money(7)}],
    )
    book = Book(tables)
    roster = Roster(book, NOW)
    assert [item.customer_id for item in roster.queue(9).lane] == [1]
    for table in ("customers", "touches", "follow_ups", "deals"):
        for key, doc in [
            (k, d) for k, d in tables[table].items() if table != "customers" or k == "1"
        ]:
            del tables[table][key]
            book.replaced(table, int(key), doc, None)
    assert roster.update([1]) == {1}
    assert_same(roster, Roster(Book(tables), NOW))
    assert roster.advance(SOON) == set()


def test_a_new_day_is_everybodys():
    roster = Roster(book_of([tiered("A")], touches=[contact(2)]), NOW)
    assert roster.rows[1].due_ordinal > NOW.today.toordinal()
    assert not roster.queue(5).items
    assert roster.advance(later(days=1)) is None
    assert roster.queue(5).items[0].customer_id == 1


def test_a_change_on_the_next_day_looks_at_everybody():
    book = book_of([tiered("A"), tiered("A")], touches=[contact(2), contact(2, 2)])
    roster = Roster(book, NOW)
    assert roster.update([1], later(days=1)) is None
    assert plan_of(roster) == [1, 2]


def test_a_promise_comes_into_the_lane_as_time_passes():
    plan = {"customer_id": 1, "due_at": day(0) + "T11:30:00Z", "promised": True}
    roster = Roster(book_of([tiered("A")], follow_ups=[plan]), NOW)
    assert not roster.queue().lane
    assert roster.advance(later(minutes=20)) == set()
    assert not roster.queue().lane
    roster.advance(later(minutes=31))
    assert [item.customer_id for item in roster.queue().lane] == [1]


def test_a_touch_from_a_clock_that_is_ahead_counts_when_its_time_has_come():
    ahead = {"customer_id": 1, "at": stamp(NOW.now + timedelta(minutes=3)), "result": "reached"}
    roster = Roster(book_of([tiered("A")], touches=[contact(9), ahead]), NOW)
    assert plan_of(roster) == [1]
    assert roster.advance(SOON) == {1}
    assert plan_of(roster) == []


def test_rows_that_were_handed_out_never_change():
    tables = tables_of([tiered("A"), tiered("B")])
    book = Book(tables)
    roster = Roster(book, NOW)
    rows, queue = roster.rows, roster.queue(1)
    before, waiting = dict(rows), list(queue.waiting)
    log(tables, book, 1)
    log(tables, book, 2)
    roster.update([1, 2])
    assert (dict(rows), list(queue.waiting)) == (before, waiting)
    assert roster.rows is not rows


def test_nothing_is_copied_when_nothing_changed():
    roster = Roster(book_of([tiered("A")]), NOW)
    rows = roster.rows
    assert roster.update([1]) == set()
    assert roster.rows is rows


# the day's capacity


def test_a_plan_does_not_refill_while_one_works():
    customers = [tiered(tier) for tier in "AAAAAAAABBBBBBCCCCCDDD"]
    tables = tables_of(customers)
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    queue = roster.queue(12)
    assert (len(queue.items), dict(queue.quota)) == (12, {"A": 6, "B": 4, "C": 2, "D": 0})
    left = plan_of(roster, capacity=12)
    while left:
        done = left.pop(len(left) // 2)
        log(tables, book, done)
        roster.update([done])
        queue = roster.queue(12)
        assert [item.customer_id for item in queue.items] == left
        assert queue.used == 12 - len(left)
        assert roster.day(queue).planned == 12


def test_an_attempt_and_somebody_elses_contact_use_no_slot_of_mine():
    tables = tables_of([tiered("A") for _ in range(4)])
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    log(tables, book, 1, by="wang")
    log(tables, book, 2, result="no_answer")
    roster.update([1, 2])
    assert (roster.queue(2).used, plan_of(roster, capacity=2)) == (0, [2, 3])
    assert Roster(book, NOW).queue(2).used == 1, "of anybody, when nobody is named"


def test_more_done_in_a_tier_than_planned_for_it_comes_off_the_lowest():
    tables = tables_of([tiered("A") for _ in range(3)] + [tiered("D") for _ in range(9)])
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    for customer_id in range(4, 11):
        log(tables, book, customer_id)
    roster.update(range(4, 11))
    queue = roster.queue(8)
    assert (queue.used, [item.tier for item in queue.items]) == (7, ["A"])


def test_the_lane_uses_slots_before_and_after_it_is_worked_off():
    plans = [{"customer_id": 1, "due_at": day(0) + "T10:30:00Z", "promised": True}]
    tables = tables_of([tiered("A") for _ in range(6)], follow_ups=plans)
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    queue = roster.queue(3)
    assert ([i.customer_id for i in queue.lane], plan_of(roster, capacity=3)) == ([1], [2, 3])
    log(tables, book, 1)
    del tables["follow_ups"]["1"]
    book.replaced("follow_ups", 1, plans[0], None)
    roster.update([1])
    assert (roster.queue(3).lane, plan_of(roster, capacity=3)) == ((), [2, 3])


def dealt(roster, slots):
    """The plan with its lane as {customer: tier}, and everybody who stands, in order."""
    queue = roster.queue(slots)
    plan = {item.customer_id: item.tier for item in (*queue.lane, *queue.items)}
    return plan, [*plan, *queue.waiting_ids()]


def test_a_promise_kept_leaves_the_tiers_their_slots():
    """The lane took its slots off the whole, and gave them back to its own tier when it was done:
    the quotas of twelve slots are others than those of ten."""
    plans = [{"customer_id": n, "due_at": day(0) + "T10:30:00Z", "promised": True} for n in (1, 2)]
    tables = tables_of([tiered(tier) for tier in "AB" + "AAAA" + "BBBBBBB" + "CCC" + "DD"],
                       follow_ups=plans)  # fmt: skip
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    left, _ = dealt(roster, 12)
    for done in (1, 2):
        log(tables, book, done)
        book.replaced("follow_ups", done, tables["follow_ups"].pop(str(done)), None)
        roster.update([done])
        del left[done]
        assert dealt(roster, 12)[0] == left


def test_a_slot_is_gone_in_the_tier_that_it_was_planned_for():
    """One who shows interest is of a better tier after the call than before it."""
    touches = [contact(200, 1), contact(200, 1)]
    customers = [{"name": "Ann", "created_at": ago(400), "interest": 4, "employees": 900}]
    customers += [tiered(tier) for tier in "ABBBCCCCC"]
    tables = tables_of(customers, touches=touches)
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    before = roster.rows[1].tier
    log(tables, book, 1, result="interested", direction="in")
    roster.update([1])
    assert roster.rows[1].tier != before
    assert roster.rows[1].spent == before


def test_somebody_tried_and_put_off_has_used_a_slot():
    tables = tables_of([tiered("A") for _ in range(4)])
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    log(tables, book, 1, result="no_answer", next_on=day(3))
    plan = tables.setdefault("follow_ups", {})["1"] = {"customer_id": 1, "due_at": day(3)}
    book.replaced("follow_ups", 1, None, plan)
    roster.update([1])
    assert (roster.queue(2).used, plan_of(roster, capacity=2)) == (1, [2])


TIERED = st.lists(
    st.one_of(
        st.builds(lambda t, d: tiered(t, created_at=ago(d)), st.sampled_from("ABCD"),
                  st.integers(30, 400)),
        st.builds(lambda i, d: {"name": "Ann", "created_at": ago(d), "interest": i},
                  st.integers(0, 5), st.integers(30, 400)),
    ),
    min_size=12, max_size=24,
)  # fmt: skip
PROMISES = st.sets(st.integers(1, 6), max_size=4)


@settings(max_examples=200, deadline=None)
@given(TIERED, PROMISES, st.integers(4, 12), st.data())
def test_a_days_list_shrinks_and_is_not_dealt_anew(customers, promises, slots, data):
    """Whoever is dealt with leaves the plan, and neither the tiers of the others change nor, as
    long as nobody else's place in the order does, the others themselves."""
    plans = [{"customer_id": n, "due_at": day(0) + "T10:30:00Z", "promised": True}
             for n in sorted(promises)]  # fmt: skip
    tables = tables_of(customers, follow_ups=plans)
    book = Book(tables)
    roster = Roster(book, NOW, by="li")
    for _ in range(data.draw(st.integers(1, 4))):
        plan, order = dealt(roster, slots)
        if not plan:
            return
        one = data.draw(st.sampled_from(sorted(plan)))
        result = data.draw(st.sampled_from(["reached", "interested", "objection"]))
        log(tables, book, one, result=result)
        for key, doc in list(tables["follow_ups"].items()):
            if doc["customer_id"] == one:
                book.replaced("follow_ups", int(key), tables["follow_ups"].pop(key), None)
        roster.update([one])
        after, rest = dealt(roster, slots)
        if roster.stands(one):
            return
        tier = plan.pop(one)
        order.remove(one)
        assert sorted(after.values()) == sorted(plan.values()), (one, tier)
        if rest == order:
            assert after == plan


def test_the_books_own_capacity_holds_unless_another_is_given():
    tables = tables_of([tiered("A") for _ in range(20)], settings=[{"capacity": 3}])
    roster = Roster(Book(tables), NOW)
    assert (len(roster.queue().items), roster.queue().capacity) == (3, 3)
    assert len(roster.queue(5).items) == 5
    assert (len(roster.queue(None).items), roster.queue(None).quota) == (20, {})
    assert len(Roster(book_of([tiered("A") for _ in range(20)]), NOW).queue().items) == 12


# what a contact of today has dealt with


@pytest.mark.parametrize(
    "tables",
    [
        {"contacts": [{"customer_id": 1, "birthday": {"month": 11, "day": 24}}]},
        {"survey_responses": [{"customer_id": 1, "kind": "nps", "score": 2, "on": day(-1)}]},
        {"feedback": [{"customer_id": 1, "state": "open"}]},
        {"contracts": [{"customer_id": 1, "signed_on": day(-90), "amount": money(9),
                        "first_payment_amount": money(3),
                        "instalments": [{"due_on": day(-30), "amount": money(6)}]}],
         "payments": [{"contract_id": 1, "paid_on": day(-80), "amount": money(3)}]},
    ],
    ids=["birthday", "detractor", "complaint", "overdue"],
)  # fmt: skip
def test_a_reason_that_outlives_the_call_waits_until_tomorrow_once_somebody_called(tables):
    customer = tiered("A", created_at=ago(400))
    waiting = Roster(book_of([customer], touches=[contact(1)], **tables), NOW)
    assert plan_of(waiting) == [1]
    called = Roster(book_of([customer], touches=[contact(0.1)], **tables), NOW)
    assert plan_of(called) == []
    if "contacts" not in tables:
        called.advance(later(days=1))
        assert plan_of(called) == [1]


@pytest.mark.parametrize(
    "tables",
    [
        {"follow_ups": [{"customer_id": 1, "due_at": day(0), "promised": True}]},
        {"touches": [contact(0.2), {"customer_id": 1, "at": ago(hours=1), "direction": "in"}]},
    ],
    ids=["promise", "new message"],
)
def test_what_came_after_or_was_promised_still_asks_for_contact_today(tables):
    roster = Roster(book_of([tiered("A")], **{"touches": [contact(0.2)], **tables}), NOW)
    assert plan_of(roster) == [1]


def test_a_message_that_came_this_second_waits_from_the_next_minute_on():
    touches = [contact(1), {"customer_id": 1, "at": stamp(NOW.now), "direction": "in"}]
    roster = Roster(book_of([tiered("B")], touches=touches), NOW)
    roster.advance(SOON)
    assert plan_of(roster) == [1]


# the waiting


def test_somebody_skipped_goes_behind_all_others_and_another_takes_the_slot():
    roster = Roster(book_of([tiered("A") for _ in range(6)]), NOW)
    queue = roster.queue(2, frozenset({1, 4}))
    assert [item.customer_id for item in queue.items] == [2, 3]
    assert queue.waiting_ids() == [5, 6, 1, 4]
    assert roster.queue(None, frozenset({1})).waiting_ids() == [1]


def test_a_skipped_promise_leaves_the_lane():
    plan = {"customer_id": 1, "due_at": day(0) + "T10:30:00Z", "promised": True}
    roster = Roster(book_of([tiered("A"), tiered("A")], follow_ups=[plan]), NOW)
    queue = roster.queue(5, frozenset({1}))
    assert (queue.lane, queue.waiting_ids()) == ((), [1])


def test_the_first_of_the_waiting_have_all_their_reasons_and_the_others_the_main_one():
    customers = [tiered(tier, created_at=ago(30 + n)) for n, tier in enumerate("ABCDABCD")]
    inbound = {"customer_id": 8, "at": ago(hours=30), "direction": "in"}
    roster = Roster(book_of(customers, touches=[inbound]), NOW)
    told, untold = roster.queue(2, told=99).waiting, roster.queue(2, told=1).waiting
    assert len(told) == len(untold) == 6
    assert [row.reasons == () for row in untold] == [False] + [True] * 5
    for full, light in zip(told, untold, strict=True):
        assert full.main == full.reasons[0].message == light.main
        assert full._replace(reasons=()) == light._replace(reasons=())
    assert {str(row.main)[:5] for row in untold} >= {"never", "reply"}


def test_the_waiting_can_be_looked_at_by_pieces():
    roster = Roster(book_of([tiered("A") for _ in range(9)]), NOW)
    waiting = roster.queue(0).waiting
    assert [row.customer_id for row in waiting[2:4]] == [
        waiting[2].customer_id,
        waiting[3].customer_id,
    ]
    assert waiting[-1] == list(waiting)[8]
    with pytest.raises(IndexError):
        waiting[9]


@settings(max_examples=40, deadline=None)
@given(books())
def test_items_of_the_waiting_are_those_that_a_longer_day_would_plan(tables):
    roster = Roster(Book(tables), NOW)
    everybody = roster.queue(None)
    items = {item.customer_id: item for item in everybody.items}
    short = roster.queue(0)
    assert roster.items(short.waiting_ids()) == items
    assert {row.customer_id: row.urgency for row in short.waiting} == {
        i: item.urgency for i, item in items.items()
    }


def test_somebody_who_needs_nobody_has_reasons_too():
    roster = Roster(book_of([tiered("A", parked={"since": day(-3), "reason": "r"}), tiered("B")],
                            touches=[contact(1, 2)]), NOW)  # fmt: skip
    assert not roster.queue().items
    items = roster.items([1, 2, 77])
    assert set(items) == {1, 2}
    assert not roster.stands(1)
    assert [r.term for r in items[2].reasons][:2] == ["tier", "due"]
    assert items[2].urgency == pytest.approx(sum(items[2].terms.values()))


def test_local_times_move_with_the_minute():
    roster = Roster(book_of([tiered("A", timezone="Asia/Tokyo"), tiered("A")]), NOW)
    first = roster.queue(0).waiting[1]
    assert (first.asleep, first.local_time) == (True, "19:00")
    roster.advance(SOON)
    assert roster.queue(0).waiting[1].local_time == "19:05"
    assert first.local_time == "19:00"
    assert {i.local_time for i in roster.queue(None).items} == {"19:05", "10:05"}


def test_opening_hours_reorder_the_waiting():
    """At 10:00 UTC New York sleeps; at 14:00 it is nine there."""
    customers = [
        tiered("A", timezone="America/New_York", created_at=ago(900)),
        tiered("A", country="DE"),
    ]
    roster = Roster(book_of(customers), NOW)
    assert plan_of(roster, capacity=None) == [2, 1]
    assert roster.advance(later(hours=4)) == set()
    assert plan_of(roster, capacity=None) == [1, 2]


# the pass


def test_progress_grows_to_the_end_and_other_threads_are_let_in():
    done, turns = [], []
    Roster(book_of([tiered("A") for _ in range(640)]), NOW, progress=done.append,
           yield_=lambda: turns.append(1))  # fmt: skip
    assert done == sorted(done)
    assert done[-1] == 1.0
    assert len(turns) == 20


def test_a_pass_without_means_has_none():
    roster = Roster(book_of([tiered("A")]), NOW, means=False)
    assert roster.means == {}
    assert roster.rows[1].felt == b""


def test_the_day_is_the_readers_zone():
    shanghai = replace(
        NOW, zone=ZoneInfo("Asia/Shanghai"), now=datetime(2026, 11, 24, 15, tzinfo=UTC)
    )
    roster = Roster(book_of([tiered("A")]), shanghai)
    assert (
        roster.advance(replace(shanghai, now=datetime(2026, 11, 24, 15, 59, tzinfo=UTC))) == set()
    )
    assert roster.advance(replace(shanghai, now=datetime(2026, 11, 24, 16, tzinfo=UTC))) is None
