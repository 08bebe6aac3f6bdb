"""What a form says beside a text that can be read: how it was understood, and what to mind.

It must not know how texts are read.
"""

from datetime import datetime

from tierdesk.desk.forms import Field
from tierdesk.domain.document import Doc, text
from tierdesk.domain.document import day as document_day
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Exact, read
from tierdesk.domain.workdays import next_working
from tierdesk.i18n.message import Message, say, say_n


def understood(field: Field, value: object, moment: Moment) -> Message | None:
    """The sentence for a value that was read from a text; None where there is nothing to say."""
    if field.kind == "date" and isinstance(value, str):
        return _day(field, value, moment)
    if field.kind == "money":
        money = read({"value": value}, "value")
        return Message("%(amount)s", {"amount": money}) if money else None
    if field.reading == "plan" and isinstance(value, list):
        return _plan(value)
    if field.reading == "country":
        from tierdesk.domain.countries import country_name

        code = str(value)
        names = [country_name(code, "en"), country_name(code, "zh")]
        return Message("%(code)s: %(names)s", {"code": code, "names": names})
    if field.reading == "birthday" and isinstance(value, dict):
        return _birthday(value, moment)
    return None


def _plan(value: list[object]) -> Message | None:
    """`2 instalments, ¥100,000 together, the last on Mon 2027-02-01`."""
    parts = [part for part in value if isinstance(part, dict)]
    moneys = [money for part in parts if (money := read(part, "amount")) is not None]
    last = max((day for part in parts if (day := document_day(part, "due_on"))), default=None)
    if last is None or len({money.currency for money in moneys}) != 1:
        return None
    whole = Exact(sum(money.minor for money in moneys), moneys[0].currency)
    return say_n("%(n)s instalment, %(money)s on %(day)s",
                 "%(n)s instalments, %(money)s together, the last on %(day)s", len(parts), money=whole,
                 day=last)  # fmt: skip


def _day(field: Field, value: str, moment: Moment) -> Message | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    timed = len(value) > len("2026-11-24")
    local = at.astimezone(moment.zone) if timed else at
    day, when = local.date(), local if timed else local.date()
    if field.reading in ("due", "next_day") and day < moment.today:
        return say("%(day)s, which is over", day=when)
    working = next_working(day, moment.country, moment.is_working)
    if field.reading == "due" and working != day:
        return say(
            "%(day)s, no working day; the next one is %(working)s", day=when, working=working
        )
    return Message("%(day)s", {"day": when})


def _birthday(value: Doc, moment: Moment) -> Message | None:
    if text(value, "calendar") != "lunar":
        return None
    from tierdesk.domain.lunar import next_birthday

    following = next_birthday(value, moment.today)
    return say("by the lunar calendar; next on %(day)s", day=following) if following else None
