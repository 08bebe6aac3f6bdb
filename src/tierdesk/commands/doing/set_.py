"""Change what is known of a customer, of its open deal or of its contact; blank forgets."""

from collections.abc import Sequence

from tierdesk.commands.doing import assignments
from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.spec import (
    Front,
    Outcome,
    Values,
    changed,
    text_of,
    texts_of,
)
from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.dates import parse_day
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, mapping, stamp, text
from tierdesk.domain.lifecycle import ensure_parkable
from tierdesk.domain.moment import Moment
from tierdesk.domain.vocabulary import TIERS
from tierdesk.errors import Invalid, Refused, Usage
from tierdesk.exchange.cells import flag
from tierdesk.i18n.message import say, say_n
from tierdesk.pipeline.moves import edit_deal

_OWN = ("tier", "parked")
_NEW_CONTACT = -1
Pairs = Sequence[tuple[str, str]]


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    pairs = assignments.split(texts_of(values, "fields"), _OWN)
    if not pairs:
        raise Usage(say("Nothing to set; write FIELD=VALUE, like city=Berlin."))
    customer_id = find_customer(desk.book, text_of(values, "customer"), desk.moment)

    def rule(book: Book) -> Change:
        case = book.case(customer_id)
        edits = _edits(case, pairs, values, desk.moment)
        args = {"name": text(case.customer, "name"), "fields": [name for name, _ in pairs]}
        return Change("customer.set", args, edits)

    receipt = desk.perform(rule)
    name = text(desk.book.get("customers", customer_id) or {}, "name")
    if receipt.change_id is None:
        return changed(
            receipt, say("%(name)s has these values already.", name=name), customer_id=customer_id
        )
    said = say_n("Changed %(n)s field of %(name)s.", "Changed %(n)s fields of %(name)s.",
                 len(pairs), name=name)  # fmt: skip
    return changed(receipt, said, customer_id=customer_id)


def _edits(case: Case, pairs: Pairs, values: Values, moment: Moment) -> tuple[Edit, ...]:
    plain = [pair for pair in pairs if pair[0] not in _OWN]
    known = assignments.read(plain, moment, text(case.customer, "currency"))
    blank = {name for name, value in plain if not value.strip()}
    customer = _customer(case.customer, known, blank)
    for name, value in pairs:
        if name == "tier":
            customer = _overridden(customer, value, values, moment)
        elif name == "parked":
            customer = _parked(case, customer, value, values, moment)
    edits = [Edit("customers", case.id, case.customer, customer)]
    if customer != dict(case.customer):
        customer["updated_at"] = stamp(moment.now)
    return (*edits, *_deal(case, known, blank), *_contact(case, known, blank))


def _customer(before: Doc, known: dict[str, object], blank: set[str]) -> dict[str, object]:
    if "name" in blank:
        raise Invalid(say("A customer needs a name."))
    after = {k: v for k, v in before.items() if k not in blank} | assignments.own(known)
    custom = {k: v for k, v in mapping(before, "custom").items() if f"custom.{k}" not in blank}
    custom |= assignments.part(known, "custom.")
    return (
        {**after, "custom": custom} if custom else {k: v for k, v in after.items() if k != "custom"}
    )


def _overridden(
    customer: dict[str, object], tier: str, values: Values, moment: Moment
) -> dict[str, object]:
    if not tier.strip():
        return {k: v for k, v in customer.items() if k != "tier_override"}
    if tier.upper() not in TIERS:
        raise Invalid(
            say("“%(text)s” is no tier; choose one of %(choices)s.", text=tier, choices=list(TIERS))
        )
    reason = text_of(values, "reason")
    if not reason.strip():
        raise Refused(say("A tier set by hand needs a reason; give it with --reason."))
    override: dict[str, object] = {"tier": tier.upper(), "reason": reason}
    if until := text_of(values, "until"):
        override["until"] = parse_day(until, moment.today, date_order=moment.date_order).isoformat()
    return {**customer, "tier_override": override}


def _parked(
    case: Case, customer: dict[str, object], value: str, values: Values, moment: Moment
) -> dict[str, object]:
    if not value.strip() or not flag(value, ""):
        return {k: v for k, v in customer.items() if k != "parked"}
    ensure_parkable(case, moment)
    reason = text_of(values, "reason")
    if not reason.strip():
        raise Refused(say("Parking a customer needs a reason; give it with --reason."))
    return {**customer, "parked": {"since": moment.today.isoformat(), "reason": reason}}


def _deal(case: Case, known: dict[str, object], blank: set[str]) -> list[Edit]:
    fields = assignments.part(known, "deal.")
    fields |= {name.removeprefix("deal."): None for name in blank if name.startswith("deal.")}
    if not fields:
        return []
    open_ = [row for row in case.deals if status(row[1]) == "open"]
    if len(open_) != 1:
        raise Refused(
            say("The customer has %(n)s open deals; deal fields are set where there is exactly one.",
                n=len(open_))
        )  # fmt: skip
    return [edit_deal(open_[0][0], open_[0][1], fields)]


def _contact(case: Case, known: dict[str, object], blank: set[str]) -> list[Edit]:
    fields = assignments.part(known, "contact.")
    gone = {name.removeprefix("contact.") for name in blank if name.startswith("contact.")}
    if not fields and not gone:
        return []
    if not case.contacts:
        return [Edit("contacts", _NEW_CONTACT, None, {"customer_id": case.id, **fields})]
    contact_id, before = case.contacts[0]
    after = {k: v for k, v in before.items() if k not in gone} | fields
    return [Edit("contacts", contact_id, before, after)]
