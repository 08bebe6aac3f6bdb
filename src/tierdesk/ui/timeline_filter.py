"""The filter over a card's timeline, typed at the foot and heard at once, and what of it is shown whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.lines.timeline import Look
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.ui.desktop import Desktop


class TimelineFilter:
    """Mixed into the card's place."""

    if TYPE_CHECKING:

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        def show_section(self, name: str) -> None:
            """This section."""

        def repainted(self) -> None:
            """Make every line again."""

    _wanted: str = ""
    _opened: frozenset[str] = frozenset()
    section: str

    def look(self) -> Look:
        """What is looked at."""
        snapshot = self.desktop.snapshot
        stages = {s.key: s.title for s in snapshot.stages} if snapshot is not None else {}
        return Look(self._wanted, self._opened, stages)

    def toggle(self, key: str) -> None:
        """Show a happening whole, or folded again."""
        self._opened ^= {key}
        self.repainted()

    def do_card_timeline(self) -> None:
        """Filter by text, channel or result while somebody types."""
        if self.section != "timeline":
            self.show_section("timeline")
        desktop = self.desktop

        def label() -> Line:
            text = desktop.catalog.text(say("timeline"))
            return (Span(f" {text} {desktop.glyphs.more} ", "key"),)

        desktop.ask(
            Question(label, self._wanted, lively=True), self._entered, left=self._left,
            typed=self._typed,
        )  # fmt: skip

    do_list_filter = do_card_timeline

    def end_filter(self) -> bool:
        """No filter any more; False when there was none."""
        if not self._wanted:
            return False
        self._typed("")
        return True

    def forget_filter(self) -> None:
        """For another customer."""
        self._wanted, self._opened = "", frozenset()

    def _typed(self, text: str) -> None:
        if text != self._wanted:
            self._wanted = text
            self.repainted()

    def _entered(self, text: str) -> None:
        self._typed(text)
        self.desktop.enough()

    def _left(self, _: str) -> None:
        self._typed("")
