"""The models that grade a book together: of open deals, of signed customers, and variants.

Which of them grades a customer depends on whether it is signed and on its industry alone. It
must not know how a model is kept or compiled.
"""

from typing import NamedTuple

from tierdesk.domain.folding import fold
from tierdesk.scoring.model import ScoringModel


class Models(NamedTuple):
    """`variants` hold for customers of their industries, the newest where two name the same."""

    open: ScoringModel
    signed: ScoringModel
    variants: tuple[ScoringModel, ...] = ()

    @property
    def all(self) -> tuple[ScoringModel, ...]:
        """Every model, the two that stand for everybody first."""
        return (self.open, self.signed, *self.variants)

    def with_model(self, model: ScoringModel) -> "Models":
        """These with one more in force: it takes the place of the one for the same customers;
        one for everybody of its kind leaves the variants of that kind standing."""
        if model.industries:
            return self._replace(variants=(*self._others(model), model))
        return self._replace(open=model) if model.kind == "open" else self._replace(signed=model)

    def _others(self, model: ScoringModel) -> tuple[ScoringModel, ...]:
        names = {fold(name) for name in model.industries}
        return tuple(
            other for other in self.variants
            if other.kind != model.kind or {fold(n) for n in other.industries} != names
        )  # fmt: skip
