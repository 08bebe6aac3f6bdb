"""`model show`: the models in force, or one version, whole."""

from tierdesk.commands.doing.model_challengers import challenging, told, tried_so_far
from tierdesk.commands.doing.model_document import sources, whole_model
from tierdesk.commands.doing.model_meant import (
    active_meant,
    version_meant,
    without_variant,
    words_of,
)
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.scoring.lost_fields import lost_fields
from tierdesk.scoring.versions import Version, unreadable, versions_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    book = front.desk.book
    shown = _shown(book, values)
    tried = tried_so_far(front, challenging(book, shown))
    document = {
        "schema": 1,
        "models": [whole_model(version) for version in shown],
        "challengers": [one.document() for one in tried.values()],
        "sources": sources(),
    }
    notes = tuple(note for version in shown for note in lost_fields(book, version.model))
    if len(shown) == 1:
        notes = (*without_variant(shown[0].model, values), *notes)
    notes = (*told(tried), *notes)
    faulty = tuple(fault for _, fault in unreadable(book))
    return Outcome(document, notes, faulty, view="model_show")


def _shown(book: Book, values: Values) -> list[Version]:
    words = words_of(values, 0, 1)
    number = text_of(values, "version") or (words[0] if words else "")
    if number:
        return [version_meant(book, number, values)]
    if text_of(values, "kind") or text_of(values, "industry"):
        return [active_meant(book, values)]
    return [version for version in versions_of(book) if version.model.status == "active"]
