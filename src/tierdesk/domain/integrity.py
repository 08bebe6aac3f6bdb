"""What must hold between documents: nobody may be left pointing at what is gone."""

from collections.abc import Iterable, Mapping

from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit
from tierdesk.domain.document import Doc
from tierdesk.domain.labels import table_name
from tierdesk.domain.references import LISTS, REFERENCES
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
    _refuse_listed(book, gone, rewritten)


def _refuse_listed(
    book: Book, gone: Mapping[str, set[int]], rewritten: Mapping[tuple[str, int], Doc | None]
) -> None:
    """The same of lists of references, which no index knows: they are looked through only when
    something goes at which one could point."""
    for table, fields in LISTS.items():
        for field, target in fields.items():
            lost = gone.get(target)
            for doc_id, doc in book.rows(table) if lost else ():
                after = rewritten.get((table, doc_id), doc)
                left = _listed(after, field) & lost if after is not None and lost else None
                if left:
                    raise _orphan(target, min(left), table, doc_id)


def _listed(doc: Doc, field: str) -> set[int]:
    found = doc.get(field)
    return {v for v in found if isinstance(v, int)} if isinstance(found, list) else set()


def broken_references(book: Book) -> list[tuple[str, int, str, int]]:
    """(table, id, field, missing id) of every reference that points at nothing."""
    targets = {
        t for kind in (REFERENCES, LISTS) for fields in kind.values() for t in fields.values()
    }
    known = {table: {i for i, _ in book.rows(table)} for table in targets}
    listed = [
        (table, doc_id, field, value)
        for table, fields in LISTS.items()
        for doc_id, doc in book.rows(table)
        for field, target in fields.items()
        for value in sorted(_listed(doc, field) - known[target])
    ]
    return listed + [
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
