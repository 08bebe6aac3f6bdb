"""Text measured in terminal cells, for the headless tables.

The screen measures with its own library; a command that prints twelve lines must not import
it. Width follows Unicode's East Asian Width: wide and fullwidth are two cells, combining
marks and joiners none, everything else (ambiguous included) one.
"""

from unicodedata import combining, east_asian_width

_NOTHING = frozenset((0x200C, 0x200D)) | frozenset(range(0xFE00, 0xFE10))


def width(text: str) -> int:
    """Cells that a cleaned text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(c) for c in text)


def _cells(character: str) -> int:
    if ord(character) in _NOTHING or combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def fit(text: str, cells: int, right: bool = False) -> str:
    """The text in exactly `cells` cells: padded, or cut with an ellipsis."""
    taken = width(text)
    if taken > cells:
        text, taken = _cut(text, cells)
    space = " " * (cells - taken)
    return space + text if right else text + space


def _cut(text: str, cells: int) -> tuple[str, int]:
    kept, taken = [], 0
    for character in text:
        step = _cells(character)
        if taken + step > max(cells - 1, 0):
            break
        kept.append(character)
        taken += step
    return ("".join(kept) + "…", taken + 1) if cells > 0 else ("", 0)
