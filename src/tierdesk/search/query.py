"""The filter language as a value: `tier:A stage:洽谈 overdue>7 due:<=today !lost 张`.

A query is a list of terms that must all hold. Reading knows which keys there are and what kind
of value each takes; it does not know how a customer answers (that is `terms`). What a Chinese
input method writes is understood: full-width punctuation, 、 and ， as blanks, Chinese keys.
"""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from math import isfinite, nan
from typing import Literal, NamedTuple
from unicodedata import normalize

from tierdesk.domain.dates import parse_day
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import parse as parse_money
from tierdesk.domain.own_fields import by_key
from tierdesk.domain.vocabulary import TIERS
from tierdesk.errors import TierdeskError, Usage
from tierdesk.i18n.message import Message, say

Relation = Literal["=", "<", "<=", ">", ">="]
Operand = str | float | date

WORDS = ("tier", "stage", "owner", "country", "industry", "tag", "group", "source", "city", "kind",
         "channel", "code", "region")  # fmt: skip
NUMBERS = ("score", "overdue", "completeness", "interest", "willingness", "employees")
AMOUNTS = ("owes", "budget", "amount")
DAYS = ("due", "last", "created", "sign")
FLAGS = ("lost", "won", "open", "parked", "signed", "key", "dnc", "certain", "callable")
KEYS = (*WORDS, *NUMBERS, *AMOUNTS, *DAYS, "is")
CUSTOM = "custom."
CHINESE = {
    "等级": "tier", "级别": "tier", "评级": "tier", "阶段": "stage", "负责人": "owner", "归属": "owner",
    "国家": "country", "行业": "industry", "标签": "tag", "分组": "group", "来源": "source",
    "渠道": "source", "城市": "city", "类型": "kind", "联系方式": "channel", "编号": "code",
    "地区": "region", "大区": "region", "分数": "score", "评分": "score", "逾期": "overdue",
    "完整度": "completeness", "兴趣": "interest", "意愿": "willingness", "员工": "employees",
    "人数": "employees", "欠款": "owes", "预算": "budget", "金额": "amount", "到期": "due",
    "下次": "due", "联系": "last", "上次": "last", "创建": "created", "建档": "created",
    "签约日": "sign", "预计签约": "sign", "是": "is",
}  # fmt: skip
"""Chinese names of the keys, the usual one first."""
CHINESE_FLAGS = {
    "流失": "lost", "赢单": "won", "成交": "won", "进行中": "open", "搁置": "parked", "公海": "parked",
    "签约": "signed", "已签约": "signed", "重点": "key", "勿扰": "dnc", "确定": "certain",
    "可联系": "callable", "可致电": "callable",
}  # fmt: skip
_NO_NAMES: Mapping[str, str] = {}
_BETWEEN = r"(?:(?!(?<=\d)，(?=\d))[\s，、；])"
_SIGNS: dict[str, Relation] = {
    "<=": "<=", "=<": "<=", "≤": "<=", ">=": ">=", "=>": ">=", "≥": ">=", "!=": "=", "≠": "=",
    "<": "<", ">": ">", "=": "=", "": "=",
}  # fmt: skip
_RELATION = rf"(?::?(?:{'|'.join(filter(None, _SIGNS))})|:)"
_TERM = re.compile(rf"(?P<key>[\w.]+)(?P<relation>{_RELATION})(?P<value>.*)", re.DOTALL)
_TOKEN = re.compile(rf'[!-]?(?:[\w.]+{_RELATION})?"[^"]*"|(?:(?!{_BETWEEN}).)+', re.DOTALL)
_LONGEST = 40
_TYPED = str.maketrans(
    {"：": ":", "＜": "<", "＞": ">", "＝": "=", "！": "!", "－": "-",
     **dict.fromkeys("“”„「」『』＂", '"')}
)  # fmt: skip


class Term(NamedTuple):
    """One condition: `key` "" for a plain word, a flag's name with no value, or a comparison."""

    key: str
    relation: Relation
    value: Operand
    negated: bool = False


class Query(NamedTuple):
    """All terms must hold; an empty query finds everybody."""

    terms: tuple[Term, ...] = ()


class Reading(NamedTuple):
    """What could be read of a query, and the first thing that could not."""

    query: Query
    fault: TierdeskError | None


def parse(written: str, moment: Moment, tiers: Mapping[str, str] = _NO_NAMES) -> Query:
    """Read a query; `tiers` are the tiers by other names of theirs, folded. Raises Usage or
    Invalid naming the key, number, amount or date that is wrong."""
    reading = read(written, moment, tiers)
    if reading.fault:
        raise reading.fault
    return reading.query


def read(written: str, moment: Moment, tiers: Mapping[str, str] = _NO_NAMES) -> Reading:
    """Read a query as far as it can be read, for somebody who is still typing it."""
    terms: list[Term] = []
    fault: TierdeskError | None = None
    for token in tokens_of(written):
        try:
            terms.append(_term(token, moment, tiers))
        except TierdeskError as failure:
            fault = fault or failure
    return Reading(Query(tuple(terms)), fault)


def tokens_of(written: str) -> list[str]:
    """The terms as they were written, full-width punctuation as its plain twin. A sign of
    negation or a quotation mark that nothing follows yet is no term."""
    typed = plain_punctuation(normalize("NFC", written))
    return [token for token in _TOKEN.findall(typed) if token.strip('!-"')]


def plain_punctuation(written: str) -> str:
    """Text of the same length whose signs are those of the grammar."""
    return written.translate(_TYPED)


