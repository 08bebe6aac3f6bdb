"""When an instalment that comes due, or a first payment that is awaited, is a reason to be in touch."""

import pytest
from triage_cases import NOW, book_of, contact, day, money, queue_of, tiered

from tierdesk.domain.contracts import standing
from tierdesk.i18n.catalog import Catalog
from tierdesk.triage.collecting import coming

TODAY = NOW.today.toordinal()


def contract(*plan, first=10, signed=-100, amount=100):
    return {"customer_id": 1, "signed_on": day(signed), "amount": money(amount),
            "first_payment_amount": money(first),
            "instalments": [{"due_on": day(on), "amount": money(asked)} for on, asked in plan]}  # fmt: skip


def paid(amount, days=-90):
    return {"contract_id": 1, "paid_on": day(days), "amount": money(amount)}


FIRST = ((1, paid(10)),)


def reminder(doc, contacted=-200, payments=FIRST):
    return coming([standing(doc, payments, NOW.today)], TODAY, TODAY + contacted)


@pytest.mark.parametrize("days, weight", [
    (0, 0.3), (1, 0.2), (3, 0.2), (4, 0.1), (7, 0.1), (8, None), (60, None),
])  # fmt: skip
def test_an_instalment_weighs_more_the_nearer_it_is(days, weight):
    found = reminder(contract((days, 90)))
    assert (found and found.weight) == weight
    assert found is None or (found.kind, found.days) == ("instalment", days)


@pytest.mark.parametrize("days, contacted, told", [
    (5, -3, True), (5, -2, False), (5, 0, False), (3, -1, True), (3, 0, False), (0, -1, True), (0, 0, False),
    (7, -1, True), (7, 0, False), (1, -2, False), (1, -3, True),
])  # fmt: skip
def test_a_contact_since_the_last_mark_has_dealt_with_it(days, contacted, told):
    """Marks are 7, 3 and 0 days before; a weekend between a mark and today loses none."""
    assert (reminder(contract((days, 90)), contacted) is not None) == told


def test_nothing_is_asked_for_that_is_not_agreed_or_not_owed():
    assert reminder(contract((3, 90)) | {"signed_on": day(1)}) is None
    assert reminder(contract((3, 90)) | {"signed_on": None}) is None
    assert reminder(contract((3, 90)), payments=((1, paid(100)),)) is None
    assert coming([], TODAY, 0) is None


def test_a_first_payment_is_asked_for_every_week_unless_an_instalment_asks_for_it_itself():
    beside = contract((50, 90), signed=-16)
    assert reminder(beside, -15, ()).kind == "first", "the last mark was two days ago"
    assert reminder(beside, -2, ()) is None
    assert reminder(beside, -3, ()) is not None
    in_plan = contract((40, 10), (50, 90), signed=-16)
    assert reminder(in_plan, -15, ()) is None, "it has a day of its own"


def reasons(**tables):
    queue = queue_of(book_of([tiered("A")], touches=[contact(1)], **tables))
    found = [r for item in queue.items for r in item.reasons if r.term == "money"]
    return [Catalog("en").text(reason.message) for reason in found]


def test_it_brings_a_customer_of_yesterday_into_todays_queue():
    first = [paid(10)]
    assert reasons() == []
    for days, told in (
        (0, ["¥90 due today"]),
        (3, ["¥90 due in 3 d"]),
        (2, []),
        (5, []),
        (-1, ["¥90 late 1 d"]),
    ):
        assert reasons(contracts=[contract((days, 90))], payments=first) == told, days
    assert reasons(contracts=[contract((60, 90), signed=-7)]) == ["first payment ¥10 short"]
