"""FIELD=VALUE words: which field, and its value read as the import reads a cell, so that a
person and a table are understood alike. Fields of related records are dotted: `contact.phones`.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.message import say

if TYPE_CHECKING:
    from tierdesk.domain.moment import Moment

_TABLES_ONLY = frozenset((
    "tierdesk_id", "contact.first_name", "contact.last_name", "deal.currency", "deal.status",
    "deal.probability", "deal.lost_reason", "deal.closed_on",
))  # fmt: skip
PARTS = ("contact.", "deal.", "custom.")


def split(words: Sequence[str], own: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(field, written value) of each word; `own` are fields of the command itself. Raises Usage
    for a word without an equals sign and for a field that does not exist."""
    from tierdesk.exchange.synonyms import anywhere, folded

    known = typed()
    pairs = []
    for word in words:
        written, equals, value = word.partition("=")
        if not equals or not written:
            raise Usage(say("“%(text)s” is no FIELD=VALUE; write it like city=Berlin.", text=word))
        name = (
            written
            if written in known or written in own
            else anywhere().get(folded(written), written)
        )
        if name not in known and name not in own and not _custom(name):
            raise _unknown(name, [*known, *own])
        pairs.append((name, value))
    return pairs


def typed() -> list[str]:
    """The fields that a person may set; a table has more, which only tell rows apart or are made
    into others while it is read."""
    from tierdesk.exchange.fields import FIELDS

    tables = ("customers", "contacts", "deals")
    return [
        name for name, spec in FIELDS.items() if spec.table in tables and name not in _TABLES_ONLY
    ]


def _unknown(name: str, known: Sequence[str]) -> Usage:
    near = get_close_matches(name, known, 1)
    if near:
        return Usage(
            say("There is no field “%(name)s”; did you mean “%(near)s”? A field of your own is "
                "written custom.%(name)s.", name=name, near=near[0])
        )  # fmt: skip
    return Usage(
        say(
            "There is no field “%(name)s”; a field of your own is written custom.%(name)s.",
            name=name,
        )
    )


def _custom(name: str) -> bool:
    return name.startswith("custom.") and len(name) > len("custom.")


def read(pairs: Sequence[tuple[str, str]], moment: Moment, currency: str = "") -> dict[str, object]:
    """{field: value as it is stored} of everything that is not blank. Raises Invalid for the
    first value that its field cannot hold."""
    from tierdesk.exchange.cells import Setting
    from tierdesk.exchange.columns import Column, ColumnMap
    from tierdesk.exchange.drafts import DraftReader
    from tierdesk.exchange.sheet import Sheet, SheetRow

    given = [(name, value) for name, value in pairs if value.strip()]
    names = tuple(name for name, _ in given)
    sheet = Sheet(names, [SheetRow(1, tuple(value for _, value in given))])
    columns = ColumnMap("customers", tuple(Column(n, i, n) for i, n in enumerate(names)))
    setting = Setting(
        moment.now.astimezone(moment.zone), currency or moment.currency, moment.date_order
    )
    draft = next(iter(DraftReader(sheet, columns, setting)))
    if draft.problems:
        problem = draft.problems[0]
        raise Invalid(say("%(field)s: %(why)s", field=problem.field, why=problem.message))
    found = {**draft.values, **{f"custom.{name}": value for name, value in draft.custom.items()}}
    return {name: found[name] for name in names if name in found}


def part(values: dict[str, object], prefix: str) -> dict[str, object]:
    """The values of one related record, by its own keys."""
    return {n.removeprefix(prefix): v for n, v in values.items() if n.startswith(prefix)}


def own(values: dict[str, object]) -> dict[str, object]:
    """The values of the customer itself."""
    return {n: v for n, v in values.items() if not n.startswith(PARTS)}
