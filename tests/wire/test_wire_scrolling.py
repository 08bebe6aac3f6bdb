"""Lists that scroll: the terminal moves what it has already, and shows what a whole repaint would."""

from cell_samples import cells_of
from emulated_style import Style as Shown
from emulator import Cell, Emulator
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from test_wire_frame import HEIGHT, STYLES, WIDTH, compare, full, lines, painter, strips, whole
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tierdesk.ui.wire import changed_cells
from tierdesk.ui.wire.moved_block import FEWEST, Block, after_move, moved_block

TALL = 14
NAMES = ["宏达机械", "Nordwind", "青禾零售", "Kestrel", "乐行", "Café Zürich", "华通食品", "—█—"]


class Littering(Emulator):
    """A terminal that fills lines with anything when it scrolls."""

    def _feed_line(self, step: int) -> None:
        before = list(map(id, self.cells))
        super()._feed_line(step)
        for row in self.cells:
            if id(row) not in before:
                row[:] = [Cell("?", Shown(back="41"))] * self.columns


def rows(*letters: str) -> list:
    return [cells_of(letter) for letter in letters]


@st.composite
def windows(draw):
    """States of a screen with a list between fixed lines: each shows the list from another row on,
    with the cursor on another, and sometimes beside a pane that does not move."""
    styles = st.sampled_from(STYLES)
    listed = [
        Strip(
            [Segment(f"{n:>3} ", draw(styles)), Segment(NAMES[n % 8] + str(n * 37), draw(styles))]
        )
        for n in range(draw(st.integers(TALL, 30)))
    ]
    first = draw(st.integers(0, 3))
    last = draw(st.integers(TALL - 4, TALL))
    beside = draw(st.sampled_from([0, 0, 0, 8]))
    updates = []
    for _ in range(draw(st.integers(2, 6))):
        top, at = draw(st.integers(0, len(listed) - 1)), draw(st.integers(0, TALL - 1))
        blank = draw(st.sampled_from([None, Style(bgcolor="blue"), Style(reverse=True)]))
        pieces = []
        for y in range(TALL):
            n = top + y - first
            inside = first <= y < last and 0 <= n < len(listed)
            row = listed[n] if inside else Strip([Segment(f"fixed {y}")])
            style = Style(reverse=True) if y == at else blank
            row = Strip.join([Strip([Segment("▌" if y == at else " ")]), row])
            row = row.adjust_cell_length(WIDTH - beside, style)
            pieces.append([row, Strip([Segment(f"│beside{y % 3}"[:beside])])] if beside else [row])
        updates.append(LayoutUpdate(pieces, Region(0, 0, WIDTH, TALL)))
    return updates


@settings(max_examples=150, deadline=None)
@given(windows(), st.booleans(), st.sampled_from([Emulator, Littering]))
def test_a_list_scrolled_anyhow_shows_what_whole_repaints_show(updates, in_colour, terminal):
    paint = painter(WIDTH, TALL, in_colour=in_colour)
    ours = terminal(WIDTH, TALL, erases_in_colour=in_colour)
    stock = Emulator(WIDTH, TALL)
    ours.feed(b"\x1b[?7l")
    for update in updates:
        ours.feed(paint.frame(update).encode())
        full(update, stock, paint._app.console)
        compare(ours, stock)
        assert ours.margins == (0, TALL - 1)


@settings(max_examples=60, deadline=None)
@given(windows(), st.booleans())
def test_moving_is_never_longer_than_painting(updates, in_colour):
    def sizes(moved):
        changed_cells.moved_block, before = moved, changed_cells.moved_block
        try:
            paint = painter(WIDTH, TALL, in_colour=in_colour)
            paint.frame(updates[0])
            return len(paint.frame(updates[1]).encode())
        finally:
            changed_cells.moved_block = before

    assert sizes(moved_block) <= sizes(lambda old, new: None)


@settings(max_examples=60, deadline=None)
@given(whole(), st.lists(lines(), min_size=1, max_size=2), st.integers(-2, 2), st.booleans())
def test_any_lines_moved_by_a_few_show_what_a_whole_repaint_shows(first, more, by, in_colour):
    kept = first.strips[max(0, by) : len(first.strips) + min(0, by)]
    filled = [[more[n % len(more)]] for n in range(HEIGHT - len(kept))]
    second = LayoutUpdate(kept + filled if by > 0 else filled + kept, Region(0, 0, WIDTH, HEIGHT))
    paint, stock = painter(in_colour=in_colour), Emulator(WIDTH, HEIGHT)
    ours = Emulator(WIDTH, HEIGHT, erases_in_colour=in_colour)
    ours.feed(b"\x1b[?7l")
    for update in (first, second, first):
        ours.feed(paint.frame(update).encode())
        full(update, stock, paint._app.console)
        compare(ours, stock)


