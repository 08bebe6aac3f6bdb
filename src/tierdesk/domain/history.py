"""The history of changes as documents of the table `changes`, and how one is taken back.

An entry holds its verb and the values of its sentence, who and when, its state (`done`,
`undone`, `dropped`) and its edits as [table, id, kind, patch]: kind "+" a new document
(patch: its fingerprint while it stands, the document while it is undone), "-" a deleted one
(patch: the document while it is gone), "~" an update (patch {field: [old, new]}).

Undo takes back the newest `done` entry of a person, redo the oldest `undone` one behind the
newest `done`; a new change drops what could have been redone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change, Edit, differing, patch_of, patched, without_rev
from tierdesk.domain.document import Doc, integer, mapping, text
from tierdesk.domain.labels import table_name
from tierdesk.domain.references import pointing
from tierdesk.errors import Refused
from tierdesk.i18n.message import say

TABLE = "changes"
KEPT_CHANGES = 1_000
KEPT_EDITS = 100_000
FOLLOWING = frozenset({"stood"})
"""Fields that the desk brings up to date with every change. Nobody edits them, so a change can be
taken back although a later one has moved them on; then they stay as that one left them."""


class Overtaken(Refused):
    """What was changed has been changed again by somebody else: nothing was taken back."""

    exit_code = 4


def entry(change: Change, by: str, at: str) -> dict[str, object]:
    """The document that a change leaves in the history."""
    edits = [[e.table, e.id, _kind(e), _kept(e)] for e in change.edits]
    return {"verb": change.verb, "args": dict(change.args), "by": by, "at": at, "state": "done",
            "edits": edits}  # fmt: skip


class Turn(NamedTuple):
    """An undo or redo: the edits of the documents and the entry's new document."""

    entry_id: int
    entry: Doc
    edits: tuple[Edit, ...]
    after: Doc


def undo(book: Book, by: str) -> Turn:
    """Take back the newest standing change of `by`. Raises Refused when there is none,
    Overtaken when a document was changed again since."""
    mine = _of(book, by)
    done = [row for row in mine if text(row[1], "state") == "done"]
    if not done:
        raise Refused(say("There is nothing to undo."))
    entry_id, doc = done[-1]
    later = [d for i, d in book.rows(TABLE) if i > entry_id and text(d, "state") == "done"]
    _refuse_overtaken(_edits(doc), later)
    pairs = [_undone(book, *edit) for edit in reversed(_edits(doc))]
    return _turn(entry_id, doc, pairs, "undone")


def redo(book: Book, by: str) -> Turn:
    """Make the change that was undone last once more."""
    mine = _of(book, by)
    newest = max((i for i, d in mine if text(d, "state") == "done"), default=0)
    undone = [r for r in mine if r[0] > newest and text(r[1], "state") == "undone"]
    if not undone:
        raise Refused(say("There is nothing to redo."))
    entry_id, doc = undone[0]
    pairs = [_redone(book, *edit) for edit in _edits(doc)]
    return _turn(entry_id, doc, pairs, "done")


def housekeeping(book: Book, by: str) -> list[Edit]:
    """What a new change does to older entries: those that could have been redone are dropped,
    and the oldest leave when there are more than 1,000 or their edits more than 100,000."""
    edits = []
    newest = max((i for i, d in _of(book, by) if text(d, "state") == "done"), default=0)
    for entry_id, doc in _of(book, by):
        if entry_id > newest and text(doc, "state") == "undone":
            edits.append(
                Edit(TABLE, entry_id, doc, {**without_rev(doc), "state": "dropped", "edits": []})
            )
    kept = weight = 0
    for entry_id, doc in sorted(book.rows(TABLE), reverse=True):
        kept, weight = kept + 1, weight + _count(doc)
        if kept > 1 and (kept >= KEPT_CHANGES or weight > KEPT_EDITS):
            edits = [e for e in edits if e.id != entry_id]
            edits.append(Edit(TABLE, entry_id, doc, None))
    return edits


class Removal(NamedTuple):
    """A document that is gone: what it held, and who took it away."""

    doc: Doc
    by: str


def removal(
    entries: Iterable[Doc], table: str, doc_id: int | None = None, *, owner: int | None = None
) -> Removal | None:
    """The removal of a document that one of the entries tells, the last of them first: of that id, or
    any of that customer's."""
    for told in reversed(list(entries)):
        kind = _REMOVING.get(text(told, "state"))
        for edit in _edits(told):
            if not kind or (edit[0], edit[2]) != (table, kind) or doc_id not in (None, edit[1]):
                continue
            kept = edit[3] if isinstance(edit[3], dict) else {}
            doc = mapping(kept, "") or kept
            if owner is None or integer(doc, "customer_id") == owner:
                return Removal(doc, text(told, "by"))
    return None


_REMOVING = {"done": "-", "undone": "+"}
"""The kind of edit that leaves no document, by the state of its entry."""


def changer(entries: Iterable[Doc], table: str, doc_id: int, fields: Collection[str]) -> str:
    """Who changed one of the document's fields last, as the entries tell; "" when none does."""
    for told in reversed(list(entries)):
        for edit in _edits(told):
            patch = edit[3] if edit[:3] == (table, doc_id, "~") else None
            if isinstance(patch, dict) and not patch.keys().isdisjoint(fields):
                return text(told, "by")
    return ""


