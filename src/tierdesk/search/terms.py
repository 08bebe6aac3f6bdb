"""How one term of a query is answered: tests of rows, documents or deals.

A term is prepared once and then asked of all customers together, since it is asked at every key:
what a word accepts is remembered by the value that was stored, dates are numbers, a currency's
rate is looked up once. It must not know where customers come from. A comparison with something
unknown never holds.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tierdesk.domain.book import Row
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, day, flag, mapping, number, text
from tierdesk.domain.document import moment as instant
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money, exponent
from tierdesk.domain.touches import day_bounds
from tierdesk.search.hours import callable_now
from tierdesk.search.listing import Listing
from tierdesk.search.query import AMOUNTS, CUSTOM, DAYS, FLAGS, NUMBERS, Relation, Term
from tierdesk.search.spellings import Fits

_COMPARE: Mapping[Relation, Callable[[float, float], bool]] = {
    "=": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_PROBE = 10**12
_STAMP, _LATEST = len("2026-11-24T09:00:00Z"), "~"

Held = list[bool]
RowTest = Callable[[Sequence[Listing]], Held]
CustomerTest = Callable[[Sequence[Doc]], Held]
DealsTest = Callable[[Sequence[Sequence[Row]]], Held]
GroupsTest = Callable[[Sequence[Sequence[str]]], Held]


class Tests(NamedTuple):
    """Who holds a term, asked of many customers at once: of their rows, documents or deals, or of
    the names of the free groups in which they are. One that holds is enough; most terms have one
    test."""

    row: RowTest | None = None
    customer: CustomerTest | None = None
    deals: DealsTest | None = None
    groups: GroupsTest | None = None


def tests_of(term: Term, moment: Moment) -> Tests:
    """The tests of a term that has a key."""
    key = term.key
    if key == "callable":
        return Tests(customer=lambda docs: callable_now(docs, moment))
    if key in FLAGS:
        return _FLAG_TESTS[key]
    if key in DAYS:
        return _day_tests(term, moment)
    if key in AMOUNTS:
        return _amount_tests(term, moment)
    if key in NUMBERS:
        return _number_tests(term, moment)
    if key.startswith(CUSTOM) and not isinstance(term.value, str):
        return _own_tests(term, moment)
    return _word_tests(key, fold(str(term.value)))


def _own_tests(term: Term, moment: Moment) -> Tests:
    """A field of the customer's own that is no text: numbers, amounts in the base currency, yes as 1, days."""
    own, held, units = term.key.removeprefix(CUSTOM), _against(term), units_of(moment)
    of_days = isinstance(term.value, date)

    def read(doc: Doc) -> float | None:
        value = mapping(doc, "custom").get(own)
        if isinstance(value, str):
            return _ordinal_of(value) if of_days else None
        if of_days or isinstance(value, bool):
            return float(value) if isinstance(value, bool) and not of_days else None
        return units(value) if isinstance(value, dict) else number({"v": value}, "v")

    return Tests(customer=lambda docs: held([read(doc) for doc in docs]))


_FLAG_TESTS: Mapping[str, Tests] = {
    "lost": Tests(row=lambda rows: [row.stage.kind == "lost" for row in rows]),
    "parked": Tests(row=lambda rows: [row.parked for row in rows]),
    "signed": Tests(row=lambda rows: [row.signed for row in rows]),
    "certain": Tests(row=lambda rows: [row.certain for row in rows]),
    "won": Tests(deals=lambda many: [any(status(d) == "won" for _, d in deals) for deals in many]),
    "open": Tests(
        deals=lambda many: [any(status(d) == "open" for _, d in deals) for deals in many]
    ),
    "key": Tests(customer=lambda docs: [flag(doc, "key_account") for doc in docs]),
    "dnc": Tests(customer=lambda docs: [flag(doc, "do_not_contact") for doc in docs]),
}


def _with_outcome(outcome: str, many: Sequence[Sequence[Row]]) -> Iterator[bool]:
    for deals in many:
        held = False
        for _, deal in deals:
            held = held or status(deal) == outcome
        yield held


def _against(term: Term) -> Callable[[Iterable[float | None]], Held]:
    """Compares many values with that of the term; dates are compared by their numbers."""
    compare = _COMPARE[term.relation]
    limit = term.value.toordinal() if isinstance(term.value, date) else term.value
    if isinstance(limit, str):
        raise TypeError(f"{term.key} cannot be compared with the text {limit!r}")
    wanted = limit
    return lambda values: [value is not None and compare(value, wanted) for value in values]


def _number_tests(term: Term, moment: Moment) -> Tests:
    key, held = term.key, _against(term)
    if key == "score":
        return Tests(row=lambda rows: held([row.score for row in rows]))
    if key == "completeness":
        return Tests(row=lambda rows: held([100 * row.completeness for row in rows]))
    if key == "overdue":
        today = moment.today.toordinal()
        return Tests(
            row=lambda rows: held(
                [today - row.due_ordinal if row.eligible else None for row in rows]
            )
        )
    return Tests(customer=lambda docs: held([number(doc, key) for doc in docs]))


def _amount_tests(term: Term, moment: Moment) -> Tests:
    key, held, units = term.key, _against(term), units_of(moment)
    if key == "owes":
        return Tests(row=lambda rows: held([row.owes for row in rows]))
    if key == "budget":
        return Tests(
            customer=lambda docs: held(
                [None if (raw := doc.get(key)) is None else units(raw) for doc in docs]
            )
        )

    def largest(many: Sequence[Sequence[Row]]) -> Iterator[float | None]:
        for deals in many:
            best = None
            for _, deal in deals:
                value = units(deal.get(key))
                if value is not None and (best is None or value > best):
                    best = value
            yield best

    return Tests(deals=lambda many: held(largest(many)))


