"""FIELD=VALUE words: which field, and its value. Fields of related records are dotted
(`contact.phones`); FIELD+=VALUE and FIELD-=VALUE add to a list and take from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tierdesk.desk.field_readings import MANNERS, collects, plain
from tierdesk.errors import Usage
from tierdesk.i18n.message import say

if TYPE_CHECKING:
    from tierdesk.domain.moment import Moment

_TABLES_ONLY = frozenset((
    "tierdesk_id", "groups", "contact.first_name", "contact.last_name", "deal.currency", "deal.status",
    "deal.probability", "deal.lost_reason", "deal.closed_on",
))  # fmt: skip
PARTS = ("contact.", "deal.", "custom.")
_NOTHING: Mapping[str, str] = {}


def split(
    words: Sequence[str],
    own: Sequence[str] = (),
    *,
    known: Mapping[str, str] | None = None,
    synonyms: Mapping[str, str] = _NOTHING,
) -> list[tuple[str, str]]:
    """(field, written value) of each word; `own` are fields of the command itself, `known` leads
    from all the names that there are to FIELDs (those of `set` when left out), `synonyms` from
    folded headings to names. Raises Usage for a word without an equals sign and for a field that
    does not exist."""
    fields = dict.fromkeys(own, "") | dict(known or {name: name for name in typed()})
    pairs = []
    for word in words:
        written, equals, value = word.partition("=")
        if not equals or not written:
            raise Usage(say("“%(text)s” is no FIELD=VALUE; write it like city=Berlin.", text=word))
        pairs.append((_named(written, fields, synonyms, custom=known is None), value))
    return pairs


def _named(
    written: str, fields: Mapping[str, str], synonyms: Mapping[str, str], *, custom: bool
) -> str:
    """The field's name with its manner. Raises Usage."""
    if written in fields or (custom and _custom(written)):
        return written
    from tierdesk.exchange.synonyms import anywhere, folded

    manner = written[-1] if written[-1] in MANNERS else ""
    bare = written.removesuffix(manner) if manner else written
    heading = folded(bare)
    found = bare if bare in fields else synonyms.get(heading) or anywhere().get(heading, bare)
    if found not in fields:
        raise _unknown(found, list(fields), custom=custom)
    if manner and not collects(fields[found]):
        raise Usage(
            say(
                "%(name)s is no list to which something could be added; write %(name)s=….",
                name=found,
            )
        )
    return found + manner


def typed() -> list[str]:
    """The fields that a person may set; a table has more, which only tell rows apart or are made
    into others while it is read."""
    from tierdesk.exchange.fields import FIELDS

    tables = ("customers", "contacts", "deals")
    return [
        name for name, spec in FIELDS.items() if spec.table in tables and name not in _TABLES_ONLY
    ]


def _unknown(name: str, known: Sequence[str], *, custom: bool) -> Usage:
    near = get_close_matches(name, known, 1)
    if not custom:
        return Usage(
            say("There is no field “%(name)s” here; choose one of %(choices)s.",
                name=name, choices=list(known))
        )  # fmt: skip
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


def is_pair(word: str) -> bool:
    """Whether a word is meant as FIELD=VALUE rather than as a text that holds an equals sign."""
    name, equals, _ = word.partition("=")
    if not equals or not name:
        return False
    return _custom(name) or not any(c.isspace() or c in ":<>!" for c in name)


def read(pairs: Sequence[tuple[str, str]], moment: Moment, currency: str = "") -> dict[str, object]:
    """{field: value as it is stored} of everything that is not blank. Raises Invalid for the
    first value that its field cannot hold."""
    from tierdesk.desk.field_readings import read as read_fields

    return read_fields(pairs, moment, currency)


def part(values: Mapping[str, object], prefix: str) -> dict[str, object]:
    """The values of one related record, by its own keys."""
    return {n.removeprefix(prefix): v for n, v in values.items() if n.startswith(prefix)}


def own(values: Mapping[str, object]) -> dict[str, object]:
    """The values of the customer itself."""
    return {n: v for n, v in values.items() if not n.startswith(PARTS)}


def blank(pairs: Sequence[tuple[str, str]]) -> dict[str, object]:
    """{field: None} of everything that was written blank: what is to be forgotten."""
    return {name: None for name, value in pairs if not value.strip() and plain(name) == name}
