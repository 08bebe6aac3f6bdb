"""Changed cells against a whole repaint, on an emulated terminal: the screens must be the same."""

import io
from types import SimpleNamespace

from cell_samples import cells_of
from emulated_style import Style as Shown
from emulator import Emulator
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from tierdesk.ui.wire.cells import BLANK, Cell
from tierdesk.ui.wire.changed_cells import ChangedCells
from tierdesk.ui.wire.frame import Frame, Place
from tierdesk.ui.wire.sgr import PLAIN, Look

WIDTH, HEIGHT = 24, 5
PLAIN_TEXT = [*"abc 123.", "  ", " " * 9, " " * 14]
UNITS = [*PLAIN_TEXT, "宏", "达机", "é", "e\u0301", "👍", "█", "▌", "नि", "ｱ", "—"]
CLUSTERS = [*UNITS, "👨\u200d👩", "❤\ufe0f", "👩🏽", "🇨🇳"]
"""Those of more than one part are put on uncut lines only: textual measures them otherwise where it
cuts them, and is itself at odds with what it paints then."""
STYLES = [
    None, Style(), Style(bold=True), Style(dim=True), Style(bold=True, dim=True),
    Style(color="red"), Style(color="#102030", bgcolor="#405060"), Style(bgcolor="#405060"),
    Style(reverse=True), Style(reverse=True, bold=True), Style(reverse=True, bold=True, color="red"),
    Style(underline=True, bgcolor="blue"), Style(color="default", bgcolor="default"),
    Style(italic=True, strike=True, color="color(200)"), Style(meta={"@click": "x"}), Style(overline=True),
]  # fmt: skip


class Stand:
    """As much of an app as painting asks for."""

    is_headless = is_inline = False

    def __init__(self, width: int, height: int) -> None:
        self.size = Size(width, height)
        self.screen = SimpleNamespace(outer_size=self.size)
        self.cursor_position = self._previous_cursor_position = Offset(0, 0)
        self.console = Console(color_system="truecolor", file=io.StringIO(), force_terminal=True)
        self._display = None


def painter(width: int = WIDTH, height: int = HEIGHT, in_colour: bool = True) -> ChangedCells:
    return ChangedCells(Stand(width, height), in_colour)


texts = st.lists(st.sampled_from(UNITS), min_size=1, max_size=8).map("".join)
segments = st.tuples(texts, st.sampled_from(STYLES)).map(lambda made: Segment(*made))


@st.composite
def lines(draw, width: int = WIDTH):
    """A strip that is as wide as the screen."""
    made = Strip(draw(st.lists(segments, max_size=5)))
    blank = draw(st.sampled_from(STYLES)) or Style()
    return made.crop(0, width).adjust_cell_length(width, blank)


@st.composite
def uncut(draw):
    """Lines of whole clusters, in one piece."""
    rows = []
    for _ in range(HEIGHT):
        parts, left = [], WIDTH
        for unit in draw(st.lists(st.sampled_from(CLUSTERS), max_size=14)):
            if cell_len(unit) <= left:
                parts.append(Segment(unit, draw(st.sampled_from(STYLES))))
                left -= cell_len(unit)
        rows.append([Strip([*parts, Segment(" " * left, draw(st.sampled_from(STYLES)))])])
    return LayoutUpdate(rows, Region(0, 0, WIDTH, HEIGHT))


@st.composite
def whole(draw):
    """All lines, each in one piece or cut in two as by two widgets."""
    rows = [draw(lines()) for _ in range(HEIGHT)]
    cut = draw(st.integers(1, WIDTH - 1))
    pieces = [row.divide([cut, WIDTH]) if draw(st.booleans()) else [row] for row in rows]
    return LayoutUpdate(pieces, Region(0, 0, WIDTH, HEIGHT))


@st.composite
def partial(draw):
    """Some spans of some lines, out of strips that are cut where widgets end."""
    spans, chops, ends = [], [], []
    for y in range(HEIGHT):
        cuts = sorted({0, WIDTH, *draw(st.lists(st.integers(1, WIDTH - 1), max_size=2))})
        strip = draw(lines())
        pieces = strip.divide(cuts[1:])
        hidden = draw(st.lists(st.booleans(), min_size=len(cuts) - 1, max_size=len(cuts) - 1))
        chops.append(
            {
                x: None if gone else piece
                for x, piece, gone in zip(cuts, pieces, hidden, strict=False)
            }
        )
        ends.append(cuts[1:])
        if draw(st.booleans()):
            first = draw(st.integers(0, WIDTH - 1))
            spans.append((y, first, draw(st.integers(first + 1, WIDTH))))
    heads = [piece.text[:1] for row in chops for piece in row.values() if piece]
    assume(not any(head in ("\u0301", "\u200d", "ि") for head in heads))
    return ChopsUpdate(chops, spans or [(0, 0, WIDTH)], ends)


def shown(screen: Emulator) -> list[list[tuple[str, Shown]]]:
    """What a reader can see: of a blank only its background and what is drawn on blanks; bold may
    brighten a reversed one, but not where the colour is the terminal's own."""
    visible = {4, 7, 9, 21, 53}
    return [
        [
            (cell.text, cell.style if cell.text.strip() or not cell.text
             else _of_blank(cell.style) if cell.style.attributes & visible
             else Shown(back=cell.style.back))
            for cell in row
        ]
        for row in screen.cells
    ]  # fmt: skip


def _of_blank(style: Shown) -> Shown:
    return style if style.fore else style._replace(attributes=style.attributes - {1, 3})


