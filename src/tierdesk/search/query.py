"""The filter language as a value: `tier:A stage:洽谈 overdue>7 due:<=today !lost 张`.

A query is a list of terms that must all hold. Parsing knows which keys there are and what
kind of value each takes; it does not know how a customer answers (that is `match`).
"""

import re
from datetime import date
from difflib import get_close_matches
from typing import Literal, NamedTuple
from unicodedata import normalize

from tierdesk.domain.dates import parse_day
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import parse as parse_money
from tierdesk.domain.vocabulary import TIERS
from tierdesk.errors import Usage
from tierdesk.i18n.message import say

Relation = Literal["=", "<", "<=", ">", ">="]
Operand = str | float | date

WORDS = ("tier", "stage", "owner", "country", "industry", "tag", "source", "city", "kind",
         "channel", "code", "region")  # fmt: skip
NUMBERS = ("score", "overdue", "completeness", "interest", "willingness", "employees")
AMOUNTS = ("owes", "budget", "amount")
DAYS = ("due", "last", "created", "sign")
FLAGS = ("lost", "won", "open", "parked", "signed", "key", "dnc", "certain")
_ALIASES = {
    "级别": "tier", "等级": "tier", "阶段": "stage", "负责人": "owner", "国家": "country", "行业": "industry",
    "标签": "tag", "来源": "source", "渠道": "source", "城市": "city", "分数": "score",
    "逾期": "overdue", "欠款": "owes", "预算": "budget", "金额": "amount", "到期": "due", "联系": "last",
    "流失": "lost", "赢单": "won", "搁置": "parked", "签约": "signed", "重点": "key", "编号": "code",
}  # fmt: skip
_TERM = re.compile(r"(?P<key>[\w.]+)(?P<relation>:?(?:<=|>=|<|>|=)|:)(?P<value>.*)", re.DOTALL)
_TOKEN = re.compile(r'[!-]?(?:[\w.]+(?::?(?:<=|>=|<|>|=)|:))?"[^"]*"|\S+')
_FULLWIDTH = str.maketrans("：＜＞＝！“”", ':<>=!""')


class Term(NamedTuple):
    """One condition: `key` "" for a plain word, a flag's name with no value, or a comparison."""

    key: str
    relation: Relation
    value: Operand
    negated: bool = False


class Query(NamedTuple):
    """All terms must hold; an empty query finds everybody."""

    terms: tuple[Term, ...] = ()


def parse(written: str, moment: Moment) -> Query:
    """Read a query. Raises Usage naming the key, number, amount or date that is wrong."""
    tokens = _TOKEN.findall(normalize("NFC", written).translate(_FULLWIDTH))
    return Query(tuple(_term(token, moment) for token in tokens))


def _term(token: str, moment: Moment) -> Term:
    negated = len(token) > 1 and token[0] in "!-"
    body = token[1:] if negated else token
    found = _TERM.fullmatch(body)
    if not found:
        word = body.strip('"')
        key = _ALIASES.get(word, word).casefold()
        if negated and key in FLAGS:
            return Term(key, "=", "", True)
        return Term("", "=", word, negated)
    key = _ALIASES.get(found["key"], found["key"])
    key = key if key.startswith("custom.") else key.casefold()
    relation = found["relation"].lstrip(":") or "="
    value = found["value"].strip('"')
    if key == "is":
        return _flag(value, negated)
    if found["relation"] == ":" and value[:2] in ("<=", ">="):
        relation, value = value[:2], value[2:]
    elif found["relation"] == ":" and value[:1] in ("<", ">", "="):
        relation, value = value[:1], value[1:]
    return Term(key, _relation(relation), _operand(key, value, moment), negated)


def _flag(written: str, negated: bool) -> Term:
    name = _ALIASES.get(written, written).casefold()
    if name in FLAGS:
        return Term(name, "=", "", negated)
    raise Usage(
        say("is:%(text)s is no filter; known are %(known)s.", text=written,
            known=[f"is:{flag}" for flag in FLAGS])
    )  # fmt: skip


def _relation(written: str) -> Relation:
    relations: dict[str, Relation] = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
    return relations.get(written, "=")


def _operand(key: str, value: str, moment: Moment) -> Operand:
    if key in DAYS:
        return parse_day(
            value, moment.today, date_order=moment.date_order, past=key in ("last", "created")
        )
    if key in AMOUNTS:
        return float(parse_money(value, moment.currency).major)
    if key in NUMBERS:
        try:
            return float(value)
        except ValueError:
            raise Usage(
                say("%(key)s wants a number, not “%(text)s”; write it like %(key)s>7.",
                    key=key, text=value)
            ) from None  # fmt: skip
    if key == "tier" and value.upper() not in TIERS:
        raise Usage(
            say(
                "“%(text)s” is no tier; choose one of %(choices)s.", text=value, choices=list(TIERS)
            )
        )
    if key in WORDS or key.startswith("custom."):
        return value
    known = [*WORDS, *NUMBERS, *AMOUNTS, *DAYS, "is"]
    near = get_close_matches(key, known, 1)
    if near:
        raise Usage(
            say("There is no filter “%(key)s”; did you mean “%(near)s”? Known are %(known)s.",
                key=key, near=near[0], known=known)
        )  # fmt: skip
    raise Usage(say("There is no filter “%(key)s”; known are %(known)s.", key=key, known=known))
