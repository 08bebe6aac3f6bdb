"""`model check`: every fault of a model in a file, or of a version in the book."""

from pathlib import Path

from tierdesk.commands.doing.model_meant import (
    active_meant,
    is_number,
    version_meant,
    whole_document,
    without_variant,
    words_of,
)
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.errors import EXIT_REFUSED
from tierdesk.exchange.model_file import NewerFile, read_model
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.scoring.lost_amounts import lost_amounts
from tierdesk.scoring.lost_fields import lost_fields
from tierdesk.scoring.model import ScoringModel, from_document


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    book = front.desk.book
    words = words_of(values, 0, 1)
    word = text_of(values, "file") or text_of(values, "draft") or (words[0] if words else "")
    word = word or text_of(values, "version")
    if not word or is_number(word):
        version = version_meant(book, word, values) if word else active_meant(book, values)
        called = say("version %(version)s", version=version.number)
        notes = (*without_variant(version.model, values), *_notes(front, version.model))
        return _outcome(called, (), notes)
    try:
        read = read_model(Path(word))
    except NewerFile as newer:
        return _outcome(Message("%(file)s", {"file": word}), (newer.message,), (), newer.exit_code)
    doc, faults = whole_document(book, read)
    notes = () if faults else _notes(front, from_document(doc))
    return _outcome(Message("%(file)s", {"file": word}), faults, notes)


def _notes(front: Front, model: ScoringModel) -> tuple[Message, ...]:
    book = front.desk.book
    return (*lost_fields(book, model), *lost_amounts(book, front.desk.moment, model))


def _outcome(
    called: Message,
    faults: tuple[Message, ...],
    notes: tuple[Message, ...],
    refused: int = EXIT_REFUSED,
) -> Outcome:
    document = {"schema": 1, "checked": called, "ok": not faults, "faults": faults, "notes": notes}
    if not faults:
        return Outcome(document, (*notes, say("%(what)s has no faults.", what=called)))
    count = say_n(
        "%(what)s has %(n)s fault:", "%(what)s has %(n)s faults:", len(faults), what=called
    )
    return Outcome(document, (count, *faults), exit_code=refused)
