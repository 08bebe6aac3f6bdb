"""How a colour looks to people whose eyes lack one kind of cone, and how far two colours are apart.

Simulation: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE TVCG 15 (2009), severity 1.0, in linear sRGB. Distance: CIE 1976 L*a*b*, D65.
"""

from tierdesk.theming.colours import Rgb

PROTANOPIA = (
    (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
)  # fmt: skip
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
)  # fmt: skip
NORMAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
Matrix = tuple[tuple[float, float, float], ...]


def linear(colour: Rgb) -> list[float]:
    shares = [part / 255 for part in colour]
    return [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]


def seen(colour: Rgb, eyes: Matrix) -> list[float]:
    """Linear sRGB as these eyes see it."""
    parts = linear(colour)
    return [min(1.0, max(0.0, sum(m * p for m, p in zip(row, parts, strict=True)))) for row in eyes]


def lab(parts: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* of a linear sRGB colour, white D65."""
    red, green, blue = parts
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: Rgb, other: Rgb, eyes: Matrix = NORMAL) -> float:
    """ΔE*ab; 2.3 is a just noticeable difference."""
    a, b = lab(seen(one, eyes)), lab(seen(other, eyes))
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
