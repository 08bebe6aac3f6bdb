"""The look of a cell, and the shortest way from one look to the next.

A look is what shows of a style: of two styles that differ in what a click does, or in the colour of
a letter that is not there, the terminal need not hear.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

_ATTRIBUTES: Final = (
    ("bold", 1, 22), ("dim", 2, 22), ("italic", 3, 23), ("underline", 4, 24), ("blink", 5, 25),
    ("blink2", 6, 25), ("reverse", 7, 27), ("conceal", 8, 28), ("strike", 9, 29),
    ("underline2", 21, 24), ("frame", 51, 54), ("encircle", 52, 54), ("overline", 53, 55),
)  # fmt: skip
"""Attributes of a style with the SGR codes that begin and end each (ECMA-48, 8.3.117)."""
_END_OF = {on: off for _, on, off in _ATTRIBUTES}
_SHOWN_ON_BLANKS: Final = frozenset((4, 7, 9, 21, 51, 52, 53))
_SHAPES: Final = frozenset((1, 3))
_MOST_STYLES = 4096


class Look(NamedTuple):
    """SGR codes: of the attributes that are on, of the colour of the text and of what is behind it;
    an empty colour is the terminal's own."""

    attributes: frozenset[int] = frozenset()
    fore: str = ""
    back: str = ""

    @property
    def fits_blanks(self) -> bool:
        """Whether a blank looks the same in it as with its background alone."""
        return not self.attributes & _SHOWN_ON_BLANKS

    @property
    def of_blank(self) -> "Look":
        """What of it shows on a blank. Reversed, the colour of the text is what shows, and bold may
        make it brighter unless it is the terminal's own."""
        if self.fits_blanks:
            return Look(back=self.back)
        return self if self.fore else Look(self.attributes - _SHAPES, self.fore, self.back)


PLAIN: Final = Look()


class Looks:
    """The looks of styles in one colour system. Equal looks are one object, so that comparing
    cells rarely has to look inside."""

    def __init__(self, system: ColorSystem) -> None:
        self._system = system
        self._by_style: dict[Style, Look] = {}
        self._only: dict[Look, Look] = {}

    def of(self, style: Style | None) -> Look:
        """The look of a style; without a style, the terminal's own."""
        if style is None:
            return PLAIN
        look = self._by_style.get(style)
        if look is None:
            if len(self._by_style) >= _MOST_STYLES:
                self._by_style.clear()
            look = self._by_style[style] = self.only(self._read(style))
        return look

    def only(self, look: Look) -> Look:
        """The one object for all that look like this."""
        return self._only.setdefault(look, look)

    def _read(self, style: Style) -> Look:
        on = frozenset(code for name, code, _ in _ATTRIBUTES if getattr(style, name))
        return Look(on, self._codes(style.color, True), self._codes(style.bgcolor, False))

    def _codes(self, colour: Color | None, fore: bool) -> str:
        if colour is None or colour.is_default:
            return ""
        return ";".join(colour.downgrade(self._system).get_ansi_codes(foreground=fore))


@lru_cache(maxsize=4096)
def turn(old: Look, new: Look) -> str:
    """The escape sequence that leads from one look to another, whichever is shorter: what differs,
    or everything from the beginning. Empty when there is nothing to do."""
    if old == new:
        return ""
    afresh = [*map(str, sorted(new.attributes)), *filter(None, (new.fore, new.back))]
    whole = ";".join(["0", *afresh]) if afresh else ""
    step = ";".join(_steps(old, new))
    return f"\x1b[{whole}m" if len(whole) <= len(step) else f"\x1b[{step}m"


def _steps(old: Look, new: Look) -> list[str]:
    ends = {_END_OF[code] for code in old.attributes - new.attributes}
    begins = {c for c in new.attributes if c not in old.attributes or _END_OF[c] in ends}
    steps = [str(code) for code in (*sorted(ends), *sorted(begins))]
    if old.fore != new.fore:
        steps.append(new.fore or "39")
    if old.back != new.back:
        steps.append(new.back or "49")
    return steps
