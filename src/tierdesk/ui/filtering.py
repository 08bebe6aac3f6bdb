"""The live filter of a list, the same in every place that has one: `/` asks, every letter is
answered by the clerk, enter keeps the filter, escape takes back what was there before, escape
again clears it, and `n` and `N` go through what the last filter found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.bars import told
from tierdesk.ui.lines.line import Line, Span, fit
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.search.completion import Words
    from tierdesk.search.index import Found
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.widgets.row_list import RowList

_COUNT_CELLS = 18
_MOST_TOLD = 6
"""Lines that a fault may take: the end of it says what is allowed."""
_MOVES = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}


class Sieve:
    """Finds who answers a filter; lives on the clerk's thread and builds on its last answer."""

    def __init__(self) -> None:
        self._found: Found | None = None

    def sift(self, room: Room, text: str, order: Sequence[int] | None = None) -> Found | None:
        """Who answers, in `order` (else that of the book); None for no filter at all."""
        from tierdesk.search.index import Index

        index = room.index
        if not text.strip() or not isinstance(index, Index):
            self._found = None
            return None
        roster = room.roster
        self._found = index.find(text, roster.rows, roster.moment, self._found, order)
        return self._found


class Filtering:
    """Mixed into places with a RowList. The place says `refilter` how its rows are asked for
    (work for the clerk that sifts by `self.filter`), and hands the answer to `sifted`."""

    filter: str = ""
    """The filter in force, "" for none."""
    shares_filter = False
    """Whether the filter of this place is that of the others that share theirs."""
    _before: str = ""
    _typing: bool = False
    _words: Words | None = None
    _found: Found | None = None
    _last: Found | None = None
    _answered: str = ""
    _home: int | None = None
    _left_at: int | None = None

    if TYPE_CHECKING:

        @property
        def desktop(self) -> Desktop:
            """The desk."""
            ...

        @property
        def moving(self) -> RowList:
            """The rows that are filtered."""
            ...

    def refilter(self) -> None:
        """Ask the clerk for the rows again; `sifted` wants the answer."""
        raise NotImplementedError

    def sifted(self, text: str, found: Found | None) -> None:
        """The clerk's answer to `text`: the count or the fault beside what is being typed."""
        known = text == self._answered
        self._found, self._answered = found, text
        if found is not None:
            self._last = found
        if self._typing:
            self.desktop.mean()
        elif found is not None and found.fault is not None and not known:
            self.desktop.say(found.fault, failed=True)

    @property
    def filter_in_force(self) -> str:
        """The filter as a head may tell it: not one of which nothing could be read."""
        found = self._found if self._answered == self.filter else None
        unread = found is not None and found.fault is not None and not found.query.terms
        return "" if unread else self.filter

    def set_filter(self, text: str) -> None:
        """Another filter, from wherever (a saved view, the last start)."""
        if text != self.filter:
            self.filter = text
            self.share_filter()
            self.refilter()

    def share_filter(self) -> None:
        """The other places that share theirs have this filter, too."""
        if self.shares_filter:
            self.desktop.shared.filter = self.filter

    def adopt_filter(self) -> bool:
        """Take the filter that another place has set; False when it is the same. The first one that
        comes from the last start is everybody's."""
        shared = self.desktop.shared
        if shared.filter is None:
            shared.filter = self.filter
        before, self.filter = self.filter, shared.filter
        return before != self.filter

    def wanted(self, ids: Sequence[int]) -> int | None:
        """Where the cursor belongs: while a filter is typed where it was before as long as that
        row is shown, else on the first hit; when it was left, where it was; None: it stays."""
        if self._typing and ids:
            return self._home if self._home in ids else ids[0]
        left, self._left_at = self._left_at, None
        return left

    @property
    def typing(self) -> bool:
        """Whether the filter is being typed."""
        return self._typing

    def not_typing(self) -> None:
        """The line of typing is gone, whatever took it away."""
        self._typing = False

    def do_list_filter(self) -> None:
        """Ask, beginning with the filter in force."""
        self._before, self._typing, self._home = self.filter, True, self.moving.key
        self.desktop.work("words", _words, self._told_words)
        question = Question(
            self._label,
            self.filter,
            meaning=self._meaning,
            complete=self._continuations,
            lively=True,
            above=self._fault,
        )
        self.desktop.ask(question, self._entered, left=self._left, typed=self.set_filter)

    def no_list_filter(self) -> Message | None:
        """The index is made with the book."""
        return self.desktop.why_unread() if self.desktop.snapshot is None else None

    def _label(self) -> Line:
        return (Span(" " + self.desktop.catalog.text(say("filter")) + " ", "key"),)

    def do_list_next(self) -> None:
        """To the next hit, from the end to the beginning."""
        self._jump(1)

    def do_list_previous(self) -> None:
        """To the hit before."""
        self._jump(-1)

    def no_list_next(self) -> Message | None:
        """Without a filter nothing was found."""
        if self._last is None:
            key = self.desktop.key_of("list.filter")
            return say("Nothing was filtered yet; %(key)s filters.", key=key)
        return None if self._last.ids else say("The last filter found nobody.")

    def no_list_previous(self) -> Message | None:
        """The same."""
        return self.no_list_next()

    def do_desk_back(self) -> None:
        """Escape: the filter goes first, then what lies on top."""
        if self.filter:
            self.set_filter("")
        else:
            self.desktop.close()

    def while_typing(self, key: str) -> bool:
        """The rows can be looked through while the filter is typed."""
        if self._typing and key in _MOVES:
            self.moving.move(_MOVES[key])
            self._home = self.moving.key
            return True
        return False

    def _entered(self, text: str) -> None:
        fault = self._found.fault if self._found is not None and self._answered == text else None
        if fault is not None:
            return  # it stands over the line already, and stays
        self.not_typing()
        self.desktop.enough()
        self.set_filter(text.strip())

    def _left(self, _: str) -> None:
        self.not_typing()
        if self._before != self.filter:
            self._left_at = self._home
            self.set_filter(self._before)

    def _told_words(self, words: Words) -> None:
        self._words = words

    def _continuations(self, text: str) -> list[str]:
        from tierdesk.search.completion import complete

        if self._words is None:
            return []
        found = complete(text, len(text), self._words)
        return [text[: found.start] + word + text[found.end :] for word in found.candidates]

    def _meaning(self, text: str) -> Line:
        """`12 of 214 ` in as many cells at every key, or what is wrong."""
        snapshot, catalog = self.desktop.snapshot, self.desktop.catalog
        if snapshot is None:
            return ()
        if self._found is None or not text.strip():
            return (Span(" " * _COUNT_CELLS),)
        if self._found.fault is not None and self._answered == text:
            unread = fit(catalog.text(say("not understood")) + " ", _COUNT_CELLS, right=True)
            return (Span(unread, "error"),)
        said = say("%(hits)s of %(all)s", hits=f"{len(self._found.ids):,}",
                   all=f"{len(snapshot.rows):,}")  # fmt: skip
        return (Span(fit(catalog.text(said) + " ", _COUNT_CELLS, right=True), "dim"),)

    def _fault(self) -> list[Line]:
        """What is wrong with the text, over the line that has no room for what may stand there."""
        found = self._found
        if not self._typing or found is None or found.fault is None:
            return []
        return told(found.fault, self.desktop.paper(), "error", _MOST_TOLD)

    def _jump(self, by: int) -> None:
        rows = self.moving
        if self._last is None or not rows.rows:
            return
        hits = set(self._last.ids)
        places = len(rows.rows)
        for step in range(1, places + 1):
            key = rows.rows[(rows.at + by * step) % places]
            if key in hits:
                rows.go(key)
                return


def _words(room: Room) -> Words:
    from tierdesk.search.index import Index

    stages = room.roster.overview.stages
    return room.index.words(stages) if isinstance(room.index, Index) else {}
