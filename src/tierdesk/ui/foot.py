"""The last line: keys, or one question, or one row of choices. It knows no place and no command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container

from tierdesk.ui.lines.line import Line
from tierdesk.ui.widgets.canvas import LineBar
from tierdesk.ui.widgets.choice_line import ChoiceLine, Choices
from tierdesk.ui.widgets.question import Label, Meaning, Question

if TYPE_CHECKING:
    from tierdesk.ui.widgets.entry_line import EntryLine
    from tierdesk.ui.widgets.log_line import LogLine

Told = Callable[[str], None]
Logged = Callable[[str, str], None]
Chosen = Callable[[str, bool], None]
"""(value, by its capital letter)"""


class Foot(Container):
    """Shows one of its four lines; answers go to whoever asked. `ended` is told when nothing is
    asked any more, `moved` when what stands above may be another."""

    DEFAULT_CSS = """
    Foot { height: 1; width: 1fr; layout: vertical; }
    """

    def __init__(self, ended: Callable[[], None], moved: Callable[[], None]) -> None:
        super().__init__()
        self._ended, self._moved = ended, moved
        self.keys, self.choice = LineBar(), ChoiceLine()
        self.entry: EntryLine
        self.logging: LogLine
        self._shown: LineBar | EntryLine | ChoiceLine | LogLine = self.keys
        self._entered: Told | None = None
        self._left: Told | None = None
        self._typed: Told | None = None
        self._chosen: Chosen | None = None
        self._logged: tuple[Logged, Logged, Logged] | None = None

    @property
    def asking(self) -> bool:
        """Is something asked?"""
        return self._shown is not self.keys

    @property
    def typing(self) -> bool:
        """Is it a text?"""
        return self.asking and self._shown is not self.choice

    @property
    def above(self) -> Sequence[Line]:
        """What is asked and has no room on the line; it is read before the line."""
        return () if isinstance(self._shown, LineBar) else self._shown.above

    def compose(self) -> ComposeResult:
        """The keys; the first frame needs nothing else."""
        yield self.keys

    def furnish(self) -> None:
        """The other three lines, away."""
        from tierdesk.ui.widgets.entry_line import EntryLine
        from tierdesk.ui.widgets.log_line import LogLine

        self.entry, self.logging = EntryLine(), LogLine()
        others = (self.entry, self.choice, self.logging)
        for line in others:
            line.display = False
        self.mount(*others)

    def show_keys(self, line: Line) -> None:
        """What can be pressed."""
        self.keys.show(line)

    def ask(
        self, question: Question, entered: Told, left: Told | None = None,
        typed: Told | None = None,
    ) -> None:  # fmt: skip
        """Ask for a text; the line stays until `enough`, so that a refused text can be mended."""
        self._entered, self._left, self._typed = entered, left, typed
        self._only(self.entry)
        self.entry.ask(question)

    def choose(
        self, label: Label, choices: Choices, chosen: Chosen, left: Told | None = None,
        at: int = 0,
    ) -> None:  # fmt: skip
        """Ask for one of a few."""
        self._chosen, self._left = chosen, left
        self._only(self.choice)
        self.choice.ask(label, choices, at)

    def ask_log(
        self, labels: tuple[Label, Label], texts: tuple[str, str], meaning: Meaning,
        typed: Logged, saved: Logged, left: Logged, *, date_first: bool = False,
    ) -> None:  # fmt: skip
        """Ask for what was said and the next date; stays until `enough`."""
        self._logged = (typed, saved, left)
        self._only(self.logging)
        self.logging.ask(*labels, *texts, meaning, date_first=date_first)

    def repainted(self) -> None:
        """What is asked, in the language of now."""
        if not isinstance(self._shown, LineBar):
            self._shown.repainted()

    def mean(self) -> None:
        """Say again what is typed means."""
        if self.typing:
            self._shown.mean()  # type: ignore[union-attr]
            self._moved()

    def enough(self) -> None:
        """The keys again."""
        self._entered = self._left = self._typed = self._chosen = self._logged = None
        if self.asking:
            self._only(self.keys)
            self._ended()

    def _only(self, line: LineBar | EntryLine | ChoiceLine | LogLine) -> None:
        self._shown = line
        for one in (self.keys, self.entry, self.choice, self.logging):
            one.display = one is line

    def on_entry_line_typed(self, event: EntryLine.Typed) -> None:
        """Every change of a lively question."""
        event.stop()
        if self._typed is not None:
            self._typed(event.text)

    def on_log_line_typed(self, event: LogLine.Typed) -> None:
        """A letter more: the draft is kept."""
        event.stop()
        if self._logged is not None:
            self._logged[0](event.text, event.next_)
            self._moved()

    def hear(self, key: str, character: str | None) -> bool:
        """A key while something is asked; False for one that belongs to the text."""
        if key == "escape":
            self._leave()
            return True
        if self._shown is self.choice:
            taken = self.choice.hear(key, character)
            chosen = self._chosen
            if taken is not None and chosen is not None:
                self.enough()
                chosen(taken.value, taken.capital)
            return taken is not None or self.choice.uses(key, character)
        if self._shown is self.logging:
            return self._hear_log(key)
        if key == "enter":
            if self._entered is not None:
                self._entered(self.entry.text)
        elif key in ("tab", "shift+tab"):
            self.entry.turn(1 if key == "tab" else -1)
        elif key in ("up", "down") and self.entry.recalls:
            self.entry.recall(-1 if key == "up" else 1)
        else:
            return False
        return True

    def _hear_log(self, key: str) -> bool:
        if key == "enter":
            if self._logged is not None:
                self._logged[1](*self.logging.texts)
        elif key in ("tab", "shift+tab", "up", "down"):
            self.logging.change_field()
        else:
            return False
        return True

    def _leave(self) -> None:
        """The texts go to whoever asked, who may keep them."""
        left, logged = self._left, self._logged
        text, texts = self.entry.text, self.logging.texts
        was = self._shown
        self.enough()
        if was is self.logging and logged is not None:
            logged[2](*texts)
        elif left is not None:
            left(text if was is self.entry else "")
