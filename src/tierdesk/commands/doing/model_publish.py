"""`model publish`: put a draft in force, with a note; --dry-run says who would move."""

from tierdesk.commands.doing.model_document import moves
from tierdesk.commands.doing.model_meant import only_draft, version_meant, words_of
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.lost_amounts import lost_amounts
from tierdesk.scoring.lost_fields import lost_fields
from tierdesk.scoring.migration import migration_of
from tierdesk.scoring.model import ScoringModel
from tierdesk.scoring.versions import (
    Matrix,
    Version,
    active,
    base_at,
    models_with,
    published,
)
from tierdesk.scoring.wording import difference

UNCHANGED = say("Nothing changed: it was so already.")


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    version = _draft(desk.book, values)
    note, made, moved = text_of(values, "note"), list[Change](), list[Matrix]()

    def rule(book: Book) -> Change:
        moved.append(migration(book, desk.moment, version.model))
        made.append(
            published(book, version.model, note=note, author=desk.by, now=desk.moment.now,
                      migration=moved[-1], draft_id=version.id)
        )  # fmt: skip
        return made[-1]

    notes = (*lost_fields(desk.book, version.model),
             *lost_amounts(desk.book, desk.moment, version.model))  # fmt: skip
    if values.get("dry_run"):
        change = rule(desk.book)
        notes = (*_renumbered(version, change), *notes)
        return dry(desk.book, version.model, change, moved[-1], notes)
    receipt = desk.perform(rule)
    said: tuple[Message, ...] = (UNCHANGED,)
    if receipt.change_id is not None:
        said, notes = told(made[-1], moved[-1]), (*_renumbered(version, made[-1]), *notes)
    return changed(receipt, *said, *notes, version=made[-1].args["version"],
                   migration=moves(moved[-1]), notes=notes)  # fmt: skip


def _renumbered(draft: Version, change: Change) -> tuple[Message, ...]:
    """That the draft could not keep its number, as another version holds with a higher one."""
    number = change.args["version"]
    if not change.edits or number == draft.number:
        return ()
    return (say("Draft %(draft)s is version %(version)s now.", draft=draft.number, version=number),)


def migration(book: Book, moment: Moment, model: ScoringModel) -> dict[tuple[str, str], int]:
    """Who would move from which tier to which if the model were in force."""
    return migration_of(book, moment, all_models_of(book), models_with(book, model))


def told(change: Change, moved: Matrix) -> tuple[Message, ...]:
    """What came of it."""
    return (say("Saved: %(what)s.", what=sentence_of(change)), movers(moved))


def movers(moved: Matrix) -> Message:
    """How many change their tier, and from which to which."""
    pairs = {pair: n for pair, n in moved.items() if pair[0] != pair[1]}
    if not pairs:
        return say("Nobody changes the tier.")
    listed = [f"{before} → {after} {n}" for (before, after), n in sorted(pairs.items())]
    return say_n("%(n)s customer changes the tier: %(pairs)s.",
                 "%(n)s customers change the tier: %(pairs)s.", sum(pairs.values()), pairs=listed)  # fmt: skip


def dry(
    book: Book,
    model: ScoringModel,
    change: Change,
    moved: Matrix,
    notes: tuple[Message, ...] = (),
) -> Outcome:
    """What would be said of it, what it would alter, whom it would move."""
    current = active(book, model.kind, model.industries)
    found = difference(base_at(book, model.kind) if current is None else current.model, model)
    document = {"schema": 1, "dry_run": True, "version": change.args["version"],
                "differences": found, "migration": moves(moved), "notes": notes}  # fmt: skip
    dry_run = say("Nothing was changed: this was a dry run.")
    return Outcome(document, (*found, movers(moved), *notes, dry_run))


def _draft(book: Book, values: Values) -> Version:
    """The draft that is meant; the only one when none is named."""
    words = words_of(values, 0, 1)
    word = text_of(values, "version") or (words[0] if words else "")
    if word:
        version = version_meant(book, word, values)
        if version.model.status != "draft":
            raise Refused(
                say("Version %(version)s is no draft; model rollback brings an old version back.",
                    version=version.number)
            )  # fmt: skip
        return version
    return only_draft(book, values)
