"""All customers that one model grades, as columns: what a preview of a draft computes on.

A panel is made once, when the editor opens, and never changes: a draft with another weight is
graded on the same panel, a draft with another map, condition or gate on one that shares all that
stayed. It holds float64: single precision would miss a threshold that a score reaches exactly.
It must not know which draft comes next, nor what a screen shows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import EMPTY
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.model import Condition, Criterion, ScoringModel
from tierdesk.scoring.score import Previous
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.stood import previous_of
from tierdesk.scoring.whole.facts import (
    Bools,
    Column,
    Fact,
    Floats,
    Readers,
    Words,
    fact_of,
    fact_of_condition,
    facts_of,
    freeze,
    part,
)
from tierdesk.scoring.whole.gates import Bounds, Footing, bounds_of, footing_of, tiers_of
from tierdesk.scoring.whole.mapped import values_of
from tierdesk.scoring.whole.owner import Owner
from tierdesk.scoring.whole.routes import Routes, conditions_of, routes_of

Ids = NDArray[np.int64]
Progress = Callable[[float], None]
Yield = Callable[[], None]
_AT_ONCE = 32
_WHOLE = 100


def _nothing() -> None:
    """Whoever has no other thread to let in."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers to one criterion: `felt` is the value (0 to 1) that counts, an unknown one
    replaced by what the model says of it; `known` tells which are known."""

    criterion: Criterion
    felt: Floats
    known: Bools

    @property
    def values(self) -> Floats:
        """The values, NaN where the answer is not known."""
        return np.where(self.known, self.felt, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The customers of a model at a moment, by rising id, prepared for that model.

    `facts` are raw columns (n), of which `first` are those that it was made with; they stay, so
    that a draft can be compared with where it began. `answers` by criterion key, `routes` which
    conditions hold for whom, `footing` the tiers set by hand and those of before, `bounds` what
    gates, hand and hold leave of the tiers. All arrays are read-only."""

    model: ScoringModel
    ids: Ids
    facts: Mapping[Fact, Column]
    first: frozenset[Fact]
    footing: Footing
    answers: Mapping[str, Answers]
    routes: Routes
    bounds: Bounds

    @property
    def values(self) -> Floats:
        """Values by criterion of the model (m×n), NaN = unknown."""
        return np.array([self.answers[c.key].values for c in self.model.criteria])

    @property
    def applies(self) -> Bools | None:
        """Which criterion counts for whom (m×n), None when all count for everybody."""
        if not self.routes.conditions:
            return None
        plans = self.routes.plans(self.model)
        counted = [[c.key in plan.keys for plan in plans] for c in self.model.criteria]
        found: Bools = np.array(counted, np.bool_)[:, self.routes.code]
        return found

    def lacks(self, model: ScoringModel) -> tuple[Fact, ...]:
        """What the model reads and the panel does not hold; empty when `ready` can be asked."""
        return tuple(fact for fact in facts_of(model) if fact not in self.facts)

    def ready(self, model: ScoringModel) -> "Panel":
        """The panel prepared for another model, without a look at the book; all that did not
        change is shared, and for another weight alone nothing is computed. KeyError when it
        `lacks` a fact."""
        if model is self.model:
            return self
        return _prepared(model, self, self.facts)

    def following(
        self,
        model: ScoringModel,
        book: Book,
        vantage: Vantage,
        *,
        progress: Progress | None = None,
        yield_: Yield = _nothing,
    ) -> "Panel":
        """The panel for another model: what it lacks is read, for the same customers and from
        the vantage of the same moment; the rest is shared."""
        lacking = self.lacks(model)
        if not lacking:
            return self.ready(model)
        readers, order = Readers(lacking, vantage), list[int]()
        walk = _own_cases(book, self.ids) if readers.own_only else _these(book, self.ids)
        for case in _told(walk, len(self.ids), progress, yield_):
            order.append(case.id)
            readers.take(case)
        needed = self.first | facts_of(model).keys()
        facts = {f: c for f, c in self.facts.items() if f in needed or not f.adjustable}
        facts |= _sorted(readers, np.array(order, np.int64))
        return _prepared(model, self, facts)

    def only(self, customer_id: int) -> "Panel":
        """The panel of one of its customers. KeyError for anybody else."""
        at = int(np.searchsorted(self.ids, customer_id))
        if at == len(self.ids) or self.ids[at] != customer_id:
            raise KeyError(customer_id)
        return self.at(slice(at, at + 1))

    def at(self, places: slice | NDArray[np.intp]) -> "Panel":
        """The panel of those of its customers who stand at these rising places."""
        facts = {fact: part(column, places) for fact, column in self.facts.items()}
        return panel_from(self.model, self.ids[places], facts, self.footing.at(places))


