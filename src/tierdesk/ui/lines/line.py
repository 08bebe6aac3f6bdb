"""A line of the screen as a value: spans of text with the role that a theme gives a style to.

Widths are terminal cells as the screen library counts them. It must not know themes.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size

from tierdesk.i18n.catalog import Catalog
from tierdesk.terminal.clean import clean

Role = Literal[
    "", "dim", "strong", "accent", "title", "tier-a", "tier-b", "tier-c", "tier-d", "late", "warn",
    "good", "bar", "rest", "rule", "key", "mark", "error",
]  # fmt: skip
_UNSTEADY = dict.fromkeys((0x200D, 0xFE0F, *range(0x1F3FB, 0x1F400)))
"""The joiner of emoji, variation selector 16 and skin tones: terminals disagree about the width of
what they make of two signs, and a joiner at the end of a span would join the next one."""

_PEEK = 4
"""Characters looked at for every cell of a line: most of a long word may have no width."""
_CLOSING = frozenset("，。、；：？！）》」』】〉〕”’…·")
"""Signs that never begin a line of Chinese text."""
_WIDE = 0x2E80
"""From here on a line may break at every character."""


class Span(NamedTuple):
    """A piece of a line in one role."""

    text: str
    role: Role = ""


Line = tuple[Span, ...]


class Glyphs(NamedTuple):
    """The signs that are not letters; the ASCII set is for terminals that draw `█` two cells wide."""

    cursor: str = "▌"
    full: str = "█"
    rest: str = "░"
    parts: str = " ▏▎▍▌▋▊▉"
    rule: str = "│"
    ellipsis: str = "…"
    arrow: str = "→"
    up: str = "▲"
    down: str = "▼"
    dot: str = "·"
    marked: str = "●"
    asleep: str = "☾"
    more: str = "▸"
    minus: str = "–"
    times: str = "×"
    heights: str = "▁▂▃▄▅▆▇█"
    group: str = "▸"


UNICODE = Glyphs()
ASCII = Glyphs(
    ">", "#", ".", " ", "|", "~", "->", "^", "v", "-", "*", "z", ">", "-", "x", "_.:-=+*#", "+"
)


class Paper(NamedTuple):
    """What lines are made for: how wide, in which language, with which signs."""

    width: int
    catalog: Catalog
    glyphs: Glyphs = UNICODE


def shown(text: str) -> str:
    """Customer text as it may stand on the screen: one harmless line whose width terminals agree
    about."""
    text = clean(text)
    return text if text.isascii() else text.translate(_UNSTEADY)


def width(line: Iterable[Span]) -> int:
    """Cells of a line."""
    return sum(cell_len(span.text) for span in line)


def fit(text: str, cells: int, glyphs: Glyphs = UNICODE, *, right: bool = False) -> str:
    """The text in exactly `cells` cells: padded, or cut with an ellipsis; a wide character is never
    halved."""
    if cells <= 0:
        return ""
    taken = cell_len(text)
    if taken > cells:
        return set_cell_size(text, cells - 1) + glyphs.ellipsis if cells > 1 else glyphs.ellipsis
    space = " " * (cells - taken)
    return space + text if right else text + space


def cut(line: Sequence[Span], cells: int, glyphs: Glyphs = UNICODE) -> Line:
    """The line in exactly `cells` cells."""
    total = width(line)
    if total <= cells:
        return (*line, Span(" " * (cells - total))) if total < cells else tuple(line)
    out: list[Span] = []
    left = cells - 1
    for span in line:
        taken = cell_len(span.text)
        if taken > left:
            end = glyphs.ellipsis if cells > 0 else ""
            out.append(Span(set_cell_size(span.text, max(left, 0)) + end, span.role))
            break
        out.append(span)
        left -= taken
    return tuple(out)


def between(
    left: Sequence[Span], right: Sequence[Span], cells: int, glyphs: Glyphs = UNICODE
) -> Line:
    """Both ends of a line of `cells` cells; the right end gives way last."""
    room = cells - width(right)
    if room < 1:
        return cut(right, cells, glyphs)
    return (*cut(left, room, glyphs), *right)


def plain(line: Iterable[Span]) -> str:
    """The text of a line, for tests and copies."""
    return "".join(span.text for span in line)


def folded(text: str, cells: int, most: int = 10_000) -> list[str]:
    """A text in lines of at most `cells` cells, broken at spaces or between wide characters."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        current, taken = "", 0
        for whole in _words(shown(paragraph)):
            word, size = whole, cell_len(whole)
            if taken and taken + cell_len(word.rstrip()) > cells:
                lines.append(current.rstrip())
                current, taken = "", 0
            while size - word.endswith(" ") > cells > 0 and len(lines) < most:
                head = set_cell_size(word[: _PEEK * cells], cells).rstrip() or word[:1]
                head = _with_company(head, word[len(head) : len(head) + 1])
                lines.append(head)
                word = word[len(head) :]
                size -= cell_len(head)
            current, taken = current + word, taken + size
        lines.append(current.rstrip())
        if len(lines) >= most:
            break
    return lines[:most]


def _with_company(head: str, after: str) -> str:
    """The head of a broken word, shorter where the sign behind it would begin a line."""
    shorter = head
    while after in _CLOSING and len(shorter) > 1:
        shorter, after = shorter[:-1], shorter[-1]
    return head if after in _CLOSING else shorter


def _words(text: str) -> list[str]:
    """Pieces after which a line may break: a word with its space, or one wide character; a sign that
    closes belongs to what it closes, be that a figure or a word of another script."""
    words: list[str] = []
    current = ""
    for char in text:
        if char in _CLOSING and words and not current:
            words[-1] += char
        elif char in _CLOSING and ord(char) >= _WIDE:
            words.append(current + char)
            current = ""
        elif ord(char) >= _WIDE:
            if current:
                words.append(current)
            words.append(char)
            current = ""
        else:
            current += char
            if char == " ":
                words.append(current)
                current = ""
    return [*words, current] if current else words


def bar(share: float, cells: int, glyphs: Glyphs = UNICODE) -> Line:
    """A bar of `cells` cells, `share` 0 to 1 of it full, to an eighth of a cell."""
    share = min(1.0, max(0.0, share))
    steps = len(glyphs.parts) if len(glyphs.parts) > 1 else 1
    eighths = round(share * cells * steps)
    whole, part = divmod(eighths, steps)
    filled = glyphs.full * whole + (glyphs.parts[part] if part else "")
    rest = glyphs.rest * (cells - whole - (1 if part else 0))
    return tuple(s for s in (Span(filled, "bar"), Span(rest, "rest")) if s.text)
