"""The grader: a model compiled for a moment, which turns a case into a score.

Compiling resolves weights, sources and value maps once; what is left per customer is reading
and adding. The result depends on (case, moment, model) and nothing else (invariant 8), in
particular not on other customers; the tier before, which hysteresis goes by, is in the case.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book, Case
from tierdesk.domain.folding import fold
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.ladder import Ladder
from tierdesk.scoring.model import Condition, Criterion, ScoringModel
from tierdesk.scoring.models import Models
from tierdesk.scoring.score import Plan, Score, capped
from tierdesk.scoring.sources import bound, find_source
from tierdesk.scoring.valuemap import Enum, Raw

_Known = dict[object, float | None]
_Fresh = Callable[[object], float | None]
_Read = Callable[[Case], float | None]
_Route = tuple[Plan, list[tuple[int, str, _Known, _Fresh, float]], list[tuple[int, _Read, float]]]
"""A plan, its plain fields (place, name, values known by stored value, how to learn one, share)
and its other questions (place, reader, share)."""


class _Question(NamedTuple):
    """A criterion bound to a vantage; `field` is empty when it is no plain field."""

    field: str
    known: _Known
    fresh: _Fresh
    read: _Read


class Grader:
    """A model compiled for one vantage, for grading many customers."""

    def __init__(self, model: ScoringModel, vantage: Vantage) -> None:
        self.model = model
        self._ladder = Ladder(model.scheme, model.gates, vantage)
        conditions = {c.applies_if for c in model.criteria if c.applies_if}
        self._conditions = sorted(conditions, key=lambda c: (c.source, c.among))
        self._tests = [_question(_as_criterion(c), vantage).read for c in self._conditions]
        self._questions = {c.key: _question(c, vantage) for c in model.criteria}
        self._routes: dict[tuple[float | None, ...], _Route] = {}

    def grade(self, case: Case) -> Score:
        """The score of one customer."""
        holds = tuple([read(case) for read in self._tests])
        plan, fields, others = self._routes.get(holds) or self._route(holds)
        customer = case.customer
        values: list[float | None] = [None] * len(plan.keys)
        low = 0.0
        for at, name, known, fresh, share in fields:
            stored = customer.get(name)
            if stored is not None:
                try:
                    value = fresh(stored) if stored is True or stored is False else known[stored]
                except (KeyError, TypeError):
                    value = _learnt(known, fresh, stored)
                if value is not None:
                    values[at] = value
                    low += share * value
        for at, read, share in others:
            value = read(case)
            if value is not None:
                values[at] = value
                low += share * value
        guessed = missing = widest = 0.0
        if None in values:
            for value, share, guess in zip(values, plan.shares, plan.guesses, strict=True):
                if value is None:
                    missing += share
                    guessed += guess
                    widest = max(widest, share)
        score, high = low + guessed, low + missing
        if plan.caps:
            low, score, high = ends(plan, values)
        if high > 100.0:
            low, score, high = min(low, 100.0), min(score, 100.0), 100.0
        verdict, footing = self._ladder.verdict(case, score, low, high)
        completeness = max(0.0, 1.0 - missing / 100.0)
        found = (score, low, high, completeness, *verdict, plan, tuple(values), widest, *footing)
        return tuple.__new__(Score, found)  # a NamedTuple's own __new__ is a Python call

    def _route(self, holds: tuple[float | None, ...]) -> _Route:
        """The plan and the questions of customers for whom these conditions hold."""
        met = {c for c, held in zip(self._conditions, holds, strict=True) if held}
        plan = plan_of(self.model, met)
        asked = [(at, self._questions[key], plan.shares[at]) for at, key in enumerate(plan.keys)]
        fields = [(at, q.field, q.known, q.fresh, share) for at, q, share in asked if q.field]
        others = [(at, q.read, share) for at, q, share in asked if not q.field]
        self._routes[holds] = plan, fields, others
        return plan, fields, others


class Graders:
    """All models bound to one vantage: signed customers are graded by theirs, all others by the
    open one, customers of an industry that has a variant by that. The vantage answers what
    several asked already."""

    def __init__(
        self,
        open_deals: ScoringModel,
        signed: ScoringModel,
        vantage: Vantage,
        variants: tuple[ScoringModel, ...] = (),
    ) -> None:
        self._vantage = vantage
        self._open = Grader(open_deals, vantage)
        self._signed = Grader(signed, vantage)
        self._variants = _Variants(variants, vantage) if variants else None

    def grade(self, case: Case) -> Score:
        """The score by the model that applies."""
        return self._grader(case).grade(case)

    def model_of(self, case: Case) -> ScoringModel:
        """The model that applies."""
        return self._grader(case).model

    def _grader(self, case: Case) -> Grader:
        signed = bool(case.contracts) and self._vantage.signed(case)
        own = self._variants and self._variants.of(case, signed)
        return own or (self._signed if signed else self._open)


class _Variants:
    """The graders for industries, found by what a customer has stored as its industry."""

    def __init__(self, variants: tuple[ScoringModel, ...], vantage: Vantage) -> None:
        self._by_kind: tuple[dict[str, Grader], ...] = ({}, {})
        for model in sorted(variants, key=lambda m: m.version):
            grader = Grader(model, vantage)
            for name in model.industries:
                self._by_kind[model.kind == "signed"][fold(name)] = grader
        self._met: tuple[dict[str, Grader | None], ...] = ({}, {})

    def of(self, case: Case, signed: bool) -> Grader | None:
        """The grader of its own that a customer has."""
        industry, met = case.customer.get("industry"), self._met[signed]
        if not isinstance(industry, str):
            return None
        if industry not in met:
            met[industry] = self._by_kind[signed].get(fold(industry))
        return met[industry]


def graders_of(book: Book, vantage: Vantage) -> Graders:
    """Graders by the book's active models, by the defaults where it has none."""
    return bound_graders(all_models_of(book), vantage)


