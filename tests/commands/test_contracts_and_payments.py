"""Contracts and payments by words: typed quickly, checked, shown with what follows, taken back."""

import json
from datetime import date, timedelta

import pytest
from command_front import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tierdesk.commands.registry import find
from tierdesk.commands.shown.outcome import lines_of
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import is_signed, standings, why_not_signed
from tierdesk.domain.money import Money
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused, Usage
from tierdesk.i18n.catalog import Catalog
from tierdesk.triage.needs_reason import NeedsReason

PLAN = "instalments=30k 2026-12-01, 70k 2027-02-01"
AGREED = ("amount=100k", "signed_on=2026-11-01", "first=30k", PLAN)


@pytest.fixture
def acme(front):
    front("add", "Acme", "deal.title=Line 3", "deal.amount=100k")
    return front


@pytest.fixture
def agreed(acme):
    acme("contract", "add", "Acme", "C-7", *AGREED, "deal=line")
    return acme


def refusal(front, *words, of=(Invalid, Refused)):
    before = front.tables()
    with pytest.raises(of) as refused:
        front(*words)
    assert front.tables() == before, "nothing is lost, nothing half written"
    return front.sentence(refused.value.message)


def cny(units):
    return {"minor": units * 100, "currency": "CNY"}


def test_a_contract_is_typed_in_one_line(agreed):
    assert agreed.doc("contracts") == {
        "customer_id": 1, "deal_id": 1, "code": "C-7", "signed_on": "2026-11-01", "amount": cny(100_000),
        "first_payment_amount": cny(30_000), "rev": agreed.doc("contracts")["rev"],
        "instalments": [{"due_on": "2026-12-01", "amount": cny(30_000)},
                        {"due_on": "2027-02-01", "amount": cny(70_000)}],
    }  # fmt: skip


def test_it_may_be_typed_in_chinese_too(acme):
    acme("contract", "add", "Acme", "合同金额=10万", "签约日=2026-11-01", "首付款=3万",
         "分期=3万 2026-12-01；7万 2027-02-01", "商机=1")  # fmt: skip
    made = acme.doc("contracts")
    assert (made["amount"], made["first_payment_amount"], made["deal_id"]) == (
        cny(100_000), cny(30_000), 1)  # fmt: skip
    assert [one["due_on"] for one in made["instalments"]] == ["2026-12-01", "2027-02-01"]


