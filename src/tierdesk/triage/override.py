"""A tier set by hand, over the model's. It must not know how a tier is computed."""

from datetime import date

from tierdesk.domain.document import Doc
from tierdesk.domain.vocabulary import TIERS
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import say
from tierdesk.triage.needs_reason import NeedsReason

MODEL = "model"
"""The word for leaving the tier to the model again."""


def overridden(
    customer: Doc, tier: str, reason: str, until: date | None, today: date
) -> dict[str, object]:
    """The customer with its tier set by hand until the end of a day; "" or "model" takes the
    setting back. Raises Invalid for what is no tier, NeedsReason without a reason, Refused for a
    last day that is over."""
    wanted = tier.strip().casefold()
    if wanted in ("", MODEL):
        return {k: v for k, v in customer.items() if k != "tier_override"}
    if wanted.upper() not in TIERS:
        raise Invalid(
            say("“%(text)s” is no tier; choose one of %(choices)s.",
                text=tier, choices=[*TIERS, MODEL])
        )  # fmt: skip
    if not reason.strip():
        raise NeedsReason(
            say("A tier set by hand needs a reason.")
        )  # fmt: skip
    if until is not None and until < today:
        raise Refused(
            say("A tier cannot be set until %(day)s, which is over; choose a later day.", day=until)
        )
    override: dict[str, object] = {"tier": wanted.upper(), "reason": reason.strip()}
    if until is not None:
        override["until"] = until.isoformat()
    return {**customer, "tier_override": override}
