"""What must hold between documents: nobody may be left pointing at what is gone."""

from collections.abc import Iterable

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit
from tierdesk.domain.labels import table_name
from tierdesk.domain.references import REFERENCES
from tierdesk.errors import Refused
from tierdesk.i18n.message import say


def refuse_orphans(book: Book, edits: Iterable[Edit]) -> None:
    """Raise Refused when a document that stays points at one that the edits delete."""
    edits = list(edits)
    gone: dict[str, set[int]] = {}
    for edit in edits:
        if edit.after is None:
            gone.setdefault(edit.table, set()).add(edit.id)
    if not gone:
        return
    rewritten = {(e.table, e.id): e.after for e in edits}
    for table, fields in REFERENCES.items():
        for field, target in fields.items():
            for target_id in gone.get(target, ()):
                for doc_id, doc in book.having(table, field, target_id):
                    after = rewritten.get((table, doc_id), doc)
                    if after is not None and after.get(field) == target_id:
                        raise _orphan(target, target_id, table, doc_id)


def broken_references(book: Book) -> list[tuple[str, int, str, int]]:
    """(table, id, field, missing id) of every reference that points at nothing."""
    known = {
        t: {i for i, _ in book.rows(t)} for fields in REFERENCES.values() for t in fields.values()
    }
    return [
        (table, doc_id, field, value)
        for table, fields in REFERENCES.items()
        for doc_id, doc in book.rows(table)
        for field, target in fields.items()
        if isinstance(value := doc.get(field), int) and value not in known[target]
    ]


def _orphan(target: str, target_id: int, table: str, doc_id: int) -> Refused:
    return Refused(
        say("%(target)s %(id)s cannot go: %(table)s %(other)s still belongs to it; take that back "
            "first.", target=table_name(target), id=target_id,
            table=table_name(table), other=doc_id)
    )  # fmt: skip
