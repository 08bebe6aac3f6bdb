"""Set the tier of customers by hand, or leave it to the model again."""

from collections.abc import Sequence
from datetime import date

from tierdesk.commands.doing.dates_given import day_given
from tierdesk.commands.doing.selection import make, named, selected
from tierdesk.commands.doing.sentences import sentence_of
from tierdesk.commands.doing.tiers_named import ensure_tier
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.grade import graders_of
from tierdesk.triage.override import MODEL, overridden


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    selection = selected(front, values)
    tier, reason = text_of(values, "tier"), text_of(values, "reason")
    until = day_given(text_of(values, "until"), desk.moment)

    def rule(book: Book) -> Change:
        return change(book, selection.ids, tier, desk.moment, reason, until=until)

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, tier, reason))  # fmt: skip


def change(
    book: Book,
    ids: Sequence[int],
    tier: str,
    moment: Moment,
    reason: str = "",
    *,
    until: date | None = None,
) -> Change:
    """The tier of the customers ("A" to "D", or "model") as one Change. Raises Invalid for what
    is no tier, Refused for one that the customer's model does not have, NeedsReason without a
    reason."""
    args, edits = named(book, ids), []
    graders = graders_of(book, Vantage(moment))
    for customer_id in ids:
        before = book.get("customers", customer_id) or {}
        ensure_tier(graders, book.case(customer_id), tier)
        after = overridden(before, tier, reason, until, moment.today)
        if after != dict(before):
            after["updated_at"] = stamp(moment.now)
            edits.append(Edit("customers", customer_id, before, after))
    return Change(_verb(tier), {**args, **_args(tier, reason)}, tuple(edits))


def told(book: Book, ids: Sequence[int], tier: str, reason: str = "") -> tuple[Message, ...]:
    """What came of it."""
    made = Change(_verb(tier), {**named(book, ids), **_args(tier, reason)})
    return (say("Saved: %(what)s.", what=sentence_of(made)),)


def _verb(tier: str) -> str:
    return "customer.untier" if tier.strip().casefold() in ("", MODEL) else "customer.tier"


def _args(tier: str, reason: str) -> dict[str, object]:
    return {"tier": tier.strip().upper(), "reason": reason.strip()}
