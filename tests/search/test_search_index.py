"""The index of the screen answers what the matcher of the command line answers."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.lifecycle import is_parked
from tierdesk.domain.moment import Moment, Rates
from tierdesk.search.index import Index, implies
from tierdesk.search.match import Subject, group_names, groups_of, matches
from tierdesk.search.query import parse, read

NOW = Moment(datetime(2026, 11, 24, 20, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), rates=Rates([
    {"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "7.83"},
    {"currency": "JPY", "base": "CNY", "on": "2026-01-01", "rate": "0.0471"},
]))  # fmt: skip
TODAY = NOW.today


class Stage(NamedTuple):
    key: str
    label: str
    words: tuple[str, ...]
    kind: str
    ceded: frozenset[str] = frozenset()


STAGES = [
    Stage("prospect", "Prospect", ("潜在",), "open"),
    Stage(
        "negotiation",
        "Negotiation",
        ("洽谈", "谈判", "prospect", "prospect z"),
        "open",
        frozenset(("prospect",)),
    ),
    Stage("lost", "Lost", ("流失",), "lost"),
]


class Row(NamedTuple):
    tier: str
    score: float
    completeness: float
    certain: bool
    signed: bool
    parked: bool
    eligible: bool
    due_ordinal: int
    contact_ordinal: int
    owes: float | None
    stage: Stage


def maybe(strategy):
    return st.none() | strategy


names = st.sampled_from([
    "张三丰", "宏达机械有限公司", "Hongda ＭＡＣＨＩＮＥＲＹ", "重庆银行 12号", "吕布", "吕B", "1-3-8爱", "", "Acme, Inc.", "南南安",
    "a\0b", "  拓展  ", "Straße 138", "한국", 7,
])  # fmt: skip
texts = st.sampled_from(
    ["", "DE", "CN", "ZZ", "上海", "steel", "Li Hua", "李华", "phone", "wechat", "person", None, 5]
)
moneys = st.none() | st.just({"minor": "x"}) | st.builds(
    lambda minor, currency: {"minor": minor, "currency": currency},
    st.integers(-5_000_000, 90_000_000), st.sampled_from(["CNY", "EUR", "JPY", "USD", ""]),
)  # fmt: skip
days = st.sampled_from(
    ["2026-11-23", "2026-11-24", "2026-11-25", "2027-01-01", "2026-02-30", "", None]
)
stamps = st.sampled_from(["2026-11-24T15:59:59Z", "2026-11-24T16:00:00Z", "2026-03-01T00:00:00Z", "2026-11-25T01:00:00+09:00",
                          "2026-02-30T00:00:00Z", "2026-11-24", "rubbish", "rubbish, twenty sgnZ", None])  # fmt: skip


def filled(**fields):
    return st.fixed_dictionaries(fields).map(
        lambda doc: {k: v for k, v in doc.items() if v is not None}
    )


customers = filled(
    name=names, code=st.sampled_from(["K-1", "K000138", None]), aliases=st.sampled_from([["三丰"], ["HD", "老张"], [3], None]),
    country=texts, owner=texts, industry=texts, city=texts, source=texts, kind=texts, preferred_channel=texts,
    tags=st.sampled_from([["VIP", "展会"], [], ["展", 4], "展会", None]), group_ids=st.sampled_from([[1], [2, 9], "1", [True], None]),
    key_account=maybe(st.booleans()), do_not_contact=maybe(st.booleans()), parked=maybe(st.just({"reason": "r"})),
    interest=st.sampled_from([0, 4, 5.0, True, "5", None]), budget=moneys, created_at=stamps,
    custom=st.sampled_from([{"Branche": "Metall"}, {"Branche": 12}, None]),
)  # fmt: skip
contacts = filled(customer_id=st.integers(1, 4), name=names, emails=st.sampled_from([["zhang@example.cn"], ["A@EXAMPLE.com", "b@x"], None]),
                  phones=st.sampled_from([["+86 138-0013-8000"], ["（010）6555 1234", "１３９"], ["12"], None]))  # fmt: skip
deals = filled(customer_id=st.integers(1, 4), stage=st.sampled_from(["negotiation", "prospect", "", None, ["x"]]),
               status=st.sampled_from(["won", "lost", "open", "?", None]), amount=moneys, expected_sign_on=days)  # fmt: skip
rows = st.builds(
    lambda tier, score, completeness, certain, signed, due, contact, owes, stage: Row(
        tier, score, completeness, certain, signed, False, due is not None,
        TODAY.toordinal() + (due or 0), TODAY.toordinal() - contact if contact else 0, owes, stage,
    ),
    st.sampled_from("ABCD"), st.sampled_from([0.0, 50.0, 77.77, 100.0]), st.sampled_from([0, 0.6, 1]), st.booleans(), st.booleans(),
    st.none() | st.integers(-40, 40), st.integers(0, 100), st.sampled_from([None, 0.0, 120.5]), st.sampled_from(STAGES),
)  # fmt: skip
books = st.tuples(st.lists(customers, min_size=1, max_size=4), st.lists(contacts, max_size=4), st.lists(deals, max_size=4),
                  st.lists(rows, min_size=4, max_size=4))  # fmt: skip
WORDS = ("张", "zsf", "zhangs", "hdjx", "HONGDA", "宏达", "machinery", "cqyh", "lyu", "lvb", "ly", "k-1", "138", "13", "138-0013", "1391",
         "010", "zhang@ex", "三丰", "a\0b", "strasse", '"Acme, Inc."', '""', "nna", "138a", "1", "한", "张b", "拓展")  # fmt: skip
TERMS = (*WORDS, "tier:A", "score>50", "score:77.77", "completeness>=60", "overdue>7", "overdue<=-3", "owes>0", "owes:0", "due:<=today",
         "due>2026-12-01", "last<2026-10-01", "last:today", "created:2026-11-24", "created<2026-11-25", "created<=2026-11-24",
         "created>2026-11-24", "created>=2026-11-25", "created<9999-12-31", "created>0001-01-01", "sign<2027-01-01", "sign:2026-11-24",
         "amount>10k", "amount<=391500", "budget>50k", "budget<0", "amount:0", "is:lost", "is:won", "is:open", "is:parked", "is:signed",
         "is:key", "is:dnc", "is:certain", "country:DE", "country:d", "国家:德国", "region:asia", "region:欧洲", "owner:li", "owner:李",
         "industry:steel", "city:上", "source:steel", "kind:person", "kind:公司", "channel:wechat", "channel:电话", "tag:展会", "tag:展", "tag:v",
         "group:老客", "group:v", "code:K0", "stage:洽谈", "stage:n", "stage:lost", "custom.Branche:metall", "custom.Branche:12",
         "interest>3", "willingness<9", "employees:0")  # fmt: skip
queries = st.lists(
    st.builds(
        lambda sign, term: sign + term, st.sampled_from(["", "", "!"]), st.sampled_from(TERMS)
    ),
    max_size=3,
).map(" ".join)


def book_of(made):
    docs, people, sold, derived = made
    book = Book({
        "customers": {str(i): doc for i, doc in enumerate(docs, 1)},
        "contacts": {str(i): doc for i, doc in enumerate(people, 1)},
        "deals": {str(i): doc for i, doc in enumerate(sold, 1)},
        "groups": {"1": {"name": "老客户"}, "2": {"name": "VIP"}},
    })  # fmt: skip
    listed = {
        i: row._replace(parked=is_parked(docs[i - 1], row.signed))
        for i, row in zip(range(1, len(docs) + 1), derived, strict=False)
    }
    return book, listed


def narrows(before, after):
    return all(implies(after, term) for term in before.terms)


def subject(book, customer_id, row):
    case = book.case(customer_id)
    return Subject(
        case, row.tier, row.score, row.completeness, row.certain, row.stage.key, (row.stage.label, *row.stage.words), row.stage.kind,
        date.fromordinal(row.due_ordinal) if row.eligible else None,
        date.fromordinal(row.contact_ordinal) if row.contact_ordinal else None,
        row.signed, row.owes, groups_of(case.customer, group_names(book)), row.stage.ceded,
    )  # fmt: skip


@given(books, queries)
@settings(max_examples=200)
def test_the_index_finds_whom_the_matcher_finds(made, text):
    book, listed = book_of(made)
    found = Index(book).find(text, listed, NOW)
    query = parse(text, NOW)
    assert list(found.ids) == [
        i for i, row in listed.items() if matches(query, subject(book, i, row), NOW)
    ]
    assert found.fault is None
    assert found.query == query


@given(books, queries)
@settings(max_examples=100)
def test_narrowing_key_by_key_finds_what_asking_anew_finds(made, text):
    book, listed = book_of(made)
    index, before = Index(book), None
    for end in range(len(text) + 1):
        before = index.find(text[:end], listed, NOW, before)
        assert before[:3] == index.find(text[:end], listed, NOW)[:3]


def everybody():
    """A book in which every pool of the strategies above is used up, one customer after the other."""
    spoken = [
        "张三丰",
        "宏达机械",
        "Hongda 138",
        "重庆银行 12号",
        "吕布",
        "1-3-8爱",
        "张b",
        "一三八",
        "Zoe",
        "南南安",
    ]
    customers = {str(i): {"name": name, "code": f"K-{i}"} for i, name in enumerate(spoken, 1)}
    numbers = ["13800138000", "010 1234 5678", "12", "+86 139 1313 1313"]
    contacts = {
        str(i): {"customer_id": i, "name": "x", "phones": [n]} for i, n in enumerate(numbers, 2)
    }
    return Index(Book({"customers": customers, "contacts": contacts})), dict.fromkeys(
        range(1, 11), simple()[1][1]
    )


@pytest.mark.parametrize("text", [
    "1380013", "138-00", "138a", "1 3 8a", "13 tier:A 138", "zhangsanfeng", "lyubu", "lvbu", "nan'an", "!zhangs", "!138", "hongda138",
    "张b", "tier:A !tier:B z", "stage:pros stage:prospect z", "country:D country:DE zh", "z" * 40, "z " * 40, "score>1 score>10", '"重庆银行 12号"', '!"张三', "k-1", "k-10", "1-3-8", "1391313",
])  # fmt: skip
def test_every_key_of_a_text_finds_what_asking_anew_finds(text):
    index, listed = everybody()
    before = None
    for end in range(len(text) + 1):
        before = index.find(text[:end], listed, NOW, before)
        assert before.ids == index.find(text[:end], listed, NOW).ids, text[:end]
    while text:
        text = text[:-1]
        before = index.find(text, listed, NOW, before)
        assert before.ids == index.find(text, listed, NOW).ids, text


@pytest.mark.parametrize(("before", "after"), [
    ("tier:B 张", "tier:A 张"), ("李 tier:A", "张 tier:A"), ("张 李 tier:A", "张 tier:A"), ("!张 z", "z"), ("z !张", "z !李"), ("", "张"), ("张", ""),
])  # fmt: skip
def test_a_text_changed_in_the_middle_finds_what_asking_anew_finds(before, after):
    book, listed = simple()
    index = Index(book)
    found = index.find(after, listed, NOW, index.find(before, listed, NOW))
    assert found.ids == index.find(after, listed, NOW).ids != []


def test_what_is_kept_for_the_next_key_does_not_grow_with_the_text():
    index, before, rows = (
        Index(Book({"customers": {"1": {"name": "z" * 200}}})),
        None,
        {1: simple()[1][1]},
    )
    for end in range(1, 200):
        before = index.find("z" * end, rows, NOW, before)
        assert before.ids == [1]
        assert len(before.steps) <= 33


def test_letters_no_longer_find_a_name_that_was_changed():
    book, listed = simple()
    index = Index(book)
    index.update(1, book.case(1)._replace(customer={"name": "Zed"}))
    index.update(2, None)
    assert index.find("zs", listed, NOW).ids == []
    assert index.find("ls", listed, NOW).ids == []
    assert index.find("z", listed, NOW).ids == [4, 3, 1]


@pytest.mark.parametrize(("before", "after", "narrower"), [
    ("", "z", True), ("z", "zh", True), ("z", "", False), ("zh", "z", False), ("zh", "xzh", False), ("!z", "!zh", False), ("!z", "zh", False),
    ("z", "!zh", False), ("13", "138", False), ("138", "1380", True), ("tier:A", "tier:A z", True), ("tier:A", "tier:B", False),
    ("score>5", "score>50", False), ("z tier:A", "tier:A zh", True), ("z x", "zh", False), ("1", "1a", False),
])  # fmt: skip
def test_what_counts_as_asking_for_more(before, after, narrower):
    assert narrows(parse(before, NOW), parse(after, NOW)) is narrower


@given(books, queries, queries)
def test_whoever_answers_a_narrower_query_answers_the_wider_one(made, one, other):
    book, listed = book_of(made)
    index = Index(book)
    if narrows(parse(one, NOW), parse(other, NOW)):
        assert set(index.find(other, listed, NOW).ids) <= set(index.find(one, listed, NOW).ids)


@given(
    books,
    st.text(alphabet='tier:A阶段：!！-<>="“， .138zsis国家due', max_size=20) | st.text(max_size=8),
)
def test_nothing_that_can_be_typed_raises(made, text):
    book, listed = book_of(made)
    found = Index(book).find(text, listed, NOW)
    reading = read(text, NOW)
    assert set(found.ids) <= set(listed)
    assert found.fault == (reading.fault and reading.fault.message)


@given(books, books, queries)
@settings(max_examples=100)
def test_a_changed_book_is_found_as_if_it_had_always_been_so(before, after, text):
    old, _ = book_of(before)
    new, listed = book_of(after)
    index = Index(old)
    for i in range(1, 5):
        index.update(i, new.case(i) if new.get("customers", i) else None)
    assert index.find(text, listed, NOW).ids == Index(new).find(text, listed, NOW).ids


def simple():
    tables = {
        "customers": {
            str(i): {"name": name} for i, name in enumerate(["张三", "李四", "张五", "Zoe"], 1)
        }
    }
    row = Row("A", 1.0, 1.0, True, False, False, True, TODAY.toordinal(), 0, 0.0, STAGES[0])
    return Book(tables), dict.fromkeys((4, 3, 2, 1), row)


def test_answers_come_in_the_order_of_the_rows_or_in_the_one_asked_for():
    book, listed = simple()
    index = Index(book)
    assert index.find("z", listed, NOW).ids == [4, 3, 1]
    assert index.find("z", listed, NOW, order=[1, 2, 3, 4, 77]).ids == [1, 3, 4]


def test_an_answer_in_another_order_is_not_narrowed():
    book, listed = simple()
    index = Index(book)
    before = index.find("z", listed, NOW)
    assert index.find("zh", listed, NOW, before, order=[1, 2, 3, 4]).ids == [1, 3]


def test_an_answer_from_before_a_change_is_not_narrowed():
    book, listed = simple()
    index = Index(book)
    before = index.find("张", listed, NOW)
    index.update(2, book.case(2)._replace(customer={"name": "张李四"}))
    assert index.find("张", listed, NOW, before).ids == [3, 2, 1]


def test_rows_that_were_graded_anew_are_asked_anew():
    book, listed = simple()
    index = Index(book)
    before = index.find("tier:B", listed, NOW)
    graded = {**listed, 2: listed[2]._replace(tier="B")}
    assert index.find("tier:B 李", graded, NOW, before).ids == [2]
    tomorrow = Moment(NOW.now + timedelta(days=9), NOW.zone)
    late = index.find("overdue>7", listed, NOW)
    assert index.find("overdue>7 z", listed, tomorrow, late).ids == [4, 3, 1]


def test_somebody_who_has_a_row_and_is_not_indexed_yet_has_no_words():
    book, listed = simple()
    index = Index(book)
    found = index.find("tier:A !zhang", {**listed, 99: listed[1]}, NOW)
    assert found.ids == [4, 2, 99]
    assert index.find("张 is:open", {**listed, 99: listed[1]}, NOW).ids == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("张 tier:", [3, 1]),
        ("tier:", [4, 3, 2, 1]),
        ("张 colour:red", [3, 1]),
        ("张 due:<=t", [3, 1]),
    ],
)
def test_what_cannot_be_read_yet_is_told_and_the_rest_holds(text, hits):
    book, listed = simple()
    found = Index(book).find(text, listed, NOW)
    assert found.ids == hits
    assert found.fault is not None


def test_progress_goes_from_nothing_to_all():
    book = Book({"customers": {str(i): {"name": "x"} for i in range(1, 1001)}})
    told = []
    Index(book, told.append)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) >= 4
    assert told == sorted(told)
