"""Put customers off to a later day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.commands.doing.dates_given import when_given
from tierdesk.commands.doing.log import numbered
from tierdesk.commands.doing.selection import make, named, selected
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.dates import When
from tierdesk.domain.document import day as planned_day
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.triage import snooze as rules
from tierdesk.triage.cadence import Due
from tierdesk.triage.overview import Entry, Overview
from tierdesk.triage.policy import TierPolicy


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    selection = selected(front, values)
    when = when_given(text_of(values, "day"), desk.moment)
    reason = text_of(values, "reason")

    def rule(book: Book) -> Change:
        return change(book, selection.ids, when, desk.moment, reason)

    return make(front, values, selection, rule,
                told=lambda book: told(book, selection.ids, when, desk.moment),
                more=lambda _: {"until": when.day})  # fmt: skip


def change(book: Book, ids: Sequence[int], when: When, moment: Moment, reason: str = "") -> Change:
    """The customers put off, as one Change. Of several those are left alone who are planned for
    the day or a later one already. Raises Refused, NeedsReason and LaterAlready as `rules.snooze`
    does, the last only when nobody is left to put off."""
    named(book, ids)
    overview = Overview(book, moment)
    edits: list[Edit] = []
    put_off: list[int] = []
    later: rules.LaterAlready | None = None
    for customer_id in ids:
        given = _given(overview, book, customer_id)
        try:
            found = rules.snooze(
                given.entry.case, given.due, given.policy, when, moment, reason=reason
            )
        except rules.LaterAlready as refusal:
            later = refusal
            continue
        edits += numbered(found.edits, len(put_off))
        put_off.append(customer_id)
    if later is not None and not put_off:
        raise later
    args = {**named(book, put_off), "day": when.day.isoformat()}
    return Change("follow_up.snooze", args | ({"reason": reason} if reason else {}), tuple(edits))


def hints(book: Book, ids: Sequence[int], when: When, moment: Moment) -> tuple[Message, ...]:
    """What to know before: a day that is no working day, customers who will have waited longer
    than their tier allows. Nothing of it forbids the day."""
    overview = Overview(book, moment)
    found = [_given(overview, book, i) for i in ids]
    return (*rules.rest_day(when.day, moment), *_over(found, when.day))


def told(book: Book, ids: Sequence[int], when: When, moment: Moment) -> tuple[Message, ...]:
    """What came of it; how many of several were left alone, a promise that comes earlier, and what
    `hints` say of the day: nobody waits longer than the tier allows in silence."""
    day = when.at(moment.zone) if when.time else when.day
    overview = Overview(book, moment)
    found = [_given(overview, book, i) for i in ids]
    until = when.day.toordinal()
    moved = [given for given in found if len(found) == 1 or _was_put_off(given, when, moment)]
    later = [given for given in found if given not in moved]
    put_off = [_before(given) for given in moved]
    said = [
        say("%(name)s is put off to %(day)s.", name=found[0].entry.name, day=day) if len(found) == 1
        else say_n("%(n)s customer is put off to %(day)s.", "%(n)s customers are put off to %(day)s.",
                   len(put_off), day=day)
    ]  # fmt: skip
    if len(found) == 1 and found[0].entry.due_ordinal < until:
        said.append(say("What was promised for %(day)s stays.", day=found[0].entry.due))
    if len(found) > 1:
        promised = [given for given in found if given.entry.due_ordinal < until]
        said += _kept(promised, [given for given in later if given not in promised])
    return (*said, *rules.rest_day(when.day, moment), *_over(put_off, when.day))


def _kept(promised: list["_Given"], later: list["_Given"]) -> list[Message]:
    """Of several: to whom an earlier day was promised, and who is planned for later already; one
    by name."""
    said: list[Message] = []
    if len(promised) == 1:
        entry = promised[0].entry
        said.append(say("%(name)s was promised a contact on %(planned)s, which stays.",
                        name=entry.name, planned=entry.due))  # fmt: skip
    elif promised:
        said.append(say_n("%(n)s was promised a contact before that, which stays.",
                          "%(n)s were promised a contact before that, which stays.",
                          len(promised)))  # fmt: skip
    if len(later) == 1:
        said.append(say("%(name)s is planned for later already and stays so.",
                        name=later[0].entry.name))  # fmt: skip
    elif later:
        said.append(say_n("%(n)s is planned for later already and stays so.",
                          "%(n)s are planned for later already and stay so.", len(later)))  # fmt: skip
    return said


def _was_put_off(given: "_Given", when: When, moment: Moment) -> bool:
    """Does any plan come from a snooze to that day? What sets the day may be a promise before."""
    wanted = (when.day.isoformat(), when.stored(moment.zone))
    return any(
        plan.get("snooze_count")
        and (plan.get("snoozed_until") in wanted or plan.get("due_at") in wanted)
        for _, plan in given.entry.case.follow_ups
    )


def _over(found: Sequence["_Given"], day: date) -> tuple[Message, ...]:
    """Who will have waited longer than the tier allows: one by name, of several how many."""
    over = [
        (given, days) for given in found if (days := rules.beyond(given.due, given.policy, day))
    ]
    if not over:
        return ()
    if len(found) == 1:
        given, days = over[0]
        return (rules.past_longest(given.entry.name, days, given.policy),)
    return (
        say_n("%(n)s customer will then have waited longer than its tier allows.",
              "%(n)s customers will then have waited longer than their tiers allow.", len(over)),
    )  # fmt: skip


def _before(given: "_Given") -> "_Given":
    """As it was before it was put off, for somebody never contacted: due on the day first
    planned."""
    plan = given.entry.follow_up
    first = planned_day(plan[1], "original_due") if plan else None
    if given.due.contact or first is None:
        return given
    return given._replace(due=given.due._replace(ordinal=first.toordinal()))


class _Given(NamedTuple):
    """What the rule asks about one customer."""

    entry: Entry
    due: Due
    policy: TierPolicy


def _given(overview: Overview, book: Book, customer_id: int) -> _Given:
    entry = overview.entry(book.case(customer_id))
    due = Due(entry.due_ordinal, entry.contact_ordinal, entry.follow_up)
    return _Given(entry, due, overview.policies.of(entry.tier, entry.signed))
