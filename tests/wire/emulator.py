"""A terminal on paper: what a program's bytes leave on the screen, and what a terminal answers.

It knows what this project and its screen library write: moves, margins, erasing, styles, modes,
the alternate screen, wide and joined characters, the clipboard. Unknown sequences are counted in
`unknown`, so that a test can say that there are none.
"""

import base64
import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from emulated_style import Style, styled
from rich._unicode_data import load
from rich.cells import get_character_cell_size

_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<private>[<=>?]?)(?P<params>[0-9:;]*)(?P<inter>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\"
    r"|\x1b(?P<esc>[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
)
_CANCELLED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b]*)?(?=\x1b[^\\])")


class Cell(NamedTuple):
    """`text` is empty in the second cell of a wide character."""

    text: str = " "
    style: Style = Style()


class Emulator:
    """A screen of `columns` × `lines`. `feed` takes bytes and returns what the terminal answers.

    `synchronized`: says that it knows frames (mode 2026). `erases_in_colour`: cells that are erased
    or scrolled in take the background that is on. `margins`: the first and last line that scroll.
    `width_of`: the cells of one character, for terminals that disagree with the screen library.
    """

    def __init__(self, columns: int, lines: int, *, synchronized: bool = False,
                 erases_in_colour: bool = True,
                 width_of: Callable[[str], int] = get_character_cell_size) -> None:  # fmt: skip
        self.columns, self.rows = columns, lines
        self.synchronized, self.erases_in_colour = synchronized, erases_in_colour
        self._width_of = width_of
        self.modes: set[int] = {7, 25}
        self.unknown: list[str] = []
        self.clipboard: list[str] = []
        self.bells = 0
        self.frames = 0
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._pending = ""
        self._answers: list[str] = []
        self._style = Style()
        self._x, self._y, self._wrap = 0, 0, False
        self._saved = (0, 0, Style())
        self._main: list[list[Cell]] | None = None
        self._joining = self._past_edge = False
        self.margins = (0, lines - 1)
        self.cells = self._empty()

    # what a test looks at

    @property
    def lines(self) -> list[str]:
        """The text of each line, without blanks at its end."""
        return ["".join(cell.text for cell in row).rstrip() for row in self.cells]

    @property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line, from 0."""
        return self._x, self._y

    @property
    def alternate(self) -> bool:
        """Whether the alternate screen is on."""
        return self._main is not None

    def style_at(self, x: int, y: int) -> Style:
        """How the cell looks."""
        return self.cells[y][x].style

    def place_of(self, text: str) -> tuple[int, int]:
        """Column and line where a text begins."""
        for y, row in enumerate(self.cells):
            at = "".join(cell.text for cell in row).find(text)
            if at >= 0:
                starts = [x for x, cell in enumerate(row) for _ in cell.text]
                return starts[at], y
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    # what a terminal does

    def resize(self, columns: int, lines: int) -> None:
        """Cut or fill; nothing is wrapped anew."""
        self.columns, self.rows = columns, lines
        for cells in filter(None, (self.cells, self._main)):
            del cells[lines:]
            for row in cells:
                del row[columns:]
                row.extend(Cell() for _ in range(columns - len(row)))
            cells.extend(self._blank_row() for _ in range(lines - len(cells)))
        self._x, self._y = min(self._x, columns - 1), min(self._y, lines - 1)
        self.margins = (0, lines - 1)

    def feed(self, data: bytes) -> bytes:
        """Take bytes; the answers to the queries in them."""
        text = _CANCELLED.sub("", self._pending + self._decode(data))
        at = 0
        while at < len(text):
            token = _TOKEN.match(text, at)
            if token is None:
                break
            self._take(token)
            at = token.end()
        self._pending = text[at:]
        answers, self._answers = "".join(self._answers), []
        return answers.encode()

    def _take(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        if kind == "text":
            for character in token["text"]:
                self._print(character)
        elif kind == "final":
            self._csi(token)
        elif kind == "osc":
            self._osc(token["osc"])
        elif kind == "esc":
            self._escape(token["esc"])
        elif kind == "control":
            self._control(token["control"])

    def _control(self, character: str) -> None:
        if character == "\r":
            self._go(0, self._y)
        elif character == "\n":
            self._feed_line(1)
        elif character == "\b":
            self._go(self._x - 1, self._y)
        elif character == "\t":
            self._go((self._x // 8 + 1) * 8, self._y)
        elif character == "\a":
            self.bells += 1

    def _escape(self, code: str) -> None:
        if code == "7":
            self._saved = (self._x, self._y, self._style)
        elif code == "8":
            self._x, self._y, self._style = self._saved
        elif code in ("D", "M"):
            self._feed_line(1 if code == "D" else -1)
        elif code not in ("=", ">", "(B", "\\"):
            self.unknown.append(f"ESC {code}")

    def _osc(self, content: str) -> None:
        number, _, rest = content.partition(";")
        if number == "52":
            self.clipboard.append(base64.b64decode(rest.partition(";")[2]).decode())

    def _csi(self, token: re.Match[str]) -> None:
        private, inter, final = token["private"], token["inter"], token["final"]
        numbers = [int(n) if n else 0 for n in token["params"].replace(":", ";").split(";")]
        if private == "?" and final in "hl":
            for mode in numbers:
                self._mode(mode, final == "h")
        elif private == "?" and inter == "$" and final == "p":
            known = 2 if numbers[0] == 2026 and self.synchronized else 0
            self._answers.append(f"\x1b[?{numbers[0]};{known}$y")
        elif final == "m" and not private:
            self._style = styled(self._style, token["params"])
        elif not private and not inter and final in self._moves():
            self._moves()[final](numbers)
        elif final == "c":
            self._answers.append("\x1b[?62;22c" if not private else "\x1b[>0;276;0c")
        elif not (private in "<>=?" and private and final == "u"):
            self.unknown.append(token[0][1:])

    def _moves(self) -> dict[str, Callable[[list[int]], None]]:
        x, y = self._x, self._y
        return {
            "A": lambda n: self._go(x, y - (n[0] or 1)), "B": lambda n: self._go(x, y + (n[0] or 1)),
            "C": lambda n: self._go(x + (n[0] or 1), y), "D": lambda n: self._go(x - (n[0] or 1), y),
            "G": lambda n: self._go((n[0] or 1) - 1, y), "d": lambda n: self._go(x, (n[0] or 1) - 1),
            "H": lambda n: self._go(((n[1] if len(n) > 1 else 1) or 1) - 1, (n[0] or 1) - 1),
            "f": lambda n: self._moves()["H"](n),
            "J": self._erase_screen,
            "K": lambda n: self._erase(y, *((x, self.columns), (0, x + 1), (0, self.columns))[n[0]]),
            "X": lambda n: self._erase(y, x, min(self.columns, x + (n[0] or 1))),
            "S": lambda n: self._roll(n[0] or 1), "T": lambda n: self._roll(-(n[0] or 1)),
            "M": lambda n: self._roll(n[0] or 1, y), "L": lambda n: self._roll(-(n[0] or 1), y),
            "s": lambda _: self._escape("7"), "u": lambda _: self._escape("8"), "t": lambda _: None,
            "n": self._status, "r": self._set_margins,
        }  # fmt: skip

    def _status(self, numbers: list[int]) -> None:
        self._answers.append("\x1b[0n" if numbers[0] == 5 else f"\x1b[{self._y + 1};{self._x + 1}R")

    def _mode(self, mode: int, on: bool) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        self.frames += mode == 2026 and on
        if mode == 1049 and on and self._main is None:
            self._escape("7")
            self._main, self.cells = self.cells, self._empty()
        elif mode == 1049 and not on and self._main is not None:
            self.cells, self._main = self._main, None
            self._escape("8")

    def _set_margins(self, numbers: list[int]) -> None:
        first = (numbers[0] or 1) - 1
        last = min((numbers[1] if len(numbers) > 1 else 0) or self.rows, self.rows) - 1
        if first < last:
            self.margins = first, last
            self._go(0, 0)

    def _feed_line(self, step: int) -> None:
        """A line down or up; at the margin there the lines between the margins go the other way."""
        if self._y == self.margins[step > 0]:
            self._roll(step)
        else:
            self._go(self._x, self._y + step)

    def _roll(self, step: int, first: int | None = None) -> None:
        """Lines up (negative: down) between the margins, or from `first`; erased ones follow them."""
        first, last = self.margins[0] if first is None else first, self.margins[1] + 1
        count = min(abs(step), last - first)
        inside, fresh = self.cells[first:last], [self._erased_row() for _ in range(count)]
        whole = [*inside[count:], *fresh] if step > 0 else [*fresh, *inside[: len(inside) - count]]
        self.cells[first:last] = whole

    # cells

    def _empty(self) -> list[list[Cell]]:
        return [self._blank_row() for _ in range(self.rows)]

    def _blank_row(self) -> list[Cell]:
        return [Cell()] * self.columns

    def _erased_row(self) -> list[Cell]:
        blank = Cell(" ", Style(back=self._style.back if self.erases_in_colour else ""))
        return [blank] * self.columns

    def _go(self, x: int, y: int) -> None:
        self._x, self._y = min(max(x, 0), self.columns - 1), min(max(y, 0), self.rows - 1)
        self._wrap = self._joining = self._past_edge = False

    def _erase_screen(self, numbers: list[int]) -> None:
        first, last = ((self._y + 1, self.rows), (0, self._y), (0, self.rows))[min(numbers[0], 2)]
        for y in range(first, last):
            self._erase(y, 0, self.columns)
        if numbers[0] < 2:
            self._moves()["K"](numbers)

    def _erase(self, y: int, start: int, end: int) -> None:
        self._put(y, start, self._erased_row()[start:end])

    def _put(self, y: int, x: int, cells: list[Cell]) -> None:
        row, end = self.cells[y], x + len(cells)
        if x and not row[x].text:
            row[x - 1] = Cell(" ", row[x - 1].style)
        if end < self.columns and not row[end].text:
            row[end] = Cell(" ", row[end].style)
        row[x:end] = cells

    def _print(self, character: str) -> None:
        width = self._width_of(character)
        if character == "\u200d" or width == 0 or self._joining:
            self._join(character)
            self._joining = character == "\u200d"
            return
        if self._wrap or (self._x + width > self.columns and 7 in self.modes):
            self._control("\r")
            self._control("\n")
        x = min(self._x, self.columns - width)
        self._put(self._y, x, [Cell(character, self._style), Cell("", self._style)][:width])
        self._advance(x + width)

    def _advance(self, x: int) -> None:
        self._x, self._wrap = min(x, self.columns - 1), x >= self.columns and 7 in self.modes
        self._past_edge = x >= self.columns

    def _join(self, mark: str) -> None:
        """To the character before the cursor; a picture selector makes some of them wide."""
        row = self.cells[self._y]
        x = self._x if self._past_edge else self._x - 1
        while x > 0 and not row[x].text:
            x -= 1
        if x < 0:
            return
        single = x + 1 >= self.columns or bool(row[x + 1].text)
        row[x] = Cell(row[x].text + mark, row[x].style)
        if mark == "\ufe0f" and single and row[x].text[0] in load().narrow_to_wide:
            self._put(self._y, x, [row[x], Cell("", row[x].style)][: self.columns - x])
            self._advance(x + 2)