@pytest.mark.parametrize("words, says", [
    (("amount=100k", "instalments=30k 2026-12-01"), "add up to ¥30,000"),
    (("signed_on=2026-11-01",), "amount cannot be empty"),
    (("amount=100k", "signed_on=2026-12-02", "instalments=100k 2026-12-01"), "before the signature"),
    (("amount=100k", "first=200k"), "more than the contract's ¥100,000"),
    (("amount=100k", "deal=Hall"), "no deal “Hall” that could be meant; it has 1 Line 3"),
    (("amount=100k", "instalments=all of it soon"), "is no instalment"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_in_one_sentence(acme, words, says):
    assert says in refusal(acme, "contract", "add", "Acme", *words)


def test_a_payment_has_an_amount_and_perhaps_a_day(agreed):
    outcome = agreed("pay", "Acme", "20k", "2026-11-05")
    assert agreed.doc("payments") | {"rev": 0} == {
        "contract_id": 1, "paid_on": "2026-11-05", "amount": cny(20_000), "rev": 0}  # fmt: skip
    assert agreed.said(outcome)[1] == (
        "The first payment is ¥10,000 short; ¥80,000 of the contract is open."
    )
    agreed("pay", "Acme", "10k")
    assert agreed.doc("payments", 2)["paid_on"] == "2026-11-24"
    assert "paid in full" in agreed.said(agreed("pay", "Acme", "70,000", "CNY", "yesterday"))[1]
    agreed("undo")
    assert agreed.doc("payments", 3) is None


@pytest.mark.parametrize("words, says", [
    (("200k",), "¥100,000 too much"), (("5k", "2026-10-31"), "before the signature"),
    (("5k", "2026-12-01"), "still to come"), (("0",), "above zero"), (("--", "-5"), "negative"),
    (("5k", "USD"), "no exchange rate from USD to CNY"), (("much",), "not an amount"),
    (("5k", "--contract", "C-8"), "Say on which contract of Acme"), (("5k", "USD", "--rate", "0"), "no exchange rate"),
])  # fmt: skip
def test_a_payment_that_cannot_be_is_refused_in_one_sentence(agreed, words, says):
    assert says in refusal(agreed, "pay", "Acme", *words)


def test_a_rate_that_is_given_is_kept_with_its_day_in_the_same_change(agreed):
    agreed("pay", "Acme", "1k", "USD", "yesterday", "--rate", "7.1")
    assert {k: v for k, v in agreed.doc("fx_rates").items() if k != "rev"} == {
        "currency": "USD", "base": "CNY", "on": "2026-11-23", "rate": "7.1"}  # fmt: skip
    ((_, found),) = standings(agreed.desk.book.case(1), NOW.today, agreed.desk.book.rates())
    assert found.paid == Money(710_000, "CNY")
    agreed("undo")
    assert agreed.doc("fx_rates") is None and agreed.doc("payments") is None
    assert "leave it out" in refusal(agreed, "pay", "Acme", "5k", "--rate", "7", of=Usage)


def test_a_bare_amount_is_in_the_currency_of_its_contract(acme):
    acme("contract", "add", "Acme", "amount=10k USD")
    acme("pay", "Acme", "4k")
    assert acme.doc("payments")["amount"] == {"minor": 400_000, "currency": "USD"}


def test_of_several_contracts_one_is_named(agreed):
    agreed("contract", "add", "Acme", "C-8", "amount=5k")
    assert "1 C-7, 2 C-8" in refusal(agreed, "pay", "Acme", "5k")
    agreed("pay", "Acme", "5k", "--contract", "c-8")
    agreed("pay", "Acme", "6k", "--contract", "1")
    assert [agreed.doc("payments", n)["contract_id"] for n in (1, 2)] == [2, 1]


def test_without_a_contract_nothing_is_paid(acme):
    assert "contract add Acme amount=100k" in refusal(acme, "pay", "Acme", "5k")


def test_a_payment_is_corrected_and_removed_and_a_paid_contract_stays(agreed):
    agreed("pay", "Acme", "20k", "2026-11-05")
    assert "too much" in refusal(agreed, "payment", "set", "Acme", "20k", "amount=101k")
    agreed("payment", "set", "Acme", "20k", "amount=25k", "on=2026-11-06")
    assert agreed.doc("payments")["amount"] == cny(25_000)
    assert "remove its payments first" in refusal(agreed, "contract", "remove", "Acme")
    assert "¥24,000, which is ¥1,000 too much" in refusal(
        agreed, "contract", "set", "Acme", "amount=24k", "first=", "instalments="
    )
    agreed("payment", "remove", "Acme", "2026-11-06")
    agreed("contract", "remove", "Acme")
    assert agreed.doc("contracts") is None and agreed.doc("payments") is None
    agreed("undo")
    agreed("undo")
    assert agreed.doc("payments")["amount"] == cny(25_000)


def test_nobody_pays_on_the_contract_of_somebody_else(agreed):
    agreed("add", "Nova")
    agreed("contract", "add", "Nova", "N-1", "amount=5k")
    assert "of Nova" in refusal(agreed, "pay", "Nova", "1k", "--contract", "C-7")
    agreed("pay", "Acme", "1k")
    assert "nothing of that kind" in refusal(agreed, "payment", "remove", "Nova", "1k")


def test_show_tells_what_follows(agreed):
    agreed("deal", "won", "Acme", "--reason", "signed")
    agreed("set", "Acme", "credit_limit=100k")
    agreed("pay", "Acme", "20k", "2026-11-05")
    found = agreed("show", "Acme").document
    standing = found["contracts"][0]["standing"]
    assert (standing["signed"], standing["state"]) == (False, "not_signed")
    assert standing["first_payment_short"] == Money(1_000_000, "CNY")
    assert standing["next_due"] == {"due_on": date(2026, 12, 1), "amount": Money(1_000_000, "CNY")}
    assert "¥80,000 of the contract is not paid" in agreed.sentence(standing["bonus_hold"])
    warned = [agreed.sentence(one) for one in found["warnings"]]
    assert warned[:2] == ["won, not signed: first payment ¥10,000 short",
                          "80 % of the credit limit of ¥100k is used."]  # fmt: skip
    assert found["receivables"]["level"] == "near" and found["receivables"]["hold"] is None
    agreed("pay", "Acme", "80k")
    paid = agreed("show", "Acme").document["contracts"][0]["standing"]
    assert paid["settled"] and paid["bonus_hold"] is None


def test_goods_may_leave_or_not(agreed):
    assert agreed("may-ship", "Acme").exit_code == 0
    agreed("set", "Acme", "credit_limit=100k")
    agreed("pay", "Acme", "30k", "2026-11-05")
    assert agreed("may-ship", "Acme", "30k").document["may_leave"] is True
    held = agreed("may-ship", "Acme", "30,001")
    assert held.exit_code == 1 and "credit limit" in agreed.sentence(held.document["hold"])
    assert "zero or more" in refusal(agreed, "may-ship", "Acme", "--", "-5")
    agreed("contract", "set", "Acme", "instalments=30k 2026-11-01, 10k 2026-11-20, 60k 2027-02-01")
    late = agreed("may-ship", "Acme")
    assert late.exit_code == 1 and "overdue since 4 days" in agreed.sentence(late.document["hold"])


def test_a_discount_above_the_limit_of_the_tier_asks_why(acme):
    acme("tier", "Acme", "B", "--reason", "x")
    acme("deal", "set", "Acme", "discount=5")
    assert "Tier B is given 5 % at most" in refusal(
        acme, "deal", "set", "Acme", "discount=6", of=NeedsReason
    )
    acme("deal", "set", "Acme", "discount=6", "--reason", "three lines at once")
    assert acme.doc("deals")["discount_reason"] == "three lines at once"
    acme("deal", "set", "Acme", "amount=90k")
    acme("contract", "add", "Acme", "amount=90k", "discount=12", "discount_reason=first one")
    assert acme.doc("contracts")["discount"] == 12
    assert "at most" in refusal(acme, "contract", "set", "Acme", "discount_reason=", of=NeedsReason)


PAID = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 60)), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAID, st.randoms(use_true_random=False), st.integers(0, 30))
def test_the_order_in_which_payments_are_entered_does_not_matter(
    tmp_path_factory, paid, dice, later
):
    """Invariant 2, through the whole program: entered in any order, on any day, the same follows."""
    from command_front import DeskFront

    total, seen = sum(amount for _, amount in paid), []
    shuffled = list(paid)
    dice.shuffle(shuffled)
    for order in (paid, shuffled):
        front = DeskFront(tmp_path_factory.mktemp("pay"))
        front("add", "Acme")
        front("contract", "add", "Acme", f"amount={total}", "signed_on=2026-11-01", "first=1",
              f"instalments={total} 2026-11-10")  # fmt: skip
        for days, amount in order:
            front("pay", "Acme", str(amount), (date(2026, 11, 1) + timedelta(days)).isoformat())
        case = front.desk.book.case(1)
        day = date(2026, 11, 1) + timedelta(later)
        seen.append((standings(case, day), is_signed(case, day), why_not_signed(case, 1, day)))
        front.desk.close()
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "second", [("pay", "Acme", "70k"), ("contract", "set", "Acme", "C-7", "amount=50k")]
)
def test_of_two_who_overpay_a_contract_at_once_the_second_is_refused(acme, second):
    acme("contract", "add", "Acme", "C-7", "amount=100k", "signed_on=2026-11-01")
    slow, quick = acme.beside(), acme.beside(by="wu")
    slow_apply, first = slow.desk.apply, [lambda: quick("pay", "Acme", "60k")]

    def apply(change):
        if first:
            first.pop()()
        return slow_apply(change)

    slow.desk.apply = apply
    with pytest.raises(Invalid, match="would be paid of a contract") as told:
        slow(*second)
    assert told.value.exit_code == EXIT_CONFLICT
    assert [doc["amount"] for _, doc in slow.desk.book.rows("payments")] == [cny(60_000)]
    assert slow.doc("contracts")["amount"] == cny(100_000)


