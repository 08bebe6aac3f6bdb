"""The proposed repairs of a book made, as one Change. It must not know how faults are found."""

from collections.abc import Iterable

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit, same, without_rev
from tierdesk.domain.document import Doc
from tierdesk.quality.faults import Fault


def repairing(book: Book, faults: Iterable[Fault]) -> Change:
    """Every fault that has a repair and still stands as it was found, repaired; `n` counts the
    values."""
    edits: dict[tuple[str, int], Edit] = {}
    count = 0
    for fault in faults:
        before = book.get(fault.table, fault.id)
        if before is None or not fault.repaired:
            continue
        place = fault.table, fault.id
        edit = edits.get(place, Edit(*place, before, without_rev(before)))
        after = _repaired(edit.after or {}, fault)
        if not same(edit.after, after):
            edits[place] = edit._replace(after=after)
            count += 1
    return Change("book.repair", {"n": count}, tuple(edits.values()))


def _repaired(doc: Doc, fault: Fault) -> dict[str, object]:
    value = doc.get(fault.field)
    if value == fault.value:
        return {**doc, fault.field: fault.repaired[0]}
    if isinstance(value, list) and fault.value in value:
        at = value.index(fault.value)
        found = [*value[:at], *fault.repaired, *value[at + 1 :]]
        return {**doc, fault.field: list(dict.fromkeys(found))}
    return dict(doc)
