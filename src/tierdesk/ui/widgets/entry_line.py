"""One line of typing in place of the key bar: what is asked, the text, and what it means so far.

The text stands in the library's Input, which moves the terminal's real cursor, so that the window
of a Chinese input method opens beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Offset, Region, Size
from textual.message import Message as Posted
from textual.reactive import Reactive
from textual.widgets import Input

from tierdesk.terminal.clean import clean, visible
from tierdesk.ui.lines.line import Line, width
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.question import Question, line_of


class QuietInput(Input):
    """The library's Input without a blinking cursor, which would send bytes all day, and without a
    layout of the whole screen at every letter: its place does not depend on how long its text is."""

    virtual_size = Reactive(Size(0, 0))

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the next letter goes; the library says one cell more at the end of the text."""
        offset = super().cursor_screen_offset
        return offset - (1, 0) if self.cursor_position == len(self.value) else offset

    @property
    def _value(self) -> Text:
        """What is painted: a sign for every character that would act on the terminal, so that all
        places stay where they are."""
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")

    def on_resize(self) -> None:
        """The place of the cursor stays in sight."""
        before = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(before, 0, 1, 1), force=True, animate=False)

    def _on_paste(self, event: events.Paste) -> None:
        """All lines of it, as one; the library's own handler would drop all but the first."""
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text.strip("\n")), *self.selection)


class EntryLine(Horizontal):
    """Asks one question; posts Typed. Enter, escape and tab are the foot's."""

    DEFAULT_CSS = """
    EntryLine { height: 1; width: 1fr; }
    EntryLine QuietInput { width: 1fr; min-width: 8; height: 1; border: none; padding: 0; }
    EntryLine LineBar { width: auto; }
    """

    class Typed(Posted):
        """The text changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.label, self.input, self.answer = LineBar(), QuietInput(), LineBar()
        self._question = Question(())
        self._continuations: Sequence[str] = ()
        self._turn = 0
        self._earlier: list[str] = []
        self._at = 0

    def compose(self) -> ComposeResult:
        """Label, text, meaning."""
        yield self.label
        yield self.input
        yield self.answer

    def ask(self, question: Question) -> None:
        """Begin with this question."""
        self._question, self._continuations = question, ()
        self._earlier = [*question.earlier, question.text]
        self._at = len(self._earlier) - 1
        with self.input.prevent(Input.Changed):
            self.input.value = question.text
        self.input.cursor_position = len(question.text)
        if question.replaced:
            self.input.select_all()
        self.screen.set_focus(self.input)
        self.repainted()

    def repainted(self) -> None:
        """In the language of now."""
        label = line_of(self._question.label)
        self.label.styles.width = width(label)
        self.label.show(label)
        self._mean()

    @property
    def above(self) -> Sequence[Line]:
        """What is asked and has no room on the line."""
        return self._question.above()

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self.input.value

    def mean(self) -> None:
        """Say again what the text means (something it depends on changed)."""
        self._mean()

    def _mean(self) -> None:
        line = self._question.meaning(self.input.value)
        room = max(0, self.size.width // 2)
        self.answer.styles.width = min(width(line), room) if line else 0
        self.answer.show(line)

    def on_resize(self) -> None:
        """How much room the meaning has is known after the first layout only."""
        self._mean()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what it means now."""
        event.stop()
        self._continuations = ()
        self._mean()
        if self._question.lively:
            self.post_message(self.Typed(event.value))

    @property
    def recalls(self) -> bool:
        """Are there earlier texts to bring back?"""
        return len(self._earlier) > 1

    def recall(self, by: int) -> None:
        """Up: the text before, and down the one behind; what is typed now is the last."""
        if self._at == len(self._earlier) - 1:
            self._earlier[-1] = self.input.value
        at = max(0, min(len(self._earlier) - 1, self._at + by))
        if at != self._at:
            self._at = at
            self.input.value = self._earlier[at]
            self.input.cursor_position = len(self.input.value)

    def turn(self, by: int) -> None:
        """Tab: the next continuation."""
        self._continue(by)

    def _continue(self, by: int) -> None:
        if not self._continuations:
            self._continuations = list(self._question.complete(self.input.value))
            self._turn = -1 if by > 0 else 0
        if self._continuations:
            self._turn = (self._turn + by) % len(self._continuations)
            chosen = self._continuations[self._turn]
            with self.input.prevent(Input.Changed):
                self.input.value = chosen
            self.input.cursor_position = len(chosen)
            self._mean()
            if self._question.lively:
                self.post_message(self.Typed(chosen))