def bound_graders(models: Models, vantage: Vantage) -> Graders:
    """Graders by these models."""
    return Graders(models.open, models.signed, vantage, models.variants)


def _question(criterion: Criterion, vantage: Vantage) -> _Question:
    """Source and value map in one: a plain field by its stored value, anything else by case."""
    source, value_map = find_source(criterion.source), criterion.map
    if source is None:
        return _Question("", {}, lambda _: None, lambda _: None)
    mapped: Callable[[Raw], float] = value_map.__call__
    if source.convert is not None:
        convert, name, known = source.convert(vantage), source.field, dict[object, float | None]()

        def fresh(stored: object) -> float | None:
            raw = convert(stored)
            return None if raw is None else mapped(raw)

        absent = fresh(None)

        def read_field(case: Case) -> float | None:
            stored = case.customer.get(name)
            return absent if stored is None else fresh(stored)

        return _Question("" if absent is not None else name, known, fresh, read_field)
    read = bound(source, vantage, value_map, criterion.half_life)

    def value(case: Case) -> float | None:
        raw = read(case)
        return None if raw is None else mapped(raw)

    return _Question("", {}, lambda _: None, value)


def _learnt(known: _Known, fresh: _Fresh, stored: object) -> float | None:
    """The value of what is stored, remembered where it can be: books repeat themselves. True
    and false never get here; in the table they would stand for 1 and 0."""
    found = fresh(stored)
    if isinstance(stored, str | int | float):
        known[stored] = found
    return found


def _as_criterion(condition: Condition) -> Criterion:
    """A condition as the question "is it one of these": 1 when it holds."""
    among = Enum(dict.fromkeys(condition.among, 1.0), 0.0)
    return Criterion("", "", 0, condition.source, among)


def plan_of(model: ScoringModel, met: set[Condition]) -> Plan:
    """The criteria that apply; all of them when nothing with a weight is left."""
    weights = model.weights()
    rows = [(group.key, c) for group in model.groups for c in group.criteria]
    chosen = [row for row in rows if row[1].applies_if is None or row[1].applies_if in met]
    if not sum(weights[c.key] for _, c in chosen) > 0:
        chosen = rows
    total = sum(weights[c.key] for _, c in chosen)
    shares = tuple(100.0 * weights[c.key] / total for _, c in chosen)
    return Plan(
        model.kind,
        tuple(c.key for _, c in chosen),
        tuple(c.label for _, c in chosen),
        tuple(group for group, _ in chosen),
        tuple(weights[c.key] for _, c in chosen),
        shares,
        tuple(share * c.unknown for share, (_, c) in zip(shares, chosen, strict=True)),
        tuple((group.key, group.cap) for group in model.groups if group.cap is not None),
        model.scheme.thresholds,
        tuple(least for _, least in reversed(model.scheme.thresholds)),
        model.version,
        model.scheme.margin,
        model.scheme.hold_days,
        tuple((group.key, group.weight) for group in model.groups if group.weight is not None),
    )


def ends(plan: Plan, values: Sequence[float | None]) -> tuple[float, float, float]:
    """Low, score and high of a model with capped groups."""
    triples = [
        (0.0, guess, share) if value is None else (share * value,) * 3
        for share, value, guess in zip(plan.shares, values, plan.guesses, strict=True)
    ]
    low, score, high = (sum(capped(plan, list(points))) for points in zip(*triples, strict=True))
    return low, max(low, score), max(low, score, high)
