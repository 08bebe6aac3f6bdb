"""A draft together with the variants that inherit from it: which of them grades whom, and what the whole
book looks like under them.

Without such variants a draft stands alone and nothing here costs anything. It must not know which
draft is shown, nor how it is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tierdesk.domain.folding import fold
from tierdesk.errors import Invalid
from tierdesk.scoring.heirs import over
from tierdesk.scoring.whole.facts import INDUSTRY, Words
from tierdesk.scoring.whole.owner import variants_of
from tierdesk.scoring.whole.panel import Panel
from tierdesk.scoring.whole.standing import (
    Kept,
    Standing,
    standing,
    standing_among,
    without_variants,
)

if TYPE_CHECKING:
    from tierdesk.domain.book import Book
    from tierdesk.domain.vantage import Vantage
    from tierdesk.i18n.message import Message
    from tierdesk.scoring.model import Group, ScoringModel
    from tierdesk.scoring.models import Models
    from tierdesk.ui.weights.look import Look


class Family:
    """Where a variant would not hold with a draft, it keeps its rules in force, as its customers would
    until that is mended."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._kept: Kept = {}
        self._of: tuple[ScoringModel, Models, Message | None] | None = None

    def __bool__(self) -> bool:
        """Is there any variant that inherits?"""
        return bool(self._look.heirs)

    def models(self, draft: ScoringModel) -> Models:
        """What would be in force with the draft."""
        of, look = self._of, self._look
        if of is None or of[0] is not draft:
            try:
                of = draft, over(look.models, look.heirs, draft), None
            except Invalid as fault:
                of = draft, look.models.with_model(draft), fault.message
            self._of = of
        return of[1]

    @property
    def fault(self) -> Message | None:
        """Why a variant would not hold with the newest draft that was asked about."""
        return None if self._of is None else self._of[2]

    def lacks(self, panel: Panel, draft: ScoringModel) -> bool:
        """Must the book be read before the draft can be shown?"""
        return any(panel.lacks(one) for one in self._read(draft))

    def following(self, panel: Panel, draft: ScoringModel, book: Book, vantage: Vantage) -> Panel:
        """The panel with all that the draft and its variants read, in one pass."""
        read = self._read(draft)
        if len(read) == 1:
            return panel.following(draft, book, vantage)
        whole = replace(
            draft,
            groups=tuple(_numbered_group(n, g) for n, one in enumerate(read) for g in one.groups),
            gates=tuple(
                g._replace(key=f"{g.key}_{n}") for n, one in enumerate(read) for g in one.gates
            ),
        )
        return panel.following(whole, book, vantage).ready(draft)

    def standing(self, panel: Panel, draft: ScoringModel) -> Standing:
        """Where everybody stands with the draft, each customer under its own model."""
        if not self:
            return standing(panel, draft)
        return standing_among(panel, self.models(draft), self._kept)

    def own(self, panel: Panel, draft: ScoringModel) -> Panel:
        """The panel of those whom the draft itself grades."""
        return without_variants(panel, self.models(draft)) if self else panel

    def grading(self, panel: Panel, draft: ScoringModel, customer_id: int) -> ScoringModel:
        """The model that grades this customer of the panel when the draft is in force."""
        industries = panel.facts.get(INDUSTRY)
        if not self or not isinstance(industries, Words):
            return draft
        code = int(industries.codes[int(panel.ids.searchsorted(customer_id))])
        variants = variants_of(self.models(draft), draft.kind)
        return variants.get(fold(industries.words[code]), draft) if code >= 0 else draft

    def _read(self, draft: ScoringModel) -> tuple[ScoringModel, ...]:
        """The draft, and its variants where it has any."""
        if not self:
            return (draft,)
        variants = variants_of(self.models(draft), draft.kind).values()
        return (draft, *{id(one): one for one in variants}.values())


def _numbered_group(number: int, group: Group) -> Group:
    """A group under a key that no other model of the family has, and its criteria so."""
    criteria = tuple(c._replace(key=f"{c.key}_{number}") for c in group.criteria)
    return group._replace(key=f"{group.key}_{number}", criteria=criteria)
