"""What the filter line offers while it is typed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.pipeline.stage_presets import PRESETS
from tierdesk.search.completion import MOST, complete, stage_words, words_of
from tierdesk.search.index import Index
from tierdesk.search.query import CHINESE, FLAGS, KEYS, read

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
BOOK = Book({
    "customers": {
        "1": {"name": "a", "country": "DE", "owner": "Li Hua", "tags": ["展会", "big fish"], "group_ids": [1],
              "custom": {"Branche": "x", "two words": 1}},
        "2": {"name": "b", "country": "CN", "owner": "王伟", "tags": ["展会"], "city": "上海", "preferred_channel": "wechat"},
        "3": {"name": "c", "country": "CN", "owner": "王伟", "tags": "展", "city": 5},
    },
    "groups": {"1": {"name": "老客户"}, "2": {"name": "nobody"}},
})  # fmt: skip
STAGES = PRESETS["intent"]
WORDS = {**words_of(BOOK), "stage": stage_words(STAGES)}


def offered(text, cursor=None):
    return complete(text, len(text) if cursor is None else cursor, WORDS).candidates


def test_values_of_the_book_come_most_frequent_first():
    assert WORDS["country"] == ["CN", "DE"]
    assert WORDS["owner"] == ["王伟", "Li Hua"]
    assert WORDS["tag"] == ["展会", "big fish"]
    assert WORDS["group"] == ["老客户"]
    assert WORDS["city"] == ["上海"]
    assert WORDS["custom"] == ["Branche"]
    assert WORDS["channel"][0] == "wechat"
    assert list(WORDS["region"][:2]) == ["asia", "europe"]


@pytest.mark.parametrize(("text", "first"), [
    ("ti", "tier:"), ("ST", "stage:"), ("ov", "overdue>"), ("du", "due<="), ("!lo", "!lost"), ("-pa", "-parked"), ("！lo", "!lost"),
    ("阶", "阶段:"), ("逾", "逾期>"), ("！流", "!流失"), ("custom.b", "custom.Branche:"), ("is", "is:"),
    ("tier:", "tier:A"), ("等级：", "等级:A"), ("tag:", "tag:展会"), ("tag:zh", "tag:展会"), ("tag:fish", 'tag:"big fish"'),
    ("owner:ww", "owner:王伟"), ("owner:", "owner:王伟"), ('owner:"li', 'owner:"Li Hua"'), ("country:germ", "country:DE"),
    ("国家：", "国家:中国"), ("国家：d", "国家:德国"), ("stage:neg", "stage:negotiation"), ("阶段:", "阶段:潜在"), ("stage:qiat", "stage:洽谈"),
    ("is:lo", "is:lost"), ("是：流", "是:流失"), ("is:流", "is:流失"), ("due:<=tom", "due:<=tomorrow"), ("到期＜＝", "到期<=今天"),
    ("last<", "last<today"), ("last<-3", "last<-30d"), ("联系<30", "联系<30天前"), ("region:欧", "region:europe"), ("地区：", "地区:亚洲"),
    ("channel:微", "channel:wechat"), ("group:lkh", "group:老客户"), ("张 !tier:b", "!tier:B"), ('"a b" ti', "tier:"), ("张，标", "标签:"),
])  # fmt: skip
def test_the_first_that_is_offered(text, first):
    assert offered(text)[0] == first


@pytest.mark.parametrize(
    "text", ["score>", "tier>", '"ti', "foo:", "tier:x", "tag:zzz", "amount>=1", "zzz"]
)
def test_nothing_is_offered_where_nothing_goes_on(text):
    assert offered(text) == []


def test_an_empty_line_offers_every_key_once():
    assert [word.rstrip(":<=>") for word in offered("")][: len(KEYS)] == list(KEYS)
    assert offered("!")[: len(FLAGS)] == [f"!{flag}" for flag in FLAGS]


def test_what_stands_behind_the_cursor_is_left_alone():
    made = complete("tier:A st overdue>7", 9, WORDS)
    assert (made.start, made.end, made.candidates) == (7, 9, ["stage:"])


def test_no_more_is_offered_than_anybody_reads():
    many = Book({"customers": {str(i): {"name": "x", "owner": f"owner {i}"} for i in range(500)}})
    assert len(complete("owner:", 6, words_of(many)).candidates) == MOST


def test_the_index_offers_the_words_of_its_book_and_of_the_stages_at_hand():
    index = Index(BOOK)
    assert index.words([]) == {**WORDS, "stage": []}
    assert index.words(STAGES) == WORDS


def test_the_names_of_tiers_are_offered_beside_their_letters_and_found():
    index = Index(BOOK)
    index.tiers = {"gold": "A", "高价值": "B"}
    words = index.words([])
    assert complete("tier:", 5, words).candidates[-2:] == ["tier:gold", "tier:高价值"]
    assert complete("tier:go", 7, words).candidates == ["tier:gold"]
    assert index.find("tier:Gold", {}, NOW).fault is None
    assert index.find("tier:Silver", {}, NOW).fault is not None


def test_the_index_offers_what_came_with_the_last_change():
    tables = {"customers": {"1": {"name": "a", "owner": "Zoe"}}}
    book = Book(tables)
    index = Index(book)
    assert index.words(STAGES)["owner"] == ["Zoe"]
    tables["customers"]["1"] = {"name": "a", "owner": "Yan"}
    index.update(1, book.case(1))
    assert index.words(STAGES)["owner"] == ["Yan"]


@given(st.text(alphabet='tierstagw:国家阶段：is!- "<=d展', max_size=14), st.integers(0, 14))
def test_whatever_is_offered_can_be_read_where_it_is_put(text, cursor):
    cursor = min(cursor, len(text))
    made = complete(text, cursor, WORDS)
    for candidate in made.candidates:
        taken = text[: made.start] + candidate
        before, after = read(text[: made.start], NOW), read(taken, NOW)
        if before.fault is None and candidate[-1] not in ":<=>":
            assert after.fault is None, taken
            assert len(after.query.terms) == len(before.query.terms) + 1


@pytest.mark.parametrize("key", [*KEYS, *CHINESE])
def test_every_key_is_offered_for_its_beginning(key):
    assert any(word.startswith(key) for word in offered(key[:-1] or key))