def units_of(moment: Moment) -> Callable[[object], float | None]:
    """Reads stored money as whole units of the base currency, rounded to its minor unit; None
    for what is no money or has no rate."""
    base = moment.currency
    rates: dict[str, float | None] = {}
    per_unit = float(10 ** exponent(base))

    def units(raw: object) -> float | None:
        if not isinstance(raw, dict):
            return None
        minor, currency = raw.get("minor"), raw.get("currency")
        if minor.__class__ is not int or not isinstance(currency, str) or not currency:
            return None
        if currency == base:
            return float(minor / per_unit)
        if currency not in rates:
            probe = moment.in_base(Money(_PROBE, currency))
            rates[currency] = None if probe is None else probe.minor / _PROBE
        rate = rates[currency]
        return None if rate is None else round(minor * rate) / per_unit

    return units


def _day_tests(term: Term, moment: Moment) -> Tests:
    key, held = term.key, _against(term)
    if key == "due":
        return Tests(
            row=lambda rows: held([row.due_ordinal if row.eligible else None for row in rows])
        )
    if key == "last":
        return Tests(row=lambda rows: held([row.contact_ordinal or None for row in rows]))
    if key == "created":
        return Tests(customer=_creation_test(term, moment))
    return Tests(deals=lambda many: held(map(_earliest, many)))


def _creation_test(term: Term, moment: Moment) -> CustomerTest:
    """Creation on the reader's dates. Stamps are compared as texts, which is three times as quick
    as asking each for its date."""
    on, relation, held = term.value, term.relation, _against(term)
    first, after = _bounds(on, moment) if isinstance(on, date) else ("", "")
    low = {"<": "", "<=": "", ">": after}.get(relation, first)
    high = {"<": first, ">": _LATEST, ">=": _LATEST}.get(relation, after)

    def created(docs: Sequence[Doc]) -> Iterator[bool]:
        for doc in docs:
            stored = doc.get("created_at")
            if not isinstance(stored, str):
                yield False
            elif len(stored) == _STAMP and stored[-1] == "Z":
                yield low <= stored < high and _ordinal_of(stored[:10]) is not None
            else:
                at = instant(doc, "created_at")
                yield at is not None and held([moment.local_day(at).toordinal()])[0]

    return lambda docs: list(created(docs))


def _bounds(on: date, moment: Moment) -> tuple[str, str]:
    """The first stamp of a local day and the first after it; the UTC day at the ends of time."""
    try:
        return day_bounds(on, moment.zone)
    except OverflowError:
        return f"{on.isoformat()}T", f"{on.isoformat()}U"


def _earliest(deals: Sequence[Row]) -> int | None:
    best = None
    for _, deal in deals:
        stored = deal.get("expected_sign_on")
        on = _ordinal_of(stored) if isinstance(stored, str) else None
        if on is not None and (best is None or on < best):
            best = on
    return best


@lru_cache(maxsize=4096)
def _ordinal_of(stored: str) -> int | None:
    found = day({"on": stored}, "on")
    return found.toordinal() if found else None


def _word_tests(key: str, wanted: str) -> Tests:
    fits = Fits(key, wanted)
    if key == "tier":
        return Tests(row=lambda rows: [fits[row.tier] for row in rows])
    if key == "stage":
        return Tests(
            row=lambda rows: _at_stages(fits, rows),
            deals=lambda many: list(_deals_at(fits, many)),
        )
    if key == "group":
        return Tests(groups=lambda many: [fits.any(names) for names in many])
    if key == "tag":
        return Tests(customer=lambda docs: list(_tagged(fits, docs)))
    if key.startswith(CUSTOM):
        own = key.removeprefix(CUSTOM)
        return Tests(
            customer=lambda docs: [fits[str(mapping(doc, "custom").get(own, ""))] for doc in docs]
        )
    field, absent = _FIELDS.get(key, key), "company" if key == "kind" else ""
    return Tests(customer=lambda docs: [fits[text(doc, field) or absent] for doc in docs])


_FIELDS = {"channel": "preferred_channel", "region": "country"}


def _tagged(fits: Fits, docs: Sequence[Doc]) -> Iterator[bool]:
    for doc in docs:
        tags, held = doc.get("tags"), False
        if isinstance(tags, list):
            for tag in tags:
                held = held or (isinstance(tag, str) and fits[tag])
        yield held


def _deals_at(fits: Fits, many: Sequence[Sequence[Row]]) -> Iterator[bool]:
    for deals in many:
        held = False
        for _, deal in deals:
            stage = deal.get("stage")
            held = held or (isinstance(stage, str) and fits[stage])
        yield held


def _at_stages(fits: Fits, rows: Sequence[Listing]) -> Held:
    """By key and names but those that mean another stage; one letter finds no synonym, since every
    stage has some of any letter."""
    stages = {row.stage.key: row.stage for row in rows}
    names = None if len(fits.wanted) > 1 else 1
    # what holds a ceded name fits no more than the name itself, or a longer word would find more
    held = {
        key: not any(name in fits.wanted for name in stage.ceded)
        and fits.any((key, stage.label, *stage.words[:names]))
        for key, stage in stages.items()
    }
    return [held[row.stage.key] for row in rows]
