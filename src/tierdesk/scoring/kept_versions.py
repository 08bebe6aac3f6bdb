"""The versions of a book's models as they are kept: which there are, and which held when.

A version's number is unique in the book, drafts included, and 1 stands for the models that every
book begins with. Should two sessions have published at the same moment, the later document counts.
Nothing here changes anything (`versions` does). It must not know how a model grades.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from tierdesk.domain.book import Book, Row
from tierdesk.domain.document import Doc, integer, mapping, text, texts
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.model import Kind, ScoringModel, from_document
from tierdesk.scoring.models import Models
from tierdesk.scoring.variants import resolved, same_customers

TABLE = "scoring_models"
_KINDS: tuple[Kind, Kind] = ("open", "signed")
Matrix = Mapping[tuple[str, str], int]
"""How many customers went from a tier to another, those who stayed included."""
_NOBODY: Matrix = {}


class Version(NamedTuple):
    """A version of a model; `id` is its document, None for a model that every book begins with.
    Stamps are UTC texts, "" where that has not happened; `migration` is what publishing it moved."""

    id: int | None
    model: ScoringModel
    created_at: str = ""
    published_at: str = ""
    archived_at: str = ""
    migration: Matrix = _NOBODY

    @property
    def number(self) -> int:
        """The version's number."""
        return self.model.version


def versions_of(book: Book) -> tuple[Version, ...]:
    """Every version that can be read, by number; `unreadable` tells of the others."""
    found = [
        version for row in book.rows(TABLE) if isinstance(version := _read(book, row), Version)
    ]
    found += [Version(None, model) for model in _beginnings(book)]
    return tuple(sorted(found, key=lambda v: (v.number, v.model.kind, v.id or 0)))


def unreadable(book: Book) -> tuple[tuple[int, Message], ...]:
    """(number, what is wrong) of the versions that cannot grade."""
    found = [(integer(row[1], "version") or 1, _read(book, row)) for row in book.rows(TABLE)]
    return tuple((number, fault) for number, fault in found if isinstance(fault, Message))


def find(book: Book, number: int, kind: str = "") -> Version:
    """The version of that number. Raises Refused when there is none, or when two kinds have it
    and none is named."""
    found = [v for v in versions_of(book) if v.number == number and kind in ("", v.model.kind)]
    if len({v.model.kind for v in found}) == 1:
        return found[-1]
    if found:
        raise Refused(
            say("There are several versions %(version)s, of open deals and of signed customers; add "
                "--kind open or --kind signed.", version=number)
        )  # fmt: skip
    fault = dict(unreadable(book)).get(number)
    if fault is not None:
        raise Invalid(
            say("Version %(version)s cannot grade: %(why)s", version=number, why=fault)
        )  # fmt: skip
    raise Refused(say("There is no version %(version)s; see model versions.", version=number))


def active(book: Book, kind: Kind, industries: tuple[str, ...] = ()) -> Version | None:
    """The version in force for these customers; None for a variant that there is not."""
    found = [
        version for version in versions_of(book)
        if version.model.status == "active" and _for(version.model, kind, industries)
    ]  # fmt: skip
    return found[-1] if found else None


def models_at(book: Book, at: str) -> Models:
    """The models that were in force at a UTC stamp. Raises Invalid when one cannot grade."""
    bases = {kind: base_at(book, kind, at) for kind in _KINDS}
    return _together(book, bases, at)


def models_with(book: Book, model: ScoringModel) -> Models:
    """The models that would be in force if this one were published: variants that inherit follow
    it. Raises Invalid when a variant would not hold with it."""
    bases = {kind: base_at(book, kind) for kind in _KINDS}
    if not model.industries:
        bases[model.kind] = model
    found = _together(book, bases, "")
    return found.with_model(model) if model.industries else found


def _together(book: Book, bases: Mapping[Kind, ScoringModel], at: str) -> Models:
    variants = [
        resolved(doc, bases[kind_of(doc)])
        for _, doc in book.rows(TABLE)
        if texts(doc, "industries") and _in_force(doc, at)
    ]
    return Models(bases["open"], bases["signed"], tuple(sorted(variants, key=lambda m: m.version)))


def base_at(book: Book, kind: Kind, at: str = "") -> ScoringModel:
    """The model for everybody of a kind that was in force at a UTC stamp, now without one."""
    found = [
        (integer(doc, "version") or 1, doc_id, doc) for doc_id, doc in book.rows(TABLE)
        if kind_of(doc) == kind and not texts(doc, "industries") and _in_force(doc, at)
    ]  # fmt: skip
    newest = max(found, key=lambda row: row[:2], default=None)
    return _beginning(kind) if newest is None else from_document(newest[2])


def can_be_tried(version: Version) -> bool:
    """Whether outcomes of deals can try it: a saved draft for open deals."""
    model = version.model
    return version.id is not None and model.status == "draft" and model.kind == "open"


def industries_apart(book: Book, model: ScoringModel) -> tuple[str, ...]:
    """The industries whose customers variants grade, when the model is the one for all others."""
    if model.industries:
        return ()
    return tuple(
        name for version in versions_of(book)
        if version.model.status == "active" and version.model.kind == model.kind
        for name in version.model.industries
    )  # fmt: skip


def highest(book: Book) -> int:
    """The highest number that any version has."""
    return max((integer(doc, "version") or 1 for _, doc in book.rows(TABLE)), default=1)


def _read(book: Book, row: Row) -> Version | Message:
    doc_id, doc = row
    at = text(doc, "archived_at") if text(doc, "status") == "archived" else ""
    try:
        model = resolved(doc, base_at(book, kind_of(doc), at))
    except Invalid as fault:
        return fault.message
    created, published, archived = (
        text(doc, k + "_at") for k in ("created", "published", "archived")
    )
    return Version(doc_id, model, created, published, archived, _matrix(mapping(doc, "migration")))


def _beginnings(book: Book) -> Iterator[ScoringModel]:
    """The models that every book begins with, where they are not written down."""
    for kind in _KINDS:
        own = [
            doc
            for _, doc in book.rows(TABLE)
            if kind_of(doc) == kind and not texts(doc, "industries")
        ]
        if any((integer(doc, "version") or 1) == 1 for doc in own):
            continue
        replaced = any(text(doc, "status") == "active" for doc in own)
        yield replace(_beginning(kind), status="archived" if replaced else "active")


def _beginning(kind: Kind) -> ScoringModel:
    return open_model() if kind == "open" else signed_model()


def kind_of(doc: Doc) -> Kind:
    """The kind of a version's document."""
    return "signed" if text(doc, "kind") == "signed" else "open"


def _for(model: ScoringModel, kind: Kind, industries: tuple[str, ...]) -> bool:
    return same_customers(model, replace(model, kind=kind, industries=industries, inherits=False))


def _in_force(doc: Doc, at: str) -> bool:
    """Whether a version was active at a stamp, now without one. One without a time of its own
    was there from the beginning."""
    status = text(doc, "status")
    if not at:
        return status == "active"
    if status not in ("active", "archived") or text(doc, "published_at") > at:
        return False
    return status == "active" or text(doc, "archived_at") > at


def _matrix(kept: Doc) -> Matrix:
    return {
        (before, after): n
        for before in kept
        for after in mapping(kept, before)
        if (n := integer(mapping(kept, before), after)) is not None
    }
