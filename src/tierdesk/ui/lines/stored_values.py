"""What a document holds, as a person reads it: money, days, labels, lists, birthdays, own fields.

A value of the wrong shape, or nested without end, is shown as far as it can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

from tierdesk.domain.document import Doc, flag, integer, text
from tierdesk.domain.labels import label
from tierdesk.domain.money import read
from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say

_DEEPEST = 3
_CLOSED = frozenset((
    "kind", "industry_position", "preferred_channel", "channel", "direction", "result", "role",
    "status",
))  # fmt: skip
_SHARES = frozenset(("market_share", "probability_override"))
_WORDS: Mapping[str, str] = {"open": N_("open"), "won": N_("Won"), "lost": N_("Lost")}


def value_text(value: object, field: str, catalog: Catalog, depth: int = 0) -> str:
    """The value as text, "" for nothing; customer text is as it was written, to be folded."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return catalog(N_("yes") if value else N_("no"))
    if isinstance(value, str):
        return _word(value, field, catalog)
    if isinstance(value, list):
        return _several(
            [value_text(part, field, catalog, depth + 1) for part in value[:100]], catalog
        )
    if isinstance(value, dict):
        return "…" if depth > _DEEPEST else _object(value, field, catalog, depth)
    if isinstance(value, float) and field in _SHARES:
        return f"{value:g} %"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _word(value: str, field: str, catalog: Catalog) -> str:
    if field == "country":
        from tierdesk.domain.countries import country_name

        return country_name(value, catalog.language)
    if field in _CLOSED:
        return catalog(_WORDS.get(value) or LABELS.get(value, value))
    return value


def _object(value: Doc, field: str, catalog: Catalog, depth: int) -> str:
    money = read({"money": value}, "money")
    if money is not None:
        return catalog.exact(money)
    if "month" in value and "day" in value:
        return birthday(value, catalog)
    parts = [
        f"{catalog(label(str(name)))} {value_text(part, str(name), catalog, depth + 1)}"
        for name, part in list(value.items())[:100]
    ]
    return _several(parts, catalog)


def _several(parts: list[str], catalog: Catalog) -> str:
    return ("、" if catalog.language == "zh" else ", ").join(part for part in parts if part)


def birthday(doc: Doc, catalog: Catalog) -> str:
    """`05-12`, with a year `1980-05-12`, by the lunar calendar `lunar 05-12`."""
    month, day, year = (integer(doc, key) for key in ("month", "day", "year"))
    if month is None or day is None:
        return ""
    written = f"{month:02}-{day:02}" if year is None else f"{year}-{month:02}-{day:02}"
    if text(doc, "calendar") != "lunar":
        return written
    if flag(doc, "leap"):
        return catalog.text(say("%(day)s of the lunar calendar, leap month", day=written))
    return catalog.text(say("%(day)s of the lunar calendar", day=written))
