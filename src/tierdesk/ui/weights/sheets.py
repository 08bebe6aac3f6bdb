"""The sheets that are laid over the tree: of a criterion or group, of thresholds, of tier policies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.page import FieldsPage

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.ui.weights.policies import Wanted


class Sheets(WeightsDesk):
    """Mixed into the place."""

    def do_weights_thresholds(self) -> None:
        """From how many points each tier begins."""
        from tierdesk.ui.weights.tier_fields import threshold_fields

        title = say("tiers: left and right change, = types")
        self.lay(FieldsPage(self, title, threshold_fields))

    def do_weights_policies(self) -> None:
        """How each tier is treated."""
        from tierdesk.ui.weights.policies import PoliciesPage

        if not isinstance(self.page, PoliciesPage):
            self.lay(PoliciesPage(self))

    def save_policies(self, wanted: Wanted) -> None:
        """What the sheet changed, as one Change; until it is saved it stays kept."""
        from tierdesk.commands.doing.policy import told
        from tierdesk.triage import policy_edits
        from tierdesk.ui.weights import policies

        made: list[Change] = []

        def rule(_: Room, book: Book, __: str) -> Change:
            made.append(policy_edits.change(book, wanted))
            return made[-1]

        def done(receipt: Receipt) -> None:
            policies.keep(self, {})
            if receipt.change_id is not None and self.drafting is not None:
                self.drafting.saved(self.drafting.draft_id)
            self.painted()

        self.desktop.change(rule, lambda _: (told(made[-1]),), done)

    def open_criterion(self, key: str) -> None:
        """Its map, weight, unknown value, condition and group."""
        from tierdesk.ui.weights.criterion_fields import criterion_fields

        label = next((c.label for c in self.model.criteria if c.key == key), key)
        self.open_page(FieldsPage(self, Message(label), partial(criterion_fields, key, {})))

    def open_group(self, key: str) -> None:
        """Its weight and cap."""
        from tierdesk.ui.weights.criterion_fields import group_fields

        label = next((group.label for group in self.model.groups if group.key == key), key)
        self.open_page(FieldsPage(self, Message(label), partial(group_fields, key)))

    # why not

    def _needs_draft(self) -> Message | None:
        return self.no_model()

    def no_weights_policies(self) -> Message | None:
        """The clerk must have told what is in force."""
        return self.waiting() if self.look is None else None

    no_weights_thresholds = _needs_draft
