"""A painted screen as an SVG that looks the same everywhere: every word stands at its cell, blocks
are drawn as rectangles, and no font is fetched from anywhere.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme

_CELL, _LINE, _SIZE, _EDGE = 8.4, 19.0, 14, 12
_FONTS = "ui-monospace, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Noto Sans CJK SC', monospace"
_PARTS = "▏▎▍▌▋▊▉█"
_TOKEN = re.compile(r"[▏▎▍▌▋▊▉█░]+|[⺀-鿿가-힯＀-￯]|[^\s⺀-鿿가-힯＀-￯▏▎▍▌▋▊▉█░]+")


def drawing(lines: Sequence[Sequence[Segment]], columns: int, theme: TerminalTheme) -> str:
    """The SVG of a screen of `columns` cells."""
    width, height = columns * _CELL + 2 * _EDGE, len(lines) * _LINE + 2 * _EDGE
    back = theme.background_color.hex
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'font-family="{escape(_FONTS)}" font-size="{_SIZE}">',
        f'<rect width="100%" height="100%" rx="6" fill="{back}"/>',
    ]
    for number, line in enumerate(lines):
        parts += _line(line, _EDGE + number * _LINE, theme)
    return "\n".join([*parts, "</svg>", ""])


def _line(line: Sequence[Segment], top: float, theme: TerminalTheme) -> Iterator[str]:
    at = 0
    for text, given, _ in line:
        style = given or Style()
        ink, paper = _colours(style, theme)
        x, cells = _EDGE + at * _CELL, cell_len(text)
        if paper != theme.background_color.hex:
            yield (f'<rect x="{x:.1f}" y="{top:.1f}" width="{cells * _CELL + 0.3:.1f}" '
                   f'height="{_LINE}" fill="{paper}"/>')  # fmt: skip
        for found in _TOKEN.finditer(text):
            left = x + cell_len(text[: found.start()]) * _CELL
            yield from _token(found[0], left, top, ink, style)
        at += cells


def _token(token: str, x: float, top: float, ink: str, style: Style) -> Iterator[str]:
    if token[0] in "░" + _PARTS:
        at = 0
        for run in re.findall(r"░+|█+|[▏▎▍▌▋▊▉]", token):
            wide = len(run) * _CELL
            if run[0] not in "░█":
                wide = _CELL * (_PARTS.index(run) + 1) / 8
            faint = ' opacity="0.3"' if run[0] == "░" else ""
            yield (f'<rect x="{x + at * _CELL:.1f}" y="{top + 2:.1f}" width="{wide:.1f}" '
                   f'height="{_LINE - 4}" fill="{ink}"{faint}/>')  # fmt: skip
            at += len(run)
        return
    weight = ' font-weight="bold"' if style.bold else ""
    line = ' text-decoration="underline"' if style.underline else ""
    wide = f'textLength="{cell_len(token) * _CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
    yield (f'<text x="{x:.1f}" y="{top + 14:.1f}" fill="{ink}"{weight}{line} {wide}>'
           f"{escape(token)}</text>")  # fmt: skip


def _colours(style: Style, theme: TerminalTheme) -> tuple[str, str]:
    ink = _hex(style.color, theme, foreground=True)
    paper = _hex(style.bgcolor, theme, foreground=False)
    return (paper, ink) if style.reverse else (ink, paper)


def _hex(colour: Color | None, theme: TerminalTheme, *, foreground: bool) -> str:
    default = theme.foreground_color if foreground else theme.background_color
    if colour is None or colour.is_default:
        return default.hex
    return colour.get_truecolor(theme, foreground=foreground).hex
