"""Remove customers with everything that belongs to them; one undo brings all of it back.

What is logged of a customer leaves with it in the same Change, so that nobody is left pointing at
nothing. Contracts and payments are books of account and are never removed with a customer.
"""

from collections.abc import Sequence

from tierdesk.commands.doing.selection import make, named, selected
from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit, without_rev
from tierdesk.domain.document import text
from tierdesk.domain.labels import label
from tierdesk.domain.references import REFERENCES
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.quality.apart import TABLE as PAIRS
from tierdesk.quality.apart import concerning

_OWNED = tuple(
    table for table, fields in REFERENCES.items()
    if fields.get("customer_id") == "customers" and table != "contracts"
)  # fmt: skip

_LISTED = 5
"""Customers that a refusal names."""


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    selection = selected(front, values)
    names = named(front.desk.book, selection.ids)

    def rule(book: Book) -> Change:
        return change(book, selection.ids)

    def told_all(book: Book) -> tuple[Message, ...]:
        return told(str(names.get("name", "")), len(selection.ids))

    return make(front, values, selection, rule, told=told_all)


def change(book: Book, ids: Sequence[int]) -> Change:
    """The customers gone with what belongs to them, as one Change; whoever was referred by one of
    them loses that reference. Raises Refused for a customer with contracts."""
    args, gone = named(book, ids), set(ids)
    _refuse_contracts(book, ids)
    edits: list[Edit] = []
    for customer_id in ids:
        doc = book.get("customers", customer_id) or {}
        edits += [
            Edit(table, doc_id, owned, None)
            for table in _OWNED
            for doc_id, owned in book.having(table, "customer_id", customer_id)
        ]
        edits += [
            Edit("customers", other_id, other, _without_referrer(other))
            for other_id, other in book.having("customers", "referrer_id", customer_id)
            if other_id not in gone
        ]
        edits.append(Edit("customers", customer_id, doc, None))
    pairs = {number: doc for i in ids for number, doc in concerning(book, i)}
    edits += [Edit(PAIRS, number, doc, None) for number, doc in pairs.items()]
    return Change("customer.remove", args, tuple(edits))


def _refuse_contracts(book: Book, ids: Sequence[int]) -> None:
    """One such customer keeps all the others too: half of what was asked would be a surprise that
    one undo later nobody remembers."""
    bound = [i for i in ids if book.having("contracts", "customer_id", i)]
    if not bound:
        return
    names = [text(book.get("customers", i) or {}, "name") for i in bound]
    field = Message(label("do_not_contact"))
    if len(ids) == 1:
        raise Refused(
            say("%(name)s has contracts, which must stay on record; set “%(field)s” instead.",
                name=names[0], field=field)
        )  # fmt: skip
    listed = [*names[:_LISTED], *(["…"] if len(names) > _LISTED else [])]
    raise Refused(
        say_n("Nobody was removed: %(names)s has contracts, which must stay on record; leave it out, "
              "or set “%(field)s” for it.",
              "Nobody was removed: %(names)s have contracts, which must stay on record; leave them out, "
              "or set “%(field)s” for them.", len(bound), names=listed, field=field)
    )  # fmt: skip


def told(name: str, n: int) -> tuple[Message, ...]:
    """What came of it; the name is of one customer that was there before."""
    if n == 1:
        return (
            say("%(name)s is removed with all that belongs to it; undo brings it back.", name=name),
        )
    return (
        say_n("%(n)s customer is removed with all that belongs to it; undo brings it back.",
              "%(n)s customers are removed with all that belongs to them; undo brings them back.", n),
    )  # fmt: skip


def _without_referrer(doc: object) -> dict[str, object]:
    kept = without_rev(doc) if isinstance(doc, dict) else {}
    return {key: value for key, value in kept.items() if key != "referrer_id"}
