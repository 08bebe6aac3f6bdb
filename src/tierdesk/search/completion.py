"""What the filter line offers while it is typed: keys first, then the values that the book holds.

It must not know who is found. Values come most frequent first, so that the list is useful before
anything of a value is typed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.domain.countries import REGIONS, region
from tierdesk.domain.document import text, texts
from tierdesk.domain.folding import fold
from tierdesk.domain.vocabulary import CHANNELS, KINDS, TIERS
from tierdesk.search.listing import StageFacts
from tierdesk.search.match import group_names, groups_of
from tierdesk.search.pinyin import has_han, pattern_of, syllables
from tierdesk.search.query import (
    AMOUNTS,
    CHINESE,
    CHINESE_FLAGS,
    CUSTOM,
    DAYS,
    FLAGS,
    KEYS,
    NUMBERS,
    key_of,
    plain_punctuation,
)
from tierdesk.search.spellings import region_words, spellings

Words = Mapping[str, Sequence[str]]
"""Values by key, most frequent first."""

MOST = 50
"""Candidates that are offered at once."""
_ENTRY = re.compile(
    r'(?:^|[\s，、；])(?P<sign>[!-]?)(?P<body>(?:[\w.]+:?[:<>=]+)?"[^"]*|[^\s，、；"]*)$'
)
_BODY = re.compile(r"(?P<key>[\w.]+)(?P<relation>:?(?:<=|>=|<|>|=)|:(?:<=|>=|<|>)?)(?P<begun>.*)")
_DAYS = ("today", "tomorrow", "yesterday", "fri", "eom", "+7d", "+1m")
_PAST = ("today", "yesterday", "-7d", "-30d", "-90d")
_CHINESE_DAYS = ("今天", "明天", "后天", "昨天", "月底", "下周一", "下周五")
_CHINESE_PAST = ("今天", "昨天", "7天前", "30天前", "90天前")
_FIELDS = ("owner", "country", "industry", "source", "city")


class Completion(NamedTuple):
    """`text[start:end]` may be replaced by any of the candidates, best first."""

    start: int
    end: int
    candidates: list[str]


def complete(text: str, cursor: int, words: Words) -> Completion:
    """What may stand where the cursor is (an index into the text). A candidate that ends with a
    relation wants a value behind it."""
    typed = plain_punctuation(text[:cursor])
    found = _ENTRY.search(typed)
    if found is None:
        return Completion(cursor, cursor, [])
    start = found.start("sign")
    body = _BODY.fullmatch(found["body"])
    if body is None:
        offered = _keys(found["body"], words, found["sign"])
        return Completion(start, cursor, [found["sign"] + key for key in offered][:MOST])
    values = _values(body["key"], body["relation"], body["begun"].lstrip('"'), words)
    before = found["sign"] + body["key"] + body["relation"]
    return Completion(start, cursor, [before + _quoted(value) for value in values][:MOST])


def stage_words(stages: Iterable[StageFacts]) -> Sequence[str]:
    """The key of each stage and the first other word for it."""
    return [word for stage in stages for word in (stage.key, *stage.words[:1])]


def words_of(book: Book) -> Words:
    """What the customers of a book have under each key but stage, which other rules know."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in (*_FIELDS, "tag", "group")}
    names, custom = group_names(book), Counter[str]()
    for _, customer in book.rows("customers"):
        for field in _FIELDS:
            value = customer.get(field)
            if value.__class__ is str:
                counts[field][str(value)] += 1
        if "tags" in customer:
            counts["tag"].update(texts(customer, "tags"))
        if "group_ids" in customer:
            counts["group"].update(groups_of(customer, names))
        own = customer.get("custom")
        if isinstance(own, dict):
            custom.update(own.keys())
    found: dict[str, Sequence[str]] = {
        key: [value for value, _ in count.most_common() if value] for key, count in counts.items()
    }
    channels = Counter(text(c, "preferred_channel") for _, c in book.rows("customers"))
    found["channel"] = sorted(CHANNELS, key=lambda channel: -channels[channel])
    met = [key for code in found["country"] if (key := region(code))]
    found["region"] = list(dict.fromkeys((*met, *REGIONS)))
    found["custom"] = [key for key, _ in custom.most_common() if re.fullmatch(r"[\w.]+", key)]
    return found


def _keys(begun: str, words: Words, sign: str) -> list[str]:
    """Keys, and behind a sign of negation flags too, that go on from what was typed."""
    folded = fold(begun)
    offered = [*map(_with_relation, KEYS), *(f"{CUSTOM}{key}:" for key in words.get("custom", ()))]
    offered += [f"is:{flag}" for flag in FLAGS]
    if sign:
        offered = [*FLAGS, *offered]
    if not begun.isascii():
        offered += [_with_relation(key) for key in CHINESE]
        offered += [f"是:{flag}" for flag in CHINESE_FLAGS] + list(CHINESE_FLAGS if sign else ())
    return [key for key in offered if fold(key).startswith(folded) and key != begun]


def _with_relation(key: str) -> str:
    kind = key_of(key)
    if kind in NUMBERS or kind in AMOUNTS:
        return f"{key}>"
    return f"{key}<=" if kind in DAYS else f"{key}:"


def _values(written: str, relation: str, begun: str, words: Words) -> list[str]:
    key, chinese = key_of(written), not written.isascii()
    known: Sequence[str]
    if key in ("last", "created"):
        known = _in_script(_PAST, _CHINESE_PAST, begun, chinese)
    elif key in DAYS:
        known = _in_script(_DAYS, _CHINESE_DAYS, begun, chinese)
    elif relation.strip(":"):
        known = ()
    elif key == "is":
        known = _in_script(FLAGS, tuple(CHINESE_FLAGS), begun, chinese)
    else:
        known = (*_FIXED.get(key, ()), *words.get(key, ()))
    return _going_on(key, known, begun, chinese)


_FIXED: Words = {"tier": TIERS, "kind": tuple(KINDS)}


def _in_script(
    english: Sequence[str], chinese: Sequence[str], begun: str, is_chinese: bool
) -> Sequence[str]:
    """Both lists, the one in the language of the key first, and alone while nothing is typed."""
    first, second = (chinese, english) if is_chinese else (english, chinese)
    return (*first, *second) if begun else first


def _going_on(key: str, known: Sequence[str], begun: str, chinese: bool) -> list[str]:
    """Values that begin with what was typed, then those that hold it or are spelled so; in
    Chinese behind a Chinese key where there is a Chinese word."""
    wanted = fold(begun)
    pattern = pattern_of(wanted)
    found: list[tuple[int, str]] = []
    for value in known:
        spelled = [value, *(region_words(value) if key == "region" else spellings(key, value))]
        ranks = [rank for word in spelled if (rank := _rank(fold(word), wanted, pattern)) >= 0]
        if ranks:
            shown = next(filter(has_han, spelled), value) if chinese else value
            found.append((min(ranks), shown))
    found.sort(key=lambda choice: (choice[0], chinese and not has_han(choice[1])))
    return list(dict.fromkeys(value for _, value in found))


def _rank(word: str, wanted: str, pattern: re.Pattern[str] | None) -> int:
    """0 when the word goes on from what was typed, 1 when it holds it, 2 when it is read so, -1
    otherwise."""
    if word.startswith(wanted):
        return 0
    if wanted in word:
        return 1
    return 2 if pattern and pattern.search(syllables(word)) else -1


def _quoted(value: str) -> str:
    plain = value.replace('"', "")
    return f'"{plain}"' if re.search(r"[\s，、；]", plain) else plain
