"""The Changes that publish a model, roll it back, save it as a draft and drop it.

Publishing archives the version that held before, and writes down the model that the book began
with, so that any day can be graded again. Nothing here writes: whoever applies a Change does. What
versions there are is told by `kept_versions`, whose names are here too. It must not know how a
model grades.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import Doc, integer, stamp, text
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import say
from tierdesk.scoring.heirs import followed, heirs_of
from tierdesk.scoring.kept_versions import (
    TABLE,
    Matrix,
    Version,
    active,
    base_at,
    find,
    highest,
    models_at,
    models_with,
    unreadable,
    versions_of,
)
from tierdesk.scoring.model import ScoringModel, to_document
from tierdesk.scoring.variants import ensure_apart, same_customers, sparse
from tierdesk.scoring.wording import difference

__all__ = [
    "Matrix", "Version", "active", "base_at", "draft_dropped", "draft_saved", "find", "models_at",
    "models_with", "published", "rolled_back", "unreadable", "variant_ended", "versions_of",
]  # fmt: skip
_NEW, _BEGINNING = -1, -2


def published(
    book: Book,
    model: ScoringModel,
    *,
    note: str,
    author: str,
    now: datetime,
    migration: Matrix | None = None,
    draft_id: int | None = None,
) -> Change:
    """The model in force from now on, in the place of the active one for the same customers,
    which is archived; `draft_id` is the draft that becomes it. Empty when it would change
    nothing. Raises Invalid without a note and when variants would not hold with it."""
    why = note.strip() or model.note.strip()
    if not why:
        raise Invalid(say("A model is published with a note that says why; give one."))
    new = replace(model, note=why, author=author)
    return _in_place("model.publish", book, new, {}, now, migration, draft_id)


def rolled_back(
    book: Book,
    version: Version,
    *,
    note: str = "",
    author: str,
    now: datetime,
    migration: Matrix | None = None,
) -> Change:
    """An archived version in force again, as a new version whose parent it is. Raises Refused
    for one that is active or was never published."""
    model = version.model
    if model.status == "active":
        raise Refused(say("Version %(version)s is active already.", version=model.version))
    if model.status == "draft":
        raise Refused(
            say("Version %(version)s is a draft; publish it instead.", version=model.version)
        )
    new = replace(model, note=note.strip(), author=author, parent=model.version)
    return _in_place("model.rollback", book, new, {"old": model.version}, now, migration, None)


def draft_saved(
    book: Book,
    model: ScoringModel,
    *,
    author: str,
    now: datetime,
    note: str = "",
    draft_id: int | None = None,
) -> Change:
    """The model kept as a draft beside the active one; `draft_id` is the draft that it replaces.
    The active model stays untouched."""
    before = _draft(book, draft_id)
    number = highest(book) + 1 if before is None else integer(before, "version") or 1
    base = base_at(book, model.kind)
    new = replace(model, version=number, status="draft", author=author,
                  note=note.strip() or model.note, parent=_parent(book, model, before))  # fmt: skip
    created = text(before or {}, "created_at") or stamp(now)
    after = {**sparse(new, base), "created_at": created}
    edit = Edit(TABLE, _NEW if draft_id is None else draft_id, before, after)
    return Change("model.draft", _args(new), (edit,))


def draft_dropped(book: Book, version: Version) -> Change:
    """A draft gone. Raises Refused for a version that was ever in force: that is history."""
    if version.model.status != "draft" or version.id is None:
        raise Refused(
            say("Version %(version)s is no draft; what was in force stays in the history.",
                version=version.number)
        )  # fmt: skip
    edit = Edit(TABLE, version.id, book.get(TABLE, version.id), None)
    return Change("model.drop", _args(version.model), (edit,))


def variant_ended(book: Book, version: Version, *, now: datetime) -> Change:
    """An active variant archived: its customers are graded by the model of their kind again."""
    if version.model.status != "active" or not version.model.industries or version.id is None:
        raise Refused(
            say("Version %(version)s is no active variant; only a variant can end.",
                version=version.number)
        )  # fmt: skip
    before = book.get(TABLE, version.id) or {}
    edit = Edit(TABLE, version.id, before, _archived(before, stamp(now)))
    return Change("model.end", _args(version.model), (edit,))


def _in_place(
    verb: str,
    book: Book,
    model: ScoringModel,
    args: Mapping[str, object],
    now: datetime,
    migration: Matrix | None,
    draft_id: int | None,
) -> Change:
    """The Change that puts a model in force."""
    at, draft = stamp(now), _draft(book, draft_id)
    in_force = [v for v in versions_of(book) if v.model.status == "active"]
    ensure_apart(model, [v.model for v in in_force if v.model.industries])
    before = [v for v in in_force if same_customers(v.model, model)]
    if before and not difference(before[-1].model, model):
        return Change(verb, {**_args(model), **args})
    base = base_at(book, model.kind)
    parent = model.parent if "old" in args else _parent(book, model, draft)
    held = max((version.number for version in before), default=1)
    number = _number(book, draft_id, held)
    new = replace(model, version=number, status="active", parent=parent)
    _ensure_variants(book, new)
    after = {**sparse(new, base), "created_at": text(draft or {}, "created_at") or at,
             "published_at": at, "migration": _written(migration or {})}  # fmt: skip
    edits = [_put_away(book, version, at) for version in before]
    edits.append(Edit(TABLE, _NEW if draft_id is None else draft_id, draft, after))
    return Change(verb, {**_args(new), "note": new.note, **args}, tuple(edits))


def _put_away(book: Book, version: Version, at: str) -> Edit:
    if version.id is None:
        kept = {**to_document(version.model), "status": "archived", "archived_at": at}
        return Edit(TABLE, _BEGINNING, None, kept)
    before = book.get(TABLE, version.id) or {}
    return Edit(TABLE, version.id, before, _archived(before, at))


def _archived(doc: Doc, at: str) -> Doc:
    return {**doc, "status": "archived", "archived_at": at}


def _ensure_variants(book: Book, model: ScoringModel) -> None:
    """Variants that inherit must be sound with the model that they would inherit from."""
    if not model.industries:
        for doc in heirs_of(book, model.kind):
            followed(doc, model)


def _number(book: Book, draft_id: int | None, held: int) -> int:
    """A draft keeps its number when nothing else has it and it is above the one that `held` for
    the same customers; else the next above all."""
    others = [
        integer(doc, "version") or 1 for doc_id, doc in book.rows(TABLE) if doc_id != draft_id
    ]
    own = integer(book.get(TABLE, draft_id) or {}, "version") if draft_id is not None else None
    top = max(others, default=1)
    return own if own is not None and own > held and own not in others else top + 1


def _draft(book: Book, draft_id: int | None) -> Doc | None:
    """The document of a draft. Raises Refused when it is none, or is there no more."""
    if draft_id is None:
        return None
    doc = book.get(TABLE, draft_id)
    if doc is None or (text(doc, "status") or "draft") != "draft":
        raise Refused(say("The draft is not there any more; look at model versions."))
    return doc


def _parent(book: Book, model: ScoringModel, draft: Doc | None) -> int:
    """What a model was made from: a draft says it, else it is what holds for its customers."""
    kept = integer(draft or {}, "parent")
    current = active(book, model.kind, model.industries)
    return kept or (base_at(book, model.kind).version if current is None else current.number)


def _args(model: ScoringModel) -> dict[str, object]:
    return {"version": model.version,
            "model": {"kind": model.kind, "industries": list(model.industries)}}  # fmt: skip


def _written(migration: Matrix) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = {}
    for (before, after), n in sorted(migration.items()):
        out.setdefault(before, {})[after] = n
    return out
