"""Editing by form: the customer itself, or one thing that belongs to it (a contact, a contract …).

Somebody else may have changed a field while the form was open. A value that is neither what the
form saw nor what is wanted is never written over in silence (`Overwritten`); fields that the
person left alone stay as the book has them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from tierdesk.commands.doing import affairs
from tierdesk.commands.doing.parts import described, doc_of, edits_of
from tierdesk.commands.doing.selection import named
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.desk.field_readings import Unreadable, merged, merged_own, plain, read
from tierdesk.desk.field_texts import said
from tierdesk.desk.forms import DEFAULT_KIND, Field, form, stored
from tierdesk.domain import history
from tierdesk.domain.agreement import doubtful
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, alike
from tierdesk.domain.document import Doc, mapping
from tierdesk.domain.moment import Moment
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused, Usage
from tierdesk.i18n.message import N_, Message, say

SOMEBODY = N_("Somebody else")
"""Who changed a field where nobody knows the name."""


class Target(NamedTuple):
    """What is edited: `form` customer, contact, deal, follow_up, need, contract, payment or loss;
    `doc_id` the document (for a need its place in the customer's needs, from 0), None for a new one."""

    customer_id: int
    form: str
    doc_id: int | None = None


class Overwritten(Refused):
    """Somebody else changed `field` meanwhile; `theirs` is the value as an argument of a Message.
    The same call with force=True keeps mine."""

    exit_code = EXIT_CONFLICT

    def __init__(self, message: Message, field: str, theirs: object) -> None:
        super().__init__(message)
        self.field, self.theirs = field, theirs


def change(
    book: Book,
    target: Target,
    seen: Doc,
    wanted: Mapping[str, str],
    moment: Moment,
    *,
    force: bool = False,
    reason: str = "",
) -> Change:
    """The fields of a form as one Change. `seen` is the document as it was when the form was
    opened (empty for a new one), `wanted` the texts of the fields that the person changed, blank
    to forget one; `reason` is for a discount that wants one. Raises Invalid for a text that its field
    cannot hold or what does not fit together, NeedsReason, Overwritten, and Refused when the document
    is gone."""
    args = named(book, [target.customer_id])
    fields = {name: _field(target.form, name) for name in wanted}
    before = doc_of(book, target.customer_id, target.form, target.doc_id, seen)
    values = read_values(book, target, before, wanted, moment)
    if target.doc_id is not None and not force:
        for name, field in fields.items():
            if plain(name) == name:
                by = partial(who_changed, book, target, [name])
                _refuse_overwriting(field, (seen, before), values[name], by)
    after = _filled(before, values)
    _refuse_blank(target, after)
    after = affairs.completed(target.form, after, moment)
    changed = [plain(name) for name in wanted]
    affairs.check(book, target.customer_id, target.form, target.doc_id, after, changed, moment)
    if target.form in ("deal", "contract"):
        after = affairs.with_discount(book, target.customer_id, before, after, moment, reason)
    edits = edits_of(book, target, before, after, moment)
    verb = f"{target.form}.{'add' if target.doc_id is None else 'set'}"
    made = edits[0].after or after if target.form == "deal" else after
    about = described(target.form, before if target.doc_id is not None else made, moment)
    guards = affairs.guards(book, target.customer_id, target.form, after, changed)
    return Change(verb, {**args, **about, "fields": changed}, edits, guards)


def removal(book: Book, target: Target, seen: Doc, moment: Moment) -> Change:
    """One thing of a customer gone, as one Change. Raises Refused when it is gone
    already, or something that stays still points at it."""
    args = named(book, [target.customer_id])
    before = doc_of(book, target.customer_id, target.form, target.doc_id, seen)
    edits = edits_of(book, target, before, None, moment)
    about = described(target.form, before, moment)
    return Change(f"{target.form}.remove", {**args, **about}, edits)


def told(made: Change) -> tuple[Message, ...]:
    """What came of it, in the words of the history."""
    return (say("Saved: %(what)s.", what=sentence_of(made)), *doubts(made))


def doubts(made: Change) -> tuple[Message, ...]:
    """What somebody should know of the contracts that were entered or changed."""
    entered = [
        edit.after for edit in made.edits if edit.table == "contracts" and edit.after is not None
    ]
    return tuple(told for doc in entered if (told := doubtful(doc)) is not None)


def read_values(
    book: Book, target: Target, before: Doc, wanted: Mapping[str, str], moment: Moment
) -> dict[str, object]:
    """The texts of a form's fields as they are stored, None for one that was written blank. Raises
    Invalid, and Refused for a deal or contract that is not there."""
    fields = {name: _field(target.form, name) for name in wanted}
    currency = affairs.usual_currency(
        book, target.customer_id, target.form, before, wanted.get("contract_id", "").strip()
    )
    values = _values(fields, wanted, moment, currency)
    new = target.doc_id is None
    return affairs.with_references(book, target.customer_id, target.form, values, new=new)


def _field(form_name: str, name: str) -> Field:
    field = form(form_name).field(plain(name))
    if field is None:
        names = [known.name for known in form(form_name).fields]
        raise Usage(
            say("There is no field “%(name)s” here; choose one of %(choices)s.",
                name=name, choices=names)
        )  # fmt: skip
    return field


def _values(
    fields: Mapping[str, Field], wanted: Mapping[str, str], moment: Moment, currency: str
) -> dict[str, object]:
    """{name as given: value}, None for one that was written blank."""
    targets = {name: field.target + name[len(plain(name)) :] for name, field in fields.items()}
    try:
        found = read(
            [(targets[name], written) for name, written in wanted.items()], moment, currency
        )
    except Unreadable as unreadable:
        labels = {targets[name]: Message(field.label) for name, field in fields.items()}
        shown = labels.get(unreadable.field, unreadable.field)
        raise Invalid(say("%(field)s: %(why)s", field=shown, why=unreadable.why)) from None
    values = {name: found.get(target) for name, target in targets.items()}
    if values.get("kind") == DEFAULT_KIND and fields["kind"].kind == "choice":
        values["kind"] = None
    return values


def _filled(before: Doc, values: Mapping[str, object]) -> dict[str, object]:
    own = {n.removeprefix("custom."): v for n, v in values.items() if n.startswith("custom.")}
    after = merged(before, {n: v for n, v in values.items() if not n.startswith("custom.")})
    if not own:
        return after
    custom = merged_own(mapping(before, "custom"), own)
    after.pop("custom", None)
    return {**after, "custom": custom} if custom else after


def _refuse_blank(target: Target, after: Doc) -> None:
    for field in form(target.form).fields:
        if field.required and not str(after.get(field.name, "")).strip():
            raise Invalid(
                say("%(field)s cannot be empty; write something.", field=Message(field.label))
            )


def who_changed(book: Book, target: Target, names: Sequence[str]) -> str:
    """Who changed one of the target's fields last, "" where the history does not know."""
    entries = [doc for _, doc in book.rows(history.TABLE)]
    if target.form == "need":
        return history.changer(entries, "customers", target.customer_id, ("needs",))
    fields = {"custom" if name.startswith("custom.") else name for name in names}
    return history.changer(entries, form(target.form).table, target.doc_id or 0, fields)


def _refuse_overwriting(
    field: Field, both: tuple[Doc, Doc], wanted: object, by: Callable[[], str]
) -> None:
    """`both`: the document as the form saw it, and as it is now; `by` is asked only in a conflict."""
    seen, now = both
    was, current = _known(stored(field, seen)), _known(stored(field, now))
    if alike(current, was) or alike(current, _known(wanted)):
        return
    theirs = "" if current is None else said(current, field.reading)
    raise Overwritten(whose(field, theirs, by()), field.name, theirs)


def whose(field: Field, theirs: object, by: str) -> Message:
    """What is asked about a field that somebody else changed meanwhile; `by` may be ""."""
    who, name = by or Message(SOMEBODY), Message(field.label)
    if not theirs:
        return say("%(who)s has emptied %(field)s meanwhile: keep yours, or take theirs?", who=who,
                   field=name)  # fmt: skip
    return say("%(who)s has set %(field)s to “%(theirs)s” meanwhile: keep yours, or take theirs?",
               who=who, field=name, theirs=theirs)  # fmt: skip


def _known(value: object) -> object:
    """A stored value, None for one that says nothing: no and nothing are not stored."""
    return None if value is False or value in ("", [], {}) else value
