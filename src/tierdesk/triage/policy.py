"""How each tier is treated: its cadence, how fast it is answered, its share of the day, and the
coefficients of the queue. Defaults as data; documents of table `tier_policies` and the book's
settings override them. It must not know customers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc, integer, mapping, number, text
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, say

TIERS = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """`ideal_days` between contacts and `max_days` at most; an inbound touch is answered within
    `reply_hours`; `share` of the day's slots in percent; `value` of the tier in the queue (0 to
    1); `discount_limit` in percent, None for promotions only; `treatment` an English source."""

    ideal_days: int
    max_days: int
    reply_hours: float
    share: float
    value: float
    discount_limit: float | None
    treatment: str

    def __post_init__(self) -> None:
        if not 1 <= self.ideal_days <= self.max_days:
            raise Invalid(
                say("The days between contacts must be 1 or more, and the longest interval not "
                    "shorter than the ideal one; %(ideal)s and %(longest)s are not.",
                    ideal=self.ideal_days, longest=self.max_days)
            )  # fmt: skip
        if not self.reply_hours > 0 or not self.share >= 0 or not 0 <= self.value <= 1:
            raise Invalid(
                say("A tier policy needs reply hours above zero, a share of zero or more and a "
                    "value between 0 and 1.")
            )  # fmt: skip


OPEN: Mapping[str, TierPolicy] = {
    "A": TierPolicy(3, 7, 4, 50, 1.0, 10, N_("Dedicated service, priority, visit")),
    "B": TierPolicy(7, 14, 8, 30, 0.7, 5,
                    N_("Regular revisit, value-added service, targeted offers")),
    "C": TierPolicy(30, 60, 24, 15, 0.35, None, N_("Periodic product information, promotions")),
    "D": TierPolicy(90, 180, 48, 5, 0.1, 0, N_("Low frequency: batch mail, lift or drop")),
}  # fmt: skip
_SIGNED_DAYS = {"A": (14, 30), "B": (30, 60), "C": (90, 180), "D": (180, 365)}
SIGNED: Mapping[str, TierPolicy] = {
    tier: replace(OPEN[tier], ideal_days=ideal, max_days=longest)
    for tier, (ideal, longest) in _SIGNED_DAYS.items()
}

COEFFICIENTS: Mapping[str, float] = {
    "due": 12, "promise": 10, "reply": 9, "tier": 8, "money": 7, "value": 6, "stage": 5,
    "risk": 4, "care": 2, "gap": 1, "cooldown": -3,
}  # fmt: skip
"""The terms of urgency in the order of the formula, with what each counts at most."""

AGEING: tuple[tuple[int, float], ...] = ((30, 0.4), (60, 0.6), (90, 0.8))
"""(days overdue up to, weight); beyond the last the weight is 1."""


@dataclass(frozen=True, slots=True)
class Policies:
    """All that triage treats as data. `amounts` are the overdue sums in the base currency that
    weigh least and most; `care_tiers` get birthday greetings; local hours are [opens, closes)."""

    open: Mapping[str, TierPolicy] = field(default_factory=lambda: OPEN)
    signed: Mapping[str, TierPolicy] = field(default_factory=lambda: SIGNED)
    coefficients: Mapping[str, float] = field(default_factory=lambda: COEFFICIENTS)
    ageing: tuple[tuple[int, float], ...] = AGEING
    amounts: tuple[float, float] = (1_000.0, 1_000_000.0)
    care_tiers: frozenset[str] = frozenset({"A", "B"})

    def of(self, tier: str, signed: bool) -> TierPolicy:
        """The policy of a tier, for open deals or for signed customers."""
        return (self.signed if signed else self.open)[tier]


DEFAULTS = Policies()


def policies_of(book: Book) -> Policies:
    """The defaults with what the book overrides.

    A document of `tier_policies` holds `tier` and any of ideal_days, max_days (open deals),
    signed_ideal_days, signed_max_days, reply_hours, capacity_share, discount_limit (in percent, or
    a word for promotions only), treatment.
    The settings' `urgency` maps terms to coefficients. Raises Invalid naming the fault."""
    found = DEFAULTS
    for _, doc in book.rows("tier_policies"):
        found = with_document(found, doc)
    return replace(found, coefficients=_coefficients(mapping(book.settings(), "urgency")))


def with_document(policies: Policies, doc: Doc) -> Policies:
    """The policies with what a document of `tier_policies` says of its tier. Raises Invalid."""
    tier = text(doc, "tier")
    if tier not in TIERS:
        raise Invalid(say("“%(tier)s” is no tier; use A, B, C or D.", tier=tier))
    open_deals = _overridden(policies.open[tier], doc, "")
    signed = _overridden(policies.signed[tier], doc, "signed_")
    return replace(
        policies, open={**policies.open, tier: open_deals}, signed={**policies.signed, tier: signed}
    )


def _overridden(policy: TierPolicy, doc: Doc, prefix: str) -> TierPolicy:
    ideal = integer(doc, prefix + "ideal_days")
    longest = integer(doc, prefix + "max_days")
    hours, share = number(doc, "reply_hours"), number(doc, "capacity_share")
    return replace(
        policy,
        ideal_days=policy.ideal_days if ideal is None else ideal,
        max_days=policy.max_days if longest is None else longest,
        reply_hours=policy.reply_hours if hours is None else hours,
        share=policy.share if share is None else share,
        discount_limit=(
            number(doc, "discount_limit") if "discount_limit" in doc else policy.discount_limit
        ),
        treatment=text(doc, "treatment") or policy.treatment,
    )


def _coefficients(own: Doc) -> Mapping[str, float]:
    strange = next((term for term in own if term not in COEFFICIENTS), None)
    if strange is not None:
        raise Invalid(
            say("“%(term)s” is no term of urgency; use one of %(choices)s.",
                term=strange, choices=list(COEFFICIENTS))
        )  # fmt: skip
    chosen = {term: number(own, term) for term in COEFFICIENTS}
    return {t: COEFFICIENTS[t] if value is None else value for t, value in chosen.items()}
