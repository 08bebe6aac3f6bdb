"""Where a customer stands in its life, and invariant 10."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.document import stamp
from tierdesk.domain.lifecycle import LIFECYCLES, ensure_parkable, is_parked, lifecycle
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
MOMENT = Moment(NOW)
EARLY = ("prospect", "interested")
MAX_DAYS = {"A": 30, "B": 60, "C": 180, "D": 365}
PAID = {"minor": 100, "currency": "CNY"}


def life(found, tier, early=EARLY, max_days=MAX_DAYS, churns=()):
    return lifecycle(found, MOMENT, tier, early=early, max_days=max_days, churns=churns)


def ago(days):
    return (NOW - timedelta(days=days)).date().isoformat()


def touch(days):
    return (1, {"at": stamp(NOW - timedelta(days=days)), "result": "reached"})


def deal(stage="prospect", status=None, n=1):
    return (n, {"stage": stage} | ({"status": status} if status else {}))


def signed(days=10, amount=200, **more):
    contract = {"signed_on": ago(days), "amount": PAID | {"minor": amount},
                "first_payment_amount": PAID}  # fmt: skip
    payment = {"contract_id": 7, "paid_on": ago(days), "amount": PAID}
    return Case(1, {"name": "A"}, contracts=[(7, contract)], payments=[(8, payment)], **more)


def case(*deals, touches=()):
    return Case(1, {}, deals=deals, touches=touches)


@pytest.mark.parametrize(
    ("found", "tier", "expected"),
    [
        (case(), "C", "lead"),
        (case(deal()), "C", "lead"),
        (case(deal(), touches=[touch(1)]), "C", "prospect"),
        (case(touches=[touch(1)]), "C", "prospect"),
        (case(deal("interested")), "D", "prospect"),
        (case(deal()), "A", "target"),
        (case(deal("interested")), "B", "target"),
        (case(deal("negotiation")), "D", "target"),
        (case(deal("won", "won")), "D", "target"),
        (case(deal("lost", "lost")), "A", "churned"),
        (case(deal("lost", "lost"), deal("prospect", "open", 2)), "C", "lead"),
        (case(deal("lost", "lost"), deal("negotiation", n=2)), "C", "target"),
        (signed(), "C", "signed"),
        (signed(amount=100), "C", "qualified"),
        (signed(deals=[deal("lost", "lost")]), "C", "signed"),
        (signed(days=361), "C", "dormant"),
        (signed(days=360), "C", "signed"),
        (signed(days=61), "A", "dormant"),
        (signed(days=500, touches=[touch(5)]), "A", "signed"),
        (signed(days=500, orders=[(1, {"on": ago(5)})]), "A", "signed"),
        (signed(days=500, orders=[(1, {"on": ago(-5)})]), "A", "dormant"),
    ],
)
def test_a_customer_stands_where_its_deals_touches_and_contracts_put_it(found, tier, expected):
    assert life(found, tier) == expected


def test_an_unanswered_call_does_not_wake_a_dormant_customer():
    missed = (1, {"at": stamp(NOW - timedelta(days=1)), "result": "no_answer"})
    assert life(signed(days=500, touches=[missed]), "A") == "dormant"


@pytest.mark.parametrize(
    ("churn", "expected"),
    [
        ({"on": ago(1)}, "churned"),
        ({"on": ago(-1)}, "signed"),
        ({"on": ago(9), "won_back_on": ago(2)}, "signed"),
        ({"on": ago(9), "won_back_on": ago(0)}, "signed"),
        ({"on": ago(9), "won_back_on": ago(-2)}, "churned"),
        ({}, "signed"),
    ],
)
def test_a_churn_record_stands_until_the_customer_is_won_back(churn, expected):
    assert life(signed(), "A", churns=[(1, churn)]) == expected


def test_stages_and_intervals_are_the_books_own():
    own = ("erstgespräch", "bedarf")
    assert life(case(deal("erstgespräch")), "D", own) == "lead"
    assert life(case(deal("erstgespräch"), touches=[touch(1)]), "D", own) == "prospect"
    assert life(case(deal("bedarf")), "D", own) == "prospect"
    assert life(case(deal("angebot")), "D", own) == "target"
    assert life(signed(days=61), "A", max_days={"A": 90}) == "signed"


@given(
    st.lists(
        st.tuples(st.text(max_size=3), st.sampled_from(["open", "won", "lost", ""])), max_size=3
    ),
    st.lists(st.integers(-5, 400), max_size=3),
    st.sampled_from("ABCD"),
)
def test_every_customer_stands_somewhere_and_only_there(deals, touches, tier):
    found = case(*(deal(*d, n=n) for n, d in enumerate(deals)), touches=[touch(t) for t in touches])
    assert life(found, tier) in LIFECYCLES
    mixed = found._replace(deals=found.deals[::-1], touches=found.touches[::-1])
    assert life(found, tier) == life(mixed, tier)


PARKED = {"name": "A", "parked": {"since": "2026-01-01", "reason": "later"}}


def test_a_signed_customer_is_never_parked():
    """Invariant 10."""
    assert is_parked(PARKED, signed=False)
    assert not is_parked(PARKED, signed=True)
    assert not is_parked({"name": "A"}, signed=False)
    assert not is_parked({"parked": "yes"}, signed=False), "a field of the wrong type is absent"


def test_parking_a_signed_customer_is_refused():
    """Invariant 10."""
    ensure_parkable(Case(1, {"name": "A"}), MOMENT)
    with pytest.raises(Refused, match="cannot be parked"):
        ensure_parkable(signed(), MOMENT)
