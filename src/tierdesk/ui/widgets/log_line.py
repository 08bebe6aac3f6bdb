"""The log line's second half: what was said, and when to be in touch next, side by side.

It stands in place of the key bar, so that the queue stays in sight. It knows no customer: labels
and meanings come from outside.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message as Posted
from textual.widgets import Input

from tierdesk.ui.lines.line import Line, width
from tierdesk.ui.lines.log import in_full, names, shorter
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.entry_line import QuietInput
from tierdesk.ui.widgets.question import Label, Meaning, line_of

_NEXT_CELLS, _LEAST_TEXT, _LEAST_SEEN = 10, 20, 6
"""Least cells of the date; of the text before its label gives way; of the text while the date is typed."""

_NEXT_SHARE = 4
"""The date grows with what is typed, up to this part of the line."""


class LogLine(Horizontal):
    """Two texts. Every change is told, so that a draft of it can be kept; enter, escape and tab are
    the foot's. `above` says whom it is about and what the date means where the line has no room for
    both."""

    DEFAULT_CSS = """
    LogLine { height: 1; width: 1fr; }
    LogLine QuietInput { width: 1fr; min-width: 6; height: 1; border: none; padding: 0; }
    LogLine LineBar { width: auto; }
    """

    class Typed(Posted):
        """One of the texts changed."""

        def __init__(self, text: str, next_: str) -> None:
            super().__init__()
            self.text, self.next_ = text, next_

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label, self.next_label, self.answer = LineBar(), LineBar(), LineBar()
        self.text, self.next = QuietInput(), QuietInput()
        self._labels: tuple[Label, Label] = ((), ())
        self._meaning: Meaning = lambda _: ()
        self._label: Line = ()
        self.above: Sequence[Line] = ()

    def compose(self) -> ComposeResult:
        """Label, text, label, date, what the date means."""
        yield self.label
        yield self.text
        yield self.next_label
        yield self.next
        yield self.answer

    def ask(
        self, label: Label, next_label: Label, text: str, next_: str, meaning: Meaning, *,
        date_first: bool = False,
    ) -> None:  # fmt: skip
        """Begin; `date_first` puts the cursor into the date."""
        self._labels, self._meaning = (label, next_label), meaning
        for field, value in ((self.text, text), (self.next, next_)):
            with field.prevent(Input.Changed):
                field.value = value
            field.cursor_position = len(value)
        self.screen.set_focus(self.next if date_first else self.text)
        self.repainted()

    def repainted(self) -> None:
        """In the language of now."""
        self._label, next_label = (line_of(label) for label in self._labels)
        self.next_label.styles.width = width(next_label)
        self.next_label.show(next_label)
        self.mean()

    def mean(self) -> None:
        """Say what the date means, in what room there is: what is being typed comes first, then what
        the date means, then whom the line is about."""
        dated, whole = self.screen.focused is self.next, self.screen.size.width
        next_cells = max(_NEXT_CELLS, min(cell_len(self.next.value) + 1, whole // _NEXT_SHARE))
        self.next.styles.width = next_cells
        room = whole - width(self.next_label.line) - next_cells
        room -= _LEAST_SEEN if dated else min(_LEAST_TEXT, whole // 3)
        answer = self._meaning(self.next.value)
        taken = min(width(answer), whole // 2)
        if room - taken < width(self._label[-1:]) and not dated:
            taken = 0
        glyphs = self.answer.easel.glyphs
        label = shorter(self._label, room - taken, glyphs)
        told = names(label, self._label) and taken == width(answer)
        self.above = () if told else in_full(self._label, answer, whole, glyphs)
        for bar, line, cells in ((self.answer, answer, taken), (self.label, label, width(label))):
            bar.styles.width = cells
            bar.show(line)

    def on_resize(self) -> None:
        """There may be more room, or less."""
        self.mean()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell, and say what the date means now."""
        event.stop()
        if event.input is self.next:
            self.mean()
        self.post_message(self.Typed(self.text.value, self.next.value))

    @property
    def texts(self) -> tuple[str, str]:
        """What was said, and the date, as they are typed so far."""
        return self.text.value, self.next.value

    def change_field(self) -> None:
        """Tab."""
        self.screen.set_focus(self.text if self.screen.focused is self.next else self.next)
        self.mean()
