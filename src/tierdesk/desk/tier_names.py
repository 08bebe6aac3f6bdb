"""The tiers of the models in force by what people call them, for filters: “Gold”, 高价值, high value.

Names are taken in every language, so that a filter that was kept in one is understood in another.
"""

from collections.abc import Mapping

from tierdesk.domain.book import Book
from tierdesk.domain.folding import fold
from tierdesk.i18n.catalog import LANGUAGES, Catalog
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.schemes import tier_label


def tier_names(book: Book) -> Mapping[str, str]:
    """Folded name -> tier; a name that stands for different tiers in different models is left out.
    Raises Invalid when a model is faulty."""
    labels = [
        (tier_label(model.scheme, tier), tier)
        for model in all_models_of(book).all for tier, _ in model.scheme.labels
    ]  # fmt: skip
    if not labels:
        return {}
    found: dict[str, set[str]] = {}
    for catalog in map(Catalog, LANGUAGES):
        for label, tier in labels:
            found.setdefault(fold(catalog.text(label)), set()).add(tier)
    return {name: min(tiers) for name, tiers in found.items() if len(tiers) == 1}