def key_of(written: str) -> str:
    """The key that was meant by an English or Chinese name, in any case."""
    if written.startswith(CUSTOM):
        return written
    if written.startswith("自定义."):
        return CUSTOM + written.removeprefix("自定义.")
    folded = normalize("NFKC", written).casefold()
    return CHINESE.get(folded, folded)


def _flag_of(written: str) -> str:
    folded = normalize("NFKC", written).casefold()
    return CHINESE_FLAGS.get(folded, folded)


def _term(token: str, moment: Moment, tiers: Mapping[str, str]) -> Term:
    negated = len(token) > 1 and token[0] in "!-"
    body = token[1:] if negated else token
    found = _TERM.fullmatch(body)
    if not found:
        word = body.strip('"')
        if negated and _flag_of(word) in FLAGS:
            return Term(_flag_of(word), "=", "", True)
        return Term("", "=", word, negated)
    key, sign, value = (
        key_of(found["key"]),
        found["relation"].lstrip(":"),
        found["value"].strip('"'),
    )
    negated ^= sign in ("!=", "≠")
    if key == "tier":
        value = tiers.get(fold(value), value)
    if key == "is":
        return Term(_known_flag(value), "=", "", negated)
    return Term(key, _SIGNS[sign], _operand(key, _SIGNS[sign], value, moment), negated)


def _known_flag(written: str) -> str:
    name = _flag_of(written)
    if name in FLAGS:
        return name
    raise Usage(
        say("is:%(text)s is no filter; known are %(known)s.", text=_short(written),
            known=[f"is:{flag}" for flag in FLAGS])
    )  # fmt: skip


def _operand(key: str, relation: Relation, value: str, moment: Moment) -> Operand:
    own = by_key(moment.own_fields, key.removeprefix(CUSTOM)) if key.startswith(CUSTOM) else None
    if own is not None and own.kind in ("number", "money", "date", "yes_no") and value:
        return _own_operand(key, own.kind, value, moment)
    if key in WORDS or key.startswith(CUSTOM):
        return _word(key, relation, value)
    if key not in KEYS:
        raise Usage(_unknown(key))
    if not value:
        raise Usage(_unfinished(key))
    if key in DAYS:
        return parse_day(
            value, moment.today, date_order=moment.date_order, past=key in ("last", "created")
        )
    if key in AMOUNTS:
        return float(parse_money(value, moment.currency).major)
    return _number(key, value)


def _own_operand(key: str, kind: str, value: str, moment: Moment) -> Operand:
    """The value with which a defined field of the customer's own is compared."""
    if kind == "date":
        return parse_day(value, moment.today, date_order=moment.date_order)
    if kind == "money":
        return float(parse_money(value, moment.currency).major)
    if kind == "number":
        return _number(key, value)
    word = normalize("NFKC", value).casefold()
    if word in _YES or word in _NO:
        return float(word in _YES)
    raise Usage(say("%(key)s is yes or no, not “%(text)s”.", key=key, text=_short(value)))


_YES, _NO = ("yes", "true", "y", "1", "是", "有"), ("no", "false", "n", "0", "否", "无")


def _number(key: str, value: str) -> float:
    try:
        found = float(normalize("NFKC", value).rstrip("%"))
    except ValueError:
        found = nan
    if isfinite(found):
        return found
    raise Usage(
        say(
            "%(key)s wants a number, not “%(text)s”; write it like %(key)s>7.",
            key=key,
            text=_short(value),
        )
    )


def _word(key: str, relation: Relation, value: str) -> str:
    if relation != "=":
        raise Usage(
            say("%(key)s cannot be compared by “%(sign)s”; write it like %(key)s:%(example)s.",
                key=key, sign=relation, example=_short(value) or _EXAMPLES.get(key, "…"))
        )  # fmt: skip
    if not value:
        raise Usage(_unfinished(key))
    if key == "tier" and normalize("NFKC", value).upper() not in TIERS:
        raise Usage(
            say(
                "“%(text)s” is no tier; choose one of %(choices)s.",
                text=_short(value),
                choices=list(TIERS),
            )
        )
    return value


_EXAMPLES = {
    "tier": "A", "stage": "洽谈", "owner": "Li", "country": "DE", "industry": "steel", "tag": "VIP",
    "group": "VIP", "source": "web", "city": "Leeds", "kind": "company", "channel": "phone",
    "code": "K1", "region": "europe", "owes": "0", "budget": "50k", "amount": "50k", "due": "today",
    "last": "2026-01-31", "created": "2026-01-31", "sign": "eom",
}  # fmt: skip


def _unfinished(key: str) -> Message:
    sign = ">" if key in NUMBERS or key in AMOUNTS else ":"
    example = _EXAMPLES.get(key, "7" if sign == ">" else "…")
    return say("%(key)s wants a value; write it like %(key)s%(sign)s%(example)s.",
               key=key, sign=sign, example=example)  # fmt: skip


def _short(written: str) -> str:
    """Enough of what was typed to recognise it in a sentence."""
    return written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"


def _unknown(key: str) -> Message:
    key = _short(key)
    near = get_close_matches(key, KEYS, 1)
    if near:
        return say("There is no filter “%(key)s”; did you mean “%(near)s”? Known are %(known)s.",
                   key=key, near=near[0], known=list(KEYS))  # fmt: skip
    return say("There is no filter “%(key)s”; known are %(known)s.", key=key, known=list(KEYS))
