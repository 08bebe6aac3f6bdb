"""Stored values as the text that a person edits: read back, it gives the same value.

It must not know the field's form, nor read anything itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from tierdesk.exchange.cell_texts import birthday_text, list_text, needs_text
from tierdesk.i18n.message import N_, Message

if TYPE_CHECKING:
    from tierdesk.i18n.catalog import Catalog

_THREE = 3
_INSTANT = 11
"""Characters from which a planned day has a time too."""


def edited(value: object, reading: str, catalog: Catalog, zone: tzinfo | None = None) -> str:
    """The text of a value that a field of that reading holds, "" when nothing is stored; times
    are of `zone` where it is given."""
    if reading == "flag":
        return "yes" if value is True else "no"
    if value is None or value in ("", [], {}):
        return ""
    if reading == "country":
        from tierdesk.domain.countries import country_name

        return country_name(str(value), catalog.language)
    if reading == "due":
        return _due(str(value), zone)
    if reading == "plan":
        from tierdesk.desk.plan_texts import plan_text

        return plan_text(value)
    write = _WRITTEN.get(reading)
    return write(value) if write else _plain(value)


def _plain(value: object) -> str:
    from tierdesk.exchange.custom_cells import custom_text

    return custom_text(value)


def edited_money(value: object) -> str:
    """An amount as it is typed, "" when it is none."""
    from tierdesk.domain.money import exponent, read

    money = read({"value": value}, "value")
    if money is None:
        return ""
    decimals = exponent(money.currency)
    # of three decimals "1,250" could be read as one and a quarter
    whole = f"{money.major:.3f}" if decimals == _THREE else f"{money.major:,.{decimals}f}"
    return f"{whole.removesuffix('.' + '0' * decimals)} {money.currency}"


def _due(stored: str, zone: tzinfo | None) -> str:
    if zone is None or len(stored) < _INSTANT:
        return stored
    try:
        return f"{datetime.fromisoformat(stored).astimezone(zone):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return stored


_YES, _NO = N_("yes"), N_("no")


def said(value: object, reading: str) -> object:
    """The value as an argument of a Message, which the catalogue writes in the reader's
    language: money, days and labels as such, anything else as its text."""
    from tierdesk.domain.money import read
    from tierdesk.domain.vocabulary import LABELS

    if isinstance(value, bool) or reading == "flag":
        return Message(_YES if value is True else _NO)
    money = read({"value": value}, "value")
    if money is not None:
        return money
    if isinstance(value, str) and reading in _LABELLED and value in LABELS:
        return Message(LABELS[value])
    if isinstance(value, str) and (reading.endswith("_day") or reading == "due"):
        return _day(value)
    if isinstance(value, list):
        return [str(part.get("text")) if isinstance(part, dict) else str(part) for part in value]
    return birthday_text(value) if reading == "birthday" else _plain(value)


def _day(stored: str) -> object:
    try:
        return date.fromisoformat(stored[:10])
    except ValueError:
        return stored


_WRITTEN: Mapping[str, Callable[[object], str]] = {
    "money": edited_money, "profit": edited_money, "list": list_text, "items": list_text, "needs": needs_text,
    "birthday": birthday_text, "percent": lambda value: f"{value!r}%", "share": lambda value: f"{value!r}%",
}  # fmt: skip
_LABELLED = frozenset(("channel", "position", "kind", "role", "result", "direction"))
