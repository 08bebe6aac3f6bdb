"""The verbs of a customer, the same in every place where one is selected or several are marked.

Each is one Change over all targets, made on the clerk's thread by the rule that the command line
uses too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tierdesk.domain.document import text
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.form_verbs import FormVerbs
from tierdesk.ui.lines import log as lines
from tierdesk.ui.lines import told as outcomes
from tierdesk.ui.lines.line import Line, shown
from tierdesk.ui.logging_flow import LogFlow
from tierdesk.ui.losing import Loss, LossFlow, Told, Won
from tierdesk.ui.losing import Rule as LossRule
from tierdesk.ui.place import Place
from tierdesk.ui.snoozing import SnoozeFlow
from tierdesk.ui.template_flow import TemplateFlow
from tierdesk.ui.widgets.choice_line import NO_OFFER, Choice

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.stage import Stage

_TIERS = "abcd"


class CustomerVerbs(FormVerbs, Place):
    """Mixed into places, which tell the selected customer and the marked ones."""

    def targets(self) -> list[int]:
        """Whom a verb means: the marked ones, else the selected one."""
        selected = self.selected()
        return [] if selected is None else [selected]

    @property
    def any_marked(self) -> bool:
        """Whether verbs mean marked rows; see `Marking`."""
        return False

    def do_customer_edit(self) -> None:
        """A form for the selected one; for the marked ones their fields in one line."""
        if not self.any_marked:
            super().do_customer_edit()
            return
        from tierdesk.ui.bulk_edit import BulkEdit

        BulkEdit(self.desktop, self.targets(), self.named()).ask()

    def advance(self) -> None:
        """After a verb: where a list is worked through, the next row."""

    def do_touch_log(self) -> None:
        """Log a contact."""
        LogFlow(self.desktop, self.targets(), self.named(), self.advance).begin()

    def do_follow_up_done(self) -> None:
        """A contact was made; next by the cadence."""
        ids = self.targets()

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.commands.doing import done

            return done.change(book, ids, room.desk.moment, room.desk.by)

        def told(room: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import done

            return done.told(room.desk.book, ids, room.desk.moment)

        self.desktop.change(rule, told, lambda _: self.advance())

    def do_follow_up_snooze(self) -> None:
        """Put off to a day that is typed."""
        SnoozeFlow(self.desktop, self.targets(), self.named(), self.advance).begin()

    def do_deal_move(self) -> None:
        """Choose the stage."""
        desktop, snapshot = self.desktop, self.desktop.snapshot
        if snapshot is None:
            return
        stages = [s for s in snapshot.stages if s.kind != "maintain"]
        ids, name = self.targets(), self.named()  # the cursor may stand elsewhere when it is chosen
        here = {snapshot.rows[one].stage.key for one in ids if one in snapshot.rows}
        seen = {one: text(deal, "stage") for one in ids
                if one in snapshot.rows and (deal := snapshot.rows[one].deal)}  # fmt: skip
        # enter alone must move nobody: offered is the stage in which all of them are, or none
        at = next((n for n, s in enumerate(stages) if here == {s.key}), NO_OFFER)

        def choices() -> list[Choice]:
            catalog = desktop.catalog
            return [Choice(str(n), catalog.text(s.title), s.key) for n, s in enumerate(stages, 1)]

        def chosen(key: str, _: bool) -> None:
            self._move(ids, name, next(stage for stage in stages if stage.key == key), seen)

        desktop.choose(self._asking(say("move")), choices, chosen, at=at)

    def _move(self, ids: list[int], name: Message, stage: Stage, seen: dict[int, str]) -> None:
        """`seen` are the stages in which they stood when the stage was asked for."""

        def rule(room: Room, book: Book, reason: str, loss: Loss) -> Change:
            from tierdesk.commands.doing import move

            return move.change(book, ids, stage, room.desk.moment, room.desk.by, reason=reason,
                               loss=move.Loss(loss.kind, loss.cause), seen=dict(seen),
                               anyway=loss.anyway)  # fmt: skip

        def won(room: Room) -> Message | None:
            from tierdesk.commands.doing import move, move_deals

            book = room.desk.book
            deals = [move_deals.seen(*row) for row in move.meant(book, ids)]
            return move_deals.won_among(book, deals, room.desk.moment)

        said = outcomes.moved(name, len(ids), stage.title)
        numbers = " ".join(str(one) for one in ids)
        self._moved(name, stage, rule, lambda _: (said,), won, f"customer {numbers}")

    def _moved(
        self, name: Message, stage: Stage, rule: LossRule, told: Told, won: Won, about: str
    ) -> None:
        """Make the Change; for a loss ask first why. `about` tells the deals: words that were typed in
        vain come back for the same move alone."""
        if stage.kind == "lost":
            LossFlow(self.desktop, name, rule, told, won, about).begin()
        else:
            self.desktop.change(lambda room, book, why: rule(room, book, why, Loss()), told,
                                about=f"move {about}")  # fmt: skip

    def do_customer_write(self) -> None:
        """A text that fits: copied, as a mail, and logged."""
        TemplateFlow(self.desktop, self.targets(), self.named()).begin()

    def do_customer_park(self) -> None:
        """Aside, or back."""
        snapshot, ids = self.desktop.snapshot, self.targets()
        if snapshot is None:
            return
        back = all(snapshot.rows[one].parked for one in ids if one in snapshot.rows)

        def rule(room: Room, book: Book, reason: str) -> Change:
            from tierdesk.commands.doing import park

            return park.change(book, ids, room.desk.moment, reason, back=back)

        name = self.named()
        said = outcomes.parked(name, len(ids), back=back)
        self.desktop.change(rule, lambda _: (said,), lambda _: self.advance())

    def do_customer_tier(self) -> None:
        """By hand, or the model's again."""
        desktop = self.desktop
        letters = [Choice(letter, letter.upper(), letter.upper()) for letter in _TIERS]

        def choices() -> list[Choice]:
            return [*letters, Choice("m", desktop.catalog.text(say("by the model")), "model")]

        ids, name = self.targets(), self.named()
        label = self._asking(say("tier"))
        desktop.choose(label, choices, lambda value, _: self._tier(ids, name, value))

    def _tier(self, ids: list[int], name: Message, value: str) -> None:

        def rule(room: Room, book: Book, reason: str) -> Change:
            from tierdesk.commands.doing import tier

            return tier.change(book, ids, value, room.desk.moment, reason)

        said = outcomes.tiered(name, len(ids), "" if value == "model" else value)
        self.desktop.change(rule, lambda _: (said,))

    def do_customer_remove(self) -> None:
        """Remove; u takes it back."""
        ids, name = self.targets(), self.named()

        def rule(_: Room, book: Book, __: str) -> Change:
            from tierdesk.commands.doing import remove

            return remove.change(book, ids)

        said = outcomes.removed(name, len(ids), self.desktop.key_of("desk.undo"))
        self.desktop.change(rule, lambda _: (said,))

    def do_customer_groups(self) -> None:
        """Into groups and out of them."""
        ids = self.targets()
        if ids:
            self.desktop.open_groups(ids, self.named())

    def do_customer_copy(self) -> None:
        """Name, phones and mails, a line for each customer."""
        ids, desktop = self.targets(), self.desktop
        if ids:
            desktop.work("copy", lambda room: "\n".join(copied(room, ids)), desktop.copy)

    def _asking(self, verb: Message) -> Callable[[], Line]:
        """The label of a question about the targets."""
        desktop, name = self.desktop, self.named()
        return lambda: lines.asked(verb, name, desktop.catalog, desktop.glyphs)

    def named(self) -> Message:
        """How a sentence names the targets."""
        ids, snapshot = self.targets(), self.desktop.snapshot
        if len(ids) == 1 and snapshot is not None and ids[0] in snapshot.rows:
            return say("%(name)s", name=snapshot.rows[ids[0]].name)
        return say_n("%(n)s customer", "%(n)s customers", len(ids))


def copied(room: Room, ids: Sequence[int]) -> list[str]:
    """How to reach each of the customers that are there, on the clerk's thread."""
    from tierdesk.domain.document import text, texts

    lines_ = []
    for customer_id in ids:
        if room.desk.book.get("customers", customer_id) is None:
            continue
        case = room.desk.book.case(customer_id)
        parts = [text(case.customer, "name")]
        for _, contact in case.contacts:
            parts += [text(contact, "name"), *texts(contact, "phones"), *texts(contact, "emails")]
        lines_.append("  ".join(shown(part) for part in parts if part))
    return lines_
