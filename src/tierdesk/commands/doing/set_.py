"""Change what is known of customers, of their open deals or contacts; blank forgets."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.commands.doing import assignments
from tierdesk.commands.doing.dates_given import day_given
from tierdesk.commands.doing.selection import (
    Selection,
    chosen,
    make,
    named,
    naming,
)
from tierdesk.commands.doing.tiers_named import ensure_tier
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.field_readings import merged, merged_own, plain
from tierdesk.domain import groups
from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, mapping, stamp, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.exchange.cells import flag
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.moves import edit_deal
from tierdesk.scoring.grade import graders_of
from tierdesk.triage.needs_reason import NeedsReason
from tierdesk.triage.override import overridden
from tierdesk.triage.parking import parked, taken_back

_GROUPS = ("groups", "groups+", "groups-")
OWN = ("tier", "parked", *_GROUPS)
"""What is set beside the fields."""
_NEW_CONTACT = -1
Pairs = Sequence[tuple[str, str]]


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    words = [text_of(values, "customer"), *texts_of(values, "fields")]
    pairs, selection = _selected(front, [word for word in words if word], values)
    reason, until = text_of(values, "reason"), text_of(values, "until")

    def rule(book: Book) -> Change:
        return change(book, selection.ids, pairs, desk.moment, reason, until=until)

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, pairs))  # fmt: skip


def _selected(front: Front, words: Sequence[str], values: Values) -> tuple[Pairs, Selection]:
    """The fields, and whom they are about: the words before the first FIELD=VALUE name
    customers, unless a filter does."""
    first = next((i for i, w in enumerate(words) if assignments.is_pair(w)), len(words))
    if first == len(words) and len(words) > 1:
        first = 1
    pairs = assignments.split(words[first:], OWN)
    if not pairs:
        raise Usage(say("Nothing to set; write FIELD=VALUE, like city=Berlin."))
    return pairs, chosen(front, words[:first], text_of(values, "where"), values)


def change(
    book: Book,
    ids: Sequence[int],
    pairs: Pairs,
    moment: Moment,
    reason: str = "",
    *,
    until: str = "",
) -> Change:
    """The fields of the customers set, as one Change. Raises Invalid for a text that its field
    cannot hold, NeedsReason for a tier or a parking without a reason."""
    args, edits = named(book, ids), []
    tiers = [value for name, value in pairs if name == "tier"]
    graders = graders_of(book, Vantage(moment))
    for place, customer_id in enumerate(ids):
        case = book.case(customer_id)
        try:
            for tier in tiers:
                ensure_tier(graders, case, tier)
            made = _edits(book, case, pairs, _ByHand(reason, until), moment)
        except NeedsReason:
            raise
        except Refused as refusal:
            raise naming(refusal, book, customer_id, len(ids)) from None
        edits += [e._replace(id=_NEW_CONTACT - place) if e.id == _NEW_CONTACT else e for e in made]
    fields = list(dict.fromkeys(plain(name) for name, _ in pairs))
    guards = groups.guards_of(book, [pair for pair in pairs if pair[0] in _GROUPS])
    return Change("customer.set", {**args, "fields": fields}, tuple(edits), guards)


def told(book: Book, ids: Sequence[int], pairs: Pairs) -> tuple[Message, ...]:
    """What came of it."""
    if len(ids) != 1:
        return (say_n("Changed %(n)s customer.", "Changed %(n)s customers.", len(ids)),)
    name = text(book.get("customers", ids[0]) or {}, "name")
    return (
        say_n("Changed %(n)s field of %(name)s.", "Changed %(n)s fields of %(name)s.",
              len(pairs), name=name),
    )  # fmt: skip


class _ByHand(NamedTuple):
    """Why, and until when, a person decides over the model."""

    reason: str
    until: str


def _edits(
    book: Book, case: Case, pairs: Pairs, by_hand: _ByHand, moment: Moment
) -> tuple[Edit, ...]:
    stored = [pair for pair in pairs if pair[0] not in OWN]
    known = assignments.read(stored, moment, text(case.customer, "currency"))
    fields = {**assignments.blank(stored), **known}
    customer = customer_with(case.customer, fields)
    for name, value in pairs:
        if name == "tier":
            until = day_given(by_hand.until, moment)
            customer = overridden(customer, value, by_hand.reason, until, moment.today)
        elif name == "parked":
            wanted = bool(value.strip()) and flag(value, "") is True
            customer = (
                parked(case, customer, moment, by_hand.reason) if wanted else taken_back(customer)
            )
    asked = [pair for pair in pairs if pair[0] in _GROUPS]
    if asked:
        customer = groups.regrouped(book, customer, asked)
    if customer != dict(case.customer):
        customer["updated_at"] = stamp(moment.now)
    edits = [Edit("customers", case.id, case.customer, customer)]
    return (*edits, *_deal(case, fields), *_contact(case, fields))


def customer_with(before: Doc, fields: Mapping[str, object]) -> dict[str, object]:
    """The customer's document with fields set; None forgets one. Raises Invalid for a name that
    would be blank."""
    if fields.get("name", "") is None:
        raise Invalid(say("A customer needs a name."))
    after = merged(before, assignments.own(fields))
    custom = merged_own(mapping(before, "custom"), assignments.part(fields, "custom."))
    after.pop("custom", None)
    return {**after, "custom": custom} if custom else after


def _deal(case: Case, fields: Mapping[str, object]) -> list[Edit]:
    given = assignments.part(fields, "deal.")
    if not given:
        return []
    open_ = [row for row in case.deals if status(row[1]) == "open"]
    if len(open_) != 1:
        raise Refused(
            say("The customer has %(n)s open deals; deal fields are set where there is exactly one.",
                n=len(open_))
        )  # fmt: skip
    deal_id, before = open_[0]
    after = merged(before, given)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [edit_deal(deal_id, before, {name: after.get(name) for name in changed})]


def _contact(case: Case, fields: Mapping[str, object]) -> list[Edit]:
    given = assignments.part(fields, "contact.")
    if not given:
        return []
    if case.contacts:
        contact_id, before = case.contacts[0]
        return [Edit("contacts", contact_id, before, merged(before, given))]
    made = merged({"customer_id": case.id}, given)
    return [Edit("contacts", _NEW_CONTACT, None, made)] if len(made) > 1 else []
