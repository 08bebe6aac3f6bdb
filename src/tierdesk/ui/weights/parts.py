"""Parts that are added to a draft: criteria over whatever is known, and groups with the first criterion
that stands in them.

A group with a weight needs a criterion that takes it, so that both come as one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.asked import Asked
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.fields import label_in, optional_in

if TYPE_CHECKING:
    from tierdesk.scoring.model import Criterion, Group
    from tierdesk.ui.weights.adding import Known, Other
    from tierdesk.ui.weights.desk import Edit


class Parts(WeightsDesk):
    """Mixed into the place."""

    def do_weights_add(self) -> None:
        """What the page on top lists, one more."""
        self.page.add()

    def add_criterion(self) -> None:
        """Show what a criterion may read, and above it that a group can be added."""
        from tierdesk.ui.weights.adding import Other, SourcesPage, fields_known

        def offered(known: Sequence[Known]) -> None:
            group = Other(say("a group of criteria"), None, lambda: self._ask_group(known))
            self.lay(SourcesPage(self, known, self._add, (group,)))

        self.desktop.work("weights.sources", fields_known, offered)

    def _add(self, known: Known) -> None:
        from tierdesk.scoring.drafting import with_criterion

        def added(criterion: Criterion) -> None:
            group = self._group_here()
            if self._stepped_to(
                lambda model: with_criterion(model, group, criterion), criterion.key, 1
            ):
                self.open_criterion(criterion.key)
                self._say_added(criterion.label)

        self._made_over(known, added)

    def _made_over(self, known: Known, taken: Callable[[Criterion], None]) -> None:
        from tierdesk.ui.weights.adding import proposed

        model = self.model
        self.desktop.work("weights.source", lambda room: proposed(room, model, known.source), taken)

    def _stepped_to(self, edit: Edit, key: str, level: int) -> bool:
        """A step of the draft, then the tree with the cursor on what is new."""
        if not self.edit(edit):
            return False
        while self.pages:
            self.pages.pop().left()
        self.outline.keys()
        self.outline.at = self.outline.key_of(key, level)
        self._stand()
        return True

    def _say_added(self, label: str) -> None:
        said = say("%(name)s is in the draft; %(key)s takes it out again.",
                   name=Message(label), key=self.desktop.key_of("desk.undo"))  # fmt: skip
        self.say_step(said)

    def _group_here(self) -> str:
        """The group of the row that the cursor stood on in the tree."""
        groups = self.model.groups
        row = self.outline.row(self.outline.at)
        if row is not None:
            for group in groups:
                if row.key == group.key or any(c.key == row.key for c in group.criteria):
                    return group.key
        return groups[-1].key

    # groups

    def _ask_group(self, known: Sequence[Known]) -> None:
        """Its name, then its weight, then what stands first in it."""

        def made(text: str) -> str:
            label, text_of = label_in(text), self.desktop.catalog
            if any(label in (group.label, text_of(group.label)) for group in self.model.groups):
                raise Invalid(say("There is a group “%(name)s” already; type another name.",
                                  name=label))  # fmt: skip
            return label

        self.ask_typed(say("name of the group"), "", Asked(
            made, lambda _: None, lambda text: self._ask_weight(made(text), known), lambda: None,
        ))  # fmt: skip

    def _ask_weight(self, label: str, known: Sequence[Known]) -> None:
        from tierdesk.scoring.drafting import with_group
        from tierdesk.scoring.model import Group
        from tierdesk.ui.weights.adding import free_key

        key = free_key(label, [group.key for group in self.model.groups], "group")

        def made(text: str) -> Group:
            """Refused as it would be once something stands in it."""
            model, weights = self.model, self.model.weights()
            group = Group(key, label, (), optional_in(text))
            first = max(model.criteria, key=lambda criterion: weights[criterion.key])
            with_group(model, group._replace(criteria=(first,)))
            return group

        asked = say("weight of %(name)s (nothing: the sum of its criteria)", name=label)
        self.ask_typed(asked, "", Asked(
            made, lambda _: None, lambda text: self._offer_first(made(text), known), lambda: None,
        ))  # fmt: skip

    def _offer_first(self, group: Group, known: Sequence[Known]) -> None:
        from tierdesk.ui.weights.adding import SourcesPage

        def taken(one: Known) -> None:
            self._made_over(one, lambda criterion: self._add_group(group, (criterion,)))

        title = say("what stands first in “%(name)s”? enter takes it", name=group.label)
        page = SourcesPage(self, known, taken, self._first_ones(group), title)
        page.at = len(known) + 2  # the first criterion that there is
        self.lay(page)

    def _first_ones(self, group: Group) -> list[Other]:
        from tierdesk.ui.weights.adding import Other

        others = [Other(say("nothing yet"), None, lambda: self._add_group(group, ()))]
        for home in self.model.groups:
            stands = say("now in %(group)s", group=Message(home.label or home.key))
            for criterion in home.criteria:
                others.append(Other(
                    Message(criterion.label or criterion.key), stands,
                    partial(self._add_group_over, group, criterion.key),
                ))  # fmt: skip
        return others

    def _add_group_over(self, group: Group, key: str) -> None:
        """With a criterion as the draft has it by now."""
        criterion = next((one for one in self.model.criteria if one.key == key), None)
        if criterion is None:
            gone = say("That criterion is in the draft no more; choose another one.")
            self.desktop.say(gone, failed=True)
            return
        self._add_group(group, (criterion,))

    def _add_group(self, group: Group, criteria: tuple[Criterion, ...]) -> None:
        from tierdesk.scoring.drafting import with_group

        filled = group._replace(criteria=criteria)
        if self._stepped_to(lambda model: with_group(model, filled), group.key, 0):
            self._say_added(group.label)

    # why not

    def no_weights_add(self) -> Message | None:
        """There must be a model."""
        return self.no_model()
