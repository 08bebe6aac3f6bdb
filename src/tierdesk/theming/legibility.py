"""Can a theme be read? The contrast of every role on every surface, after WCAG 2.2.

Only a theme with colours of its own can be judged: the terminal decides what its 16 are. Must not
know files or the screen.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.theming.colours import contrast, dimmed, parse_rgb
from tierdesk.theming.theme_file import FAINT, ORNAMENT, ROLES, SURFACES, ThemeFile


class Reading(NamedTuple):
    """How well a role is read on a surface: WCAG ratio 1 to 21, and what it must reach."""

    role: str
    surface: str
    ratio: float
    limit: float


def readings(theme: ThemeFile) -> Iterator[Reading]:
    """Every role on every surface; nothing for a theme whose colours the terminal decides."""
    for surface in SURFACES:
        for role in ROLES:
            ink = theme.ink(role, surface)
            fg, bg = parse_rgb(ink.fg), parse_rgb(ink.bg)
            if fg is not None and bg is not None and role not in ORNAMENT:
                shown = dimmed(fg, bg) if ink.dim else fg
                yield Reading(role, surface, contrast(shown, bg), limit_of(role, theme.contrast))


def limit_of(role: str, limit: float) -> float:
    """What a role must reach: text the limit of its theme (4.5, AA; 7, AAA), lines and asides the
    figure that WCAG 1.4.11 asks of graphics, 3, and 4.5 where text must reach 7."""
    return min(limit, 4.5 if limit >= 7 else 3.0) if role in FAINT else limit


def illegible(theme: ThemeFile) -> list[Message]:
    """A sentence for every role that is too faint."""
    return [
        say("%(path)s: “%(role)s” on “%(surface)s” has a contrast of %(ratio)s; %(limit)s is needed "
            "to read it.", path=theme.path, role=reading.role or "text", surface=reading.surface,
            ratio=f"{reading.ratio:.1f}", limit=f"{reading.limit:.1f}")
        for reading in readings(theme) if reading.ratio < reading.limit
    ]  # fmt: skip
