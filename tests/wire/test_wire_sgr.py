from emulator import Emulator
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from tierdesk.ui.wire.sgr import PLAIN, Look, Looks, turn

CODES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 51, 52, 53]
looks = st.builds(
    Look,
    st.frozensets(st.sampled_from(CODES)),
    st.sampled_from(["", "31", "97", "38;5;200", "38;2;1;2;3"]),
    st.sampled_from(["", "41", "107", "48;5;20", "48;2;9;8;7"]),
)


@given(st.lists(looks, min_size=1, max_size=6))
def test_turns_add_up_to_the_last_look(path):
    screen, at = Emulator(10, 1), PLAIN
    for look in path:
        screen.feed(turn(at, look).encode())
        at = look
    screen.feed(b"x")
    assert tuple(screen.style_at(0, 0)) == tuple(at)


@given(looks, looks)
def test_a_turn_is_never_longer_than_beginning_afresh(old, new):
    afresh = ";".join(filter(None, ["0", *map(str, sorted(new.attributes)), new.fore, new.back]))
    assert len(turn(old, new)) <= len(f"\x1b[{afresh}m")
    assert turn(new, new) == ""


def test_a_look_is_what_shows_of_a_style():
    known = Looks(ColorSystem.TRUECOLOR)
    plain, clickable = (
        known.of(Style(color="red")),
        known.of(Style(color="red", meta={"@click": "x"})),
    )
    assert plain is clickable
    assert known.of(Style(color="default", bgcolor="default")) is known.of(Style()) == PLAIN
    assert known.of(None) is PLAIN


def test_colours_are_those_of_the_colour_system():
    style = Style(color="#ff0000", bgcolor="#0000ff")
    assert Looks(ColorSystem.TRUECOLOR).of(style).fore == "38;2;255;0;0"
    assert Looks(ColorSystem.EIGHT_BIT).of(style).back == "48;5;21"
    assert Looks(ColorSystem.STANDARD).of(style).fore == "31"


def test_of_a_blank_only_the_background_shows_unless_it_is_drawn_upon():
    assert Look(frozenset({1}), "31", "44").of_blank == Look(back="44")
    underlined = Look(frozenset({4}), "31", "44")
    assert underlined.of_blank == underlined
