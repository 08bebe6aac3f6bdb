"""Saving a form: the Change that the command line would make too, and the talk with somebody who changed
the same field meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.domain.document import EMPTY, Doc, text
from tierdesk.i18n.message import Message, say
from tierdesk.ui.filling import PLAIN, Frame

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.errors import TierdeskError
    from tierdesk.ui.desktop import Desktop
    from tierdesk.ui.wishes import FormWish


class Opened(NamedTuple):
    """What a form is opened on: the customer's name, and the document as the book has it now;
    `gone`: it was removed meanwhile. `by` changed one of the fields asked about last, "" when nobody
    knows; `frame` is what the book adds to the form."""

    name: str
    doc: Doc = EMPTY
    gone: bool = False
    by: str = ""
    frame: Frame = PLAIN


def look_up(room: Room, wish: FormWish, seen: Doc = EMPTY, disputed: Sequence[str] = ()) -> Opened:
    """On the clerk's thread. `seen` finds a need again whose place has changed; `disputed` are fields
    of which is asked who changed them."""
    from tierdesk.commands.doing.parts import Gone, doc_of

    book = room.desk.book
    customer = book.get("customers", wish.customer_id)
    name = text(customer or EMPTY, "name")
    if wish.form == "quick_add":
        return Opened("")
    if customer is None:
        return Opened("", gone=True)
    if wish.doc_id is None:
        return Opened(name, frame=_frame(book, wish, EMPTY))
    by = _who_changed(book, wish, disputed)
    if wish.form == "customer":
        return Opened(name, customer, by=by)
    try:
        doc = doc_of(book, wish.customer_id, wish.form, wish.doc_id, seen)
    except Gone:
        return Opened(name, gone=True)
    return Opened(name, doc, by=by, frame=_frame(book, wish, doc))


def _frame(book: Book, wish: FormWish, doc: Doc) -> Frame:
    """The currency of a contract or of a payment on it, and the book's reasons of losses."""
    if wish.form == "loss":
        from tierdesk.desk.forms import Choice
        from tierdesk.i18n.message import Verbatim
        from tierdesk.pipeline.lost_reasons import reasons_of

        offered = [
            Choice(one.word, one.title.key if one.usual else Verbatim(one.word))
            for one in reasons_of(book)
        ]
        return Frame(choices={"lost_reason": offered})
    if wish.form not in ("contract", "payment"):
        return PLAIN
    from tierdesk.commands.doing.affairs import usual_currency

    contract = dict(wish.given).get("contract_id", "")
    return Frame(usual_currency(book, wish.customer_id, wish.form, doc, contract))


def _who_changed(book: Book, wish: FormWish, names: Sequence[str]) -> str:
    from tierdesk.commands.doing.edit import Target, who_changed

    if not names:
        return ""
    return who_changed(book, Target(wish.customer_id, wish.form, wish.doc_id), names)


def save(
    desktop: Desktop, wish: FormWish, seen: Doc, wanted: Mapping[str, str],
    ended: tuple[Callable[[Receipt], None], Callable[[TierdeskError], None]], *,
    anyway: bool = False,
) -> None:  # fmt: skip
    """Write the changed fields as one Change. `ended`: told of success, and of failure; `anyway` adds
    a customer although one of that name is there."""
    made: list[Change] = []

    def rule(room: Room, book: Book, reason: str) -> Change:
        made.append(_change(room, book, wish, seen, wanted, reason, anyway=anyway))
        return made[-1]

    def told(_: Room) -> tuple[Message, ...]:
        from tierdesk.commands.doing import edit

        if made[-1].empty:
            return (say("Nothing was changed."),)
        return edit.told(made[-1])

    desktop.change(rule, told, *ended)


def _change(
    room: Room, book: Book, wish: FormWish, seen: Doc, wanted: Mapping[str, str], reason: str, *,
    anyway: bool,
) -> Change:  # fmt: skip
    from tierdesk.commands.doing import add, edit

    moment, by = room.desk.moment, room.desk.by
    if wish.form == "quick_add":
        rest = [(name, said) for name, said in wanted.items() if name != "name" and said.strip()]
        return add.change(book, wanted.get("name", ""), rest, moment, by, anyway=anyway)
    if wish.form == "loss" and wish.doc_id is not None:
        from tierdesk.commands.doing import deal_outcome

        return deal_outcome.lose(book, wish.customer_id, wish.doc_id, wanted, moment, by, seen=seen)
    target = edit.Target(wish.customer_id, wish.form, wish.doc_id)
    return edit.change(book, target, seen, wanted, moment, reason=reason)


def remove(desktop: Desktop, wish: FormWish, seen: Doc) -> None:
    """One thing of a customer gone; undo brings it back."""
    made: list[Change] = []

    def rule(room: Room, book: Book, _: str) -> Change:
        from tierdesk.commands.doing import edit

        target = edit.Target(wish.customer_id, wish.form, wish.doc_id)
        made.append(edit.removal(book, target, seen, room.desk.moment))
        return made[-1]

    def told(_: Room) -> tuple[Message, ...]:
        from tierdesk.commands.doing.sentences import sentence_of

        key = desktop.key_of("desk.undo")
        return (say("%(what)s; %(key)s takes it back.", what=sentence_of(made[-1]), key=key),)

    desktop.change(rule, told)