LIST = [f"customer {n} {'宏达机械' * (n % 3)} {n * 7919 % 1000}" for n in range(20)]


def test_a_line_down_and_up_again_is_one_line_feed_and_one_reverse():
    paint = painter(40, 8)
    paint.frame(strips("head", *LIST[:6], "foot", width=40))
    down = paint.frame(strips("head", *LIST[1:7], "foot", width=40))
    assert down.startswith("\x1b[2;7r\x1b[7H\n\x1b[r\x1b[7Hcustomer 6")
    up = paint.frame(strips("head", *LIST[:6], "foot", width=40))
    assert up.startswith("\x1b[2;7r\x1b[2H\x1bM\x1b[r\x1b[2Hcustomer 0")


def test_lines_that_differ_in_a_letter_are_painted_for_that_is_shorter():
    alike = [f"{n} the same in all of the lines but a digit" for n in range(9)]
    paint = painter(44, 5)
    paint.frame(strips(*alike[:5], width=44))
    assert paint.frame(strips(*alike[1:6], width=44)) == "1\r\n2\r\n3\r\n4\r\n5\x1b[H"


def test_lines_beside_a_pane_that_stays_are_never_moved():
    def both(top: int) -> ChopsUpdate:
        cut = [
            {
                0: Strip([Segment(LIST[top + y])]).adjust_cell_length(30),
                30: Strip([Segment(f"│ pane {y}   ")]),
            }
            for y in range(8)
        ]
        return ChopsUpdate(cut, [(y, 0, 40) for y in range(8)], [[30, 40]] * 8)

    paint = painter(40, 8)
    paint.frame(both(0))
    assert "r" not in paint.frame(both(1)).replace("customer", "")


def test_a_screen_that_may_have_margins_left_loses_them():
    screen, paint = Emulator(20, 5), painter(20, 5)
    screen.feed(b"\x1b[2;3r")
    screen.feed(paint.frame(strips("a", "b", "c", "d", "e")).encode())
    assert screen.lines == ["a", "b", "c", "d", "e"]
    assert screen.margins == (0, 4)


def test_a_block_is_what_moved_and_no_more():
    old = rows("head", "a", "b", "c", "d", "e", "foot")
    new = dict(enumerate(rows("head", "b", "c", "d", "e", "f", "foot")))
    new = {line: row for line, row in new.items() if row != old[line]}
    assert moved_block(old, new) == Block(1, 5, 1)
    new = dict(enumerate(rows("head", "x", "y", "a", "b", "c", "foot")))
    new = {line: row for line, row in new.items() if row != old[line]}
    assert moved_block(old, new) == Block(1, 5, -2)


def test_fewer_lines_than_pay_are_not_moved():
    old = rows("a", "b", "c", "d", "e")
    assert moved_block(old, dict(zip((1, 2), rows("c", "d"), strict=True))) is None
    assert moved_block(old, dict(zip((1, 2, 3), rows("x", "y", "z"), strict=True))) is None


def test_a_line_that_changed_inside_the_block_goes_with_it():
    old = rows("a", "b", "c", "d", "e", "f")
    new = dict(enumerate(rows("b", "c", "X", "e", "f")))
    assert moved_block(old, new) == Block(0, 5, 1)


letters = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=12)


@given(st.data(), letters)
def test_a_block_lies_on_the_screen_and_sets_more_lines_right_than_it_spoils(data, before):
    after = data.draw(
        st.lists(st.sampled_from("abcdefgh"), min_size=len(before), max_size=len(before))
    )
    old, wanted = rows(*before), rows(*after)
    new = {line: row for line, row in enumerate(wanted) if row != old[line]}
    block = moved_block(old, new)
    if block is not None:
        assert 0 <= block.first < block.last < len(old)
        assert 0 < abs(block.up) <= block.last - block.first
        moved = after_move(old, block)
        right = sum(row == goal for row, goal in zip(moved, wanted, strict=True))
        arrived = right - sum(row == goal for row, goal in zip(old, wanted, strict=True))
        lost = abs(block.up)
        assert arrived + lost >= FEWEST


@given(letters, st.data())
def test_what_comes_in_is_unknown_and_all_else_is_kept(before, data):
    first = data.draw(st.integers(0, len(before) - 2))
    last = data.draw(st.integers(first + 1, len(before) - 1))
    up = data.draw(st.sampled_from([n for n in range(first - last, last - first + 1) if n]))
    old = rows(*before)
    moved = after_move(old, Block(first, last, up))
    assert moved[:first] == old[:first] and moved[last + 1 :] == old[last + 1 :]
    for line in range(first, last + 1):
        source = line + up
        assert moved[line] == (old[source] if first <= source <= last else [None])
