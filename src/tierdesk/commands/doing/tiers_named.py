"""The tiers that the models in force know: by which names, and which of them a customer can have."""

from collections.abc import Callable, Mapping

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import text
from tierdesk.domain.folding import fold
from tierdesk.domain.vocabulary import TIERS
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.grade import Graders
from tierdesk.scoring.schemes import tier_label


def tier_names(book: Book, sentence: Callable[[Message], str] = str) -> Mapping[str, str]:
    """The tiers by what people call them, folded, in English and in the reader's language; a name
    that stands for different tiers in different models is left out."""
    found: dict[str, set[str]] = {}
    for model in all_models_of(book).all:
        for tier, _ in model.scheme.labels:
            label = tier_label(model.scheme, tier)
            for name in (str(label), sentence(label)):
                found.setdefault(fold(name), set()).add(tier)
    return {name: min(tiers) for name, tiers in found.items() if len(tiers) == 1}


def ensure_tier(graders: Graders, case: Case, tier: str) -> None:
    """Raise Refused for a tier that the scheme of the customer's model does not have."""
    wanted, tiers = tier.strip().upper(), graders.model_of(case).scheme.tiers
    if wanted in TIERS and wanted not in tiers:
        raise Refused(
            say("“%(tier)s” is no tier of the model that grades %(name)s; choose one of %(choices)s.",
                tier=wanted, name=text(case.customer, "name"), choices=list(tiers))
        )  # fmt: skip
