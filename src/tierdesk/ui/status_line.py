"""The status line: what was just said, else what waits to be told, else the reasons of the selected
row. A sentence stays until the next key, and is never cut where it can be folded. It must not know
who speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tierdesk.i18n.message import Message
from tierdesk.ui.lines.bars import told
from tierdesk.ui.lines.line import Line, Paper, Role
from tierdesk.ui.widgets.canvas import LineBlock

Above = Callable[[], Sequence[Line]]
_MOST_WAITING = 20
_FEW, _LEFT = 3, 4
"""Lines that a sentence may take, and those that one leaves which tells what to do about a failure: the
end of that is what helps."""


class Said(NamedTuple):
    """A sentence; `failed` when it tells why something did not happen, `asked` when it answers what
    the person did."""

    message: Message
    failed: bool = False
    asked: bool = True


class StatusLine:
    """Writes into `bar` on the paper of the moment; `lines` are those of the screen."""

    def __init__(
        self, bar: LineBlock, paper: Callable[[], Paper], lines: Callable[[], int]
    ) -> None:
        self._bar, self._paper, self._lines = bar, paper, lines
        self.said: Said | None = None
        self._waiting: list[Said] = []
        self._why: tuple[Line, ...] = ((),)
        self._above: Above | None = None
        self._always = False

    def say(self, message: Message, *, failed: bool = False) -> None:
        """Tell it now; a notice that stood there comes again."""
        if self.said is not None and not self.said.asked:
            self._waiting.insert(0, self.said)
        self.said = Said(message, failed)
        self.tell()

    def notice(self, message: Message, *, failed: bool = False) -> None:
        """Tell it when nothing else is told; of many the last ones."""
        self._waiting = [*self._waiting, Said(message, failed, asked=False)][-_MOST_WAITING:]
        self.tell()

    def explain(self, line: Line, *more: Line) -> None:
        """What stands there when nothing is said."""
        self._why = (line, *more)
        self.tell()

    def above(self, lines: Above | None, *, always: bool = False) -> None:
        """What stands there while something is asked below, instead of the reasons; `always`: under a
        sentence that is said, too, because the question cannot be read without it."""
        self._above, self._always = lines, always
        self.tell()

    def typed(self) -> None:
        """A letter more: what was wrong with the text before may be mended."""
        if self.said is not None and self.said.asked:
            self.said = None
            self.tell()

    def over(self) -> None:
        """A key was pressed: what was said is read."""
        self.said = None

    def tell(self) -> None:
        """Write it, in the language and width of now."""
        if self.said is None and self._waiting:
            self.said = self._waiting.pop(0)
        above = list(self._above()) if self._above is not None else []
        if self.said is not None:
            role: Role = "error" if self.said.failed else "strong"
            most = max(_FEW, self._lines() - _LEFT) if self.said.failed else _FEW
            said = told(self.said.message, self._paper(), role, most)
            self._bar.show([*said, *above] if self._always else said)
        else:
            self._bar.show(above or self._why)
