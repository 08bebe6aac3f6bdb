"""The sheets that are laid over the tree: of a criterion or group, of thresholds and gates, and the
list from which a criterion is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.page import FieldsPage, Page

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.scoring.model import Criterion
    from tierdesk.ui.weights.adding import Known
    from tierdesk.ui.weights.policies import Wanted


class Sheets(WeightsDesk):
    """Mixed into the place."""

    def do_weights_thresholds(self) -> None:
        """From how many points each tier begins."""
        from tierdesk.ui.weights.tier_fields import threshold_fields

        title = say("tiers: left and right change, = types")
        self._lay(FieldsPage(self, title, threshold_fields))

    def do_weights_gates(self) -> None:
        """Rules over the tier."""
        from tierdesk.ui.weights.tier_fields import gate_fields

        drafting = self.drafting
        known = drafting.base.gates if drafting is not None else ()
        title = say("gates: enter turns one on or off")
        self._lay(FieldsPage(self, title, partial(gate_fields, known)))

    def do_weights_policies(self) -> None:
        """How each tier is treated."""
        from tierdesk.ui.weights.policies import PoliciesPage

        if not isinstance(self.page, PoliciesPage):
            self._lay(PoliciesPage(self))

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

    def _lay(self, page: Page) -> None:
        """Over the tree, in the place of other sheets."""
        while self.pages:
            self.pages.pop().left()
        self.open_page(page)

    def do_weights_add(self) -> None:
        """Show what a criterion may read."""
        from tierdesk.ui.weights.adding import fields_known

        self.desktop.work("weights.sources", fields_known, self._offer_sources)

    def _offer_sources(self, known: Sequence[Known]) -> None:
        from tierdesk.ui.weights.adding import SourcesPage

        while self.pages:
            self.pages.pop().left()
        self.open_page(SourcesPage(self, known, self._add))

    def _add(self, known: Known) -> None:
        from tierdesk.ui.weights.adding import proposed

        model = self.model
        self.desktop.work(
            "weights.source", lambda room: proposed(room, model, known.source), self._added
        )

    def _added(self, criterion: Criterion) -> None:
        """A step of the draft, then its sheet."""
        from tierdesk.scoring.drafting import with_criterion

        group = self._group_here()
        if not self.edit(lambda model: with_criterion(model, group, criterion)):
            return
        while self.pages:
            self.pages.pop().left()
        self.outline.keys()
        self.outline.at = self.outline.key_of(criterion.key, 1)
        self.rows.show(self.outline.keys(), key=self.outline.at)
        self.open_criterion(criterion.key)
        said = say("%(name)s is in the draft; %(key)s takes it out again.",
                   name=Message(criterion.label), key=self.desktop.key_of("desk.undo"))  # fmt: skip
        self.desktop.say(said)

    def _group_here(self) -> str:
        """The group of the row that the cursor stood on in the tree."""
        groups = self.model.groups
        row = self.outline.row(self.outline.at)
        if row is not None:
            for group in groups:
                if row.key == group.key or any(c.key == row.key for c in group.criteria):
                    return group.key
        return groups[-1].key

    # why not

    def _needs_draft(self) -> Message | None:
        return self.no_model()

    def no_weights_policies(self) -> Message | None:
        """The clerk must have told what is in force."""
        return self.waiting() if self.look is None else None

    no_weights_thresholds = no_weights_gates = no_weights_add = _needs_draft