def panel_of(
    book: Book,
    vantage: Vantage,
    model: ScoringModel,
    *,
    also: Iterable[ScoringModel] = (),
    heirs: bool = False,
    progress: Progress | None = None,
    yield_: Yield = _nothing,
) -> Panel:
    """The panel of all customers that the model grades when it is in force. What the models of
    `also` read is read in the same pass, so that they can be compared; with `heirs` the customers
    of variants that inherit from the model are in it too. `progress` gets 0..1;
    `yield_` is called after some dozens of customers, so that another thread may come in."""
    ids: list[int] = []
    rows: list[tuple[int, Previous | None]] = []
    facts = dict.fromkeys(fact for one in (model, *also) for fact in facts_of(one))
    owner = Owner(book, model, heirs=heirs)
    readers = Readers([*facts, *owner.facts], vantage)
    for case in _told(book.cases(), book.count("customers"), progress, yield_):
        signed = bool(case.contracts) and vantage.signed(case)
        if owner.has(case, signed):
            ids.append(case.id)
            rows.append((_by_hand(case, vantage), previous_of(case.customer.get("stood"), vantage)))
            readers.take(case)
    found = np.array(ids, np.int64)
    order = np.argsort(found, kind="stable")
    columns = _sorted(readers, found)
    footing = footing_of(rows, vantage.ordinal).at(order)
    return panel_from(model, found[order], columns, footing)


def panel_from(
    model: ScoringModel, ids: Ids, facts: Mapping[Fact, Column], footing: Footing
) -> Panel:
    """A panel of facts that are there already, by rising id."""
    for array in (ids, footing.hand, footing.stood, footing.since):
        array.flags.writeable = False
    freeze(facts.values())
    conditions, first = conditions_of(model), frozenset(facts)
    return Panel(
        model, ids, facts, first, footing,
        {c.key: _answers(c, facts, None) for c in model.criteria},
        _routes(conditions, facts, len(ids)),
        bounds_of(model.gates, model.scheme, facts, footing),
    )  # fmt: skip


def _sorted(readers: Readers, ids: Ids) -> dict[Fact, Column]:
    """What was read of these customers, by rising id."""
    order = np.argsort(ids, kind="stable")
    found = {fact: part(column, order) for fact, column in readers.columns().items()}
    freeze(found.values())
    return found


def _prepared(model: ScoringModel, prior: Panel, facts: Mapping[Fact, Column]) -> Panel:
    """The panel of the same customers for another model, with all of the prior one that holds."""
    conditions, routes, bounds = conditions_of(model), prior.routes, prior.bounds
    if routes.conditions != conditions:
        routes = _routes(conditions, facts, len(prior.ids))
    scheme = model.scheme
    if (bounds.gates, bounds.tiers, bounds.hold_days) != (
        model.gates, tiers_of(scheme), scheme.hold_days,
    ):  # fmt: skip
        bounds = bounds_of(model.gates, scheme, facts, prior.footing)
    answers = {c.key: _answers(c, facts, prior.answers.get(c.key)) for c in model.criteria}
    return replace(prior, model=model, facts=facts, answers=answers, routes=routes, bounds=bounds)


def _routes(conditions: tuple[Condition, ...], facts: Mapping[Fact, Column], size: int) -> Routes:
    return routes_of(
        conditions, tuple(_words(facts[fact_of_condition(c)]) for c in conditions), size
    )


def _answers(criterion: Criterion, facts: Mapping[Fact, Column], before: Answers | None) -> Answers:
    """The answers to a criterion; those of before where only its weight or condition changed."""
    old = before.criterion if before else None
    if before and old and _question(old) == _question(criterion):
        if old.unknown == criterion.unknown:
            return before
        known, values = before.known, before.felt
    else:
        values = values_of(criterion.map, facts[fact_of(criterion)])
        known = ~np.isnan(values)
    felt = np.where(known, values, criterion.unknown)
    for array in (felt, known):
        array.flags.writeable = False
    return Answers(criterion, felt, known)


def _question(criterion: Criterion) -> tuple[object, ...]:
    return criterion.map, criterion.source, criterion.half_life


def _words(column: Column) -> Words:
    if not isinstance(column, Words):  # a fact of that shape is nothing else
        raise TypeError(type(column).__name__)
    return column


def _by_hand(case: Case, vantage: Vantage) -> int:
    """The place in TIERS of a tier that was set by hand and holds today, −1 for none."""
    override = case.customer.get("tier_override")
    if not isinstance(override, dict):
        return -1
    tier, until = override.get("tier"), override.get("until")
    if tier not in TIERS or (isinstance(until, str) and until < vantage.today_text):
        return -1
    return TIERS.index(tier)


def _these(book: Book, ids: Ids) -> Iterator[Case]:
    """These customers of a book; one that is gone is empty."""
    left = set(ids.tolist())
    for case in book.cases():
        if case.id in left:
            left.discard(case.id)
            yield case
    yield from (Case(one, EMPTY) for one in sorted(left))


def _own_cases(book: Book, ids: Ids) -> Iterator[Case]:
    """Their own documents alone, which costs no walk over all the tables."""
    return (Case(one, book.get("customers", one) or EMPTY) for one in ids.tolist())


def _told(
    cases: Iterable[Case], whole: int, progress: Progress | None, yield_: Yield
) -> Iterator[Case]:
    """The cases, with a word about how far they are."""
    step = max(_AT_ONCE, whole // _WHOLE)
    for count, case in enumerate(cases, 1):
        yield case
        if not count % _AT_ONCE:
            yield_()
        if progress is not None and not count % step:
            progress(min(1.0, count / whole))
