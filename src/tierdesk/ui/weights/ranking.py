"""The page of a ranking: the criteria of a group, or the groups, in an order that is given by hand, with
the weights that it results in, while the effects beside follow it.

Nothing of it is in the draft before enter takes it; an order has its own steps. It must not know how
an effect is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights as lines
from tierdesk.ui.weights.asked import Asked
from tierdesk.ui.weights.fields import by_label
from tierdesk.ui.weights.page import Page
from tierdesk.ui.weights.sharing import Parts, parts_of, shared

if TYPE_CHECKING:
    from tierdesk.ui.lines.line import Line, Paper
    from tierdesk.ui.weights.desk import WeightsDesk

_VERBS = frozenset((
    "weights.less", "weights.more", "weights.much_less", "weights.much_more", "weights.exact",
    "weights.up", "weights.down",
))  # fmt: skip

_HELP = (
    say("right moves a row up, left down"), say("= types its rank"),
    say("enter takes the weights, esc drops them"),
)  # fmt: skip


class RankingPage(Page):
    """`order` holds the keys of the parts, the most important one first; `how` is `rank_sum` or
    `centroid`."""

    verbs = _VERBS
    heard = _VERBS | {"weights.open", "weights.side", "weights.pin", "weights.reach"}

    def __init__(self, desk: WeightsDesk, group: str, label: Message, how: str) -> None:
        super().__init__(desk)
        self._group, self._how = group, how
        self.title = say("%(what)s by rank", what=label)
        now = self._parts.weights
        self.order: tuple[str, ...] = tuple(sorted(now, key=lambda k: -now[k]))
        self._back: list[tuple[str, ...]] = []
        self._ahead: list[tuple[str, ...]] = []

    def shares(self) -> dict[str, float]:
        """What each part gets of the whole."""
        from tierdesk.scoring.weighting import rank_order_centroid, rank_sum

        shares = rank_sum if self._how == "rank_sum" else rank_order_centroid
        return dict(zip(self.order, shares(len(self.order)), strict=True))

    def keys(self) -> Sequence[int]:
        """One row for each rank, then what can be done; none when a part is there no more."""
        if not self._known():
            return []
        ranks = range(1, len(self.order) + 1)
        return [*ranks, *(-n - len(self.order) for n in range(1, 1 + len(_HELP)))]

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """`2. Degree of interest   12.5 ████   +0.5`: what it counts with this order."""
        drafting = self.desk.drafting
        if drafting is None or not self._known():
            return ()
        if key < 0:
            told = lines.Entry(_HELP[-key - len(self.order) - 1], off=True)
            return lines.entry(told, paper, here=False)
        part, level = self.order[key - 1], 1 if self._group else 0
        rows = lines.rows_of(self.desk.model, drafting.base)
        row = next(row for row in rows if (row.key, row.level) == (part, level))
        ranked = row._replace(label=f"{key}. {paper.catalog(row.label)}", level=1)
        return lines.tree_row(ranked, None, paper, here=here, reaching=False)

    def open(self, key: int) -> None:
        """Take the weights into the draft, as one step."""
        parts, shares = self._parts, self.shares()
        self.desk.close_page()
        self.desk.edit(lambda model: shared(model, parts, shares))

    def nudge(self, key: int, by: float) -> None:
        """So many places up, or down."""
        self.move(key, key - int(by))

    def move(self, key: int, rank: int) -> None:
        """The part of a row to another rank; what stood there gives way."""
        rank = min(len(self.order), max(1, rank))
        if rank == key:
            last = say("It is the last already.") if key > 1 else say("It is the first already.")
            self.desk.desktop.say(last, failed=True)
            return
        rest = [part for part in self.order if part != self.order[key - 1]]
        rest.insert(rank - 1, self.order[key - 1])
        self._back, self._ahead = [*self._back, self.order], []
        self._stand(tuple(rest), rank)

    def exact(self, key: int) -> None:
        """Ask for the rank."""
        most = len(self.order)

        def made(text: str) -> int:
            rank = number_in(text)
            if rank != int(rank) or not 1 <= rank <= most:
                raise Invalid(say("Type a rank from 1 to %(most)s.", most=most))
            return int(rank)

        def taken(text: str) -> None:
            if made(text) != key:
                self.move(key, made(text))
            else:
                self.redrafted()

        asked = say("rank, 1 to %(most)s", most=most)
        self.desk.ask_typed(asked, str(key), Asked(made, lambda _: None, taken, lambda: None))

    def undo(self) -> bool:
        """A step of the order."""
        if not self._back:
            return False
        self._ahead.append(self.order)
        self._stand(self._back.pop())
        return True

    def redo(self) -> bool:
        """The same again."""
        if not self._ahead:
            return False
        self._back.append(self.order)
        self._stand(self._ahead.pop())
        return True

    def shown(self) -> None:
        """What this order does is seen from the first."""
        self.redrafted()

    def redrafted(self) -> None:
        """The draft beneath is another one."""
        drafting, desk = self.desk.drafting, self.desk
        desk.trial = None
        if drafting is not None and self._known():
            try:
                desk.trial = shared(drafting.model, self._parts, self.shares())
            except Invalid as fault:
                desk.desktop.say(by_label(fault.message, drafting.model), failed=True)
        desk.preview()

    def left(self) -> None:
        """The draft is shown again."""
        self.desk.untried()

    def _stand(self, order: tuple[str, ...], key: int | None = None) -> None:
        self.order = order
        self.redrafted()
        desk = self.desk
        desk.rows.show(self.keys(), key=desk.rows.key if key is None else key)
        desk.painted()
        desk.desktop.refresh_keys()

    @property
    def _parts(self) -> Parts:
        """Those of the draft as it stands without this order."""
        drafting = self.desk.drafting
        return Parts("", {}) if drafting is None else parts_of(drafting.model, self._group)

    def _known(self) -> bool:
        """Does the draft have all the parts still, and are they all that there are?"""
        return set(self.order) == set(self._parts.keys)
