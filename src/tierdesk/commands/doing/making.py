"""Making the one Change of a verb that is about the book rather than about customers, and telling it;
with --dry-run only what it would be.
"""

from collections.abc import Callable, Mapping

from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.spec import Front, Outcome, Values, changed
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, same
from tierdesk.i18n.message import Message, say


def made(front: Front, values: Values, rule: Callable[[Book], Change], **more: object) -> Outcome:
    """Perform the rule. Of a dry run `deals` counts the deals that would be written."""
    desk = front.desk
    if values.get("dry_run"):
        return would_be(rule(desk.book), more)
    changes: list[Change] = []

    def kept(book: Book) -> Change:
        changes.append(rule(book))
        return changes[-1]

    receipt = desk.perform(kept)
    return changed(receipt, told(changes[-1]), **more)


def told(change: Change) -> Message:
    """What came of it."""
    if change.empty:
        return say("Nothing changed: it was so already.")
    return say("Saved: %(what)s.", what=sentence_of(change))


def would_be(change: Change, more: Mapping[str, object]) -> Outcome:
    """What a dry run tells of a Change."""
    deals = sum(e.table == "deals" and not same(e.before, e.after) for e in change.edits)
    document = {"schema": 1, "dry_run": True, "deals": deals, **more}
    if change.empty:
        return Outcome(document, (say("Nothing would change: it is so already."),))
    would = say("This would be saved: %(what)s.", what=sentence_of(change))
    return Outcome(document, (would, say("Nothing was changed: this was a dry run.")))
