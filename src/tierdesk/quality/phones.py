"""Telephone numbers as they are written, and when two of them are one.

Inside a book most numbers lack their country: two are one when their last digits agree, unless both
tell a country and it is another. What a number is internationally (E.164) is asked of phonenumbers,
loaded then. It must not know whose a number is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tierdesk.domain.folding import fold

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

DIGITS = 8
"""Digits, from the end, that make two telephone numbers one: country code, area code and its zero
are written or left out at will. A ninth must not differ."""
_NOT_DIGITS = re.compile("[^0-9]+")
_PARTS = re.compile(r"[;；,，、/|]|\bor\b|或")
_EXTENSION = re.compile(
    r"(?:转|轉|分机|分機|内线|ext(?:ension)?\.?|extn\.?|x|#)\s*[:：]?\s*\d{1,6}\s*$"
)
_CHINESE_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线)\s*:?")
_CHINESE_MOBILE = re.compile(r"(?:\+86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}")
_PLAIN = re.compile(r"\+?[0-9][0-9 ()-]{2,24}[0-9]", re.ASCII)
_LONGEST = 200
_LEAST = 7


def numbers(written: str) -> tuple[str, ...]:
    """The digits of each number in a text, without extensions: `138…/139…` holds two, `310/246-1501`
    one."""
    if _PLAIN.fullmatch(written):
        return (_NOT_DIGITS.sub("", written),)
    folded = fold(written[:_LONGEST])
    parts = [_NOT_DIGITS.sub("", _EXTENSION.sub("", part)) for part in _PARTS.split(folded)]
    if len(parts) > 1 and any(0 < len(part) < _LEAST for part in parts):
        parts = [_NOT_DIGITS.sub("", _EXTENSION.sub("", folded))]
    return tuple(dict.fromkeys(filter(None, parts)))


def same_number(one: str, other: str) -> bool:
    """Whether two telephone numbers, given as digits, are one."""
    if min(len(one), len(other)) < DIGITS:
        return one == other
    one, other = one.lstrip("0") or one, other.lstrip("0") or other
    return one[-DIGITS:] == other[-DIGITS:] and (
        min(len(one), len(other)) <= DIGITS or one[-DIGITS - 1] == other[-DIGITS - 1]
    )


@lru_cache(maxsize=4096)
def e164(written: str, country: str = "") -> str:
    """The first number of a text as +4940123456; `country` (ISO 3166, "" for unknown) is where it is
    dialled from. "" for a text without a number that could be dialled from everywhere."""
    found = _parsed(written, country)
    if found is None:
        return ""
    from phonenumbers import PhoneNumberFormat, format_number

    return str(format_number(found, PhoneNumberFormat.E164))


def two_countries(one: str, other: str) -> bool:
    """Whether two numbers with a + name countries that differ, so that equal last digits are chance."""
    first, second = _dialled_country(one), _dialled_country(other)
    return bool(first and second and first != second)


@lru_cache(maxsize=4096)
def _dialled_country(written: str) -> int:
    """The country code behind a + or 00; 0 without."""
    text = _international(written)
    if not text.startswith("+"):
        return 0
    from phonenumbers import NumberParseException, parse

    try:
        return int(parse(text, None).country_code or 0)
    except NumberParseException:
        return 0


def _parsed(written: str, country: str) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, PhoneNumberMatcher, is_valid_number, parse

    text = re.sub("转|轉|分机|分機|内线", " ext. ", fold(written[:_LONGEST])).replace(
        "ext. :", "ext. "
    )
    text = re.sub(r"^00(?=[1-9])", "+", text)
    try:
        number = parse(text, country or None)
    except NumberParseException:
        number = None
    if number is not None and is_valid_number(number):
        return number
    for match in PhoneNumberMatcher(text, country or None):
        return match.number
    return None


@lru_cache(maxsize=4096)
def possible(written: str, country: str = "") -> bool:
    """Whether a number has as many digits as its country's numbers have; true where its country is not
    known."""
    if country in ("", "CN") and _CHINESE_MOBILE.fullmatch(written):
        return True
    text = _international(written)
    if not text.startswith("+") and not country:
        return True
    from phonenumbers import NumberParseException, is_possible_number, parse

    try:
        return bool(is_possible_number(parse(text, country or None)))
    except NumberParseException:
        return False


def _international(written: str) -> str:
    """As the library reads it: a + for 00, `ext.` for 转 and the like."""
    text = _CHINESE_EXTENSION.sub(" ext. ", fold(written[:_LONGEST]))
    return re.sub(r"^00(?=[1-9])", "+", text)
