"""Colours as three figures: how they are written in a theme file and how well one is read on another.

Contrast follows WCAG 2.2 (relative luminance of sRGB). Must not know roles, files or the screen.
"""

import re
from functools import lru_cache
from typing import NamedTuple

NAMES = (
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
    "bright-cyan", "bright-white",
)  # fmt: skip
"""The 16 colours that the terminal's own settings decide, in the order of their numbers."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_DIMMED = 0.66
"""How much of a colour is left when it is dimmed: the screen library's own factor."""


Lab = tuple[float, float, float]


class Rgb(NamedTuple):
    """sRGB, 0 to 255 each."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        """As a theme file writes it."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


@lru_cache(1024)
def parse_rgb(text: str) -> Rgb | None:
    """The colour of `#rrggbb` or `#rgb`; None for anything else."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
    return Rgb(int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))


@lru_cache(1024)
def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 (black) to 1 (white); WCAG 2.2."""
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(one: Rgb, other: Rgb) -> float:
    """The WCAG contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def dimmed(colour: Rgb, background: Rgb) -> Rgb:
    """The colour as the screen paints it with the attribute `dim`."""
    red, green, blue = (
        int(under + (over - under) * _DIMMED)
        for over, under in zip(colour, background, strict=True)
    )
    return Rgb(red, green, blue)


def lab(colour: Rgb) -> Lab:
    """CIE L*a*b*, white D65: distances in it are about as large as they look."""
    red, green, blue = (_linear(part) for part in colour)
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = _bent(x), _bent(y), _bent(z)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _bent(part: float) -> float:
    return float(part ** (1 / 3)) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
