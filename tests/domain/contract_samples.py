"""A contract, its payments and a customer to ask about, and random affairs of the kind."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Rates
from tierdesk.domain.money import Money

START = date(2026, 1, 1)


def cny(major):
    return {"minor": major * 100, "currency": "CNY"}


def yuan(major):
    return Money(major * 100, "CNY")


def day(text):
    return date.fromisoformat(text)


def contract(signed="2026-01-05", amount=100_000, first=30_000, **more):
    """30,000 at the signature, then 30,000 and 40,000."""
    plan = more.pop(
        "plan", [("2026-01-10", 30_000), ("2026-03-01", 30_000), ("2026-05-01", 40_000)]
    )
    return {
        "customer_id": 1,
        "signed_on": signed,
        "amount": cny(amount),
        "first_payment_amount": cny(first),
        "instalments": [{"due_on": on, "amount": cny(asked)} for on, asked in plan],
    } | more


def payments(*paid, contract_id=7):
    return [
        (n, {"contract_id": contract_id, "paid_on": on, "amount": cny(amount)})
        for n, (on, amount) in enumerate(paid, 1)
    ]


PUNCTUAL = payments(("2026-01-08", 30_000), ("2026-03-01", 30_000), ("2026-04-20", 40_000))


INSTALMENTS = st.lists(
    st.tuples(st.integers(0, 120), st.integers(1, 50)), min_size=1, max_size=5
).map(sorted)
PAYMENTS = st.lists(st.tuples(st.integers(-10, 150), st.integers(1, 60)), max_size=8)


@st.composite
def affairs(draw):
    """A contract whose instalments add up to its amount, its payments and a day."""
    plan, paid = draw(INSTALMENTS), draw(PAYMENTS)
    amount = sum(asked for _, asked in plan)
    doc = contract(
        signed=(START + timedelta(days=draw(st.integers(-5, 30)))).isoformat(),
        amount=amount,
        first=draw(st.integers(0, amount)),
        plan=[((START + timedelta(days=n)).isoformat(), asked) for n, asked in plan],
    )
    money = payments(*(((START + timedelta(days=n)).isoformat(), minor) for n, minor in paid))
    return doc, money, START + timedelta(days=draw(st.integers(-10, 160)))


RATES = Rates(
    [
        {"currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7"},
        {"currency": "USD", "base": "CNY", "on": "2026-03-01", "rate": "8"},
    ]
)
IN_DOLLARS = [
    (
        1,
        {
            "contract_id": 7,
            "paid_on": "2026-02-01",
            "amount": {"minor": 500_000, "currency": "USD"},
        },
    )
]


def case_of(*contracts, paid=(), status="won"):
    return Case(1, {"name": "A"}, deals=[(3, {"status": status})], contracts=contracts,
                payments=paid)  # fmt: skip
