"""A theme as the styles that lines are painted with.

How 16-colour styles reach the terminal unchanged (Textual 8.2.8): a Rich style whose colour is one of
the 16 is written as SGR 30–37/90–97 by `Strip.render`, unless the filter `ANSIToTruecolor` made it a
true colour before. That filter is off while the current theme says `ansi=True` or the app was made
with `ansi_color=True`; `textual_theme` says so for every theme whose colours are the terminal's.

How no colour at all is reached under NO_COLOR: Textual then adds a filter when the app is made, and
which one depends on that moment: greys in true colour where its theme is not an ansi one, nothing but
the terminal's default colours where it is. So the app is made with
`ansi_color=textual_theme.native_colours(environment)`, and NO_COLOR means no colour in every theme.

A colour that a theme leaves to the terminal is no colour in the style: nothing is sent for it, and the
page of such a theme is the null style. A null style is falsy, and None is what crashes a filter: ask
`is None`. Must not know what roles mean.
"""

from rich.color import Color
from rich.style import Style

from tierdesk.theming.colours import NAMES
from tierdesk.theming.theme_file import Ink, ThemeFile


class Palette:
    """The styles of one theme; the same style object for the same question, so that strips can be
    cached and compared by it. `in_true_colours`: nothing in the styles made so far is left to the
    terminal, neither one of its 16 colours nor how it dims."""

    def __init__(self, theme: ThemeFile) -> None:
        self.theme = theme
        self.in_true_colours = True
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, role: str = "", on: str = "page") -> Style:
        """The style of a role on a surface, never None; what is not known is text, or the page."""
        style = self._styles.get((role, on))
        if style is None:
            style = self._styles[role, on] = _style(self.theme.ink(role, on))
            self.in_true_colours &= not style.dim and all(
                colour is None or colour.triplet is not None
                for colour in (style.color, style.bgcolor)
            )
        return style


def _style(ink: Ink) -> Style:
    return Style(
        color=_colour(ink.fg),
        bgcolor=_colour(ink.bg),
        bold=ink.bold or None,
        dim=ink.dim or None,
        italic=ink.italic or None,
        underline=ink.underline or None,
        reverse=ink.reverse or None,
    )


def _colour(text: str) -> Color | None:
    if not text:
        return None
    return Color.from_ansi(NAMES.index(text)) if text in NAMES else Color.parse(text)
