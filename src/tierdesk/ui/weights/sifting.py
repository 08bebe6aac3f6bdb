"""`/` on a page of the left side that is a list to choose from: rows are filtered while a text is typed,
up and down go through them, enter takes the one under the cursor, escape shows all again.

What a text finds is the page's affair (`page.Sifted`).
"""

from __future__ import annotations

from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Span
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.page import Sifted
from tierdesk.ui.widgets.question import Question

_MOVES = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}


class Sifting(WeightsDesk):
    """Mixed into the place."""

    _sifted: Sifted | None = None

    def do_list_filter(self) -> None:
        """Ask; every letter is answered at once."""
        page, desktop = self.page, self.desktop
        if not isinstance(page, Sifted):
            return

        def typed(text: str) -> None:
            page.sift(text)
            self.rows.show(page.keys(), top=0)
            desktop.mean()

        def meaning(_: str) -> Line:
            found = page.keys()
            said = say("%(hits)s of %(all)s", hits=sum(key > 0 for key in found), all=page.whole)
            return (Span(desktop.catalog.text(said) + " ", "dim"),)

        def entered(_: str) -> None:
            key = self.rows.key
            if key is None or key <= 0:
                return  # the list says that nothing is left
            self._sifted = None
            desktop.enough()
            page.open(key)

        def left(_: str) -> None:
            self._sifted = None
            here = self.rows.key
            page.sift("")
            self.rows.show(page.keys(), key=here)

        self._sifted = page
        label = say("filter")
        question = Question(lambda: self._asked(label), "", meaning=meaning, lively=True)
        desktop.ask(question, entered, left=left, typed=typed)

    def while_typing(self, key: str) -> bool:
        """The rows can be looked through while the filter is typed."""
        if self._sifted is None or key not in _MOVES:
            return False
        self.rows.move(_MOVES[key])
        return True
