"""What the outcomes say about the weights of a model; with --file a model with the suggestion."""

from pathlib import Path
from typing import TYPE_CHECKING

from tierdesk.commands.arithmetic import on_one_thread
from tierdesk.commands.doing.model_meant import (
    Meant,
    active_meant,
    called,
    from_file,
    kind_given,
    meant,
)
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.kept_versions import Version, industries_apart, versions_of
from tierdesk.scoring.model import ScoringModel, to_document
from tierdesk.scoring.sources import CUSTOM

if TYPE_CHECKING:
    from tierdesk.scoring.learning.outcomes import Outcomes


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    field, about = text_of(values, "outcome"), _about(front, values)
    if about.model.kind == "signed" and not field:
        raise Refused(
            say("Won and lost deals say nothing about signed customers; name a yes/no field of "
                "theirs with --outcome.")
        )  # fmt: skip
    on_one_thread()
    from tierdesk.scoring.learning.outcomes import outcomes_of
    from tierdesk.scoring.learning.suggest import adopted, suggested

    desk, model = front.desk, about.model
    outcomes = outcomes_of(desk.book, desk.moment, field, industries=model.industries,
                           without=industries_apart(desk.book, model))  # fmt: skip
    found = suggested(desk.book, outcomes, model, keep=texts_of(values, "keep"))
    document = {
        **found.document(), "model": about.called, "version": model.version,
        "outcome": field or None, "unread": [{"value": v, "n": n} for v, n in outcomes.unread],
        "challenge": _contest(front, outcomes, about, values),
    }  # fmt: skip
    said = [found.why, *found.notes]
    if not field and not outcomes.decided:
        said.append(say("Where a field of customers says how it ended, name it with --outcome."))
    if path := text_of(values, "file"):
        wanted = adopted(model, found, texts_of(values, "words") or None)
        said.append(_written(front, wanted, Path(path), values))
    return Outcome(document, tuple(said), view="suggestion")


def _contest(
    front: Front, outcomes: "Outcomes", about: Meant, values: Values
) -> dict[str, object] | None:
    """How the newest draft, or the one looked at, has done since it was saved."""
    from tierdesk.scoring.learning.challengers import tried

    rival = about.version
    if rival is None or rival.model.status != "draft":
        rival = next(reversed(_drafts(front.desk.book, values)), None)
    if rival is None:
        return None
    return tried(front.desk.book, front.desk.moment, outcomes, rival).document()


def _about(front: Front, values: Values) -> Meant:
    """The model whose weights are looked at: the one that is named, else the active one; as long as
    that knows nothing of fields of tables, for outcomes that a field tells the newest draft over
    them."""
    book = front.desk.book
    if file := text_of(values, "draft"):
        return Meant(Message("%(file)s", {"file": file}), from_file(book, Path(file)))
    if number := text_of(values, "version"):
        return meant(front, number, values)
    active = active_meant(book, values)
    if text_of(values, "outcome") and not _over_fields(active.model):
        drafts = [version for version in _drafts(book, values) if _over_fields(version.model)]
        if drafts:
            return called(drafts[-1])
    return called(active)


def _drafts(book: Book, values: Values) -> list[Version]:
    kind, industry = kind_given(values), text_of(values, "industry")
    return [
        version for version in versions_of(book)
        if version.model.status == "draft" and version.model.kind == kind
        and bool(version.model.industries) == bool(industry)
    ]  # fmt: skip


def _over_fields(model: ScoringModel) -> bool:
    return any(criterion.source.startswith(CUSTOM) for criterion in model.criteria)


def _written(front: Front, model: ScoringModel, path: Path, values: Values) -> Message:
    """The model in a file, to be imported as a draft or looked at."""
    from tierdesk.exchange.model_file import ensure_json, model_bytes
    from tierdesk.exchange.written import write_file

    ensure_json(path)
    book_file = front.places["data"].resolve()
    if path.resolve().parent == book_file.parent and path.name.startswith(book_file.name):
        raise Refused(
            say("%(file)s belongs to the book itself; choose another name.", file=str(path))
        )
    write_file(path, model_bytes(to_document(model)), overwrite=bool(values.get("force")))
    return say("The model with these weights is in %(path)s; model import makes it a draft.",
               path=str(path))  # fmt: skip
