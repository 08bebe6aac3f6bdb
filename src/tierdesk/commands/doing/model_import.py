"""`model import`: the model in a file as a draft; the active one stays untouched."""

from dataclasses import replace
from pathlib import Path

from tierdesk.commands.doing.model_meant import ensure_for, from_file, words_of
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.lost_amounts import lost_amounts
from tierdesk.scoring.lost_fields import lost_fields
from tierdesk.scoring.versions import active, base_at, draft_saved
from tierdesk.scoring.wording import difference


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    words = words_of(values, 0 if text_of(values, "file") else 1, 1)
    path = Path(text_of(values, "file") or words[0])
    model = replace(from_file(desk.book, path), status="draft", parent=None)
    ensure_for(model, Message("%(file)s", {"file": path.name}), values)
    made: list[Change] = []

    def rule(book: Book) -> Change:
        change = draft_saved(book, model, author=desk.by, now=desk.moment.now,
                             note=text_of(values, "note"))  # fmt: skip
        made.append(Change("model.import", {**change.args, "file": path.name}, change.edits))
        return made[-1]

    current = active(desk.book, model.kind, model.industries)
    base = base_at(desk.book, model.kind) if current is None else current.model
    found = difference(base, model)
    notes = (*lost_fields(desk.book, model), *lost_amounts(desk.book, desk.moment, model))
    if values.get("dry_run"):
        document = {"schema": 1, "dry_run": True, "differences": found, "notes": notes}
        return Outcome(document, (*found, *notes, say("Nothing was changed: this was a dry run.")))
    receipt = desk.perform(rule)
    number = made[-1].args["version"]
    said = (say("Saved: %(what)s.", what=sentence_of(made[-1])), *notes,
            say("It grades nobody until model publish --version %(version)s.", version=number))  # fmt: skip
    return changed(receipt, *said, version=number, differences=found, notes=notes)
