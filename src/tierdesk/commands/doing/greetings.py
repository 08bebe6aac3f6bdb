"""Whom to greet: birthdays, festivals and public holidays of a day or of more."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tierdesk.commands.doing import subjects
from tierdesk.commands.doing.dates_given import day_given
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.public_holidays import public_holidays
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.book import Case
from tierdesk.domain.lunar import FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR
from tierdesk.domain.moment import Moment
from tierdesk.errors import Usage
from tierdesk.i18n.message import N_, Message, Verbatim, say
from tierdesk.search.query import parse
from tierdesk.triage.greetings import Greeting, greetings

MOST_DAYS = 366
_FESTIVALS: Mapping[str, str] = {
    "spring_festival": N_("Chinese New Year"), "mid_autumn": N_("Mid-Autumn Festival"),
    "new_year": N_("New Year"), "christmas": N_("Christmas"),
}  # fmt: skip


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    moment = desk.moment
    days = whole(text_of(values, "days"), "--days", 1)
    if not 1 <= days <= MOST_DAYS:
        raise Usage(say("--days is between 1 and %(most)s.", most=MOST_DAYS))
    first = day_given(text_of(values, "on"), moment) or moment.today
    if not FIRST_LUNAR_YEAR < first.year < LAST_LUNAR_YEAR:
        raise Usage(
            say("%(day)s is out of the calendar's reach; name a day between %(first)s and %(last)s.",
                day=first, first=FIRST_LUNAR_YEAR + 1, last=LAST_LUNAR_YEAR - 1)
        )  # fmt: skip
    query = parse(" ".join(texts_of(values, "query")), moment, tier_names(desk.book))
    entries = {e.customer_id: e for e in subjects.found(desk.book, query, moment)}
    found = looked_up((entry.case for entry in entries.values()), first, days, moment)
    document: dict[str, object] = {
        "schema": 1, "from": first, "until": first + timedelta(days=days - 1), "found": len(found),
        "greetings": [
            {**one._asdict(), "tier": entries[one.customer_id].tier, "summary": summary(one)} for one in found
        ],
    }  # fmt: skip
    said = () if found else (say("Nobody is to be greeted in these days."),)
    return Outcome(document, said, view="greetings")


def looked_up(cases: Iterable[Case], first: date, days: int, moment: Moment) -> list[Greeting]:
    """The greetings of these customers with the holidays of their countries."""
    return greetings(cases, first, days, moment, public_holidays)


def summary(greeting: Greeting) -> Message:
    """What is celebrated: `Birthday of Ann (lunar)`, `Christmas`, `Unity Day (Tag der Einheit)`."""
    if greeting.kind == "birthday":
        person = greeting.person or greeting.name
        if greeting.lunar:
            return say("birthday of %(person)s (lunar calendar)", person=person)
        return say("birthday of %(person)s", person=person)
    if greeting.occasion in _FESTIVALS:
        return Message(_FESTIVALS[greeting.occasion])
    if greeting.local:
        both = {"name": greeting.title, "local": greeting.local}
        return Message(Verbatim("%(name)s (%(local)s)"), both)
    return Message(Verbatim("%(name)s"), {"name": greeting.title})
