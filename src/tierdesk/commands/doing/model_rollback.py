"""`model rollback`: an old version in force again, as a new one."""

from tierdesk.commands.doing.model_document import moves
from tierdesk.commands.doing.model_meant import version_meant, words_of
from tierdesk.commands.doing.model_publish import UNCHANGED, dry, migration, told
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.folding import fold
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.scoring.lost_fields import lost_fields
from tierdesk.scoring.versions import Matrix, Version, rolled_back, versions_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    version = _old(desk.book, values)
    note, made, moved = text_of(values, "note"), list[Change](), list[Matrix]()
    notes = lost_fields(desk.book, version.model)

    def rule(book: Book) -> Change:
        moved.append(migration(book, desk.moment, version.model))
        made.append(rolled_back(book, version, note=note, author=desk.by, now=desk.moment.now,
                                migration=moved[-1]))  # fmt: skip
        return made[-1]

    if values.get("dry_run"):
        return dry(desk.book, version.model, rule(desk.book), moved[-1], notes)
    receipt = desk.perform(rule)
    said = told(made[-1], moved[-1]) if receipt.change_id is not None else (UNCHANGED,)
    return changed(receipt, *said, *notes, version=made[-1].args["version"],
                   migration=moves(moved[-1]), notes=notes)  # fmt: skip


def _old(book: Book, values: Values) -> Version:
    """The version that is meant; the one that held last when none is named."""
    words = words_of(values, 0, 1)
    word = text_of(values, "version") or (words[0] if words else "")
    if word:
        return version_meant(book, word, values)
    kind, industry = text_of(values, "kind") or "open", fold(text_of(values, "industry"))
    old = [
        v for v in versions_of(book)
        if v.model.status == "archived" and v.model.kind == kind
        and (industry in map(fold, v.model.industries) if industry else not v.model.industries)
    ]  # fmt: skip
    if not old:
        raise Refused(say("There is no version to go back to; see model versions."))
    return max(old, key=lambda v: (v.archived_at, v.number))
