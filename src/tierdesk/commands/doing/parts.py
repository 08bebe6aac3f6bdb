"""What belongs to a customer and is edited one by one: contacts, deals, needs, follow-ups, contracts,
payments. Finding one, changing it, and naming it in a sentence.

A need has no document of its own: it is a part of its customer's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tierdesk.commands.doing.affairs import belongs, contract_name, payment_name
from tierdesk.commands.doing.sentences import called_as
from tierdesk.desk.field_texts import edited_money
from tierdesk.desk.forms import form
from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit, alike, without_rev
from tierdesk.domain.deals import called
from tierdesk.domain.document import EMPTY, Doc, items, stamp, text, texts
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import EXIT_CONFLICT, Refused
from tierdesk.i18n.message import say
from tierdesk.pipeline.moves import OUTCOME_FIELDS, edit_deal, new_deal
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.standing import planned_ordinal

if TYPE_CHECKING:
    from tierdesk.commands.doing.edit import Target
    from tierdesk.domain.moment import Moment

NEW = -1
"""The placeholder of a new document; the customer has its own id."""


class Gone(Refused):
    """What was to be edited is not there any more."""

    exit_code = EXIT_CONFLICT


def doc_of(book: Book, customer_id: int, form_name: str, doc_id: int | None, seen: Doc) -> Doc:
    """The document as the book has it now, empty for a new one. Raises Gone."""
    if doc_id is None:
        return EMPTY
    if form_name == "need":
        place = _place(book, customer_id, doc_id, seen)
        return items(book.get("customers", customer_id) or EMPTY, "needs")[place]
    found = book.get(form(form_name).table, doc_id)
    if found is None or (form_name != "customer" and not belongs(book, customer_id, found)):
        raise Gone(say("It was removed meanwhile; look at the history."))
    return found


def edits_of(
    book: Book, target: Target, before: Doc, after: Doc | None, moment: Moment | None
) -> tuple[Edit, ...]:
    """The edits that make `before` into `after`, None to remove it; `moment` is needed for a
    change that is dated. Raises Refused for a removal that would leave somebody pointing at it."""
    if target.form == "need":
        return _need_edits(book, target, before, after, moment)
    if target.form == "customer":
        dated = _dated(before, after or EMPTY, moment)
        return (Edit("customers", target.customer_id, before, dated),)
    table = form(target.form).table
    if after is None:
        _refuse_mentioned(book, target, before)
        return (Edit(table, target.doc_id or NEW, before, None),)
    if target.doc_id is None:
        made = _new(book, target, after, moment)
        return (Edit(table, NEW, None, made),)
    if target.form in ("deal", "loss"):
        changed = {
            name: after.get(name) for name in {**before, **after} if name not in OUTCOME_FIELDS
        }
        return (edit_deal(target.doc_id, before, changed),)
    return (Edit(table, target.doc_id, before, _replanned(before, after)),)


def _new(book: Book, target: Target, after: Doc, moment: Moment | None) -> dict[str, object]:
    if target.form == "deal" and moment is not None:
        return new_deal(target.customer_id, moment, stages_of(book), after)
    if target.form == "payment":
        return dict(after)
    made = {"customer_id": target.customer_id, **after}
    if target.form == "follow_up":
        made["original_due"] = text(after, "due_at")
    return made


def _replanned(before: Doc, after: Doc) -> Doc:
    """A follow-up that was given another day is not put off any more; the day for which it was
    first planned stays."""
    if "due_at" not in before or before.get("due_at") == after.get("due_at"):
        return after
    kept = {k: v for k, v in after.items() if k not in ("snoozed_until", "snooze_count")}
    return {"original_due": text(before, "due_at"), **kept}


def _need_edits(
    book: Book, target: Target, before: Doc, after: Doc | None, moment: Moment | None
) -> tuple[Edit, ...]:
    customer = book.get("customers", target.customer_id) or EMPTY
    needs = items(customer, "needs")
    if target.doc_id is not None:
        place = _place(book, target.customer_id, target.doc_id, before)
        needs[place : place + 1] = [after] if after is not None else []
    elif after is not None:
        needs.append(after)
    changed = {**customer, "needs": needs}
    if not needs:
        del changed["needs"]
    return (Edit("customers", target.customer_id, customer, _dated(customer, changed, moment)),)


def _place(book: Book, customer_id: int, place: int, seen: Doc) -> int:
    """Where the need stands now: others may have been added or removed before it. Raises Gone."""
    needs = items(book.get("customers", customer_id) or EMPTY, "needs")
    if place < len(needs) and (not seen or text(needs[place], "text") == text(seen, "text")):
        return place
    same = [i for i, need in enumerate(needs) if text(need, "text") == text(seen, "text")]
    if seen and same:
        return same[0]
    raise Gone(say("It was removed meanwhile; look at the history."))


def _dated(before: Doc, after: Doc, moment: Moment | None) -> dict[str, object]:
    changed = not alike(without_rev(before), without_rev(after))
    return {**after, "updated_at": stamp(moment.now)} if changed and moment else dict(after)


def _refuse_mentioned(book: Book, target: Target, before: Doc) -> None:
    """A contact or deal that the log or a contract names stays, since neither is rewritten, and a
    contract on which something was paid."""
    tables = _MENTIONED_IN.get(target.form, ())
    if any(book.having(table, f"{target.form}_id", target.doc_id) for table in tables):
        if target.form == "contract":
            raise Refused(say("Something was paid on this contract; remove its payments first."))
        what = described(target.form, before, None)["what"]
        if isinstance(what, dict):
            what = say("The deal %(what)s", what=called_as(what))
        raise Refused(
            say("%(what)s is named in the log or in a contract and stays; empty its fields, or "
                "mark the deal lost, instead.", what=what)
        )  # fmt: skip


def described(form_name: str, doc: Doc, moment: Moment | None) -> dict[str, object]:
    """What a sentence calls it: `what` by name (of a deal without any a document of its stage), a
    follow-up by the `day` for which it is planned by the reader's calendar, the customer by nothing."""
    if form_name == "follow_up":
        planned = planned_ordinal(doc, Vantage(moment)) if moment else None
        day = date.fromordinal(planned).isoformat() if planned else text(doc, "due_at")
        return {"day": day}
    if form_name == "payment":
        return {"what": payment_name(doc) or "–", "day": text(doc, "paid_on")}
    if form_name in ("deal", "loss"):
        return {"what": deal_name(doc) or {"stage": text(doc, "stage")}}
    return {"what": _NAMES[form_name](doc) or "–"} if form_name in _NAMES else {}


_MENTIONED_IN: Mapping[str, tuple[str, ...]] = {
    "contact": ("touches", "events"), "deal": ("touches", "contracts"), "contract": ("payments",),
}  # fmt: skip


def _contact_name(doc: Doc) -> str:
    reached = [*texts(doc, "phones"), *texts(doc, "emails"), text(doc, "wechat")]
    return text(doc, "name") or next((word for word in reached if word), "")


def deal_name(doc: Doc) -> str:
    """What a deal is called, by its amount where it has no name; "" for neither."""
    return called(doc) or edited_money(doc.get("amount"))


_NAMES: Mapping[str, Callable[[Doc], str]] = {
    "contact": _contact_name,
    "contract": contract_name,
    "need": lambda doc: text(doc, "text"),
}
