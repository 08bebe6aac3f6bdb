"""Which column goes to which field: guessed from headings and values, overridden by the user.

Nothing is dropped: a column that no field claims becomes `custom.<heading>`. A guess that rests
on one word of a heading must be confirmed by the values, and stays a guess: a cell that does
not fit such a column is kept as text instead of refusing its row.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tierdesk.errors import Invalid, Usage
from tierdesk.exchange.fields import (
    ALLOWED,
    CUSTOM,
    FIELDS,
    KINDS,
    LISTS,
    NUMBER,
    PREFIXES,
    TABLES,
    Field,
    field_of,
    targets,
)
from tierdesk.exchange.programs import field_there
from tierdesk.exchange.sampling import fits, sampled
from tierdesk.exchange.sheet import Sheet, shown
from tierdesk.exchange.synonyms import anywhere, bare, folded, marks, tokens
from tierdesk.i18n.message import Message, say

REPORT_HEADINGS = ("row", "reason")
"""The first two columns of a rejects file; when that file comes back they are not data."""
_WEAK: Mapping[str, tuple[str, ...]] = {
    "contact.phones": ("phone", "telephone", "mobile", "tel", "电话", "手机"),
    "contact.emails": ("email", "mail", "邮箱"),
    "country": ("country", "nation", "location", "国家"),
    "annual_revenue": ("revenue", "turnover", "营业额"),
    "employees": ("employees", "headcount", "员工"),
    "contact.birthday": ("birthday", "生日"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: `index` -1 is the row's number, `target` "" is ignored. `sure`:
    named by the user or headed by the field's own word."""

    header: str
    index: int
    target: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Every column of the file in its order, and what a row of it is."""

    kind: str
    columns: tuple[Column, ...]
    notes: list[Message] = field(default_factory=list)

    def pairs(self) -> list[str]:
        """The map as `COLUMN=FIELD`, to be kept and given again."""
        return [f"{c.header}={c.target}" for c in self.columns]


def parse_overrides(pairs: Iterable[str]) -> list[tuple[str, str]]:
    """`COLUMN=FIELD` taken apart; raises Usage where there is no equals sign. A heading may hold
    some itself: the first one behind which a field stands counts, else the last."""
    return [_taken_apart(pair) for pair in pairs]


def _taken_apart(pair: str) -> tuple[str, str]:
    column, equals, target = pair.rpartition("=")
    if not equals:
        raise Usage(
            say("“%(text)s” is no map; write COLUMN=FIELD, or COLUMN= to leave a column out.",
                text=shown(pair))
        )  # fmt: skip
    for at, char in enumerate(pair):
        rest = pair[at + 1 :].strip()
        if char == "=" and (rest in FIELDS or rest.startswith(CUSTOM)):
            return pair[:at], rest
    return column, target.strip()


def map_columns(
    sheet: Sheet, *, kind: str = "", overrides: Iterable[tuple[str, str]] = (), whole: bool = True
) -> ColumnMap:
    """The map of a sheet. Raises Usage for a column, field or kind that does not exist, Invalid
    when it must be `whole` and no column says what a row is about."""
    given = list(overrides)
    kind = _kind(sheet, kind, given)
    chosen = _overridden(sheet, kind, given)
    notes: list[Message] = []
    taken = {t for t in chosen.values() if t and not _repeatable(t, kind)}
    columns: list[Column] = []
    for index, header in enumerate(sheet.headers):
        if header in chosen:
            column = Column(header, index, chosen[header])
            if not column.target:
                notes.append(say("The column %(name)s was left out, as asked.", name=shown(header)))
        else:
            column = _guess(sheet, index, kind, taken, notes)
        columns.append(column)
        if column.target and not _repeatable(column.target, kind):
            taken.add(column.target)
    if NUMBER in chosen:
        columns.append(Column(NUMBER, -1, chosen[NUMBER]))
    if whole:
        _require(sheet, kind, columns)
    return ColumnMap(kind, tuple(columns), notes)


def _kind(sheet: Sheet, kind: str, given: Sequence[tuple[str, str]]) -> str:
    if kind:
        if kind not in KINDS:
            raise Usage(
                say("A file cannot be read as %(kind)s; --as takes one of %(kinds)s.",
                    kind=kind, kinds=list(KINDS))
            )  # fmt: skip
        return kind
    return _guessed_kind(sheet.headers, [target for _, target in given])


def _guessed_kind(headers: Sequence[str], wanted: Sequence[str]) -> str:
    """By the headings that speak for a kind, two at least; a name with anything else is a list
    of customers, and so is a file that carries field names of tierdesk."""
    if any(h in FIELDS and "." not in h and h in ("name", "code") for h in headers) and any(
        h in FIELDS and "." in h for h in headers
    ):
        return "customers"
    heads = {folded(h) for h in headers}
    scores = {k: len(heads & marks(k)) for k in KINDS}
    for name in wanted:
        for kind in KINDS:
            if PREFIXES[kind] and name.startswith(PREFIXES[kind]):
                scores[kind] += 2
    named = any(anywhere().get(h) in ("name", "code") for h in heads)
    if named:
        scores["products"] = scores["people"] = 0
    if not _names_persons_of_companies(heads):
        scores["contacts"] = 0
    if scores["rates"] and not {"rate.currency", "currency"} & {
        bare("rates").get(h, "") for h in heads
    }:
        scores["rates"] = 0
    best = max(KINDS, key=lambda k: (scores[k], k == "customers"))
    return best if scores[best] >= 2 or (best == "rates" and scores[best]) else "customers"


def _names_persons_of_companies(heads: set[str]) -> bool:
    company = any(anywhere().get(head) == "name" for head in heads)
    return company and any(
        bare("contacts").get(head, anywhere().get(head)) in PERSONS for head in heads
    )


def _overridden(sheet: Sheet, kind: str, given: Sequence[tuple[str, str]]) -> dict[str, str]:
    by_fold: dict[str, str] = {}
    for header in reversed(sheet.headers):
        by_fold[folded(header)] = header
    out: dict[str, str] = {}
    for column, target in given:
        header = column if column in sheet.headers or column == NUMBER else ""
        header = header or by_fold.get(folded(column), "")
        if not header:
            raise Usage(
                say("There is no column “%(name)s”; the file has %(columns)s.",
                    name=shown(column), columns=_listed(sheet.headers))
            )  # fmt: skip
        if target and field_of(target, kind) is None:
            raise _unknown_field(target, kind)
        if target in out.values() and not _repeatable(target, kind):
            raise Usage(
                say(
                    "Two columns cannot both go to %(field)s; map one of them elsewhere.",
                    field=target,
                )
            )
        out[header] = target
    return out


def _unknown_field(target: str, kind: str) -> Usage:
    known = targets(kind)
    near = difflib.get_close_matches(target, known, 3, 0.6)
    return Usage(
        say("There is no field “%(name)s” for %(kind)s; choose one of %(fields)s, or custom.NAME.",
            name=shown(target), kind=kind, fields=list(near or known))
    )  # fmt: skip


def _listed(headers: Sequence[str]) -> list[str]:
    return [*(shown(h, 30) for h in headers[:40]), *(["…"] if len(headers) > 40 else [])]


def _repeatable(target: str, kind: str) -> bool:
    spec = field_of(target, kind)
    return not target or (spec is not None and spec.reading in LISTS)


def _guess(sheet: Sheet, index: int, kind: str, taken: set[str], notes: list[Message]) -> Column:
    header = sheet.headers[index]
    if sheet.headers[:2] == REPORT_HEADINGS and index < 2:
        return Column(header, index, "")
    fallback = Column(header, index, CUSTOM + header, sure=False)
    spec = _by_word(header, kind, sheet.headers)
    if spec is None:
        spec = _by_token(sheet, index, header, kind)
        return (
            Column(header, index, spec.target, sure=False)
            if spec and _free(spec, taken)
            else fallback
        )
    if not _free(spec, taken):
        return fallback
    if spec.target != header and not fits(spec.reading, sampled(sheet, index), target=spec.target):
        notes.append(
            say("The column %(name)s does not hold what its heading says; it is kept as %(field)s.",
                name=shown(header), field=shown(fallback.target))
        )  # fmt: skip
        return fallback
    return Column(header, index, spec.target)


def _free(spec: Field, taken: set[str]) -> bool:
    return spec.target not in taken


def _by_word(header: str, kind: str, headers: Sequence[str]) -> Field | None:
    exact = field_of(header, kind)
    if exact:
        return exact
    head = folded(header)
    there = field_there(header, headers)
    for target in (there, bare(kind).get(head, ""), anywhere().get(head, "")):
        spec = field_of(target, kind) if target else None
        if spec:
            return spec
    return None


def _by_token(sheet: Sheet, index: int, header: str, kind: str) -> Field | None:
    """One word of the heading and at least four fifths of the values speak for the field."""
    words = tokens(header)
    for target, known in _WEAK.items():
        if any(w in known or (w[0] > "\x7f" and any(k in w for k in known)) for w in words):
            spec = field_of(target, kind)
            values = sampled(sheet, index)
            if spec and values and fits(spec.reading, values, share=0.8, target=target):
                return spec
    return None


PERSONS = ("contact.name", "contact.first_name", "contact.last_name")
"""What names a customer in a list of persons that has no other name."""
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "customers": ("name", "code", *PERSONS), "orders": ("name", "code"), "touches": ("name", "code"),
    "contacts": ("name", "code"), "products": ("product.name", "product.code"),
    "events": ("name", "code", "contact.emails"), "people": ("person.name",),
    "rates": ("rate.currency",), "deals": (),
}  # fmt: skip


def _require(sheet: Sheet, kind: str, columns: Sequence[Column]) -> None:
    have = {column.target for column in columns}
    columns_shown = _listed(sheet.headers)
    needed = _NEEDED[kind]
    if needed and not have & set(needed):
        raise Invalid(
            _nameless_text(needed[0], kind, columns_shown) if sheet.encoding else
            say("No column of the file gives %(field)s of %(kind)s; say which one does with "
                "--map COLUMN=%(field)s (columns: %(columns)s), number the rows with "
                "--map \"#=%(field)s\", or say with --as what a row is.",
                field=needed[0], kind=kind, columns=columns_shown)
        )  # fmt: skip
    own = PREFIXES[ALLOWED[kind][0]]
    if kind == "deals" and not any(t.startswith(own) for t in have):
        raise Invalid(
            say("No column of the file says anything about a deal; map one with --map COLUMN=deal.stage "
                "(columns: %(columns)s).", columns=columns_shown)
        )  # fmt: skip


def _nameless_text(field: str, kind: str, columns: list[str]) -> Message:
    """Of a text file it may be the delimiter that was not found."""
    return say(
        "No column of the file gives %(field)s of %(kind)s; say which one does with "
        "--map COLUMN=%(field)s (columns: %(columns)s), number the rows with --map \"#=%(field)s\", "
        "say with --as what a row is, or with --delimiter what parts the columns.",
        field=field, kind=kind, columns=columns,
    )  # fmt: skip


def table_of(kind: str) -> str:
    """The table that a row's own record goes to."""
    return TABLES[kind]
