"""A theme for a terminal that knows 256 colours: tmux, screen and macOS's terminal, and any over ssh.

The screen library maps a true colour by hue and lightness alone and makes a dark blue-grey a bright
blue or black. So the theme is given colours that the terminal has: the nearest ones to the eye, for a
text among those that can be read where it stands. Must not know the screen library; a test compares
with what it makes of these colours.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tierdesk.theming.colours import Lab, Rgb, contrast, lab, luminance, parse_rgb
from tierdesk.theming.legibility import limit_of
from tierdesk.theming.theme_file import ORNAMENT, ROLES, SURFACES, Ink, ThemeFile

_BLACK = Rgb(0, 0, 0)
_APART = {"cursor": ("page", "panel"), "marked": ("page", "panel", "cursor")}
_LEVELS = (0, 95, 135, 175, 215, 255)


class Shade(NamedTuple):
    """One of the 256: what is `written` so that the screen library chooses it, what is `shown`."""

    written: Rgb
    shown: Rgb
    lab: Lab
    luminance: float


def in_256(theme: ThemeFile) -> ThemeFile:
    """The theme in colours of the 256; one without colours of its own as it is."""
    if theme.colours != "true":
        return theme
    grounds = _grounds(theme)
    surfaces = {
        s: theme.surfaces.get(s, Ink())._replace(bg=str(ground.written))
        for s, ground in grounds.items()
    }
    inks = {
        s: {role: _fitted(theme, role, s, ground) for role in ROLES}
        for s, ground in grounds.items()
    }
    texts = {s: ink._replace(fg=inks[s][""].fg) for s, ink in surfaces.items()}
    return ThemeFile(
        theme.name, theme.title, theme.dark, theme.colours, theme.contrast,
        texts, theme.roles, inks, theme.path,
    )  # fmt: skip


def _grounds(theme: ThemeFile) -> dict[str, Shade]:
    """A background for every surface on which its text can be read; page, cursor and mark stay apart
    where the theme keeps them apart."""
    found: dict[str, Shade] = {}
    for surface in SURFACES:
        ink = theme.ink("", surface)
        taken = {
            found[other].shown
            for other in _APART.get(surface, ())
            if theme.ink("", other).bg != ink.bg
        }
        limit, text = _limit(ink, theme.contrast), luminance(parse_rgb(ink.fg) or _BLACK)
        nearest = [s for s in _by_distance(ink.bg) if s.shown not in taken]
        legible = (shade for shade in nearest if _ratio(shade.luminance, text) >= limit)
        found[surface] = next(legible, nearest[0])
    return found


def _fitted(theme: ThemeFile, role: str, surface: str, ground: Shade) -> Ink:
    """The ink of a role on a surface; its contrast is kept where the theme had it."""
    ink = theme.ink(role, surface)
    under = ground if ink.bg == theme.ink("", surface).bg else _by_distance(ink.bg)[0]
    limit = 1.0 if role in ORNAMENT else _limit(ink, limit_of(role, theme.contrast))
    legible = (
        shade for shade in _by_distance(ink.fg) if _ratio(shade.luminance, under.luminance) >= limit
    )
    front = next(legible, None) or max(
        _shades(), key=lambda shade: _ratio(shade.luminance, under.luminance)
    )
    return ink._replace(fg=str(front.written), bg=str(under.written))


def _limit(ink: Ink, limit: float) -> float:
    """What an ink must reach: no more than the theme itself reaches."""
    front, back = parse_rgb(ink.fg), parse_rgb(ink.bg)
    return min(limit, contrast(front, back)) if front and back else 1.0


def _ratio(one: float, other: float) -> float:
    """The contrast of two luminances."""
    return (one + 0.05) / (other + 0.05) if one > other else (other + 0.05) / (one + 0.05)


@cache
def _by_distance(text: str) -> list[Shade]:
    """All shades, the one most like this colour first: CIE 1976."""
    lightness, a, b = lab(parse_rgb(text) or _BLACK)

    def distance(shade: Shade) -> float:
        other = shade.lab
        return (other[0] - lightness) ** 2 + (other[1] - a) ** 2 + (other[2] - b) ** 2

    return sorted(_shades(), key=distance)


@cache
def _shades() -> list[Shade]:
    """The colour cube without its greys, and the 24 greys with black and white."""
    cube = [Rgb(r, g, b) for r in _LEVELS for g in _LEVELS for b in _LEVELS if not r == g == b]
    return [_shade(colour, colour) for colour in cube] + list(_greys())


def _shade(written: Rgb, shown: Rgb) -> Shade:
    return Shade(written, shown, lab(shown), luminance(shown))


def _greys() -> Iterator[Shade]:
    """The screen library takes the grey whose number is the lightness in 25 steps."""
    for step in range(26):
        written = round(step * 255 / 25)
        shown = {0: 0, 25: 255}.get(step, 8 + 10 * (step - 1))
        yield _shade(Rgb(*3 * [written]), Rgb(*3 * [shown]))
