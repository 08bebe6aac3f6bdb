"""Variants that inherit: what they become when another model of their kind is put over them.

They are resolved from their documents, so that whoever holds these can put any draft over them
without the book. It must not know which draft that is.
"""

from collections.abc import Iterable

from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc, flag, integer, text, texts
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.scoring.kept_versions import TABLE, kind_of
from tierdesk.scoring.model import Kind, ScoringModel
from tierdesk.scoring.models import Models
from tierdesk.scoring.variants import resolved


def heirs_of(book: Book, kind: Kind) -> tuple[Doc, ...]:
    """The documents of the variants in force that inherit from the model of that kind."""
    return tuple(
        doc for _, doc in book.rows(TABLE)
        if text(doc, "status") == "active" and kind_of(doc) == kind
        and flag(doc, "inherits") and texts(doc, "industries")
    )  # fmt: skip


def followed(doc: Doc, model: ScoringModel) -> ScoringModel:
    """A variant over a model. Raises Invalid when it would not hold with it."""
    try:
        return resolved(doc, model)
    except Invalid as fault:
        raise Invalid(
            say("The variant for %(industries)s (version %(version)s) would not hold with this "
                "model: %(why)s", industries=texts(doc, "industries"),
                version=integer(doc, "version") or 1, why=fault.message)
        ) from None  # fmt: skip


def over(models: Models, heirs: Iterable[Doc], model: ScoringModel) -> Models:
    """The models of a book with this one in force and the variants that inherit following it.
    Raises Invalid when one would not hold."""
    found = models.with_model(model)
    for doc in heirs:
        found = found.with_model(followed(doc, model))
    return found
