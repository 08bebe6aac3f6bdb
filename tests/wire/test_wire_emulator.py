"""The test terminal itself, against what is written about terminals."""

from emulated_style import Style
from emulator import Cell, Emulator


def screen(data: str, columns: int = 10, lines: int = 3, **how: bool) -> Emulator:
    made = Emulator(columns, lines, **how)
    made.feed(data.encode())
    return made


def test_text_wraps_at_the_edge_only_when_more_comes():
    assert screen("0123456789").cursor == (9, 0)
    assert screen("0123456789a").lines == ["0123456789", "a", ""]
    assert screen("\x1b[?7l0123456789ab").lines[0] == "012345678b"


def test_a_line_feed_at_the_bottom_scrolls():
    assert screen("a\r\nb\r\nc\r\nd").lines == ["b", "c", "d"]


LETTERS = "a\r\nb\r\nc\r\nd\r\ne"


def test_only_the_lines_between_the_margins_scroll():
    assert screen(f"{LETTERS}\x1b[2;4r\x1b[4H\n", lines=5).lines == ["a", "c", "d", "", "e"]
    assert screen(f"{LETTERS}\x1b[2;4r\x1b[4H\x1bD", lines=5).lines == ["a", "c", "d", "", "e"]
    assert screen(f"{LETTERS}\x1b[2;4r\x1b[2H\x1bM", lines=5).lines == ["a", "", "b", "c", "e"]


def test_beyond_the_margins_a_line_feed_only_moves_and_stops_at_the_edge():
    made = screen(f"{LETTERS}\x1b[2;4r\x1b[5;3H\n\n", lines=5)
    assert (made.lines, made.cursor) == (["a", "b", "c", "d", "e"], (2, 4))
    made.feed(b"\x1b[1;3H\x1bM\x1b[3H\n")
    assert (made.lines, made.cursor) == (["a", "b", "c", "d", "e"], (0, 3))


def test_setting_margins_goes_home_and_impossible_ones_are_refused():
    made = screen("\x1b[3;3H\x1b[2;3r", lines=5)
    assert (made.margins, made.cursor) == ((1, 2), (0, 0))
    made.feed(b"\x1b[3;3H\x1b[4;4r")
    assert (made.margins, made.cursor) == ((1, 2), (2, 2))
    made.feed(b"\x1b[r")
    assert made.margins == (0, 4)


def test_lines_that_scroll_in_take_the_colour_or_not():
    coloured = Cell(" ", Style(back="44"))
    assert screen("\x1b[3H\x1b[44m\n").cells[2][5] == coloured
    assert screen("\x1b[44m\x1bM", erases_in_colour=False).cells[0][5] == Cell()


def test_a_sequence_in_two_reads_is_one():
    made = screen("ab\x1b[")
    made.feed(b"1;1")
    made.feed(b"Hx")
    assert made.lines[0] == "xb"


def test_half_of_a_wide_character_overwritten_leaves_a_blank():
    assert screen("宏达\x1b[1;2Hx").lines[0] == " x达"
    assert screen("宏达\x1b[1;1Hx").lines[0] == "x 达"


def test_marks_and_joined_pictures_share_a_cell():
    made = screen("e\u0301👨\u200d👩❤\ufe0fx")
    assert [cell.text for cell in made.cells[0][:6]] == [
        "e\u0301",
        "👨\u200d👩",
        "",
        "❤\ufe0f",
        "",
        "x",
    ]


def test_styles_begin_and_end():
    made = screen("\x1b[1;38;5;9;44ma\x1b[22;39mb\x1b[mc")
    assert [made.style_at(x, 0) for x in range(3)] == [
        Style(frozenset({1}), "38;5;9", "44"), Style(back="44"), Style(),
    ]  # fmt: skip


def test_erasing_takes_the_colour_or_not():
    assert screen("\x1b[44m\x1b[K").cells[0][5] == Cell(" ", Style(back="44"))
    assert screen("\x1b[44m\x1b[K", erases_in_colour=False).cells[0][5] == Cell()
    assert screen("abcdef\x1b[1;2H\x1b[3X").lines[0] == "a   ef"


def test_the_alternate_screen_gives_the_first_one_back():
    made = screen("shell\x1b[?1049h\x1b[Hdesk")
    assert (made.alternate, made.lines[0]) == (True, "desk")
    made.feed(b"\x1b[?1049l")
    assert (made.alternate, made.lines[0], made.cursor) == (False, "shell", (5, 0))


def test_queries_are_answered():
    made = Emulator(10, 3, synchronized=True)
    assert made.feed(b"\x1b[c\x1b[6n\x1b[?2026$p") == b"\x1b[?62;22c\x1b[1;1R\x1b[?2026;2$y"
    assert not made.unknown
    made.feed(b"\x1b[5;6y")
    assert made.unknown == ["[5;6y"]
