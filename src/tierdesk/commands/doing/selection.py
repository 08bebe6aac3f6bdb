"""Which customers a verb is about, and how its one Change for all of them is made and told."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit, same
from tierdesk.domain.document import text
from tierdesk.errors import Refused, Usage
from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.pipeline.moves import UnmetCriteria
from tierdesk.triage.needs_reason import NeedsReason

_CUSTOMER = N_("CUSTOMER")
_LISTED = 20


class Selection(NamedTuple):
    """The customers meant, each once; `several` when more than one was named or a filter was
    given, so that a program can tell the shape of the answer from its own question."""

    ids: tuple[int, ...]
    several: bool

    def document(self) -> dict[str, object]:
        """As --json shows it."""
        return {"customer_ids": list(self.ids)} if self.several else {"customer_id": self.ids[0]}


def selected(front: Front, values: Values) -> Selection:
    """The customers of the words `customers`, or those whom the filter `where` finds."""
    return chosen(front, texts_of(values, "customers"), text_of(values, "where"), values)


def chosen(front: Front, named: Sequence[str], where: str, values: Values) -> Selection:
    """The same of words that a command tells apart itself. Raises Usage when nobody is named, or
    in two ways at once, and Refused when the filter finds nobody."""
    desk = front.desk
    if values.get("where") is None:
        if not named:
            raise Usage(say("%(what)s is missing; see --help.", what=Message(_CUSTOMER)))
        ids = [find_customer(desk.book, word, desk.moment) for word in named]
        return Selection(tuple(dict.fromkeys(ids)), len(named) > 1)
    if named:
        raise Usage(say("Name customers or give --where, not both."))
    from tierdesk.commands.doing.subjects import subjects_of
    from tierdesk.desk.tier_names import tier_names
    from tierdesk.search.match import matches
    from tierdesk.search.query import parse

    query = parse(where, desk.moment, tier_names(desk.book))
    if not query.terms:
        raise Usage(say("An empty filter would mean everybody; say whom --where is to find."))
    subjects = subjects_of(desk.book, desk.moment)
    found = tuple(s.case.id for s in subjects if matches(query, s, desk.moment))
    if not found:
        raise Refused(say("No customer fits “%(text)s”; nothing was changed.", text=where))
    return Selection(found, True)


def named(book: Book, ids: Sequence[int]) -> dict[str, object]:
    """Whom a Change is about, for its sentence: one by name, several by their number. Raises
    Refused for a customer that is not there."""
    for customer_id in ids:
        if book.get("customers", customer_id) is None:
            raise Refused(_departed(book, customer_id))
    if len(ids) != 1:
        return {"n": len(ids)}
    return {"name": text(book.get("customers", ids[0]) or {}, "name")}


def _departed(book: Book, customer_id: int) -> Message:
    """Why nothing can be done for somebody who was there a moment ago: by name, as the person knows
    them, where the history still has it."""
    from tierdesk.domain import history

    removal = history.removal(
        (doc for _, doc in book.rows(history.TABLE)), "customers", customer_id
    )
    name = text(removal.doc, "name") if removal is not None else ""
    if removal is None or not name:
        return say("Customer %(id)s is not there any more; look at the history.", id=customer_id)
    return say("%(name)s was removed by %(who)s; look at the history.", name=name, who=removal.by)


def naming(refusal: Refused, book: Book, customer_id: int, customers: int) -> Refused:
    """The refusal with the name of the customer, where it is about one of several; whether a
    reason would help is kept."""
    if customers == 1:
        return refusal
    soft = isinstance(refusal, NeedsReason) or (
        isinstance(refusal, UnmetCriteria) and not refusal.hard
    )
    name = text(book.get("customers", customer_id) or {}, "name")
    said = say("%(name)s: %(why)s", name=name, why=refusal.message)
    return NeedsReason(said) if soft else Refused(said)


def make(
    front: Front,
    values: Values,
    selection: Selection,
    rule: Callable[[Book], Change],
    *,
    told: Callable[[Book], Sequence[Message]],
    more: Callable[[Book], Mapping[str, object]] = lambda book: {},
) -> Outcome:
    """Make the Change and tell it, or with --dry-run only whom it would be about; what the rule
    refuses is refused in a dry run too."""
    desk = front.desk
    if values.get("dry_run"):
        return dry(desk.book, rule(desk.book), selection)
    receipt = desk.perform(rule)
    said = told(desk.book) if receipt.change_id is not None else (unchanged(desk.book, selection),)
    return changed(receipt, *said, **selection.document(), **more(desk.book))


def unchanged(book: Book, selection: Selection) -> Message:
    """The sentence for a Change that had nothing to change."""
    if len(selection.ids) > 1:
        return say("Nothing changed: all of them were so already.")
    name = text(book.get("customers", selection.ids[0]) or {}, "name")
    return say("%(name)s has these values already.", name=name)


def dry(book: Book, change: Change, selection: Selection) -> Outcome:
    """Whom the Change would be about."""
    touched = {_customer_of(edit) for edit in change.edits if not same(edit.before, edit.after)}
    ids = [i for i in selection.ids if i in touched]
    names = [text(book.get("customers", i) or {}, "name") for i in ids[:_LISTED]]
    shown = [*names, *(["…"] if len(ids) > _LISTED else [])] or ["–"]
    said = say_n("%(n)s customer would be changed: %(names)s.",
                 "%(n)s customers would be changed: %(names)s.", len(ids), names=shown)  # fmt: skip
    document = {"schema": 1, "dry_run": True, "customer_ids": ids, "found": len(ids)}
    return Outcome(document, (said, say("Nothing was changed: this was a dry run.")))


def _customer_of(edit: Edit) -> object:
    return (
        edit.id
        if edit.table == "customers"
        else (edit.after or edit.before or {}).get("customer_id")
    )
