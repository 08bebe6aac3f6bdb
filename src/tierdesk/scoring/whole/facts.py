"""What a panel keeps of every customer: raw facts, each read once, before any map or weight.

A fact is what a source says in the shape in which a model asks for it, so that a change of a
weight, a map, an unknown policy or a gate's limit needs no second look at the book. The readers
are those of `scoring.sources`; here they are only walked over many customers. It must not know
weights, maps or tiers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tierdesk.domain.book import Case
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.buying.cuts import Cuts
from tierdesk.scoring.field_readers import Convert, Reader, custom
from tierdesk.scoring.model import Condition, Criterion, Gate, ScoringModel
from tierdesk.scoring.sources import CUSTOM, DEFAULT_HALF_LIFE, Source, find_source
from tierdesk.scoring.touch_sources import decayed_points
from tierdesk.scoring.valuemap import DecaySum, Raw, Rfm

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Shape = Literal["number", "text", "flag", "any"]


class Fact(NamedTuple):
    """A source in one shape. `any` is what a gate reads: the value as it is stored. `points` and
    `half_life` (days) tell one sum of decaying touches from another, `cuts` one score of RFM."""

    source: str
    shape: Shape
    points: tuple[tuple[str, float], ...] = ()
    half_life: float = 0.0
    cuts: Cuts | None = None

    @property
    def adjustable(self) -> bool:
        """Whether a figure of a model decides what is read: another one is another fact."""
        return bool(self.points) or self.cuts is not None


class Words(NamedTuple):
    """A fact that is text: a code for each customer, −1 when it is not known, and the words that
    the codes stand for."""

    codes: NDArray[np.intp]
    words: tuple[str, ...]


class Stored(NamedTuple):
    """A fact that a gate reads: `true` where it is true, `amounts` where it compares with a
    limit (NaN elsewhere)."""

    true: Bools
    amounts: Floats


Column = Floats | Words | Stored
"""A fact of all customers; numbers and yes/no (1, 0) are floats, NaN when not known."""
_OWN = (CUSTOM, "customer.", "needs.")
"""Sources of these names read nothing but the customer's own document."""


def fact_of(criterion: Criterion) -> Fact:
    """What a criterion reads."""
    source, value_map = find_source(criterion.source), criterion.map
    if source is not None and source.decays and isinstance(value_map, DecaySum):
        points = tuple(sorted((kind, float(p)) for kind, p in value_map.points.items()))
        return Fact(criterion.source, "number", points, criterion.half_life or DEFAULT_HALF_LIFE)
    if source is not None and source.scored is not None and isinstance(value_map, Rfm):
        return Fact(criterion.source, "number", cuts=value_map.cuts)
    return Fact(criterion.source, value_map.takes)


def fact_of_condition(condition: Condition) -> Fact:
    """What a condition reads."""
    return Fact(condition.source, "text")


def fact_of_gate(gate: Gate) -> Fact:
    """What a gate reads."""
    return Fact(gate.source, "any")


INDUSTRY = Fact("customer.industry", "text")
"""What tells the customers of a variant."""


def facts_of(model: ScoringModel) -> dict[Fact, None]:
    """All that a model reads, in its order, each once."""
    conditions = (c.applies_if for c in model.criteria if c.applies_if)
    found = [fact_of(c) for c in model.criteria]
    found += [fact_of_condition(condition) for condition in conditions]
    return dict.fromkeys(found + [fact_of_gate(gate) for gate in model.gates])


class Readers:
    """Facts bound to a vantage, filling as customers pass by. Plain fields are put aside as they
    are stored and converted together at the end: books repeat themselves."""

    def __init__(self, facts: Iterable[Fact], vantage: Vantage) -> None:
        self._customers: list[Mapping[str, object]] = []
        self._fields: list[tuple[Fact, str, Convert]] = []
        self._others: list[tuple[Fact, list[Raw | None], Reader]] = []
        for fact in facts:
            source = find_source(fact.source)
            if source is not None and source.convert is not None:
                self._fields.append((fact, source.field, source.convert(vantage)))
            else:
                self._others.append((fact, [], _reader(fact, source, vantage)))
        self._takers = [(found.append, read) for _, found, read in self._others]

    @property
    def own_only(self) -> bool:
        """Whether nothing but the customers' own documents is read."""
        return all(fact.source.startswith(_OWN) for fact, *_ in self._others)

    def take(self, case: Case) -> None:
        """Read one customer."""
        self._customers.append(case.customer)
        for put, read in self._takers:
            put(read(case))

    def columns(self) -> dict[Fact, Column]:
        """What was read, in the order in which customers were taken."""
        found: dict[Fact, Column] = {}
        for fact, field, convert in self._fields:
            stored = [customer.get(field) for customer in self._customers]
            found[fact] = _column(fact.shape, _converted(stored, convert))
        for fact, values, _ in self._others:
            found[fact] = _column(fact.shape, values)
        return found


def _reader(fact: Fact, source: Source | None, vantage: Vantage) -> Reader:
    """The same reader that `scoring.sources.bound` finds for a criterion of that shape."""
    if source is None:
        return lambda _: None
    if fact.points:
        return decayed_points(vantage, dict(fact.points), fact.half_life)
    if source.takes is None:
        return custom(source.label, fact.shape, vantage)
    if source.scored is not None and fact.cuts is not None:
        return source.scored(vantage, fact.cuts)
    return source.bind(vantage)


def _converted(stored: Sequence[object], convert: Convert) -> list[Raw | None]:
    """What stored values mean, each text or number looked at once. True and false stay out of the
    table, where they would stand for 1 and 0."""
    known: dict[object, Raw | None] = {}
    absent = convert(None)
    found: list[Raw | None] = []
    for value in stored:
        if value is None:
            found.append(absent)
        elif value.__class__ is str or value.__class__ is int or value.__class__ is float:
            if value not in known:
                known[value] = convert(value)
            found.append(known[value])
        else:
            found.append(convert(value))
    return found


def _column(shape: Shape, values: Sequence[Raw | None]) -> Column:
    if shape == "text":
        return _words(values)
    if shape == "any":
        true = np.array([value is True for value in values], np.bool_)
        amounts = [None if isinstance(value, str) else value for value in values]
        return Stored(true, np.array(amounts, np.float64))
    return np.array(values, np.float64)  # None becomes NaN


def _words(values: Sequence[Raw | None]) -> Words:
    places: dict[str, int] = {}
    codes = [-1 if v is None else places.setdefault(str(v), len(places)) for v in values]
    return Words(np.array(codes, np.intp), tuple(places))


def part(column: Column, at: slice | NDArray[np.intp]) -> Column:
    """A fact of some of the customers."""
    if isinstance(column, Words):
        return Words(column.codes[at], column.words)
    if isinstance(column, Stored):
        return Stored(column.true[at], column.amounts[at])
    return column[at]


def freeze(columns: Iterable[Column]) -> None:
    """Make the arrays read-only."""
    for column in columns:
        if isinstance(column, Words):
            column.codes.flags.writeable = False
        elif isinstance(column, Stored):
            column.true.flags.writeable = column.amounts.flags.writeable = False
        else:
            column.flags.writeable = False
