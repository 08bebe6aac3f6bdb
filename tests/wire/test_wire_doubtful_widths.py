"""Clusters that terminals measure differently, on terminals that do: columns stand, nothing is left."""

from unicodedata import category

import pytest
from emulator import Emulator
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, set_cell_size
from rich.style import Style
from test_wire_frame import painter, strips

WIDTH, COLUMN = 40, 24
NAMES = [
    "नमस्ते क्षि", "க்ஷ தமிழ்", "မြန်မာ", "ខ្មែរ", "ᄒᆞᆫ글", "བོད་ཡིག", "ที่นี่", "👩🏽 👍", "⌚ watch", "ি",
    "宏达机械", "Café Zürich", "Nordwind GmbH", "",
]  # fmt: skip


def spacing_marks_take_a_cell(character: str) -> int:
    """As terminals that go by the C library."""
    return 1 if category(character) == "Mc" else get_character_cell_size(character)


def marks_take_a_cell(character: str) -> int:
    """As terminals that know no marks."""
    return 1 if category(character)[0] == "M" else get_character_cell_size(character)


def letters_that_join_take_none(character: str) -> int:
    """As terminals that draw a shaped cluster into fewer cells than it has letters, and jamo apart."""
    if "\u0900" <= character < "\u1200" and category(character) == "Lo":
        return 0 if character in "षஷមြ" else 1
    return 1 if ord(character) >= 0x1F000 else get_character_cell_size(character)


TERMINALS = [spacing_marks_take_a_cell, marks_take_a_cell, letters_that_join_take_none]


def row(name: str, amount: str = "12k") -> str:
    return f"▌ {set_cell_size(name, COLUMN - 2)}{amount} due Fri"


def terminal(width_of, lines: int = 3) -> Emulator:
    screen = Emulator(WIDTH, lines, width_of=width_of)
    screen.feed(b"\x1b[?7l")
    return screen


@pytest.mark.parametrize("width_of", TERMINALS)
@pytest.mark.parametrize("name", NAMES)
def test_the_columns_behind_a_name_stand_where_they_stand_on_any_terminal(width_of, name):
    screen = terminal(width_of)
    screen.feed(painter(WIDTH, 3).frame(strips("head", row(name), "foot", width=WIDTH)).encode())
    assert screen.place_of("12k due Fri") == (COLUMN, 1)
    assert screen.lines[0::2] == ["head", "foot"]


@pytest.mark.parametrize("width_of", TERMINALS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", [None, Style(bgcolor="#405060")])
def test_no_letter_of_a_name_is_covered_where_blanks_follow_it(width_of, name, style):
    screen = terminal(width_of)
    screen.feed(painter(WIDTH, 1).frame(strips(row(name), width=WIDTH, style=style)).encode())
    assert name in screen.lines[0]
    if style:
        assert all(cell.style.back for cell in screen.cells[0] if cell.text)


@pytest.mark.parametrize("width_of", TERMINALS)
@pytest.mark.parametrize("name", NAMES)
def test_another_name_in_the_row_leaves_nothing_of_the_first(width_of, name):
    paint, screen = painter(WIDTH, 3), terminal(width_of)
    for text in (row(name), row("Alpha"), row(name, "13k"), "a"):
        screen.feed(paint.frame(strips("head", text, "foot", width=WIDTH)).encode())
        if text == row("Alpha"):
            assert screen.lines[1] == row("Alpha")
    assert screen.lines == ["head", "a", "foot"]


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(TERMINALS),
    st.lists(st.lists(st.sampled_from(NAMES), min_size=3, max_size=3), min_size=1, max_size=6),
    st.booleans(),
)
def test_after_any_names_the_screen_is_as_if_painted_at_once(width_of, frames, in_colour):
    paint, screen = painter(WIDTH, 3, in_colour=in_colour), terminal(width_of)
    for names in frames:
        screen.feed(paint.frame(strips(*map(row, names), width=WIDTH)).encode())
    fresh = terminal(width_of)
    fresh.feed(painter(WIDTH, 3).frame(strips(*map(row, frames[-1]), width=WIDTH)).encode())
    assert screen.lines == fresh.lines
    assert all("".join(cell.text for cell in line[COLUMN:]).startswith("12k due Fri")
               for line in screen.cells)  # fmt: skip


def test_a_row_without_such_names_is_not_erased_and_not_jumped_in():
    paint = painter(WIDTH, 1)
    paint.frame(strips(row("宏达机械"), width=WIDTH))
    assert paint.frame(strips(row("宏达机床"), width=WIDTH)) == "\x1b[9G床\r"


def test_an_asked_for_repaint_wipes_what_another_program_left():
    paint, screen = painter(WIDTH, 3), terminal(get_character_cell_size)
    update = strips("head", row("宏达机械"), "foot", width=WIDTH)
    screen.feed(paint.frame(update).encode())
    screen.feed(b"\x1b[2;3r\x1b[41m\x1b[2;30Hforeign")
    paint.forget(clear=True)
    sequence = paint.frame(update)
    assert "\x1b[2J" in sequence
    screen.feed(sequence.encode())
    assert screen.lines == ["head", row("宏达机械"), "foot"]
    assert screen.margins == (0, 2)
    assert not any(cell.style.back for line in screen.cells for cell in line)
    paint.forget()
    assert "\x1b[2J" not in paint.frame(update)


def test_a_cut_name_takes_its_cells():
    assert all(cell_len(set_cell_size(name, COLUMN - 2)) == COLUMN - 2 for name in NAMES)
