"""Whom to greet in some days: birthdays by the solar and the lunar calendar, and the festivals and public
holidays of the customer's country.

Which holidays a country has is a question to the `HolidaysOf` that the caller brings. It must not know
texts or screens.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.document import flag, mapping, text
from tierdesk.domain.lunar import birthday_in, next_birthday
from tierdesk.domain.moment import Moment

Kind = Literal["birthday", "festival", "holiday"]
_SAME_FESTIVAL = timedelta(days=8)
"""Eve, first day and days off of one festival lie closer than this."""
_LUNAR_FESTIVALS: Mapping[str, Mapping[str, object]] = {
    "spring_festival": {"month": 1, "day": 1, "calendar": "lunar"},
    "mid_autumn": {"month": 8, "day": 15, "calendar": "lunar"},
}
_KEEP_LUNAR = frozenset(("CN", "HK", "MO", "TW", "SG", "MY"))
_MEANT = {
    "chinese new year": "spring_festival", "lunar new year": "spring_festival",
    "spring festival": "spring_festival", "mid-autumn": "mid_autumn", "christmas": "christmas",
}  # fmt: skip
"""What the English name of a public holiday holds -> the occasion that templates are written for."""


class Holiday(NamedTuple):
    """A public holiday: its English name, and that in the country's own language."""

    on: date
    name: str
    local: str = ""


HolidaysOf = Callable[[str, int], Sequence[Holiday]]
"""(ISO country, year) -> its public holidays by day; none for a country that is not known."""


class Feast(NamedTuple):
    """What a country keeps on a day; `occasion` "" where no template is usually written for it."""

    on: date
    occasion: str
    name: str = ""
    local: str = ""


class Greeting(NamedTuple):
    """A day of a customer. `occasion` is what templates call it, "" for none; `title` and `local` name a
    public holiday; `person` and `contact_id` are whose birthday it is."""

    kind: Kind
    on: date
    customer_id: int
    name: str
    occasion: str = ""
    title: str = ""
    local: str = ""
    person: str = ""
    contact_id: int | None = None
    lunar: bool = False


def greetings(
    cases: Iterable[Case], first: date, days: int, moment: Moment, holidays_of: HolidaysOf
) -> list[Greeting]:
    """All greetings of `days` days from `first` on, by day, birthdays first. Nobody who is to be left alone;
    without a country the reader's holidays count."""
    last = first + timedelta(days=days - 1)
    known: dict[str, tuple[Feast, ...]] = {}
    found: list[Greeting] = []
    for case in cases:
        customer = case.customer
        if flag(customer, "do_not_contact"):
            continue
        found += _birthdays(case, first, last)
        country = text(customer, "country") or moment.country
        if country not in known:
            known[country] = tuple(feasts(country, first, last, holidays_of))
        found += [
            Greeting(
                "festival" if feast.occasion else "holiday", feast.on, case.id, text(customer, "name"),
                feast.occasion, feast.name, feast.local,
            )
            for feast in known[country]
        ]  # fmt: skip
    order = ("birthday", "festival", "holiday")
    return sorted(found, key=lambda one: (one.on, order.index(one.kind), one.name, one.customer_id))


def _birthdays(case: Case, first: date, last: date) -> Iterator[Greeting]:
    for contact_id, contact in case.contacts:
        birthday = mapping(contact, "birthday")
        on = next_birthday(birthday, first) if birthday else None
        if on is not None and on <= last:
            yield Greeting(
                "birthday", on, case.id, text(case.customer, "name"), "birthday",
                person=text(contact, "name"), contact_id=contact_id,
                lunar=text(birthday, "calendar") == "lunar",
            )  # fmt: skip


def feasts(country: str, first: date, last: date, holidays_of: HolidaysOf) -> list[Feast]:
    """What is kept there in these days, each feast once, on its first day; a holiday of several days counts
    from its first. New Year is greeted everywhere, the lunar festivals where they are kept."""
    found: list[Feast] = []
    for year in range(first.year - 1, last.year + 1):
        found.append(Feast(date(year, 1, 1), "new_year"))
        if country in _KEEP_LUNAR:
            kept = ((key, birthday_in(day, year)) for key, day in _LUNAR_FESTIVALS.items())
            found += [Feast(on, key) for key, on in kept if on is not None]
    for year in range(first.year - 1, last.year + 1):
        for holiday in _first_days(holidays_of(country, year)):
            feast = Feast(holiday.on, _occasion(holiday), holiday.name, holiday.local)
            if not any(_is_one(feast, other) for other in found):
                found.append(feast)
    return sorted(one for one in found if first <= one.on <= last)


def _first_days(holidays: Sequence[Holiday]) -> Iterator[Holiday]:
    """Of a holiday of several days the first one."""
    in_order = sorted(holidays)
    yield from in_order[:1]
    for before, one in pairwise(in_order):
        if one.name != before.name or one.on - before.on > _SAME_FESTIVAL:
            yield one


def _occasion(holiday: Holiday) -> str:
    name = holiday.name.casefold()
    if (holiday.on.month, holiday.on.day) == (1, 1):
        return "new_year"
    return next((key for part, key in _MEANT.items() if part in name), "")


def _is_one(feast: Feast, other: Feast) -> bool:
    near = abs(feast.on - other.on) <= _SAME_FESTIVAL
    return near and bool(feast.occasion) and feast.occasion == other.occasion
