"""Customers that are one made one, as a single Change: what belongs to one goes to the other, every
reference with it, and nothing that was logged, paid or agreed is lost.

Which values stay is told by `merged_fields`, which contacts are one by `merged_contacts`. It must not
know who found the two, nor a clock.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tierdesk.domain.agreement import same_codes
from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change, Edit, same, without_rev
from tierdesk.domain.document import integer, text
from tierdesk.domain.references import REFERENCES
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.quality import apart
from tierdesk.quality.merged_contacts import folded
from tierdesk.quality.merged_fields import Choices, merged

Into = Mapping[int, int]
"""The customers that go, each with the one that it becomes a part of."""
_NO_CHOICES: Choices = {}


def keeper(book: Book, ids: Iterable[int]) -> int:
    """The customer that should stay: with contracts, then with most that belongs to it, then with most
    fields, then the oldest."""

    def rank(customer_id: int) -> tuple[int, int, int, int]:
        owned = {
            table: len(book.having(table, "customer_id", customer_id))
            for table, fields in REFERENCES.items() if "customer_id" in fields
        }  # fmt: skip
        known = len(book.get("customers", customer_id) or {})
        return -owned["contracts"], -sum(owned.values()), -known, customer_id

    return min(ids, key=rank)


def merging(book: Book, into: Into, choices: Choices = _NO_CHOICES) -> Change:
    """The Change that makes the customers one. `choices` says by field whether the value of the one
    that stays ("keep") or of the one that goes ("gone") is taken, where there is one that goes.
    Raises Refused for a customer that is not there and for contracts that would have one code."""
    _check(book, into)
    edits: dict[tuple[str, int], Edit] = {}
    for kept, gone in _groups(into).items():
        doc = merged(
            without_rev(book.get("customers", kept) or {}),
            [book.get("customers", i) or {} for i in gone],
            {kept, *gone},
            choices,
        )
        referrer = integer(doc, "referrer_id")
        if referrer is not None and referrer in into:
            doc["referrer_id"] = into[referrer]
        edits["customers", kept] = Edit("customers", kept, book.get("customers", kept), doc)
        for customer_id in gone:
            before = book.get("customers", customer_id)
            edits["customers", customer_id] = Edit("customers", customer_id, before, None)
        for edit in _contacts(book, kept, gone):
            edits[edit.table, edit.id] = edit
    _refer(book, into, edits)
    _part(book, into, edits)
    made = tuple(edit for edit in edits.values() if not same(edit.before, edit.after))
    return Change("customer.merge", _named(book, into), made)


def _groups(into: Into) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for gone, kept in into.items():
        groups.setdefault(kept, []).append(gone)
    return groups


def _named(book: Book, into: Into) -> dict[str, object]:
    """Whom the Change is about, for its sentence."""
    if len(into) != 1:
        return {"n": len(into)}
    (pair,) = into.items()
    other, name = (text(book.get("customers", i) or {}, "name") for i in pair)
    return {"name": name, "other": other}


def _check(book: Book, into: Into) -> None:
    for customer_id in {*into, *into.values()}:
        if book.get("customers", customer_id) is None:
            raise Refused(
                say("Customer %(id)s is not there any more; look at the history.", id=customer_id)
            )
    if not into.keys().isdisjoint(into.values()):
        raise Refused(say("A customer cannot be merged with itself; name two."))
    for kept, gone in _groups(into).items():
        contracts = [
            (number, {**contract, "customer_id": kept})
            for owner in (kept, *gone)
            for number, contract in book.having("contracts", "customer_id", owner)
        ]
        for _, code, _ in same_codes(contracts):
            raise Refused(
                say("%(name)s and %(other)s both have a contract with the code “%(code)s”; give one of "
                    "them another code, then merge.", name=text(book.get("customers", kept) or {}, "name"),
                    other=text(book.get("customers", gone[0]) or {}, "name"), code=code)
            )  # fmt: skip


def _contacts(book: Book, kept: int, gone: Sequence[int]) -> Iterator[Edit]:
    """Contacts that are one folded; those that stay belong to the customer that stays."""
    rows: list[Row] = [
        row for i in (kept, *gone) for row in book.having("contacts", "customer_id", i)
    ]
    for number, doc, into in folded(rows):
        before = book.get("contacts", number)
        yield Edit("contacts", number, before, None if into else {**doc, "customer_id": kept})
        if not into:
            continue
        for touch_id, touch in book.having("touches", "contact_id", number):
            yield Edit("touches", touch_id, touch, {**without_rev(touch), "contact_id": into})


def _refer(book: Book, into: Into, edits: dict[tuple[str, int], Edit]) -> None:
    """Everything that names a customer that goes names the other one, in whatever field."""
    for table, fields in REFERENCES.items():
        if table == apart.TABLE:
            continue
        for field in (field for field, target in fields.items() if target == "customers"):
            for gone, kept in into.items():
                for doc_id, doc in book.having(table, field, gone):
                    edit = edits.get((table, doc_id), Edit(table, doc_id, doc, without_rev(doc)))
                    if edit.after is not None and edit.after.get(field) == gone:
                        edits[table, doc_id] = edit._replace(after={**edit.after, field: kept})


def _part(book: Book, into: Into, edits: dict[tuple[str, int], Edit]) -> None:
    """Who was said to be another than one that goes is another than the one that stays; of what is one
    now nobody says it any more, and of no pair twice."""
    known = {
        pair for pair in apart.apart(book) if into.keys().isdisjoint(pair)
    }  # fmt: skip
    records = {number: doc for gone in into for number, doc in apart.concerning(book, gone)}
    for number, doc in sorted(records.items()):
        one, other = (into.get(i, i) for i in apart.recorded_pair(doc))
        pair = apart.pair_of(one, other)
        named = {"one_id": pair[0], "other_id": pair[1]}
        after = None if one == other or pair in known else {**without_rev(doc), **named}
        known.add(pair)
        edits[apart.TABLE, number] = Edit(apart.TABLE, number, doc, after)
