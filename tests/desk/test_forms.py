"""The fields of the forms: what is shown can be read back, and what is wrong is said while typing."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.desk import forms
from tierdesk.desk.field_readings import merged, read
from tierdesk.domain.country_table import TABLE
from tierdesk.domain.labels import FIELDS, label
from tierdesk.domain.moment import Moment
from tierdesk.domain.records import RECORDS
from tierdesk.domain.validation import validated
from tierdesk.errors import Invalid
from tierdesk.i18n.catalog import Catalog

NOW = Moment(datetime(2026, 11, 24, 1, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
LANGUAGES = [Catalog("en"), Catalog("zh")]
NAMES = (
    "customer",
    "contact",
    "deal",
    "need",
    "follow_up",
    "quick_add",
    "loss",
    "contract",
    "payment",
)
EVERY = [(name, field.name) for name in NAMES for field in forms.form(name).fields]


def field(form, name):
    return forms.form(form).field(name)


def shown(form, name, value, catalog=LANGUAGES[0], moment=NOW):
    return forms.shown(field(form, name), {name: value}, catalog, moment)


@pytest.mark.parametrize(("form", "name"), EVERY)
def test_every_field_is_known_to_its_record_and_has_a_label(form, name):
    found = field(form, name)
    record = RECORDS[forms.form(form).table].model_fields
    assert form in ("need", "quick_add") or name in record
    table = "contacts" if form == "contact" else ""
    assert found.label == label(name if name in FIELDS else found.target, table)
    assert found.label and "." not in found.label
    assert (found.kind == "choice") == bool(found.choices)


def test_a_form_asks_for_everything_that_a_customer_holds_but_what_verbs_change():
    elsewhere = {"rev", "needs", "tier_override", "parked", "custom", "created_at", "updated_at", "source_id",
                 "referrer_id", "group_ids", "stood"}  # fmt: skip
    asked = {f.name for f in forms.form("customer").fields}
    assert asked == set(RECORDS["customers"].model_fields) - elsewhere


VALUES = {
    "free": st.text(min_size=1).filter(lambda t: t.strip() and t not in ("NULL",)),
    "line": st.sampled_from(["Metall & Co", "a, b", "=1+1", "王", "[x]"]),
    "list": st.lists(st.text(min_size=1).map(str.strip).filter(bool), min_size=1, unique=True),
    "items": st.lists(st.sampled_from(["a b", "c; d", "[e]", "f, g"]), min_size=1, unique=True),
    "kind": st.sampled_from(["person"]), "flag": st.booleans(), "count": st.integers(0, 10**9),
    "share": st.integers(0, 1000).map(lambda n: n / 10), "stars": st.integers(0, 5),
    "percent": st.integers(1, 999).map(lambda n: n / 10),
    "position": st.sampled_from(["leader", "minor"]), "role": st.sampled_from(["buyer", "user"]),
    "channel": st.sampled_from(["phone", "wechat", "other"]), "strength": st.integers(0, 3),
    "country": st.sampled_from(sorted({row.split("|")[0].strip() for row in TABLE.splitlines() if "|" in row})),
    "currency": st.sampled_from(["CNY", "EUR", "JPY", "KWD"]),
    "money": st.builds(lambda n, c: {"minor": n, "currency": c}, st.integers(0, 10**12),
                       st.sampled_from(["CNY", "EUR", "JPY", "KWD", "MXN", "KRW"])),
    "year_day": st.dates().map(str).filter(lambda d: d >= "1000"),
    "past_day": st.dates().map(str).filter(lambda d: d >= "1000"),
    "next_day": st.dates().map(str).filter(lambda d: d >= "1000"),
    "due": st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
        lambda d: d.strftime("%Y-%m-%dT%H:%M:00Z")) | st.dates().map(str).filter(lambda d: d >= "1000"),
    "plan": st.lists(st.builds(
        lambda on, n, c: {"due_on": str(on), "amount": {"minor": n, "currency": c}},
        st.dates(date(2000, 1, 1)), st.integers(1, 10**12), st.sampled_from(["CNY", "KWD", "JPY"])),
        min_size=1, max_size=5).map(lambda plan: sorted(plan, key=lambda one: one["due_on"])),
    "loss_kind": st.sampled_from(["price", "competition", "us"]),
    "birthday": st.sampled_from([
        {"month": 5, "day": 12}, {"month": 5, "day": 12, "year": 1988},
        {"month": 8, "day": 15, "calendar": "lunar"},
        {"month": 6, "day": 15, "calendar": "lunar", "leap": True}]),
}  # fmt: skip


OF_ITS_OWN = {
    "timezone": st.sampled_from(["Asia/Shanghai", "UTC"]),
    "language": st.sampled_from(["zh", "pt-BR", "中文, Deutsch"]),
    "phones": st.lists(st.sampled_from(["110", "+49 30 1234", "转 801"]), min_size=1, unique=True),
    "emails": st.lists(
        st.sampled_from(["a@b.example", "王@例子.example"]), min_size=1, unique=True
    ),
}
"""Fields that hold less than their reading takes."""


@given(st.data(), st.sampled_from(EVERY), st.sampled_from(LANGUAGES))
def test_what_is_shown_is_read_back_as_the_value_that_is_stored(data, which, catalog):
    found = field(*which)
    if found.name in ("deal_id", "contract_id"):
        return  # a number is shown, and read as the word by which the book finds it
    usual = VALUES["money" if found.reading == "profit" else found.reading]
    value = data.draw(OF_ITS_OWN.get(found.name.removeprefix("contact."), usual))
    written = forms.shown(found, {found.name: value}, catalog, NOW)
    assert forms.value_of(found, written, NOW) == value, written
    assert forms.fault(found, written, NOW) is None


def test_nothing_is_shown_for_nothing_but_the_answers_that_are_meant_by_it():
    texts = {f.name: forms.shown(f, {}, LANGUAGES[0], NOW) for f in forms.form("customer").fields}
    assert {n: t for n, t in texts.items() if t} == {
        "kind": "company", "key_account": "no", "do_not_contact": "no", "out_of_market": "no",
        "bad_debt": "no"}  # fmt: skip


def test_times_are_the_readers_and_places_and_sums_in_words():
    assert shown("follow_up", "due_at", "2026-12-01T07:00:00Z") == "2026-12-01 15:00"
    assert (
        shown("follow_up", "due_at", "2026-12-01T07:00:00Z", moment=None) == "2026-12-01T07:00:00Z"
    )
    assert shown("customer", "country", "DE", LANGUAGES[1]) == "德国"
    assert (
        shown("customer", "budget", {"minor": 123456789, "currency": "EUR"}) == "1,234,567.89 EUR"
    )
    assert shown("customer", "budget", {"minor": 4000000, "currency": "EUR"}) == "40,000 EUR"


def test_a_sum_of_three_decimals_is_not_grouped_since_that_would_read_as_a_fraction():
    stored = {"minor": 1250000, "currency": "KWD"}
    assert shown("customer", "budget", stored) == "1250 KWD"
    assert forms.value_of(field("customer", "budget"), "1250 KWD", NOW) == stored


@pytest.mark.parametrize(("form", "name", "text", "says"), [
    ("customer", "name", " ", "cannot be empty"), ("customer", "budget", "lots", "not an amount"),
    ("customer", "budget", "-5", "negative"), ("customer", "country", "Germny", "Germany"),
    ("customer", "employees", "many", "whole number"), ("customer", "interest", "6", "no degree"),
    ("customer", "key_account", "maybe", "yes nor no"), ("customer", "decision_by", "2/30", "not exist"),
    ("customer", "preferred_channel", "pigeon", "channel"), ("contact", "birthday", "13-45", "no birthday"),
    ("need", "strength", "4", "no strength"), ("need", "strength", "²", "no strength"),
    ("need", "text", "", "cannot be empty"), ("follow_up", "due_at", "", "cannot be empty"),
    ("customer", "timezone", "Mars/X", "Europe/Berlin"), ("customer", "language", "klingon", "no language"),
    ("contact", "phones", "not a phone", "no telephone number"), ("contact", "phones", "110; 12", "“12”"),
    ("contact", "emails", "bad@@mail", "no e-mail address"), ("contact", "emails", "a@b.example; x@y", "“x@y”"),
    ("quick_add", "contact.phones", "ask Li", "no telephone"), ("quick_add", "contact.emails", "x", "no e-mail"),
    ("contract", "amount", "", "cannot be empty"), ("contract", "amount", "-5", "negative"),
    ("contract", "instalments", "30k", "no instalment"), ("contract", "instalments", "30k soon", "no instalment"),
    ("contract", "instalments", "0 2026-12-01", "no instalment"), ("loss", "lost_kind", "bad luck", "no kind"),
    ("contract", "signed_on", "2/30", "not exist"), ("payment", "amount", "much", "not an amount"),
    ("deal", "discount", "130", "0 to 100"), ("contract", "instalments", "9" * 5000, "too long"),
    ("deal", "probability_override", "100", "between 0 and 100"), ("deal", "expected_profit", "x" * 300, "long"),
])  # fmt: skip
def test_what_cannot_be_stored_is_said_in_one_sentence(form, name, text, says):
    assert says in str(forms.fault(field(form, name), text, NOW))
    assert forms.hint(field(form, name), text, NOW) is None


@pytest.mark.parametrize(("form", "name", "text", "says"), [
    ("follow_up", "due_at", "fri 3pm", "Fri 2026-11-27 15:00"), ("follow_up", "due_at", "yesterday", "is over"),
    ("follow_up", "due_at", "sat", "no working day"), ("customer", "decision_by", "月底", "Mon 2026-11-30"),
    ("customer", "founded_on", "2001", "Mon 2001-01-01"), ("customer", "budget", "4万", "¥40k"),
    ("customer", "country", "德国", "Germany"), ("contact", "birthday", "lunar 8-15", "lunar calendar"),
])  # fmt: skip
def test_what_is_understood_is_said_while_typing(form, name, text, says):
    found = forms.hint(field(form, name), text, NOW)
    assert says in (LANGUAGES[0].text(found) if found else "")


@given(st.sampled_from(EVERY), st.text())
def test_any_text_is_stored_as_the_record_wants_it_or_refused_with_a_sentence(which, text):
    form, name = which
    found, fault = field(form, name), forms.fault(field(form, name), text, NOW)
    if fault is None and text.strip():
        value = forms.value_of(found, text, NOW)
        doc = {"need": {"name": "x", "needs": [{"text": "t", name: value}]}}.get(form)
        money = {"minor": 1, "currency": "CNY"}
        if name in ("deal_id", "contract_id"):
            return  # by its number or its name: which one is meant, the book tells
        base = {"contract": {"customer_id": 1, "amount": money}, "loss": {"stage": "x"},
                "payment": {"contract_id": 1, "paid_on": "2026-01-01", "amount": money}, "customer": {"name": "x"}, "contact": {"customer_id": 1}, "deal": {"stage": "x"},
                "follow_up": {"customer_id": 1, "due_at": "2026-01-01"}}.get(form, {})  # fmt: skip
        if value is not None and form != "quick_add":
            assert validated(forms.form(form).table, doc or {**base, name: value})
    elif text.strip():
        with pytest.raises(Invalid):
            value = forms.value_of(found, text, NOW)
            assert found.reading != "percent" or not 0 < value < 100
            raise Invalid(fault)


@pytest.mark.parametrize(("form", "name", "text", "value"), [
    ("customer", "timezone", "europe/berlin", "Europe/Berlin"), ("customer", "timezone", "UTC", "UTC"),
    ("customer", "language", "pt-BR", "pt-BR"), ("customer", "language", "Deutsch, 英语", "Deutsch, 英语"),
    ("contact", "phones", "（010）6555 1234; １３９", ["（010）6555 1234", "１３９"]),
    ("contact", "emails", "wáng@例子.example", ["wáng@例子.example"]),
])  # fmt: skip
def test_what_can_be_reached_is_taken_as_people_write_it(form, name, text, value):
    assert forms.fault(field(form, name), text, NOW) is None
    assert forms.value_of(field(form, name), text, NOW) == value


def test_what_is_taken_away_need_not_be_sound():
    from tierdesk.desk.field_readings import read

    assert read([("contact.phones-", "ask Li")], NOW) == {"contact.phones-": ["ask Li"]}


def test_a_form_reads_exactly_what_set_reads():
    from tierdesk.commands.doing.assignments import read as read_set

    for form, name, text in (("customer", "budget", "4万"), ("contact", "phones", "110;112"),
                             ("deal", "expected_sign_on", "下周三"), ("customer", "country", "德国")):  # fmt: skip
        target = field(form, name).target
        assert read_set([(target, text)], NOW)[target] == forms.value_of(
            field(form, name), text, NOW
        )


def test_own_fields_of_a_customer_are_fields_too():
    customer = {"name": "x", "custom": {"Branche": "Metall", "Plätze": 30}}
    fields = forms.custom_fields(customer)
    assert [(f.name, forms.shown(f, customer, LANGUAGES[0])) for f in fields] == [
        ("custom.Branche", "Metall"), ("custom.Plätze", "30")]  # fmt: skip
    assert forms.value_of(fields[1], "31", NOW) == 31
    assert forms.form("customer").field("custom.New").label == "New"
    assert forms.form("customer").field("custom.") is None
    assert forms.form("contact").field("custom.New") is None


def test_lists_grow_and_shrink_and_notes_get_a_line_more():
    before = {"tags": ["a", "b"], "notes": "one", "city": "Bonn"}
    given_ = read([("tags+", "b; c"), ("notes+", "two"), ("city", "Ulm")], NOW)
    assert merged(before, given_) == {"tags": ["a", "b", "c"], "notes": "one\ntwo", "city": "Ulm"}
    assert merged(before, read([("tags-", "a; b")], NOW)) == {"notes": "one", "city": "Bonn"}
    assert merged({}, read([("tags+", "a"), ("notes+", "one")], NOW)) == {
        "tags": ["a"],
        "notes": "one",
    }
    assert merged(before, {"city": None, "key_account": False}) == {
        "tags": ["a", "b"],
        "notes": "one",
    }


def test_a_person_has_a_name_and_a_job_title_where_a_deal_has_a_title():
    chinese = LANGUAGES[1]
    assert [chinese(field("contact", name).label) for name in ("name", "title")] == ["姓名", "职务"]
    assert [chinese(field("deal", "title").label), chinese(field("customer", "name").label)] == [
        "标题",
        "名称",
    ]
