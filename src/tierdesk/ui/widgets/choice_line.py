"""One line of choices in place of the key bar: a letter or digit takes one, arrows and enter too.

With a Chinese input method on, letters compose instead of arriving: digits and arrows are the
second way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.strip import Strip

from tierdesk.ui.lines.choices import Choice, rows
from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.canvas import Canvas
from tierdesk.ui.widgets.question import Label, line_of
from tierdesk.ui.widgets.quiet import QuietFocus

__all__ = ["NO_OFFER", "Choice", "ChoiceLine", "Choices", "Taken"]
NO_OFFER = -1
"""Where nothing is offered at first: enter takes nothing until an arrow has chosen."""
Choices = Sequence[Choice] | Callable[[], Sequence[Choice]]
"""Made anew when the language changes, where they can be."""

_BACK = frozenset(("left", "up", "shift+tab"))
_ON = frozenset(("right", "down", "tab"))


class Taken(NamedTuple):
    """`capital`: with the capital of its letter, which means "and the next thing at once"."""

    value: str
    capital: bool = False


class ChoiceLine(QuietFocus, Canvas, can_focus=True):
    """Tells what a key takes; escape is the foot's."""

    FOCUS_ON_CLICK = False
    DEFAULT_CSS = "ChoiceLine { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.on = "bar"
        self._asked: tuple[Label, Choices] = ((), ())
        self._label: Line = ()
        self._choices: Sequence[Choice] = ()
        self.at = 0

    def ask(self, label: Label, choices: Choices, at: int = 0) -> None:
        """Offer these; the one at `at` is taken by enter, −1 for none."""
        self._asked, self.at = (label, choices), at
        self.repainted()
        self.screen.set_focus(self)

    def repainted(self) -> None:
        """In the language of now."""
        label, choices = self._asked
        self._label = line_of(label)
        self._choices = choices() if callable(choices) else choices
        self.refresh()

    def hear(self, key: str, character: str | None) -> Taken | None:
        """What the key takes; None when it takes nothing (arrows only move the offer)."""
        if key == "enter" and self.at != NO_OFFER and self._choices:
            return Taken(self._choices[self.at].value)
        if key in _BACK:
            self._turn(-1)
        elif key in _ON:
            self._turn(1)
        elif character:
            return self._take(character)
        return None

    def uses(self, key: str, character: str | None) -> bool:
        """Does the key belong to the choice? Letters do, also those that take nothing."""
        printed = character is not None and character.isprintable()
        return printed or key == "enter" or key in _BACK or key in _ON

    def _take(self, character: str) -> Taken | None:
        for choice in self._choices:
            if character in (choice.letter, choice.letter.upper()):
                return Taken(choice.value, capital=character != choice.letter)
        if character.isdecimal() and 0 < int(character) <= len(self._choices):
            return Taken(self._choices[int(character) - 1].value)
        return None

    def _turn(self, by: int) -> None:
        if self._choices:
            start = 0 if self.at == NO_OFFER and by < 0 else self.at
            self.at = (start + by) % len(self._choices)
            self.refresh()

    @property
    def above(self) -> Sequence[Line]:
        """The lines before the last, which have no room here."""
        return self._rows()[:-1]

    def _rows(self) -> list[Line]:
        return rows(self._label, self._choices, self.at, self.screen.size.width)

    def render_line(self, y: int) -> Strip:
        """`log 宏达 ▸ r reached  n no answer …`, or the end of it."""
        return self.strip(self._rows()[-1])
