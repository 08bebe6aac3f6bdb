"""The fields whose leaks are looked for: what criteria read, and what else tables brought.

A field that no criterion reads is named by the heading under which a table brought it, where the
book remembers that. Figures with dates of their own (touches, orders, payments, surveys) are cut
at the decision already and cannot leak. It must not know what a leak looks like.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import numpy as np

from tierdesk.domain.book import Book, Case
from tierdesk.domain.document import EMPTY, Doc, mapping
from tierdesk.scoring.learning.leaks import Column
from tierdesk.scoring.learning.outcomes import Outcomes
from tierdesk.scoring.learning.readings import Readings
from tierdesk.scoring.sources import CUSTOM, find_source

_DATED = ("touches.", "orders.", "payments.", "surveys.", "rfm.")
_DEAL = (
    "code",
    "title",
    "amount",
    "expected_profit",
    "expected_sign_on",
    "opened_on",
    "products",
    "owner",
)
_CLOSED = "closed_on"
_PROVEN = 0.9
_Get = Callable[[Case], object]


def criterion_columns(outcomes: Outcomes, readings: Readings) -> tuple[Column, ...]:
    """What the criteria of a model read, one column each; one that is made of several stored
    fields is given by its value."""
    proven = _proven(outcomes)
    out = []
    for at, criterion in enumerate(readings.model.criteria):
        get = _getter(criterion.source)
        if criterion.source.startswith(_DATED):
            continue
        if get is None:
            values = [None if np.isnan(v) else float(v) for v in readings.known[:, at]]
            out.append(Column(criterion.key, criterion.source, values, (), proven))
        else:
            out.append(_column(outcomes, criterion.key, criterion.source, get, proven))
    return tuple(out)


def other_columns(book: Book, outcomes: Outcomes, read: Collection[str] = ()) -> tuple[Column, ...]:
    """The custom fields and, for deals, the deals' own fields, without those `read` already."""
    proven = _proven(outcomes)
    return tuple(
        _column(outcomes, name, field, get, proven)
        for field, name in _others(book, outcomes)
        if field not in read and (get := _getter(field)) is not None
    )


def _proven(outcomes: Outcomes) -> bool:
    return outcomes.unsure <= (1 - _PROVEN) * len(outcomes.decided)


def headings(book: Book) -> dict[str, str]:
    """Field -> the heading of the newest table that brought it under another name."""
    found: dict[str, str] = {}
    for _, doc in sorted(book.rows("imports")):
        columns = mapping(doc, "columns")
        found |= {f: head for f, head in columns.items() if isinstance(head, str)}
    return found


def _column(outcomes: Outcomes, name: str, field: str, get: _Get, proven: bool) -> Column:
    if field == f"deal.{_CLOSED}":
        decided = [decision.deal.get(_CLOSED) for decision in outcomes.decided]
    else:
        decided = [get(decision.case) for decision in outcomes.decided]
    return Column(name, field, decided, [get(case) for case in outcomes.pending], proven)


def _others(book: Book, outcomes: Outcomes) -> Iterator[tuple[str, str]]:
    """(field, name) of what tables and persons keep beside the criteria."""
    cases = [decision.case for decision in outcomes.decided]
    for key in _keys(mapping(case.customer, "custom") for case in cases):
        if key != outcomes.field:
            yield CUSTOM + key, key
    if outcomes.field:
        return
    known = headings(book)
    for name in _DEAL:
        yield f"deal.{name}", known.get(f"deal.{name}", f"deal.{name}")
    if f"deal.{_CLOSED}" in known:  # elsewhere only a move writes it, and everybody knows
        yield f"deal.{_CLOSED}", known[f"deal.{_CLOSED}"]
    for key in _keys(mapping(_deal(case), "custom") for case in cases):
        yield f"deal.custom.{key}", key


def _keys(docs: Iterable[Mapping[str, object]]) -> list[str]:
    return sorted({key for doc in docs for key in doc})


def _getter(field: str) -> _Get | None:
    """What a field holds, None for a source that is more than one stored field."""
    place, _, name = field.partition(".")
    if place == "custom":
        return lambda case: mapping(case.customer, "custom").get(name)
    if place == "deal":
        own = name.removeprefix(CUSTOM)
        if own != name:
            return lambda case: mapping(_deal(case), "custom").get(own)
        stored = {"days_to_signature": "expected_sign_on"}.get(name, name)
        return lambda case: _deal(case).get(stored)
    source = find_source(field)
    if source is None or not source.field:
        return None
    stored = source.field
    return lambda case: case.customer.get(stored)


def _deal(case: Case) -> Doc:
    return case.deals[0][1] if case.deals else EMPTY
