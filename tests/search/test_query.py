"""The filter language: what is understood, and what is refused in one sentence."""

from datetime import UTC, date, datetime

import pytest

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.errors import TierdeskError, Usage
from tierdesk.search.match import Subject, matches
from tierdesk.search.query import parse

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
BOOK = Book({
    "customers": {"1": {"name": "宏达机械 Hongda", "code": "K-7", "aliases": ["HD"], "country": "DE",
                        "tags": ["展会", "VIP"], "interest": 4, "key_account": True,
                        "budget": {"minor": 5_000_000, "currency": "CNY"},
                        "custom": {"Branche": "Metall"}}},
    "contacts": {"1": {"customer_id": 1, "name": "张三", "phones": ["+86 138-0013-8000"],
                       "emails": ["zhang@example.cn"]}},
    "deals": {"1": {"customer_id": 1, "stage": "negotiation",
                    "amount": {"minor": 32_000_000, "currency": "CNY"}}},
})  # fmt: skip
SUBJECT = Subject(BOOK.case(1), "A", 78.2, 0.91, True, "negotiation", ("Negotiation", "洽谈"),
                  date(2026, 11, 20), date(2026, 11, 1), False, 120.0)  # fmt: skip


@pytest.mark.parametrize("query", [
    "", "宏达", "hongda", "HONGDA", "hd", "k-7", "张三", "13800138000", "zhang@example", "tier:A", "tier:a",
    "stage:洽谈", "stage:negotiation", "score>78", "score>=78.2 score<79",
    "overdue>3", "overdue:4", "due:<=today", "due<=today", "last<2026-11-02", "country:DE", "country:德国",
    "country:germany", "tag:展会", "budget>=50000", "amount>30万", "owes>0", "is:key", "!lost", "-lost",
    "!tier:B", "completeness>90", "custom.Branche:metall", '"宏达机械 Hongda"', "级别：A", "is:open",
    "interest:4",
])  # fmt: skip
def test_a_query_that_fits(query):
    assert matches(parse(query, NOW), SUBJECT, NOW)


@pytest.mark.parametrize("query", [
    "tier:B", "stage:won", "overdue>7", "due:>today", "!宏达", "is:lost", "country:FR", "score<78", "owes>200",
    "nobody", "!key", "sign<2030-01-01", "willingness>0", "tag:", "is:parked",
])  # fmt: skip
def test_a_query_that_does_not_fit(query):
    assert not matches(parse(query, NOW), SUBJECT, NOW)


@pytest.mark.parametrize(("query", "said"), [
    ("teir:A", "did you mean “tier”"), ("score>high", "wants a number"), ("due:<=someday", "someday"),
    ("budget>lots", "lots"), ("is:happy", "happy"),
])  # fmt: skip
def test_nonsense_is_refused_by_name(query, said):
    with pytest.raises(TierdeskError, match=said):
        parse(query, NOW)


def test_a_wrong_key_is_a_usage_error():
    with pytest.raises(Usage):
        parse("colour:red", NOW)
