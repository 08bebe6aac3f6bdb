"""The page of a ranking: the criteria of a group, or the groups, in an order that is given by hand, with
the weights that it results in, while the effects beside follow it.

Nothing of it is in the draft before enter takes it; an order has its own steps. It must not know how
an effect is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

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


class Order(NamedTuple):
    """The keys of the parts, the most important one first; `given` are those whose rank was given by
    hand. Others that weigh alike and stand beside each other are level, and share what their ranks
    get together."""

    parts: tuple[str, ...]
    given: frozenset[str] = frozenset()

    def ranks(self, weights: Mapping[str, float]) -> tuple[int, ...]:
        """The rank of each part from 1; those that are level have that of their first."""
        found: list[int] = []
        for place, part in enumerate(self.parts, 1):
            before = self.parts[place - 2] if found else part
            level = found and not {part, before} & self.given and weights[part] == weights[before]
            found.append(found[-1] if level else place)
        return tuple(found)


class RankingPage(Page):
    """`order` is what is given; `how` is `rank_sum` or `centroid`."""

    verbs = _VERBS
    heard = _VERBS | {"weights.open", "weights.side", "weights.pin", "weights.reach"}

    def __init__(self, desk: WeightsDesk, group: str, label: Message, how: str) -> None:
        super().__init__(desk)
        self._group, self._how = group, how
        self.title = say("%(what)s by rank", what=label)
        now = self._parts.weights
        self.order = Order(tuple(sorted(now, key=lambda k: -now[k])))
        self._back: list[Order] = []
        self._ahead: list[Order] = []

    def shares(self) -> dict[str, float]:
        """What each part gets of the whole."""
        from tierdesk.scoring.weighting import rank_order_centroid, rank_sum

        shares_of = rank_sum if self._how == "rank_sum" else rank_order_centroid
        shares, ranks = shares_of(len(self.order.parts)), self._ranks()
        mean = {
            rank: sum(s for s, r in zip(shares, ranks, strict=True) if r == rank)
            / ranks.count(rank)
            for rank in ranks
        }
        return dict(zip(self.order.parts, map(mean.__getitem__, ranks), strict=True))

    def _ranks(self) -> tuple[int, ...]:
        return self.order.ranks(self._parts.weights)

    def keys(self) -> Sequence[int]:
        """One row for each rank, then what can be done; none when a part is there no more."""
        if not self._known():
            return []
        rows, most = range(1, self._most + 1), self._most
        return [*rows, *(-n - most for n in range(1, 1 + len(_HELP)))]

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """`2. Degree of interest   12.5 ████   +0.5`: what it counts with this order."""
        drafting = self.desk.drafting
        if drafting is None or not self._known():
            return ()
        if key < 0:
            told = lines.Entry(_HELP[-key - self._most - 1], off=True)
            return lines.entry(told, paper, here=False)
        part, level = self.order.parts[key - 1], 1 if self._group else 0
        rows = lines.rows_of(self.desk.model, drafting.base)
        row = next(row for row in rows if (row.key, row.level) == (part, level))
        ranked = row._replace(
            label=f"{self._ranks()[key - 1]}. {paper.catalog(row.label)}", level=1
        )
        return lines.tree_row(ranked, None, paper, here=here, reaching=False)

    def open(self, key: int) -> None:
        """Take the weights into the draft, as one step; an order whose weights cannot be stays."""
        parts, shares = self._parts, self.shares()
        self.redrafted()
        if self.desk.trial is None:
            return
        self.desk.close_page()
        self.desk.edit(lambda model: shared(model, parts, shares))

    def nudge(self, key: int, by: float) -> None:
        """So many places up, or down."""
        self.move(key, key - int(by))

    def move(self, key: int, rank: int) -> None:
        """The part of a row to another rank; what stood there gives way."""
        rank, (parts, given) = min(self._most, max(1, rank)), self.order
        part = parts[key - 1]
        if rank == key and not self._level(key):
            last = say("It is the last already.") if key > 1 else say("It is the first already.")
            self.desk.desktop.say(last, failed=True)
            return
        rest = [other for other in parts if other != part]
        rest.insert(rank - 1, part)
        self._back, self._ahead = [*self._back, self.order], []
        self._stand(Order(tuple(rest), given | {part}), rank)

    def _level(self, key: int) -> bool:
        """Is the part of a row level with another one?"""
        ranks = self._ranks()
        return ranks.count(ranks[key - 1]) > 1

    def exact(self, key: int) -> None:
        """Ask for the rank."""
        most = self._most

        def made(text: str) -> int:
            rank = number_in(text)
            if rank != int(rank) or not 1 <= rank <= most:
                raise Invalid(say("Type a rank from 1 to %(most)s.", most=most))
            return int(rank)

        def taken(text: str) -> None:
            self.redrafted()
            if made(text) != key or self._level(key):
                self.move(key, made(text))

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

    def looked(self) -> None:
        """Another model may be in force, and with it another draft beneath."""
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

    @property
    def _most(self) -> int:
        return len(self.order.parts)

    def _stand(self, order: Order, key: int | None = None) -> None:
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
        return set(self.order.parts) == set(self._parts.keys)
