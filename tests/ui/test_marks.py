"""Marks: they outlive filter and order, a range reaches from its anchor to the cursor."""

from hypothesis import given
from hypothesis import strategies as st

from tierdesk.ui.marks import Marks

IDS = st.lists(st.integers(1, 30), unique=True)


@given(IDS, st.integers(1, 30))
def test_marking_twice_changes_nothing(ids, one):
    marks = Marks()
    marks.add(ids)
    marks.turn(one)
    marks.turn(one)
    assert marks.ids == set(ids)


@given(IDS.filter(bool), st.data())
def test_a_range_is_the_same_from_both_ends(order, data):
    first, last = data.draw(st.sampled_from(order)), data.draw(st.sampled_from(order))
    marks = Marks()
    marks.anchor = first
    there = marks.range_to(last, order)
    marks.anchor = last
    assert marks.range_to(first, order) == there
    assert {first, last} <= set(there)
    assert len(there) == abs(order.index(first) - order.index(last)) + 1


def test_a_range_needs_both_its_ends_in_sight():
    marks = Marks()
    assert marks.range_to(1, [1, 2, 3]) == []
    marks.anchor = 9
    assert marks.range_to(1, [1, 2, 3]) == []
    marks.anchor = 1
    assert marks.range_to(None, [1, 2, 3]) == []


@given(IDS, IDS)
def test_whoever_is_gone_from_the_book_is_marked_no_more(ids, existing):
    marks = Marks()
    marks.add(ids)
    marks.anchor = 5
    marks.keep_only(existing)
    assert marks.ids == set(ids) & set(existing)
    assert marks.anchor == (5 if 5 in existing else None)


def test_clearing_takes_the_range_along():
    marks = Marks()
    marks.add([1, 2])
    marks.anchor = 1
    marks.clear()
    assert (len(marks), marks.anchor) == (0, None)
