"""What a change leaves behind for hysteresis: the tier that each customer it touches stands in.

The record is a fact of the customer's document (`stood`), written in the change itself, so that undo
takes it back with the rest and looking never writes. A new customer has no tier before; its record
comes with the first change after it. It must not know a store.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.change import Edit, without_rev
from tierdesk.domain.document import Doc, integer, mapping, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.domain.validation import arranged
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid
from tierdesk.scoring.grade import Graders, graders_of

_OWNED = frozenset(Case._fields) - {"id", "customer", "payments"}
"""Tables whose documents name their customer, as a case holds them."""
_NEW = 10**15
"""New documents are graded under ids behind all others, in their order."""


class _Edits(NamedTuple):
    """A change by customer: documents of existing customers, as they will be."""

    customers: Mapping[int, Edit]
    parts: Mapping[int, Mapping[str, dict[int, Doc | None]]]
    corrected: frozenset[int]


def recorded(book: Book, edits: Sequence[Edit], moment: Moment) -> list[Edit]:
    """The edits of a change, the records of the customers that it touches among them: new where there
    was none or where the tier by points is another than the one recorded."""
    made = _sorted(book, edits)
    gone = {e.id for e in edits if e.table == "customers" and e.after is None}
    ids = sorted({*made.customers, *made.parts} - gone)
    graders = _graders(book, moment) if ids else None
    if graders is None:
        return list(edits)
    today, found = moment.today.isoformat(), dict[int, Edit]()
    for customer_id in ids:
        now = book.get("customers", customer_id)
        edit = made.customers.get(customer_id, Edit("customers", customer_id, now, now))
        if now is None or edit.after is None:
            continue
        tier = graders.grade(_after(book, customer_id, edit.after, made)).earned
        if text(mapping(edit.after, "stood"), "tier") != tier:
            record = {**without_rev(edit.after), "stood": {"tier": tier, "since": today}}
            found[customer_id] = edit._replace(after=arranged("customers", record))
    kept = [found.pop(e.id, e) if e.table == "customers" else e for e in edits]
    return [*kept, *found.values()]


def _graders(book: Book, moment: Moment) -> Graders | None:
    """None while the book's own models are faulty: they grade nobody, and a change must be possible
    all the same, for it may be the one that mends them."""
    try:
        return graders_of(book, Vantage(moment))
    except Invalid:
        return None


def _sorted(book: Book, edits: Sequence[Edit]) -> _Edits:
    """The edits by customer. Whose payment it is says its contract, which may be as new."""
    ids = {e.id: _NEW + at for at, e in enumerate(edits) if e.before is None and e.id < 0}
    contracts = {e.id: e.after or e.before or {} for e in edits if e.table == "contracts"}
    customers: dict[int, Edit] = {}
    parts: dict[int, dict[str, dict[int, Doc | None]]] = {}
    corrected: set[int] = set()

    def owners(edit: Edit) -> Iterator[int]:
        for doc in (edit.before, edit.after):
            named = doc
            if doc is not None and edit.table == "payments":
                contract = integer(doc, "contract_id") or 0
                named = contracts.get(contract) or book.get("contracts", contract)
            if named is not None and (owner := integer(named, "customer_id")):
                yield owner

    for edit in edits:
        if edit.table == "customers":
            if edit.before is not None and edit.after is not None:
                customers[edit.id] = edit
            continue
        if edit.table not in _OWNED and edit.table != "payments":
            continue
        concerned = set(owners(edit))
        if edit.table == "touches" and edit.after and (old := integer(edit.after, "corrects")):
            corrected.add(old)
            concerned.add(integer(book.get("touches", old) or {}, "customer_id") or 0)
        for owner in concerned:
            if owner > 0:
                tables = parts.setdefault(owner, {})
                after = edit.after and resolve(edit.table, edit.after, ids)
                tables.setdefault(edit.table, {})[ids.get(edit.id, edit.id)] = after
    return _Edits(customers, parts, frozenset(corrected))


def _after(book: Book, customer_id: int, customer: Doc, made: _Edits) -> Case:
    """The customer as the change will leave it."""
    case = book.case(customer_id)
    changed: dict[str, Sequence[Row]] = {}
    for table, docs in made.parts.get(customer_id, {}).items():
        rows: dict[int, Doc | None] = {**dict(getattr(case, table)), **docs}
        changed[table] = [
            (doc_id, doc)
            for doc_id, doc in sorted(rows.items())
            if doc is not None
            and (table == "payments" or integer(doc, "customer_id") == customer_id)
            and not (table == "touches" and doc_id in made.corrected)
        ]
    return case._replace(customer=customer, **changed)  # type: ignore[arg-type] # tables of rows
