"""Done: a contact was made just now; the cadence, or the date given, says when the next is."""

from collections.abc import Sequence
from datetime import date

from tierdesk.commands.doing.dates_given import next_contact
from tierdesk.commands.doing.log import numbered
from tierdesk.commands.doing.selection import make, named, selected
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.dates import When
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.triage.done import done
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.queue import eligible


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    selection = selected(front, values)
    next_ = next_contact(text_of(values, "next"), desk.moment)
    promised = bool(values.get("promised"))

    def rule(book: Book) -> Change:
        return change(book, selection.ids, desk.moment, desk.by, next_=next_, promised=promised)

    def more(book: Book) -> dict[str, object]:
        if selection.several:
            return {}
        return {"next_due": _next(_entry(book, selection.ids[0], desk.moment))}

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, desk.moment), more=more)  # fmt: skip


def change(
    book: Book,
    ids: Sequence[int],
    moment: Moment,
    by: str,
    *,
    next_: When | None = None,
    promised: bool = False,
) -> Change:
    """A contact made now with each of the customers, as one Change. Raises Refused for a customer
    without a next step."""
    args = named(book, ids)
    overview = Overview(book, moment)
    edits = []
    for place, customer_id in enumerate(ids):
        entry = overview.entry(book.case(customer_id))
        made = done(
            entry.case, moment, by, signed=entry.signed, lost=entry.standing.stage.kind == "lost",
            next_=next_, promised=promised,
        )  # fmt: skip
        edits += numbered(made, place)
    return Change("follow_up.done", args, tuple(edits))


def told(book: Book, ids: Sequence[int], moment: Moment) -> tuple[Message, ...]:
    """What came of it: the next date of one, the number of several."""
    if len(ids) != 1:
        return (say_n("Done with %(n)s customer.", "Done with %(n)s customers.", len(ids)),)
    entry = _entry(book, ids[0], moment)
    due = _next(entry)
    if due is None:
        return (say("Done with %(name)s, who stands in no queue.", name=entry.name),)
    if entry.follow_up is not None:
        return (say("Done with %(name)s; planned next for %(due)s.", name=entry.name, due=due),)
    return (
        say("Done with %(name)s; next by the cadence of tier %(tier)s: %(due)s.",
            name=entry.name, tier=entry.tier, due=due),
    )  # fmt: skip


def _entry(book: Book, customer_id: int, moment: Moment) -> Entry:
    return Overview(book, moment).entry(book.case(customer_id))


def _next(entry: Entry) -> date | None:
    return entry.due if eligible(entry) else None
