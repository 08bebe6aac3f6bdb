"""What a newcomer must meet in the demo: the two worked cases, and every situation of the trade."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from demo_moments import MOMENTS, READER, TUESDAY, seen

from tierdesk.domain.contracts import standings, why_not_signed
from tierdesk.domain.document import day
from tierdesk.domain.folding import fold
from tierdesk.domain.lifecycle import LIFECYCLES, is_parked, lifecycle
from tierdesk.domain.money import Exact, Money
from tierdesk.domain.touches import median_gap
from tierdesk.pipeline.stages import early_keys
from tierdesk.triage.policy import AGEING

every_moment = pytest.mark.parametrize("now", MOMENTS, ids=str)


def entry(name, now=TUESDAY):
    return next(e for e in seen(now).entries if e.name == name)


def facts(now=TUESDAY):
    return [(e, e.case.customer) for e in seen(now).entries]


# --- the spread ---------------------------------------------------------------------------------


@every_moment
def test_tiers_are_spread_as_in_a_lived_in_book(now):
    entries = seen(now).entries
    share = {tier: n / len(entries) for tier, n in Counter(e.tier for e in entries).items()}
    assert len(entries) >= 115
    assert 0.08 <= share["A"] <= 0.15
    assert 0.20 <= share["B"] <= 0.32
    assert 0.30 <= share["C"] <= 0.42
    assert 0.20 <= share["D"] <= 0.35
    for signed in (True, False):
        assert {e.tier for e in entries if e.signed is signed} == set("ABCD")


@every_moment
def test_customers_stand_everywhere_and_deals_have_every_stage(now):
    look = seen(now)
    assert {e.stage.key for e in look.entries} == {
        "prospect", "interested", "negotiation", "maintain", "lost",
    }  # fmt: skip
    assert {deal["stage"] for deal in look.tables["deals"].values()} == {
        stage.key for stage in look.overview.stages
    }


@every_moment
def test_every_stage_of_life_occurs(now):
    look = seen(now)
    longest = {tier: policy.max_days for tier, policy in look.overview.policies.signed.items()}
    lives = {
        lifecycle(
            e.case, look.moment, e.tier, early=early_keys(look.overview.stages), max_days=longest,
            churns=look.book.having("churns", "customer_id", e.customer_id),
        )
        for e in look.entries
    }  # fmt: skip
    assert lives == set(LIFECYCLES)


def test_the_world_is_in_it():
    countries = Counter(customer["country"] for _, customer in facts())
    assert {"CN", "DE", "US", "JP", "GB", "FR", "AU", "BR", "AE", "IN"} <= countries.keys()
    currencies = {
        deal["amount"]["currency"]
        for deal in seen(TUESDAY).tables["deals"].values()
        if "amount" in deal
    }
    assert {"CNY", "EUR", "USD", "JPY", "GBP"} <= currencies
    assert {c.get("timezone") for _, c in facts() if c["country"] == "US"} >= {
        "America/New_York", "America/Denver", "America/Phoenix",
    }  # fmt: skip


def test_rates_are_dated_and_one_currency_has_none():
    look = seen(TUESDAY)
    rates = list(look.tables["fx_rates"].values())
    assert len({rate["on"] for rate in rates}) > 3
    amounts = {d["amount"]["currency"] for d in look.tables["deals"].values() if "amount" in d}
    missing = [code for code in amounts if look.moment.in_base(Money(100, code)) is None]
    assert missing == ["NZD"]


# --- the worked cases ---------------------------------------------------------------------------


def test_the_manufacturing_case_tells_a_whole_sale():
    e = entry("凌柯数控机床有限公司")
    customer, case = e.case.customer, e.case
    assert (e.tier, e.signed, customer["source"], e.customer_id) == ("A", True, "展会", 1)
    assert [need["strength"] for need in customer["needs"]] == [3, 3, 2]
    roles = {contact["role"] for _, contact in case.contacts}
    assert roles >= {"decision_maker", "influencer", "user", "buyer"}
    recent = [t for _, t in case.touches if t["at"] > "2026-09-12"]
    assert len(recent) >= 12 and len({t.get("result") for t in recent}) >= 5
    won, deal = (doc for _, doc in case.deals)
    assert won["status"] == "won"
    assert (deal["stage"], deal["amount"]) == (
        "negotiation",
        {"minor": 32_000_000, "currency": "CNY"},
    )
    assert any(move.get("unmet") for move in deal["history"])
    back = [(m["source"], m["target"]) for m in deal["history"]]
    assert ("negotiation", "interested") in back and all("reason" in m for m in deal["history"])
    ((_, standing),) = standings(case, seen(TUESDAY).moment.today)
    assert standing.qualified == "qualified" and standing.settled
    assert len(case.orders) >= 12 and "\n" in customer["notes"]


@every_moment
def test_the_retail_case_is_a_b_with_a_short_first_payment(now):
    e, look = entry("禾畔里生活超市连锁有限公司", now), seen(now)
    first, second = (doc_id for doc_id, _ in e.case.deals)
    assert (e.tier, e.signed) == ("B", True)
    short = why_not_signed(e.case, second, look.moment.today)
    assert short is not None and short.args["money"] == Exact(3_000_000, "CNY")
    assert why_not_signed(e.case, first, look.moment.today) is None
    overdue = [s for _, s in standings(e.case, look.moment.today) if s.overdue.minor]
    assert [s.overdue_days for s in overdue] == [18]
    states = {feedback["state"] for _, feedback in e.case.feedback}
    assert states == {"resolved", "in_progress"}
    nps = [s["score"] for _, s in e.case.survey_responses if s["kind"] == "nps"]
    assert min(nps) <= 6 and nps[-1] >= 7
    assert e.case.customer["referrer_id"] == 1


# --- money --------------------------------------------------------------------------------------


@every_moment
def test_overdue_payments_fill_every_bucket(now):
    days = {s.overdue_days for e in seen(now).entries for s in e.contracts if s.overdue.minor > 0}
    limits = [0, *(limit for limit, _ in AGEING), 10_000]
    for low, high in pairwise(limits):
        assert any(low < d <= high for d in days), (low, high)
    assert any(
        "credit_limit" in c for e, c in facts(now) if any(s.overdue.minor for s in e.contracts)
    )


def test_a_won_deal_without_its_first_payment_leaves_the_customer_unsigned():
    e = entry("德沅包装材料有限公司")
    assert not e.signed and e.case.contracts
    assert why_not_signed(e.case, e.case.deals[0][0], seen(TUESDAY).moment.today) is not None


@every_moment
def test_thirty_signed_customers_have_ordered_over_eighteen_months(now):
    look = seen(now)
    buyers = [e for e in look.entries if e.signed and e.case.orders]
    assert len(buyers) >= 28
    days = [date.fromisoformat(order["on"]) for e in buyers for _, order in e.case.orders]
    ages = [(look.moment.today - day).days for day in days]
    assert min(ages) < 14 and sum(365 < age <= 548 for age in ages) >= 8
    sizes = sorted(len(e.case.orders) for e in buyers)
    assert sizes[0] <= 2 and sizes[-1] >= 12
    assert all("profit" in order for e in buyers for _, order in e.case.orders)


# --- what may happen to a customer --------------------------------------------------------------


@every_moment
def test_losses_have_reasons_and_one_came_back(now):
    look = seen(now)
    lost = [deal for deal in look.tables["deals"].values() if deal.get("status") == "lost"]
    assert len({deal["lost_reason"] for deal in lost}) >= 5
    assert {deal["lost_stage"] for deal in lost} >= {"prospect", "interested", "negotiation"}
    assert any("won_back_on" in churn for churn in look.tables["churns"].values())


SIGNS = {
    "parked": lambda e, c: is_parked(c, e.signed),
    "do not contact": lambda e, c: c.get("do_not_contact"),
    "bad debt": lambda e, c: c.get("bad_debt"),
    "out of market": lambda e, c: c.get("out_of_market"),
    "key account": lambda e, c: c.get("key_account"),
    "tier set by hand": lambda e, c: e.score.overridden and c["tier_override"]["reason"],
    "capped by a late instalment": lambda e, c: "late_instalment" in e.score.gates,
    "snoozed once": lambda e, c: any(p.get("snooze_count") == 1 for _, p in e.case.follow_ups),
    "snoozed twice": lambda e, c: any(p.get("snooze_count") == 2 for _, p in e.case.follow_ups),
    "never contacted": lambda e, c: not e.case.touches,
    "a late follow-up": lambda e, c: e.follow_up and e.due < seen(TUESDAY).moment.today,
    "rotting": lambda e, c: e.standing.rotting,
    "tried and tried": lambda e, c: [t.get("result") for _, t in e.case.touches][-3:] == ["no_answer"] * 3,
    "a person": lambda e, c: c.get("kind") == "person",
    "custom fields": lambda e, c: c.get("custom"),
    "referred": lambda e, c: c.get("referrer_id"),
    "an uncertain tier": lambda e, c: not e.score.certain,
    "a detractor": lambda e, c: any(s["kind"] == "nps" and s["score"] <= 6 for _, s in e.case.survey_responses),
    "an open complaint": lambda e, c: any(f["state"] == "open" for _, f in e.case.feedback),
    "a template was used": lambda e, c: any("template_id" in t for _, t in e.case.touches),
    "two deals": lambda e, c: len(e.case.deals) == 2,
}  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_somebody_is(sign):
    assert [e.name for e, customer in facts() if SIGNS[sign](e, customer)], sign


def test_a_signed_customer_is_never_parked():
    assert not [e.name for e, customer in facts() if e.signed and "parked" in customer]


@every_moment
def test_somebody_is_silent_for_over_twice_its_own_rhythm(now):
    look = seen(now)
    today = look.moment.today.toordinal()
    silent = [
        e.name for e in look.entries
        if (usual := median_gap(e.history.days)) and today - e.contact_ordinal > 2 * usual
    ]  # fmt: skip
    assert "长风塔筒风电运维有限公司" in silent


@every_moment
def test_an_expected_sign_date_has_passed(now):
    look = seen(now)
    passed = [
        e.name for e in look.entries
        if not e.standing.closed and (on := day(e.standing.deal or {}, "expected_sign_on"))
        and on < look.moment.today
    ]  # fmt: skip
    assert len(passed) >= 2


def test_a_correction_takes_the_place_of_the_touch_that_it_corrects():
    look = seen(TUESDAY)
    (correction,) = [t for t in look.tables["touches"].values() if "corrects" in t]
    old = look.tables["touches"][str(correction["corrects"])]
    assert (old["customer_id"], old["at"]) == (correction["customer_id"], correction["at"])
    assert str(correction["corrects"]) not in {
        str(i) for i, _ in look.book.case(correction["customer_id"]).touches
    }


# --- twins and odd names ------------------------------------------------------------------------

TWINS = {
    "澄屿电子科技有限公司": "澄屿电子科技", "泓泽医疗器械股份有限公司": "泓澤醫療器械股份有限公司",
    "Brennweiler Antriebe GmbH": "Brennweiler Antriebe", "驰野冷链物流有限公司": "Chiye Lenglian Wuliu",
    "Ashgrove Aerostructures plc": "Ashgrove Aerostructures Public Limited Company",
    "Bluffquill Outfitters Inc.": "Bluffquill Outfitters, Incorporated",
    "望舒里服饰连锁有限公司": "望舒里服飾連鎖有限公司",
    "Marwythe & Sons Joinery Ltd": "Marwythe and Sons Joinery Co., Ltd.",
}  # fmt: skip


def addresses(e):
    """Phones by their last digits, mails, WeChat names."""
    for _, contact in e.case.contacts:
        for phone in contact.get("phones", []):
            yield "".join(c for c in phone if c.isdigit())[-9:]
        yield from (fold(mail) for mail in contact.get("emails", []))
        if "wechat" in contact:
            yield contact["wechat"]


def test_there_are_pairs_of_customers_that_may_be_one():
    shared = {
        name: {*addresses(entry(name))} & {*addresses(entry(twin))} for name, twin in TWINS.items()
    }
    assert len(TWINS) >= 6
    assert {name for name, found in shared.items() if not found} == {"泓泽医疗器械股份有限公司"}
    assert len({e.name for e in seen(TUESDAY).entries}) == len(seen(TUESDAY).entries)


def test_names_and_notes_may_look_like_anything():
    names = [e.name for e in seen(TUESDAY).entries]
    notes = [str(customer.get("notes", "")) for _, customer in facts()]
    assert any("[VIP]" in name for name in names)
    assert any(name.startswith("=") for name in names)
    assert any(note.startswith("=1+1") for note in notes)
    assert any("\u200d" in name for name in names), "an emoji that is made of several"
    assert any("\u0301" in name for name in names), "a combining mark"
    assert any("\u0600" <= name[0] <= "\u06ff" for name in names), "written from right to left"
    assert max(map(len, names)) > 120


def test_the_reader_is_the_one_who_logged_what_the_reader_owns():
    look = seen(TUESDAY)
    owner = {i: c["owner"] for i, c in look.tables["customers"].items()}
    assert all(t["by"] == owner[str(t["customer_id"])] for t in look.tables["touches"].values())
    assert READER in owner.values()