def author(entries: Iterable[Doc], table: str, doc_id: int) -> str:
    """Who entered a document, as the entries tell; "" when none does."""
    return next(
        (
            text(told, "by")
            for told in reversed(list(entries))
            if any(edit[:3] == (table, doc_id, "+") for edit in _edits(told))
        ),
        "",
    )


def _count(doc: Doc) -> int:
    """How many edits an entry holds; asked of every entry at every commit, hence not taken apart."""
    edits = doc.get("edits")
    return len(edits) if isinstance(edits, list) else 0


def _kind(edit: Edit) -> str:
    return "+" if edit.before is None else "-" if edit.after is None else "~"


def _kept(edit: Edit) -> object:
    return (
        fingerprint(edit.table, edit.after)
        if edit.after is not None and edit.before is None
        else patch_of(edit)
    )


_PLAIN = frozenset((str, int, float, bool))
"""What is its own canonical form; asked first, for an import makes a fingerprint of every row."""


def fingerprint(table: str, doc: Doc) -> str:
    """CRC-32 of a document without its revision, its references (those of a new document are filled
    in only when it is written) and what follows from changes."""
    left_out = {"rev", *FOLLOWING, *pointing(table)}
    canon = repr(sorted((k, v if type(v) in _PLAIN else _canonical(v))
                        for k, v in doc.items() if k not in left_out))  # fmt: skip
    return f"{crc32(canon.encode('utf-8', 'surrogatepass')):08x}"


def _canonical(value: object) -> object:
    if isinstance(value, Mapping):
        return sorted((k, _canonical(v)) for k, v in value.items())
    return [_canonical(v) for v in value] if isinstance(value, list | tuple) else value


def _of(book: Book, by: str) -> list[Row]:
    return sorted((row for row in book.rows(TABLE) if text(row[1], "by") == by), key=lambda r: r[0])


def _edits(doc: Doc) -> list[tuple[str, int, str, object]]:
    kept = doc.get("edits")
    return [(str(t), int(i), str(k), p) for t, i, k, p in kept] if isinstance(kept, list) else []


def _refuse_overtaken(edits: Iterable[tuple[str, int, str, object]], later: Sequence[Doc]) -> None:
    mine = {(table, doc_id): (kind, patch) for table, doc_id, kind, patch in edits}
    for doc in later:
        for table, doc_id, _, patch in _edits(doc):
            kind, own = mine.get((table, doc_id), ("", None))
            edited = patch.keys() - FOLLOWING if isinstance(patch, dict) else {""}
            if (kind == "+" and edited) or (isinstance(own, dict) and own.keys() & edited):
                raise _overtaken(table, doc_id, text(doc, "by"))


def _overtaken(table: str, doc_id: int, by: str) -> Overtaken:
    if by:
        return Overtaken(
            say("Not undone: %(table)s %(id)s was changed again by %(who)s; look at the history.",
                table=table_name(table), id=doc_id, who=by)
        )  # fmt: skip
    return Overtaken(
        say("Not undone: %(table)s %(id)s was changed since; look at the history.",
            table=table_name(table), id=doc_id)
    )  # fmt: skip


def _undone(book: Book, table: str, doc_id: int, kind: str, patch: object) -> tuple[Edit, object]:
    """One document as it was before, and the patch that the undone entry keeps."""
    current = book.get(table, doc_id)
    if kind == "~" and isinstance(patch, dict):
        return _patched(table, doc_id, current, patch, 0), patch
    if kind == "+":
        if current is None or fingerprint(table, current) != patch:
            raise _overtaken(table, doc_id, "")
        return Edit(table, doc_id, current, None), {"": without_rev(current)}
    if current is not None or not isinstance(patch, dict):
        raise _overtaken(table, doc_id, "")
    return Edit(table, doc_id, None, patch[""]), None


def _redone(book: Book, table: str, doc_id: int, kind: str, patch: object) -> tuple[Edit, object]:
    """One document as the change had left it, and the patch of the standing entry."""
    current = book.get(table, doc_id)
    if kind == "~" and isinstance(patch, dict):
        return _patched(table, doc_id, current, patch, 1), patch
    if kind == "+" and current is None and isinstance(patch, dict):
        return Edit(table, doc_id, None, patch[""]), fingerprint(table, patch[""])
    if kind == "-" and current is not None:
        return Edit(table, doc_id, current, None), {"": without_rev(current)}
    raise _overtaken(table, doc_id, "")


def _patched(
    table: str, doc_id: int, current: Doc | None, patch: Mapping[str, object], side: int
) -> Edit:
    """An updated document with its fields at their old (0) or new (1) values."""
    moved = set(differing(current, patch, 1 - side)) if current is not None else set[str]()
    if current is None or moved - FOLLOWING:
        raise _overtaken(table, doc_id, "")
    rest = {field: both for field, both in patch.items() if field not in moved}
    return Edit(table, doc_id, current, patched(current, rest, side))


def _turn(entry_id: int, doc: Doc, pairs: list[tuple[Edit, object]], state: str) -> Turn:
    kinds = {(t, i): k for t, i, k, _ in _edits(doc)}
    order = pairs if state == "done" else pairs[::-1]
    kept = [[e.table, e.id, kinds[e.table, e.id], patch] for e, patch in order]
    after = {**without_rev(doc), "state": state, "edits": kept}
    return Turn(entry_id, doc, tuple(edit for edit, _ in pairs), after)
