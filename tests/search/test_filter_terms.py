"""What each key of the filter means, told by examples worked out by hand."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Moment, Rates
from tierdesk.search.match import Subject, matches
from tierdesk.search.query import parse
from tierdesk.search.terms import units_of

SHANGHAI = Moment(
    datetime(2026, 11, 24, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai"),
    rates=Rates([{"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "7.83"},
                 {"currency": "JPY", "base": "CNY", "on": "2026-01-01", "rate": "0.0471"}]),
)  # fmt: skip


def money(minor, currency="CNY"):
    return {"minor": minor, "currency": currency}


def holds(query, moment=SHANGHAI, deals=(), contacts=(), **customer):
    case = Case(
        1,
        {"name": "x", **customer},
        contacts=list(enumerate(contacts)),
        deals=list(enumerate(deals)),
    )
    subject = Subject(
        case,
        "A",
        50.0,
        0.5,
        True,
        "demo",
        ("Demo", "演示", "presentation"),
        "open",
        None,
        None,
        False,
        0.0,
    )
    return matches(parse(query, moment), subject, moment)


@pytest.mark.parametrize(("query", "fits"), [
    # 16:00 UTC is midnight in Shanghai: this customer was made on the 2nd of March there
    ("created:2026-03-02", True), ("created:2026-03-01", False), ("created<2026-03-02", False), ("created<2026-03-03", True),
    ("created<=2026-03-02", True), ("created<=2026-03-01", False), ("created>2026-03-01", True), ("created>2026-03-02", False),
    ("created>=2026-03-02", True), ("created>=2026-03-03", False), ("created<9999-12-31", True), ("created>0001-01-01", True),
])  # fmt: skip
@pytest.mark.parametrize(
    "written", ["2026-03-01T16:00:00Z", "2026-03-02T15:59:59Z", "2026-03-02T02:00:00+09:00"]
)
def test_creation_is_counted_in_the_readers_days(query, fits, written):
    assert holds(query, created_at=written) is fits


@pytest.mark.parametrize(
    "written", ["", "soon", "2026-13-01T00:00:00Z", "zzzz-03-01T16:00:00Z", None, 5]
)
def test_a_creation_that_cannot_be_read_fits_nothing(written):
    assert not holds("created>0001-01-01", created_at=written)
    assert not holds("created<9999-12-31", created_at=written)


@pytest.mark.parametrize(("query", "fits"), [
    ("amount>=500", True), ("amount:500", True), ("amount>500", False), ("amount<500", False), ("amount<=20", False), ("amount>20", True),
])  # fmt: skip
def test_the_largest_deal_counts(query, fits):
    assert (
        holds(
            query, deals=[{"amount": money(2_000)}, {"amount": money(50_000)}, {"amount": {}}, {}]
        )
        is fits
    )


@pytest.mark.parametrize(
    ("query", "fits"),
    [("sign:2026-12-01", True), ("sign<2026-12-02", True), ("sign>2026-12-01", False)],
)
def test_the_earliest_signature_counts(query, fits):
    days = ["2027-03-01", "2026-12-01", "2026-02-30", ""]
    assert holds(query, deals=[{"expected_sign_on": day} for day in days]) is fits


@pytest.mark.parametrize(("stored", "units"), [
    (money(12_345), 123.45), (money(-5), -0.05), (money(1_000, "EUR"), 78.3), (money(1_000, "JPY"), 47.1), (money(1, "EUR"), 0.08),
    (money(10**15 + 1), 10_000_000_000_000.01), (money(5, "USD"), None), (money(True), None), (money(1.5), None), (money(1, ""), None),
    ({}, None), ("5", None), (None, None), ([], None),
])  # fmt: skip
def test_money_is_compared_in_whole_units_of_the_base_currency(stored, units):
    assert units_of(SHANGHAI)(stored) == units


def test_a_budget_without_a_rate_fits_nothing():
    assert not holds("budget>0", budget=money(10**9, "USD"))
    assert holds("!budget>0", budget=money(10**9, "USD"))
    assert holds("budget:78.3", budget=money(1000, "EUR"))


@pytest.mark.parametrize(
    "query",
    ["overdue>-9999", "overdue<9999", "due>0001-01-01", "due<9999-12-31", "last<9999-12-31"],
)
def test_somebody_who_is_never_due_was_never_overdue(query):
    assert not holds(query)
    assert holds(f"!{query}")


@pytest.mark.parametrize(("query", "fits"), [
    ("is:won", True), ("is:open", True), ("is:lost", False), ("stage:closing", True), ("stage:demo", True), ("stage:演示", True),
    ("stage:c", True), ("stage:演", True), ("stage:d", True), ("stage:presentation", True), ("stage:p", False), ("stage:x", False),
])  # fmt: skip
def test_stages_and_outcomes_of_all_deals_count(query, fits):
    """One letter finds the key, the label and the first word of a stage; not its synonyms."""
    assert holds(query, deals=[{"status": "won", "stage": "closing"}, {"stage": "demo"}]) is fits


@pytest.mark.parametrize(("query", "fits"), [
    ("country:DE", True), ("country:D", True), ("country:E", False), ("country:erman", True), ("国家:德", True), ("region:europe", True),
    ("region:欧洲", True), ("region:欧", True), ("region:asia", False), ("tag:展", True), ("tag:会", False), ("tag:展会", True), ("tag:v", True),
    ("kind:company", True), ("kind:公司", True), ("kind:person", False), ("channel:phone", True), ("channel:电话", True), ("channel:微信", False),
    ("owner:hua", True), ("owner:L", True), ("owner:u", False), ("custom.Branche:metall", True), ("custom.Branche:m", True),
    ("custom.branche:metall", False), ("custom.Groesse:12", True), ("code:k7", True), ("interest:4", True), ("interest>=4", True),
    ("employees<3", False), ("completeness:50", True), ("certain", False), ("is:certain", True),
])  # fmt: skip
def test_words_are_understood_in_both_languages(query, fits):
    known = {"country": "DE", "tags": ["展会", "VIP"], "preferred_channel": "phone", "owner": "Li Hua", "code": "K7", "interest": 4,
             "custom": {"Branche": "Metall", "Groesse": 12}}  # fmt: skip
    assert holds(query, **known) is fits


@pytest.mark.parametrize("query", ["tier!=A", "!tier:A", "tier:B", "!tier!=B", "!is!=lost"])
def test_two_negations_are_none(query):
    assert not holds(query)


@pytest.mark.parametrize(("query", "fits"), [
    ("138", True), ("13800138", True), ("138 0013", True), ("138-0013", True), ("（138）", True), ("13", False), ("8000", True), ("80-00", True),
    ("k138", False), ("138x", False), ("801", True), ("7", True), ("k-7", True), ("77", False),
])  # fmt: skip
def test_telephone_numbers_are_found_by_three_digits_or_more(query, fits):
    contacts = [{"phones": ["+86 138-0013-8000 转 801"], "name": "z"}]
    assert holds(f'"{query}"', code="K-7", contacts=contacts) is fits


def test_a_word_does_not_reach_over_two_names():
    assert not holds('"ab"', aliases=["a", "b"])
    assert not holds("xa", aliases=["a"])
    assert not holds('"a b"', aliases=["a", "b"])
    assert not holds("zsls", aliases=["张三", "李四"])


def test_a_deals_date_is_the_readers_date():
    assert holds(
        "sign:2026-12-05",
        Moment(datetime(2026, 11, 24, tzinfo=UTC), date_order="mdy"),
        [{"expected_sign_on": "2026-12-05"}],
    )
    assert parse(
        "sign:12/5/2026", Moment(datetime(2026, 11, 24, tzinfo=UTC), date_order="mdy")
    ).terms[0].value == date(2026, 12, 5)
