"""Random models, customers and books for the tests of `scoring.whole`: the same at every run."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment, Rates
from tierdesk.errors import Invalid
from tierdesk.scoring.buying.cuts import Cuts
from tierdesk.scoring.model import Condition, Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.valuemap import Bands, DecaySum, Enum, Flag, Inverse, Linear, Log, Rfm

NOW = Moment(
    datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    rates=Rates([{"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "8"}]),
)
WORDS = ("leader", "major", "average", "minor")
CONDITIONS = (
    Condition("customer.kind", ("company",)),
    Condition("customer.country", ("CN", "DE")),
    Condition("custom.t", ("x", "y")),
)


def share(dice):
    return dice.choice((0.0, 0.25, 0.5, 0.75, 1.0, dice.random()))


def numeric_map(dice):
    low, high = dice.uniform(0, 3), dice.uniform(3.5, 9)
    return dice.choice(
        (
            Linear(0, dice.choice((4, 5, 10))),
            Linear(high, low),
            Log(low + 0.1, high * 100),
            Log(high * 100, low + 0.1),
            Bands(((low, share(dice)), (high, share(dice))), share(dice)),
            Bands(((1, share(dice)), (2, share(dice)), (3, share(dice))), share(dice)),
            Inverse(high),
        )
    )


def points_map(dice):
    kinds = dice.sample(("inbound", "reply", "meeting", "call", "mail"), dice.randint(1, 5))
    cap = dice.choice((None, dice.uniform(1, 6)))
    return DecaySum({kind: dice.choice((0, 1, 2.5, 4)) for kind in kinds}, dice.uniform(1, 8), cap)


def cuts_map(dice):
    some = Cuts(frequency=(1.0, 2.0, 3.0, 4.0), monetary=(1.0, 100.0, 10_000.0, 20_000.0))
    return Rfm(dice.choice((None, some)))


SOURCES = (
    ("customer.employees", numeric_map), ("customer.interest", numeric_map),
    ("customer.market_share", numeric_map), ("customer.spending_power", numeric_map),
    ("customer.background", numeric_map), ("customer.days_to_decision", numeric_map),
    ("customer.age", numeric_map), ("customer.budget", numeric_map),
    ("customer.industry_position", lambda d: Enum({w: share(d) for w in WORDS[:3]}, share(d))),
    ("customer.kind", lambda d: Enum({"company": share(d), "person": share(d)}, share(d))),
    ("customer.region", lambda d: Enum({"europe": share(d)}, share(d))),
    ("customer.key_account", lambda d: Flag(share(d), share(d))),
    ("custom.n", numeric_map), ("custom.f", lambda d: Flag(share(d), share(d))),
    ("custom.t", lambda d: Enum({"x": share(d), "1": share(d)}, share(d))),
    ("deal.amount", numeric_map), ("deal.days_to_signature", numeric_map),
    ("touches.decayed", points_map), ("touches.decayed", numeric_map),
    ("touches.response_rate", numeric_map), ("needs.strength", numeric_map),
    ("needs.match", numeric_map), ("orders.frequency", numeric_map),
    ("orders.amount", numeric_map), ("rfm.total", cuts_map), ("rfm.frequency", cuts_map),
    ("payments.days_late", numeric_map), ("surveys.satisfaction", numeric_map),
)  # fmt: skip
GATES = (
    ("customer.do_not_contact", None), ("customer.key_account", None), ("custom.f", None),
    ("payments.days_late", 30), ("custom.n", 3), ("customer.employees", 2000),
)  # fmt: skip


def criterion(dice, key, *, weight=None, conditions=CONDITIONS):
    source, value_map = dice.choice(SOURCES)
    return Criterion(
        key, key.title(),
        dice.choice((0, 1, 5, 10, dice.uniform(0, 20))) if weight is None else weight,
        source, value_map(dice),
        half_life=dice.choice((None, 7.0, 45.0)) if source == "touches.decayed" else None,
        unknown=share(dice),
        applies_if=dice.choice((*conditions, None, None, None)) if conditions else None,
    )  # fmt: skip


def gate(dice, key, tiers):
    source, above = dice.choice(GATES)
    return Gate(key, key, dice.choice(("veto", "cap", "floor")), dice.choice(tiers), source, above)


def scheme(dice):
    tiers = sorted(dice.sample("ABCD", dice.randint(2, 4)))
    # whole fives: many scores of quarter values reach one exactly
    steps = sorted(dice.sample(range(5, 100, 5), len(tiers) - 1), reverse=True)
    return Scheme(
        tuple(zip(tiers, map(float, steps), strict=False)), tiers[-1],
        margin=dice.choice((0.0, 2.5, 5.0, 30.0)), hold_days=dice.choice((0, 1, 7)),
    )  # fmt: skip


def model(dice, *, kind=None, caps=True, groups=4):
    """A sound model; what is not sound is thrown again."""
    while True:
        try:
            return _model(dice, kind or dice.choice(("open", "open", "signed")), caps, groups)
        except Invalid:
            continue


def _model(dice, kind, caps, groups):
    made, number = [], 0
    for at in range(dice.randint(1, groups)):
        criteria = []
        for _ in range(dice.randint(1, 4)):
            criteria.append(criterion(dice, f"c{number}"))
            number += 1
        weight = dice.choice((None, None, 0, dice.uniform(1, 40)))
        cap = dice.choice((None, dice.uniform(1, 50))) if caps else None
        made.append(Group(f"g{at}", f"G{at}", tuple(criteria), weight, cap))
    tiers = scheme(dice)
    letters = [tiers.lowest, *(tier for tier, _ in tiers.thresholds)]
    gates = tuple(gate(dice, f"gate{at}", letters) for at in range(dice.randint(0, 4)))
    return ScoringModel(kind, "invented", tuple(made), gates, tiers)


def money(dice):
    return {"minor": dice.randrange(10**8), "currency": dice.choice(("CNY", "EUR", "XXX"))}


def day(dice, first, last):
    return (NOW.today + timedelta(days=dice.randint(first, last))).isoformat()


def stamp(dice):
    at = NOW.now - timedelta(minutes=dice.randint(-3000, 200 * 1440))
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def customer(dice):
    fields = {
        "employees": dice.choice((1, 2, 3, dice.randint(1, 5000), "many", True)),
        "interest": dice.choice((0, 1, 2, 3, 4, 5, 2.5)), "market_share": dice.uniform(0, 40),
        "budget": money(dice), "annual_revenue": money(dice), "founded_on": day(dice, -9000, -10),
        "decision_by": day(dice, -60, 300), "kind": dice.choice(("company", "person", "unknown")),
        "country": dice.choice(("CN", "DE", "US", "ZZ")), "industry_position": dice.choice(WORDS),
        "industry": dice.choice(("Steel", "steel", "ＳＴＥＥＬ", "food", "toys")),
        "key_account": dice.random() < 0.5, "do_not_contact": dice.random() < 0.3,
        "custom": {"n": dice.choice((0, 1, 2, 3, 3.5, 7, True, "3")),
                   "t": dice.choice(("x", "y", "1", 1, "")), "f": dice.choice((True, False, 1))},
        "needs": [{"strength": dice.randint(0, 3), "matched_product": dice.choice((None, 1))}],
        "tier_override": dice.choice(
            ({"tier": "A"}, {"tier": "C", "until": day(dice, -1, 1)}, {"tier": "Z"}, "B")
        ),
        "stood": dice.choice(({"tier": "A"}, {"tier": "Z", "since": day(dice, -9, 0)}, "B", {"tier": "A", "since": "x"}))
                 if dice.random() < 0.1 else {"tier": dice.choice("ABCD"), "since": day(dice, -10, 1)},
    }  # fmt: skip
    likely = {"tier_override": 0.1, "do_not_contact": 0.3}
    return {"name": "x"} | {k: v for k, v in fields.items() if dice.random() < likely.get(k, 0.7)}


def book(dice, size=25, models=()):
    """A book of customers with everything that sources read; `models` are documents in force."""
    tables = {name: {} for name in (
        "customers", "touches", "deals", "contracts", "payments", "orders", "survey_responses")}  # fmt: skip

    def put(table, **doc):
        tables[table][str(len(tables[table]) + 1)] = doc

    for owner in dice.sample(range(1, 3 * size), size):
        tables["customers"][str(owner)] = customer(dice)
        for _ in range(dice.choice((0, 0, 1, 4))):
            put("touches", customer_id=owner, at=stamp(dice), channel=dice.choice(("phone", "email", "visit")),
                direction=dice.choice(("in", "out")), result=dice.choice(("reached", "no_answer")))  # fmt: skip
        if dice.random() < 0.5:
            put("deals", customer_id=owner, stage="prospect", amount=money(dice), expected_sign_on=day(dice, -9, 90))  # fmt: skip
        if dice.random() < 0.4:
            _sign(dice, put, owner, len(tables["contracts"]) + 1)
        if dice.random() < 0.3:
            put(
                "survey_responses",
                customer_id=owner,
                score=dice.randint(0, 10),
                on=day(dice, -90, 5),
                kind="nps",
            )
    tables["scoring_models"] = {str(at): doc for at, doc in enumerate(models, 1)}
    return Book(tables)


def _sign(dice, put, owner, contract):
    amount = {"minor": 9_000_000, "currency": "CNY"}
    put("contracts", customer_id=owner, signed_on=day(dice, -400, -10), amount=amount, first_payment_amount=amount,
        instalments=[{"due_on": day(dice, -90, 60), "amount": amount}])  # fmt: skip
    if dice.random() < 0.7:
        put("payments", contract_id=contract, paid_on=day(dice, -400, -5), amount=amount)
    for _ in range(dice.randint(0, 4)):
        put("orders", customer_id=owner, on=day(dice, -400, 0), amount=money(dice))  # fmt: skip


def dice_of(seed):
    return Random(seed)


def in_force(model_):
    return replace(model_, status="active", version=7)
