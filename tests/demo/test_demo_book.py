"""The demo's documents: valid, whole, in the past where they tell of the past, and never by chance."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from demo_moments import MOMENTS, READER, TUESDAY, seen
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.demo.book import tables
from tierdesk.domain.agreement import same_codes
from tierdesk.domain.book import Book
from tierdesk.domain.contactability import zone as zone_named
from tierdesk.domain.contracts import overpaid, standing
from tierdesk.domain.document import stamp
from tierdesk.domain.integrity import broken_references
from tierdesk.domain.money import CURRENCIES
from tierdesk.domain.records import RECORDS
from tierdesk.domain.validation import validated
from tierdesk.pipeline.moves import STATUS_OF
from tierdesk.pipeline.stage_presets import PRESETS
from tierdesk.search.query import parse

STAGES = {stage.key: stage for stage in PRESETS["intent"]}
instants = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from(["Asia/Shanghai", "America/Los_Angeles", "UTC", "Pacific/Auckland"])


def documents(made, *names):
    for name in names or made:
        for doc_id, doc in made[name].items():
            yield name, doc_id, doc


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_every_document_is_stored_as_its_record_would_store_it(now):
    for table, doc_id, doc in documents(seen(now).tables):
        if table == "settings":  # says its defaults: a reader's configuration may differ
            assert validated(table, doc).items() <= doc.items()
        else:
            kept = validated(table, doc)
            assert list(kept.items()) == list(doc.items()), (table, doc_id)


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_no_contract_is_overpaid_and_no_code_stands_twice(now):
    look = seen(now)
    contracts = list(look.book.rows("contracts"))
    assert contracts
    assert same_codes(contracts) == []
    for contract_id, doc in contracts:
        paid = look.book.having("payments", "contract_id", contract_id)
        assert overpaid(doc, standing(doc, paid, look.moment.today, look.moment.rates)) is None


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_nothing_points_at_what_is_not_there(now):
    look = seen(now)
    assert broken_references(look.book) == []
    groups = set(look.tables["groups"])
    for _, _, customer in documents(look.tables, "customers"):
        assert {str(group) for group in customer.get("group_ids", [])} <= groups
    products = {product["code"] for _, _, product in documents(look.tables, "products")}
    for _, _, doc in documents(look.tables, "deals", "orders"):
        assert set(doc.get("products", [])) <= products
    for _, _, doc in documents(look.tables, "customers"):
        assert {
            n["matched_product"] for n in doc.get("needs", []) if "matched_product" in n
        } <= products


def test_a_touch_names_a_deal_and_a_person_of_its_own_customer():
    look = seen(TUESDAY)
    for _, doc_id, touch in documents(look.tables, "touches"):
        for table, field in (("deals", "deal_id"), ("contacts", "contact_id")):
            if field in touch:
                owner = look.tables[table][str(touch[field])]["customer_id"]
                assert owner == touch["customer_id"], (doc_id, field)
    for _, doc_id, contract in documents(look.tables, "contracts"):
        if "deal_id" in contract:
            owner = look.tables["deals"][str(contract["deal_id"])]["customer_id"]
            assert owner == contract["customer_id"], doc_id


def test_the_same_moment_gives_the_same_book():
    zone = ZoneInfo("Asia/Shanghai")
    assert tables(TUESDAY, zone, READER) == tables(TUESDAY, zone, READER)
    assert tables(TUESDAY.astimezone(UTC), zone, READER) == tables(TUESDAY, zone, READER)


def test_another_moment_moves_the_dates_and_leaves_the_words():
    zone = ZoneInfo("Asia/Shanghai")
    one, other = (tables(now, zone, READER) for now in (TUESDAY, TUESDAY + timedelta(days=100)))
    assert one.keys() == other.keys()
    for table, doc_id, doc in documents(one, "touches", "customers", "deals"):
        for field in ("name", "content", "title", "amount", "needs"):
            assert doc.get(field) == other[table][doc_id].get(field)
    assert one["touches"]["5"]["at"] != other["touches"]["5"]["at"]


@settings(max_examples=12, deadline=None)
@given(instants, zones)
def test_what_happened_lies_before_now_in_the_order_in_which_it_is_told(now, zone):
    made, present = tables(now, ZoneInfo(zone), READER), stamp(now)
    today = now.astimezone(ZoneInfo(zone)).date().isoformat()
    assert broken_references(Book(made)) == []
    newest: dict[int, str] = {}
    for _, doc_id, touch in documents(made, "touches"):
        before = newest.get(touch["customer_id"], "")
        assert before < touch["at"] or "corrects" in touch, doc_id
        newest[touch["customer_id"]] = touch["at"]
        assert touch["at"] < present
    for _, doc_id, deal in documents(made, "deals"):
        times = [deal["stage_since"], *(move["at"] for move in deal.get("history", []))]
        assert max(times) < present, doc_id
        assert deal.get("closed_on", "") <= today
    for _, doc_id, customer in documents(made, "customers"):
        assert customer["created_at"] <= newest.get(int(doc_id), "~")
        assert customer["created_at"] <= customer["updated_at"] < present
    for table, field in (("orders", "on"), ("payments", "paid_on"), ("contracts", "signed_on")):
        assert all(doc[field] <= today for _, _, doc in documents(made, table))


def test_a_deal_stands_where_its_path_ends():
    for _, doc_id, deal in documents(seen(TUESDAY).tables, "deals"):
        assert deal.get("status", "open") == STATUS_OF[STAGES[deal["stage"]].kind], doc_id
        moves = deal.get("history", [])
        assert all(one["target"] == two["source"] for one, two in pairwise(moves))
        if moves:
            assert (moves[-1]["target"], moves[-1]["at"]) == (deal["stage"], deal["stage_since"])
        unmet = {key for move in moves for key in move.get("unmet", [])}
        assert unmet <= {key for stage in STAGES.values() for key in stage.exit_criteria}
        assert ("closed_on" in deal) == (deal.get("status") is not None)
        if deal.get("status") == "lost":
            assert deal["lost_reason"] and deal["lost_stage"] in STAGES


def test_contracts_ask_for_exactly_their_amount():
    for _, doc_id, contract in documents(seen(TUESDAY).tables, "contracts"):
        asked = sum(part["amount"]["minor"] for part in contract.get("instalments", []))
        first = contract["first_payment_amount"]["minor"]
        assert asked + first == contract["amount"]["minor"], doc_id


def test_places_and_money_exist_and_addresses_are_reserved():
    made = seen(TUESDAY).tables
    for _, doc_id, customer in documents(made, "customers"):
        if "timezone" in customer:
            assert zone_named(customer["timezone"]) is not None, doc_id
        assert customer.get("currency", "CNY") in CURRENCIES
        assert customer["country"], doc_id
    for _, doc_id, contact in documents(made, "contacts"):
        assert all(mail.endswith(".example") for mail in contact.get("emails", [])), doc_id


FICTIONAL = {
    "US": r"(\+1 \d{3} 555 01\d\d|\(\d{3}\) 555-01\d\d)",
    "GB": r"\+44 (20 7946 0|113 496 0|161 496 0)\d{3}",
    "DE": r"\+49 (30 23125 \d{3}|40 66969 \d{3}|69 90009 \d{3}|89 99998 \d{3}|171 39200 \d\d)",
    "FR": r"\+33 (4 65 71|6 39 98) \d\d \d\d",
    "AU": r"\+61 (\d 5550 \d{4}|491 570 (006|15[6-9]|110))",
    "SE": r"\+46 8 465 004 \d\d",
}
"""Numbers that the telephone authorities of these countries keep for films and books."""


def test_phone_numbers_are_those_of_fiction_where_a_country_has_some():
    look = seen(TUESDAY)
    country = {
        int(i): customer["country"] for _, i, customer in documents(look.tables, "customers")
    }
    checked = 0
    for _, doc_id, contact in documents(look.tables, "contacts"):
        pattern = FICTIONAL.get(country[contact["customer_id"]])
        for phone in contact.get("phones", []) if pattern else []:
            assert re.fullmatch(pattern, phone), (doc_id, phone)
            checked += 1
    assert checked > 20


def test_no_two_touches_say_the_same_but_short_unanswered_calls():
    said: dict[str, int] = {}
    for _, touch_id, touch in documents(seen(TUESDAY).tables, "touches"):
        content = touch["content"]
        if touch.get("result") != "no_answer":
            assert content not in said, (touch_id, said[content])
            said[content] = touch_id


def test_the_reader_owns_part_of_the_book_and_has_two_colleagues():
    made = seen(TUESDAY).tables
    people = {person["name"] for _, _, person in documents(made, "people")}
    owners = {customer["owner"] for _, _, customer in documents(made, "customers")}
    assert people == owners and len(people) == 3 and READER in people
    mine = [c for _, _, c in documents(made, "customers") if c["owner"] == READER]
    assert len(mine) > len(made["customers"]) / 3


def test_every_saved_view_can_be_read_and_shows_somebody():
    look = seen(TUESDAY)
    assert {"views"} <= RECORDS.keys()
    for _, _, view in documents(look.tables, "views"):
        assert parse(view["query"], look.moment).terms, view["name"]
