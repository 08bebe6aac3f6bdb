"""Whom a model grades: the signed or the others, and of those the customers of its industries,
or of none that has a variant of its own. It must not know columns."""

from collections.abc import Iterable
from dataclasses import replace

from tierdesk.domain.book import Book, Case
from tierdesk.domain.folding import fold
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.model import Kind, ScoringModel
from tierdesk.scoring.models import Models
from tierdesk.scoring.whole.facts import INDUSTRY, Fact


def variants_of(models: Models, kind: Kind) -> dict[str, ScoringModel]:
    """The variants for one kind of customer by folded industry, the newest where two name it."""
    found = sorted((m for m in models.variants if m.kind == kind), key=lambda m: m.version)
    return {fold(name): model for model in found for name in model.industries}


class Owner:
    """A model as if it were in force in a book, the newest of its kind; with `heirs` the customers
    of variants that inherit from it are its own as well."""

    def __init__(self, book: Book, model: ScoringModel, *, heirs: bool = False) -> None:
        models = all_models_of(book)
        newest = max((one.version for one in models.all), default=0) + 1
        own = replace(model, version=max(newest, model.version))
        variants = variants_of(models.with_model(own), model.kind)
        self._signed = model.kind == "signed"
        self._variant = bool(model.industries)
        self._own = {name for name, variant in variants.items() if variant is own}
        kept = {name for name, one in variants.items() if not (heirs and one.inherits)}
        self._others = kept - self._own
        self._about = bool(variants)
        self._folded: dict[str, str] = {}

    @property
    def facts(self) -> Iterable[Fact]:
        """What is read beside what models read: the industry, where a variant is about."""
        return (INDUSTRY,) if self._about else ()

    def has(self, case: Case, signed: bool) -> bool:
        """Whether the model grades this customer."""
        if signed != self._signed:
            return False
        if not self._own and not self._others:
            return True
        stored = case.customer.get("industry")
        if not isinstance(stored, str):
            return not self._variant
        name = self._folded.get(stored)
        if name is None:
            name = self._folded[stored] = fold(stored)
        return name in self._own if self._variant else name not in self._others
