"""Whether a discount is more than the customer's tier may be given. It must not know deals or contracts,
nor how a tier is computed.
"""

from tierdesk.i18n.message import Message, say
from tierdesk.triage.policy import TierPolicy


def over_limit(percent: float, tier: str, policy: TierPolicy) -> Message | None:
    """Why the discount needs a reason, None when it does not; `discount_limit` of the policy is in
    percent, None where only promotions give a discount."""
    limit = policy.discount_limit
    shown = f"{percent:g}"
    if percent <= 0 or (limit is not None and percent <= limit):
        return None
    if limit is None:
        return say("Tier %(tier)s is given discounts in promotions only; say why %(percent)s %%.",
                   tier=tier, percent=shown)  # fmt: skip
    if limit <= 0:
        return say("Tier %(tier)s is given no discount; say why %(percent)s %%.",
                   tier=tier, percent=shown)  # fmt: skip
    return say("Tier %(tier)s is given %(limit)s %% at most; say why %(percent)s %%.",
               tier=tier, limit=f"{limit:g}", percent=shown)  # fmt: skip