def test_a_contract_that_is_overpaid_in_a_file_is_told(agreed):
    paid = {"contract_id": 1, "paid_on": "2026-11-10", "amount": cny(130_000)}
    agreed.desk.apply(Change("x", {}, (Edit("payments", -1, None, paid),)))
    told = [agreed.sentence(one) for one in agreed("show", "Acme").document["warnings"]]
    assert "overpaid by ¥30,000: paid ¥130,000 of ¥100,000" in told
    agreed("payment", "set", "Acme", "1", "amount=100k")
    told = [agreed.sentence(one) for one in agreed("show", "Acme").document["warnings"]]
    assert not [one for one in told if "overpaid" in one]


def test_a_signature_does_not_move_behind_a_payment(agreed):
    agreed("pay", "Acme", "30k", "2026-11-10")
    told = refusal(agreed, "contract", "set", "Acme", "C-7", "signed_on=2026-11-15")
    assert told == (
        "The payment of Tue 2026-11-10 lies before the signature of Sun 2026-11-15; correct one of the "
        "two days."
    )
    agreed("contract", "set", "Acme", "C-7", "signed_on=2026-11-10")


def test_a_new_payment_of_today_is_held_against_the_signature_too(acme):
    acme("contract", "add", "Acme", "C-7", "amount=100k", "signed_on=2026-12-24")
    assert "lies before the signature" in refusal(acme, "pay", "Acme", "30k")


