"""What stands in a value of a vCard: its parts, escapes, days, numbers and addresses; and the same
written again. Which property is which field is not known here.
"""

import re
from datetime import date

_ESCAPE = re.compile(r'\\([nN,;:"\\])')
_STRUCTURED = re.compile(r"(?:\\.|[^;\\])*", re.DOTALL)
_LISTED = re.compile(r"(?:\\.|[^,\\])*", re.DOTALL)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?")
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?")
_NOBODYS_YEARS = frozenset((0, 1, 1604))
"""Years that programs write where none is known."""
_TEL = re.compile(r"tel:", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_EXTENSION = re.compile(r";ext=", re.IGNORECASE)
_CJK = re.compile("[⺀-鿿가-힣豈-﫿]")


def unescaped(value: str) -> str:
    """The text; a backslash before anything else than what is escaped stands for itself."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def escaped(text: str) -> str:
    """A text as a value of 3.0."""
    out = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return out.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def parts(value: str) -> list[str]:
    """The components of N, ADR and ORG."""
    return _cut(value, ";", _STRUCTURED)


def words(value: str) -> list[str]:
    """The texts of CATEGORIES and NICKNAME."""
    return [word for word in (part.strip() for part in _cut(value, ",", _LISTED)) if word]


def _cut(value: str, sign: str, pattern: re.Pattern[str]) -> list[str]:
    if "\\" not in value:
        return value.split(sign)
    found, at = [], 0
    while at <= len(value):
        match = pattern.match(value, at)
        end = match.end() if match else len(value)
        if value[end : end + 1] == "\\":  # a last backslash escapes nothing
            end += 1
        found.append(unescaped(value[at:end]))
        at = end + 1
    return found


def birthday(value: str) -> str:
    """`1980-05-12`, `05-12` where the year is not known; "" for what is no day."""
    text = value.strip()
    match = _DAY.fullmatch(text)
    year, month, day = (int(match[1]), match[2], match[3]) if match else (0, "", "")
    if not match:
        short = _NO_YEAR.fullmatch(text)
        if not short:
            return ""
        month, day = short[1], short[2]
    known = year not in _NOBODYS_YEARS
    try:
        date(year if known else 2000, int(month), int(day))
    except ValueError:
        return ""
    return f"{year:04}-{month}-{day}" if known else f"{month}-{day}"


def phone(value: str) -> str:
    """A number as it is dialled: `tel:` taken away, an extension told in words."""
    text = unescaped(value).strip()
    match = _TEL.match(text)
    return _EXTENSION.sub(" ext. ", text[match.end() :]) if match else text


def email(value: str) -> str:
    """An address without `mailto:`."""
    return _MAILTO.sub("", unescaped(value).strip(), count=1)


def address(value: str) -> str:
    """One line: street first and country last, in Chinese the other way round."""
    box, extended, street, *rest = (
        ", ".join(part.split("\n")).strip() for part in [*parts(value), "", "", ""]
    )
    city, region, code, country = [*rest, "", "", "", ""][:4]
    more = [part for part in rest[4:] if part]
    if _CJK.search(street + city + region):
        found = [
            country,
            region,
            city if city != region else "",
            street,
            extended,
            box,
            code,
            *more,
        ]
        return " ".join(part for part in found if part)
    place = " ".join(part for part in (region, code) if part)
    return ", ".join(part for part in (box, extended, street, city, place, country, *more) if part)


def full_name(value: str) -> str:
    """The name that N spells out: family name first where it is written so."""
    family, given, middle, prefix, suffix = [part.strip() for part in [*parts(value), *[""] * 5]][
        :5
    ]
    if _CJK.search(family + given):
        return f"{family}{middle}{given}{suffix}"
    found = (prefix, given, middle, family, suffix)
    return " ".join(", ".join(words(part)) if "," in part else part for part in found if part)