def seconds_follow(rows: list[list[tuple[str, Shown]]]) -> list[list[tuple[str, Shown]]]:
    """The second cell of a wide character looks like the first."""
    return [
        [(text, row[x - 1][1] if not text and x else style) for x, (text, style) in enumerate(row)]
        for row in rows
    ]


def full(update, screen: Emulator, console: Console) -> None:
    screen.feed(b"\x1b[?7l" + update.render_segments(console).replace("\n", "").encode())


def compare(ours: Emulator, stock: Emulator) -> None:
    assert not ours.unknown and not stock.unknown
    assert ours.lines == stock.lines
    assert seconds_follow(shown(ours)) == seconds_follow(shown(stock))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.one_of(uncut(), whole(), partial()), min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
)
def test_any_sequence_of_states_gives_the_screen_of_whole_repaints(updates, in_colour, erases):
    paint = painter(in_colour=in_colour)
    ours = Emulator(WIDTH, HEIGHT, erases_in_colour=in_colour or erases)
    stock = Emulator(WIDTH, HEIGHT)
    ours.feed(b"\x1b[?7l")
    for update in updates:
        ours.feed(paint.frame(update).encode())
        full(update, stock, paint._app.console)
        compare(ours, stock)


@settings(max_examples=60, deadline=None)
@given(whole(), whole(), st.binary(max_size=40))
def test_after_forgetting_a_spoilt_screen_is_made_good(first, second, noise):
    paint, ours, stock = painter(), Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    ours.feed(b"\x1b[?7l" + paint.frame(first).encode())
    ours.feed(
        bytes(byte for byte in noise if byte >= 32) + b"\x1b[2;3Hforeign\x1b[41m\x1b[2K\x1b[m"
    )
    paint.forget()
    ours.feed(paint.frame(second).encode())
    full(second, stock, paint._app.console)
    compare(ours, stock)


@settings(max_examples=60, deadline=None)
@given(whole())
def test_the_same_state_again_costs_nothing(update):
    paint = painter()
    paint.frame(update)
    assert paint.frame(update) == ""


@settings(max_examples=60, deadline=None)
@given(whole(), whole(), st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))
def test_a_frame_leaves_the_cursor_where_the_input_is_and_the_look_plain(first, second, x, y):
    paint, screen = painter(), Emulator(WIDTH, HEIGHT)
    screen.feed(paint.frame(first).encode())
    paint._app.cursor_position = Offset(x, y)
    screen.feed(paint.frame(second).encode())
    assert screen.cursor == (x, y)
    assert screen._style == Shown()


def strips(*rows: str, width: int = 20, style: Style | None = None) -> LayoutUpdate:
    made = [[Strip([Segment(row, style)]).adjust_cell_length(width, style)] for row in rows]
    return LayoutUpdate(made, Region(0, 0, width, len(rows)))


def test_only_what_differs_is_written():
    paint = painter(20, 2)
    paint.frame(strips("Hongda 12", "Nordwind"))
    assert paint.frame(strips("Hongda 17", "Nordwind")) == "\x1b[9G7\r"


def test_control_characters_in_a_text_never_reach_the_terminal():
    paint = painter(20, 1)
    sequence = paint.frame(strips("a\x1b]52;c;eA==\x07b\x9b2Jc\x08"))
    rest = sequence.replace("\r", "")
    for known in ("\x1b[r", "\x1b[H", "\x1b[K", "\x1b[m"):
        rest = rest.replace(known, "")
    assert rest.isprintable()
    assert "a" in rest and "b" in rest


def test_colour_is_erased_only_where_the_terminal_does_so():
    coloured = strips("x", style=Style(bgcolor="red"))
    assert "\x1b[K" in painter(20, 1, in_colour=True).frame(coloured)
    assert "\x1b[K" not in painter(20, 1, in_colour=False).frame(coloured)
    assert "\x1b[K" in painter(20, 1, in_colour=False).frame(strips("x"))


def test_a_character_of_doubtful_width_is_followed_by_an_absolute_move():
    old, new = cells_of("— —" + " " * 20 + "a"), cells_of("█ —" + " " * 20 + "b")
    frame = Frame(40, Place(0, 0))
    frame.paint(0, old, new)
    text, _ = frame.finish(0, 0)
    assert text == "█\x1b[24Gb\r"


def test_a_longer_gap_is_jumped_and_a_short_one_written_again():
    old, new = cells_of("a234567890123456b8c"), cells_of("A234567890123456B8C")
    frame = Frame(40, Place(0, 0))
    frame.paint(0, old, new)
    assert frame.finish(19, 0)[0] == "A\x1b[17GB8C"


def test_a_blank_without_colour_needs_no_change_of_look():
    red, blue = Look(fore="31"), Look(fore="34")
    cells = [Cell("a", red), BLANK, Cell("b", blue)]
    frame = Frame(3, Place(0, 0))
    frame.paint(0, [None] * 3, cells)
    assert frame.finish(0, 0)[0] == "\x1b[31ma \x1b[34mb\x1b[m\r"
    assert PLAIN.fits_blanks


def test_behind_the_right_edge_the_cursor_is_not_trusted():
    frame = Frame(24, Place(0, 0))
    frame.paint(0, cells_of("a" * 24), cells_of("a" * 23 + "b"))
    assert frame.finish(21, 0)[0] == "\x1b[24Gb\x1b[22G"


def test_unknown_cells_are_never_written_again():
    known, changed = cells_of("abcd"), cells_of("AbcD")
    frame = Frame(4, Place(0, 0))
    frame.paint(0, [known[0], None, known[2], known[3]], [changed[0], None, changed[2], changed[3]])
    assert frame.finish(0, 0)[0] == "A\x1b[4GD\r"