def test_a_payment_before_the_signature_in_a_file_can_be_changed_elsewhere(agreed):
    paid = {"contract_id": 1, "paid_on": "2026-10-10", "amount": cny(10_000)}
    agreed.desk.apply(Change("x", {}, (Edit("payments", -1, None, paid),)))
    agreed("payment", "set", "Acme", "1", "method=cash")
    assert agreed.doc("payments")["method"] == "cash"


def test_two_contracts_of_a_customer_cannot_have_one_code(agreed):
    told = refusal(agreed, "contract", "add", "Acme", "c-7", "amount=5k")
    assert told == (
        "The customer has a contract with the code “c-7” already; give this one another code, or none."
    )
    agreed("contract", "add", "Acme", "C-8", "amount=5k")
    assert "the code “Ｃ-7” already" in refusal(
        agreed, "contract", "set", "Acme", "C-8", "code=Ｃ-7"
    )
    agreed("contract", "set", "Acme", "C-8", "code=C-8", "amount=6k")
    agreed("add", "Nordwind")
    agreed("contract", "add", "Nordwind", "C-7", "amount=5k")


def test_two_who_give_the_same_code_at_once_meet(agreed):
    slow, fast = agreed.beside(), agreed.beside()
    slow_apply, first = slow.desk.apply, [1]

    def apply(change):
        if first:
            first.clear()
            fast("contract", "add", "Acme", "C-9", "amount=5k")
        return slow_apply(change)

    slow.desk.apply = apply
    with pytest.raises(Invalid, match="the code “C-9” already") as told:
        slow("contract", "add", "Acme", "C-9", "amount=7k")
    assert told.value.exit_code == EXIT_CONFLICT
    assert [doc.get("code") for _, doc in slow.desk.book.rows("contracts")] == ["C-7", "C-9"]


