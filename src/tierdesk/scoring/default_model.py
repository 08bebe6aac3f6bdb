"""The models that a new book grades with: one for open deals, one for signed customers.

Weights follow the specification; every figure is a default that a person may change. Labels
are English sources that the catalogue translates. It must not know how a grade is computed.
"""

from collections.abc import Iterator
from functools import cache

from tierdesk.domain.book import Book
from tierdesk.domain.document import text, texts
from tierdesk.i18n.message import N_
from tierdesk.scoring.model import (
    Condition,
    Criterion,
    Gate,
    Group,
    ScoringModel,
    from_document,
)
from tierdesk.scoring.models import Models
from tierdesk.scoring.valuemap import Bands, DecaySum, Enum, Linear, Log
from tierdesk.scoring.variants import resolved

COMPANY = Condition("customer.kind", ("company",))

GATES = (
    Gate("do_not_contact", N_("Do not contact"), "veto", "D", "customer.do_not_contact"),
    Gate("out_of_market", N_("Out of market"), "veto", "D", "customer.out_of_market"),
    Gate("bad_debt", N_("Bad debt"), "veto", "D", "customer.bad_debt"),
    Gate("late_instalment", N_("An instalment is over 30 days late"), "cap", "B",
         "payments.days_late", 30),
    Gate("key_account", N_("Key account"), "floor", "B", "customer.key_account"),
)  # fmt: skip

_POSITION = Enum({"leader": 1.0, "major": 0.75, "average": 0.45, "minor": 0.2})
_DECISION = Bands(((30, 1.0), (90, 0.7), (180, 0.4)), 0.15)
_TOUCHES = DecaySum({"inbound": 3, "reply": 3, "meeting": 4, "call": 2, "mail": 1}, 6)


@cache
def open_model() -> ScoringModel:
    """The default model of open deals: potential 40, intent 30, engagement 20, need 10."""
    return ScoringModel(
        "open", N_("Open deals"), (_potential(), _intent(), _engagement(), _need()), GATES,
        status="active",
    )  # fmt: skip


@cache
def signed_model() -> ScoringModel:
    """The default model of signed customers: buying 65, payment 20, relationship 15."""
    return ScoringModel(
        "signed", N_("Signed customers"), (_buying(), _payment(), _relationship()), GATES,
        status="active",
    )  # fmt: skip


def models_of(book: Book) -> tuple[ScoringModel, ScoringModel]:
    """The active (open, signed) models of a book, the defaults where it has none; the newest
    version when several are active. Raises Invalid when an active one cannot grade."""
    newest = {model.kind: model for model in sorted(_active(book), key=lambda m: m.version)}
    return newest.get("open") or open_model(), newest.get("signed") or signed_model()


def all_models_of(book: Book) -> Models:
    """The same with the active variants for industries."""
    open_deals, signed = models_of(book)
    bases = {"open": open_deals, "signed": signed}
    variants = [
        resolved(doc, bases["signed" if text(doc, "kind") == "signed" else "open"])
        for _, doc in book.rows("scoring_models")
        if text(doc, "status") == "active" and texts(doc, "industries")
    ]
    return Models(open_deals, signed, tuple(sorted(variants, key=lambda m: m.version)))


def _active(book: Book) -> Iterator[ScoringModel]:
    """The active models for everybody of their kind."""
    for _, doc in book.rows("scoring_models"):
        if text(doc, "status") == "active" and not texts(doc, "industries"):
            yield from_document(doc)


def _potential() -> Group:
    return Group("potential", N_("Potential"), (
        Criterion("size", N_("Company size"), 10, "customer.employees", Log(5, 1000),
                  applies_if=COMPANY),
        Criterion("industry_position", N_("Industry position"), 8,
                  "customer.industry_position", _POSITION, applies_if=COMPANY),
        Criterion("background", N_("Background and market share"), 6, "customer.background",
                  Linear(0, 1), applies_if=COMPANY),
        Criterion("purchasing_power", N_("Purchasing power and budget"), 10,
                  "customer.spending_power", Log(10_000, 1_000_000)),
        Criterion("expected_profit", N_("Expected profit"), 6, "deal.expected_profit",
                  Log(1_000, 200_000)),
    ), weight=40)  # fmt: skip


def _intent() -> Group:
    return Group("intent", N_("Intent"), (
        Criterion("interest", N_("Degree of interest"), 12, "customer.interest", Linear(0, 5)),
        Criterion("decision_time", N_("Decision time"), 12, "customer.days_to_decision",
                  _DECISION),
        Criterion("willingness", N_("Willingness to cooperate"), 6, "customer.willingness",
                  Linear(0, 5)),
    ), weight=30)  # fmt: skip


def _engagement() -> Group:
    return Group("engagement", N_("Engagement"), (
        Criterion("touches", N_("Interaction"), 14, "touches.decayed", _TOUCHES, half_life=30),
        Criterion("response_rate", N_("Response rate"), 6, "touches.response_rate",
                  Linear(0, 1)),
    ), weight=20)  # fmt: skip


def _need() -> Group:
    return Group("need", N_("Need"), (
        Criterion("need_strength", N_("Strength of the need"), 5, "needs.strength",
                  Linear(0, 3)),
        Criterion("product_match", N_("Product match"), 5, "needs.match", Linear(0, 1)),
    ), weight=10)  # fmt: skip


def _buying() -> Group:
    return Group("buying", N_("Buying"), (
        Criterion("frequency", N_("Purchase frequency"), 20, "orders.frequency", Log(0.5, 12)),
        Criterion("amount", N_("Purchase amount"), 25, "orders.amount",
                  Log(10_000, 2_000_000)),
        Criterion("profit", N_("Profit"), 20, "orders.profit", Log(1_000, 400_000)),
    ))  # fmt: skip


def _payment() -> Group:
    return Group("payment", N_("Payment"), (
        Criterion("punctual_payment", N_("Punctual payment"), 20, "payments.punctuality",
                  Linear(0, 1)),
    ))  # fmt: skip


def _relationship() -> Group:
    return Group("relationship", N_("Relationship"), (
        Criterion("loyalty", N_("Loyalty and referral"), 5, "orders.tenure", Linear(0, 5)),
        Criterion("satisfaction", N_("Satisfaction"), 10, "surveys.satisfaction",
                  Linear(0, 10)),
    ))  # fmt: skip
