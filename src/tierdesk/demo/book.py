"""The demo book as raw tables: invented customers whose history leads up to a given moment.

Deterministic: the same moment, zone and reader give the same documents. It writes nothing and
reads no clock; `place` makes a file of it.
"""

from datetime import datetime, timedelta, tzinfo

from tierdesk.demo import accounts, dealings, profile
from tierdesk.demo.backdrop import surround
from tierdesk.demo.calendar import Calendar
from tierdesk.demo.story_files import stories, surroundings
from tierdesk.demo.telling import Hero, Telling, hero_zone
from tierdesk.domain.document import Doc, integer, mapping, stamp, text

_BEFORE = timedelta(minutes=10)
_MORNING = "09:00"


def tables(now: datetime, zone: tzinfo, by: str) -> dict[str, dict[str, Doc]]:
    """{table: {id: document}} as a store keeps them, without revisions. `now` is aware, `zone`
    the reader's, whose name `by` owns half of the customers. References are whole, every
    document fits its record; the dates of what happened lie before `now`."""
    telling = Telling(Calendar(now, zone), by)
    around = surroundings()
    surround(telling, around)
    told = stories()
    for number, story in enumerate(told, 1):
        telling.known["customers", text(story, "name")] = number
    for number, story in enumerate(told, 1):
        _tell(telling, story, number, mapping(around, "places"))
    return telling.tables


def _tell(telling: Telling, story: Doc, number: int, places: Doc) -> None:
    customer = profile.customer(telling, story, number, places)
    owner = telling.person(text(story, "owner"))
    zone = hero_zone(customer, telling.calendar)
    hero = Hero(number, owner, zone, text(story, "country"))
    people = profile.contacts(telling, story, number)
    deals = dealings.deals(telling, story, hero)
    stamps = dealings.touches(telling, story, hero, people, deals)
    dealings.plans(telling, story, hero)
    accounts.orders(telling, story, hero)
    accounts.contracts(telling, story, hero, [deal.id for deal in deals])
    accounts.opinions(telling, story, hero)
    times = sorted((*stamps, *(deal.since for deal in deals)))
    telling.add("customers", _with_times(telling, customer, story, hero, times))


def _with_times(
    telling: Telling, customer: dict[str, object], story: Doc, hero: Hero, times: list[str]
) -> dict[str, object]:
    """A customer is created before anything else happens, and changed by the newest of it."""
    created = integer(story, "created")
    first = telling.calendar.past(f"{created or 0} {_MORNING}", hero.zone, hero.country)
    if times and (created is None or times[0] < stamp(first)):
        first = datetime.fromisoformat(times[0]) - _BEFORE
    verified = customer.pop("verified_on", None)
    return customer | {
        "created_at": stamp(first), "updated_at": times[-1] if times else stamp(first),
        "verified_on": verified,
    }  # fmt: skip