def test_check_names_contracts_that_are_overpaid_and_codes_that_stand_twice(agreed):
    agreed.places["data"] = agreed.folder / "desk.json"
    assert agreed("check").document["ok"]
    twin = {"customer_id": 1, "code": "c-7", "amount": cny(5_000)}
    paid = {"contract_id": 1, "paid_on": "2026-11-10", "amount": cny(130_000)}
    edits = (Edit("payments", -1, None, paid), Edit("contracts", -2, None, twin))
    agreed.desk.apply(Change("x", {}, edits))
    found = agreed("check")
    assert [agreed.sentence(one) for one in found.document["problems"]] == [
        "Contract C-7 of Acme is overpaid by ¥30,000: paid ¥130,000 of ¥100,000; correct a payment, or the "
        "contract's amount.",
        "Acme has several contracts with the code “C-7” (1, 2); give each a code of its own.",
    ]
    assert (found.document["ok"], found.exit_code) == (False, 1)
    agreed("payment", "set", "Acme", "1", "amount=100k")
    agreed("contract", "set", "Acme", "2", "code=C-8")
    assert agreed("check").document["ok"]


def test_check_tells_of_money_at_once_with_a_change_by_another_program(agreed):
    """And only looks: the book is as it was."""
    file = agreed.places["data"] = agreed.folder / "desk.json"
    agreed("pay", "Acme", "100k", "2026-11-05")
    agreed("compact")
    agreed.desk.close()
    book = json.loads(file.read_text(encoding="utf-8"))
    book["payments"]["1"]["amount"]["minor"] = 13_000_000
    file.write_text(json.dumps(book), encoding="utf-8")
    before = file.read_bytes()
    told = [agreed.sentence(one) for one in agreed("check").document["problems"]]
    assert "changed by another program" in told[0]
    assert any("overpaid by ¥30,000" in one for one in told)
    assert file.read_bytes() == before


def shown(front, *words):
    outcome = front(*words)
    return "\n".join(lines_of(find(words[0]), outcome, Catalog("en"), room=200))


def test_a_signature_without_a_first_payment_says_why_it_does_not_count(acme):
    said = acme.said(acme("contract", "add", "Acme", "C-7", "amount=100k", "signed_on=2026-11-01",
                          "instalments=100k 2026-11-05"))  # fmt: skip
    assert "No first payment is agreed, so that the contract does not count as signed" in said[-1]
    acme("pay", "Acme", "100k", "2026-11-05")
    standing = acme("show", "Acme").document["contracts"][0]["standing"]
    why = "signed Sun 2026-11-01; counts as signed once a first payment is agreed"
    assert (standing["signed"], acme.sentence(standing["why_not_counted"])) == (False, why)
    text = shown(acme, "show", "Acme")
    assert why in text and "not signed" not in text
    report = shown(acme, "report", "receivables")
    assert "signed in 365 days" not in report
    assert "contracts with a day of signature in 365 days: ¥100k" in report
    said = acme.said(acme("contract", "set", "Acme", "C-7", "first=30k"))
    assert not any("No first payment" in one for one in said)
    standing = acme("show", "Acme").document["contracts"][0]["standing"]
    assert (standing["signed"], standing["why_not_counted"]) == (True, None)
    assert "qualified" in standing["state"] and "signed 2026-11-01" in shown(acme, "show", "Acme")


@pytest.mark.parametrize(("words", "told"), [
    (("1000", "XAU"), "“XAU” in “1000 XAU” is no currency"),
    (("1000XAU",), "“XAU” in “1000XAU” is no currency"),
    (("-5k",), "“-5k” is negative"),
    (("1000", "someday"), "“someday” is not a date"),
])  # fmt: skip
def test_a_payment_that_cannot_be_read_is_told_by_what_was_meant(front, words, told):
    front("add", "Acme")
    front("contract", "add", "Acme", "amount=10k")
    with pytest.raises(Invalid) as refusal:
        front("pay", "Acme", *words)
    assert told in front.sentence(refusal.value.message)


def test_a_weekday_in_capitals_is_no_currency(front):
    front("add", "Acme")
    front("contract", "add", "Acme", "amount=10k")
    front("pay", "Acme", "1000", "MON")
    assert front.doc("payments")["paid_on"] == "2026-11-23"
