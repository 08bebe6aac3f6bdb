"""Which columns and cards of a board are in sight: numbers, without a screen."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.ui.widgets.board_shape import FOLDED_CELLS, LEAST_CELLS, BoardShape


class Shape(BoardShape):
    def __init__(self, width, height, columns):
        self._size = SimpleNamespace(width=width, height=height)
        self.begin()
        self.columns = columns
        self.ats, self.tops = [0] * len(columns), [0] * len(columns)

    @property
    def size(self):
        return self._size


def columns_of(*counts):
    """Keys that differ, so many in each column."""
    found, key = [], 2
    for count in counts:
        found.append(list(range(key, key + count)))
        key += count
    return found


@pytest.mark.parametrize(
    ("width", "seen"), [(40, 1), (51, 1), (52, 2), (80, 3), (160, 6), (300, 6)]
)
def test_as_many_columns_as_there_is_room_for(width, seen):
    slots = Shape(width, 24, columns_of(1, 2, 3, 0, 5, 6)).slots()
    assert len(slots) == seen
    assert sum(slot.cells for slot in slots) == width


@given(st.integers(40, 250), st.integers(1, 9), st.data())
def test_columns_stand_side_by_side_and_hold_that_of_the_cursor(width, many, data):
    shape = Shape(width, 24, columns_of(*[3] * many))
    shape.folded = data.draw(st.sets(st.integers(0, many - 1), max_size=min(many - 1, 3)))
    shape.x = data.draw(st.sampled_from([n for n in range(many) if n not in shape.folded]))
    slots = shape.slots()
    assert shape.x in [slot.column for slot in slots]
    assert [slot.left for slot in slots] == [
        sum(slot.cells for slot in slots[:n]) for n in range(len(slots))
    ]
    assert sum(slot.cells for slot in slots) == width
    assert {slot.column for slot in slots if slot.folded} == shape.folded
    assert all(slot.cells == FOLDED_CELLS for slot in slots if slot.folded)
    opened = [slot.cells for slot in slots if not slot.folded]
    assert max(opened) - min(opened) <= 1
    assert len(opened) == 1 or min(opened) >= LEAST_CELLS
    order = [slot.column for slot in slots if not slot.folded]
    assert order == [n for n in range(min(order), max(order) + 1) if n not in shape.folded]


@pytest.mark.parametrize(("height", "heads", "lines", "page"), [(8, 1, 2, 3), (16, 2, 2, 7), (20, 2, 2, 9),
                                                               (36, 2, 3, 11), (3, 1, 2, 1), (1, 1, 2, 1)])  # fmt: skip
def test_heads_and_cards_have_the_lines_that_there_is_room_for(height, heads, lines, page):
    shape = Shape(80, height, columns_of(1))
    assert (shape.heads, shape.lines, shape.page) == (heads, lines, page)


@given(
    st.integers(1, 60), st.lists(st.integers(0, 59), min_size=1, max_size=30), st.integers(4, 60)
)
def test_the_cursor_is_always_in_sight_and_no_line_is_wasted(count, places, height):
    shape = Shape(80, height, columns_of(count))
    for place in places:
        shape.ats[0] = min(place, count - 1)
        shape._keep_in_sight(0)
        top = shape.tops[0]
        assert top <= shape.ats[0] < top + shape.page
        assert top == 0 or top + shape.page <= count


def test_a_column_scrolls_by_half_of_it():
    shape = Shape(80, 20, columns_of(40))
    assert shape.page == 9
    shape.ats[0] = 9
    shape._keep_in_sight(0)
    assert shape.tops[0] == 5


def test_an_empty_column_has_no_card_under_the_cursor():
    shape = Shape(80, 20, columns_of(0, 2))
    assert shape.key is None
    shape.x = 1
    assert shape.key == 2
    assert shape.rows == [2, 3]
