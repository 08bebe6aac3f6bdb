"""The verbs of the board: cards move between stages, and are marked. A move is made of the deals as they
are on the screen: one that somebody else has moved meanwhile is told, not moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.customer_verbs import CustomerVerbs
from tierdesk.ui.lines import log as lines
from tierdesk.ui.widgets.choice_line import NO_OFFER, Choice

if TYPE_CHECKING:
    from tierdesk.commands.doing.move_deals import Seen
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.stage import Stage
    from tierdesk.triage.cards import Board, Card
    from tierdesk.ui.losing import Loss
    from tierdesk.ui.marks import Marks
    from tierdesk.ui.widgets.board_grid import BoardGrid

_STEPPED = ("open", "won")
"""The stages through which a deal goes step by step; a loss is chosen, never stumbled into."""


class BoardMoves(CustomerVerbs):
    """Mixed into the place of the board."""

    if TYPE_CHECKING:
        board: Board | None
        grid: BoardGrid
        marks: Marks
        _range: frozenset[int]

        def card_here(self) -> Card | None:
            """The card under the cursor."""
            ...

    def meant(self) -> list[Card]:
        """The cards that a verb means: the marked ones, else that under the cursor."""
        board = self.board
        if board is None:
            return []
        keys = self.marks.ids | self._range
        if keys:
            shown = [key for key in self.grid.rows if key in keys]
            ordered = shown + sorted(keys - set(shown))
            return [board.cards[key] for key in ordered if key in board.cards]
        card = self.card_here()
        return [] if card is None else [card]

    @property
    def under_cursor(self) -> int | None:
        """The card, also one of last time."""
        return self.grid.key

    @property
    def coming(self) -> bool:
        """The cards of last time are only looked at."""
        return self.board is None

    def targets(self) -> list[int]:
        """The customers that head the cards, each once."""
        return [one for one in dict.fromkeys(card.customer_id for card in self.meant()) if one]

    def can(self, action_id: str) -> bool:
        """The key that logs in other places goes to the next column here; `board.log` logs."""
        return action_id != "touch.log" and super().can(action_id)

    def why_not(self, action_id: str) -> Message | None:
        """A deal can be moved though it names no customer."""
        if action_id in ("deal.move", "board.forward", "board.backward"):
            return self._unmovable(action_id)
        if action_id == "board.log":
            return super().why_not("touch.log")
        return super().why_not(action_id)

    def do_board_log(self) -> None:
        """Log a contact."""
        self.do_touch_log()

    def no_board_unmark(self) -> Message | None:
        """Without marks there is nothing to clear."""
        if len(self.marks) or self.marks.anchor is not None:
            return None
        key = self.desktop.key_of("board.mark")
        return say("Nothing is marked; %(key)s marks a row.", key=key)

    def no_board_mark(self) -> Message | None:
        """Without a card there is nothing to mark."""
        if self.coming:
            return self.desktop.why_unread()
        return say("No card is selected.") if self.grid.key is None else None

    no_board_range = no_board_mark_all = no_board_mark

    def do_deal_move(self) -> None:
        """Choose the stage."""
        desktop, snapshot, cards = self.desktop, self.desktop.snapshot, self.meant()
        if snapshot is None or not cards:
            return
        stages = [stage for stage in snapshot.stages if stage.kind != "maintain"]
        here = {snapshot.stages[card.place].key for card in cards}
        at = next((n for n, s in enumerate(stages) if here == {s.key}), NO_OFFER)
        deals = _seen(cards)

        def choices() -> list[Choice]:
            catalog = desktop.catalog
            return [Choice(str(n), catalog.text(s.title), s.key) for n, s in enumerate(stages, 1)]

        def chosen(key: str, _: bool) -> None:
            self._move_cards(deals, name, next(stage for stage in stages if stage.key == key))

        name = self._named_cards(cards)
        desktop.choose(lambda: lines.asked(say("move"), name, desktop.catalog, desktop.glyphs),
                       choices, chosen, at=at)  # fmt: skip

    def do_board_forward(self) -> None:
        """One stage further."""
        self._step(1)

    def do_board_backward(self) -> None:
        """One stage back."""
        self._step(-1)

    def _named_cards(self, cards: Sequence[Card]) -> Message:
        """How a question names the cards."""
        if len(cards) == 1:
            return say("%(name)s", name=self._called(cards[0]))
        return say_n("%(n)s deal", "%(n)s deals", len(cards))

    def _unmovable(self, action_id: str) -> Message | None:
        snapshot = self.desktop.snapshot
        if snapshot is None or self.coming:
            return self.desktop.why_unread()
        if snapshot.read_only:
            return say("The book was opened read-only.")
        cards = self.meant()
        if not cards:
            return say("No card is selected.")
        without = next((card for card in cards if not card.deal_id), None)
        if without is not None:
            return say("%(name)s has no deal that could move.", name=self._called(without))
        if action_id == "deal.move":
            return None
        closed = next((card for card in cards if card.whole), None)
        if closed is not None:
            return say("%(name)s has no open deal; %(key)s takes the last one up again.",
                       name=self._called(closed), key=self.desktop.key_of("deal.move"))  # fmt: skip
        if len({card.place for card in cards}) > 1:
            return say("The marked cards stand in several columns; %(key)s moves them to one.",
                       key=self.desktop.key_of("deal.move"))  # fmt: skip
        by = 1 if action_id == "board.forward" else -1
        if self._next(snapshot.stages, cards[0].place, by) is None:
            return say("There is no further column for it; %(key)s chooses a stage.",
                       key=self.desktop.key_of("deal.move"))  # fmt: skip
        return None

    def _called(self, card: Card) -> str:
        snapshot = self.desktop.snapshot
        listed = snapshot.rows.get(card.customer_id) if snapshot is not None else None
        return listed.name if listed is not None else f"#{card.deal_id}"

    @staticmethod
    def _next(stages: Sequence[Stage], place: int, by: int) -> Stage | None:
        at = place + by
        found = stages[at] if 0 <= at < len(stages) else None
        return found if found is not None and found.kind in _STEPPED else None

    def _step(self, by: int) -> None:
        snapshot, cards = self.desktop.snapshot, self.meant()
        if snapshot is None or not cards:
            return
        stage = self._next(snapshot.stages, cards[0].place, by)
        if stage is not None:
            self._move_cards(_seen(cards), self._named_cards(cards), stage)

    def _move_cards(self, deals: list[Seen], name: Message, stage: Stage) -> None:

        def rule(room: Room, _: Book, reason: str, loss: Loss) -> Change:
            from tierdesk.commands.doing import move, move_deals

            room.queue_may_wait()
            room.desk.refresh()  # asked before anything else: has somebody moved them meanwhile?
            return move_deals.change(
                room.desk.book, deals, stage, room.desk.moment, room.desk.by, reason=reason,
                loss=move.Loss(loss.kind, loss.cause), anyway=loss.anyway,
            )  # fmt: skip

        def told(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import move_deals

            return move_deals.told(room.desk.book, deals, stage, room.desk.moment)

        def won(room: Room) -> Message | None:
            from tierdesk.commands.doing import move_deals

            return move_deals.won_among(room.desk.book, deals, room.desk.moment)

        numbers = " ".join(str(one.deal_id) for one in deals)
        self._moved(name, stage, rule, told, won, f"deal {numbers}")


def _seen(cards: Sequence[Card]) -> list[Seen]:
    from tierdesk.commands.doing import move_deals

    return [move_deals.seen(card.deal_id, card.deal or {}) for card in cards]
