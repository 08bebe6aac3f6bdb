"""The filter language: what is understood, and what is refused in one sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.errors import TierdeskError, Usage
from tierdesk.search.match import Subject, matches
from tierdesk.search.query import CHINESE, CHINESE_FLAGS, FLAGS, KEYS, parse, read

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
SUBJECT = Subject(BOOK.case(1), "A", 78.2, 0.91, True, "negotiation", ("Negotiation", "洽谈"), "open",
                  date(2026, 11, 20), date(2026, 11, 1), False, 120.0, ("老客户",))  # fmt: skip


@pytest.mark.parametrize("query", [
    "", "宏达", "hongda", "HONGDA", "hd", "k-7", "张三", "13800138000", "zhang@example", "tier:A", "tier:a",
    "stage:洽谈", "stage:negotiation", "score>78", "score>=78.2 score<79",
    "overdue>3", "overdue:4", "due:<=today", "due<=today", "last<2026-11-02", "country:DE", "country:德国",
    "country:germany", "tag:展会", "budget>=50000", "amount>30万", "owes>0", "is:key", "!lost", "-lost",
    "!tier:B", "completeness>90", "custom.Branche:metall", '"宏达机械 Hongda"', "级别：A", "is:open",
    "interest:4", "group:老客户", "hdjx", "hongdaji", "hdjxhongda", "zs", "zhangs", "zhs", "!zsf", "stage:n",
    "stage:洽", "country:d", "region:欧洲", "kind:公司", "score:78.2%",
    # as a Chinese input method writes it
    "等级：Ａ", "级别:a", "阶段：洽谈", "逾期＞３", "逾期≥４", "欠款>0", "国家：德国", "标签：展会，！流失", "到期：＜＝今天",
    "分组:老客户", "分数>=７８", "是：重点", "！流失　张三", "－流失", "“宏达机械 Hongda”", "「宏达」", "金额>３０万",
    "预算＞49，000", "评分>70、等级!=B", "自定义.Branche:metall", "tier!=b", "score=>78 score=<79", "is!=lost",
    # what somebody who is still typing has written so far
    "!", "张 -", '"', '!"', "宏达 “",
])  # fmt: skip
def test_a_query_that_fits(query):
    assert matches(parse(query, NOW), SUBJECT, NOW)


@pytest.mark.parametrize("query", [
    "tier:B", "stage:won", "overdue>7", "due:>today", "!宏达", "is:lost", "country:FR", "score<78", "owes>200",
    "nobody", "!key", "sign<2030-01-01", "willingness>0", "is:parked",
    "group:新客户", "stage:谈", "hdjz", "ongda机", "!zhangsan", "tier!=A", "13 tag:展会", "k-700", "zhangsi", "等级!=A",
])  # fmt: skip
def test_a_query_that_does_not_fit(query):
    assert not matches(parse(query, NOW), SUBJECT, NOW)


@pytest.mark.parametrize(("query", "said"), [
    ("teir:A", "did you mean “tier”"), ("score>high", "wants a number"), ("due:<=someday", "someday"),
    ("budget>lots", "lots"), ("is:happy", "happy"),
    ("frobnicate:3", "no filter “frobnicate”; known are"), ("tier:", "tier wants a value.*tier:A"),
    ("tag:", "tag wants a value"), ("overdue>", "overdue wants a value.*overdue>7"), ("due:", "due wants a value"),
    ("score>nan", "wants a number"), ("stage>洽谈", "cannot be compared by “>”"), ("逾期>很多", "wants a number"),
    ("颜色:红", "no filter “颜色”"), ("tier:A,B", "“A,B” is no tier"),
])  # fmt: skip
def test_nonsense_is_refused_by_name(query, said):
    with pytest.raises(TierdeskError, match=said):
        parse(query, NOW)


def test_a_wrong_key_is_a_usage_error():
    with pytest.raises(Usage):
        parse("colour:red", NOW)


def fits(query, **fields):
    return matches(parse(query, NOW), SUBJECT._replace(**fields), NOW)


def with_customer(**fields):
    return SUBJECT.case._replace(customer={**SUBJECT.case.customer, **fields})


def test_a_key_without_a_near_one_is_refused_without_a_guess():
    with pytest.raises(Usage) as refused:
        parse("frobnicate:3", NOW)
    assert "did you mean" not in str(refused.value)


def test_lost_is_what_the_stage_means_whatever_it_is_called():
    assert fits("is:lost", stage="verloren", stage_labels=("Verloren",), stage_kind="lost")
    assert not fits("is:lost", stage="lost", stage_kind="open")


@pytest.mark.parametrize("query", ["owes<1", "owes>=0", "owes:0", "owes>0"])
def test_what_is_owed_without_an_exchange_rate_fits_no_comparison(query):
    """Invariant 13."""
    assert not fits(query, owes=None)
    assert fits("!" + query, owes=None)


def test_a_signed_customer_is_never_parked():
    """Invariant 10."""
    case = with_customer(parked={"since": "2026-01-01", "reason": "r"})
    assert fits("is:parked", case=case)
    assert not fits("is:parked", case=case, signed=True)


def test_a_deal_whose_status_is_not_understood_is_open():
    deals = [(1, {"stage": "negotiation", "status": "?"})]
    assert fits("is:open", case=SUBJECT.case._replace(deals=deals))


def test_a_date_is_read_in_the_readers_order():
    mdy = replace(NOW, date_order="mdy")
    assert parse("due<12/5/2026", mdy).terms[0].value == date(2026, 12, 5)
    assert parse("due<5/12/2026", replace(NOW, date_order="dmy")).terms[0].value == date(
        2026, 12, 5
    )


subjects = st.builds(
    lambda tier, score, owes, due, last, kind, signed, parked, country: Subject(
        with_customer(country=country, **({"parked": {"reason": "r"}} if parked else {})),
        tier, score, score / 100, signed, "s", ("S",), kind, due, last, signed, owes,
    ),
    st.sampled_from("ABCD"), st.floats(0, 100), st.none() | st.floats(0, 1e6),
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 24)),
    st.sampled_from(["open", "won", "maintain", "lost"]), st.booleans(), st.booleans(),
    st.sampled_from(["DE", "CN", "", "ZZ"]),
)  # fmt: skip
TERMS = ("tier:A", "score>50", "owes<100", "due<=today", "last>2026-06-01", "is:lost", "is:parked",
         "is:signed", "is:certain", "country:DE", "region:europe", "overdue>3", "sign<2030-01-01",
         "willingness>2", "owner:Li", "Hongda", "stage:s")  # fmt: skip


@given(subjects, st.sampled_from(TERMS))
def test_a_term_and_its_negation_part_everybody(subject, term):
    found, others = (matches(parse(q, NOW), subject, NOW) for q in (term, "!" + term))
    assert found is not others


@given(subjects, st.sampled_from(TERMS), st.sampled_from(TERMS))
def test_two_terms_find_those_whom_both_find(subject, one, other):
    both = matches(parse(f"{one} {other}", NOW), subject, NOW)
    assert both is all(matches(parse(q, NOW), subject, NOW) for q in (one, other))


@given(st.sampled_from(["owes", "due", "last", "overdue", "sign", "willingness"]),
       st.sampled_from(["<", "<=", ">", ">=", ":"]))  # fmt: skip
def test_what_is_unknown_fits_no_comparison(key, relation):
    value = "2026-11-24" if key in ("due", "last", "sign") else "5"
    assert not fits(f"{key}{relation}{value}", owes=None, due=None, last_contact=None)


def test_every_chinese_name_means_a_key_that_there_is():
    assert set(CHINESE.values()) <= set(KEYS)
    assert set(CHINESE_FLAGS.values()) == set(FLAGS)
    assert not set(CHINESE) & set(KEYS)


@pytest.mark.parametrize("chinese", CHINESE)
def test_a_chinese_key_reads_as_its_english_twin(chinese):
    key = CHINESE[chinese]
    value = {
        "tier": "A",
        "due": "today",
        "last": "today",
        "created": "today",
        "sign": "today",
        "is": "key",
    }.get(key, "5")
    assert parse(f"{chinese}：{value}", NOW) == parse(f"{key}:{value}", NOW)


def test_what_can_be_read_is_read_and_the_rest_is_named():
    reading = read("张 tier: 标签:展会 due:<=someday", NOW)
    assert [term.key for term in reading.query.terms] == ["", "tag"]
    assert "tier wants a value" in str(reading.fault)


@given(
    st.text(alphabet='tier:A阶段：洽谈!！-<>=≤"“”，、 \u3000.13%~is', max_size=30)
    | st.text(max_size=12)
)
def test_reading_raises_for_nothing_that_can_be_typed(text):
    reading = read(text, NOW)
    if reading.fault is None:
        assert parse(text, NOW) == reading.query
    else:
        with pytest.raises(TierdeskError):
            parse(text, NOW)
