"""Which tiers a customer can have."""

from tierdesk.domain.book import Case
from tierdesk.domain.document import text
from tierdesk.domain.vocabulary import TIERS
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.scoring.grade import Graders


def ensure_tier(graders: Graders, case: Case, tier: str) -> None:
    """Raise Refused for a tier that the scheme of the customer's model does not have."""
    wanted, tiers = tier.strip().upper(), graders.model_of(case).scheme.tiers
    if wanted in TIERS and wanted not in tiers:
        raise Refused(
            say("“%(tier)s” is no tier of the model that grades %(name)s; choose one of %(choices)s.",
                tier=wanted, name=text(case.customer, "name"), choices=list(tiers))
        )  # fmt: skip
