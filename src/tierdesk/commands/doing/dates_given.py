"""Days and times that are typed as arguments, read as the reader of this call means them."""

from datetime import date, datetime

from tierdesk.domain.dates import When, parse_day, parse_when, why_not_planned
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say


def local_now(moment: Moment) -> datetime:
    """The reader's clock."""
    return moment.now.astimezone(moment.zone)


def when_given(written: str, moment: Moment) -> When:
    """A day, perhaps with a time. Raises Invalid."""
    return parse_when(written, local_now(moment), date_order=moment.date_order)


def day_given(written: str, moment: Moment) -> date | None:
    """A day, None where nothing was written. Raises Invalid."""
    if not written:
        return None
    return parse_day(written, moment.today, date_order=moment.date_order)


def next_contact(written: str, moment: Moment) -> When | None:
    """The next contact, None where nothing was written. Raises Invalid, also for a day or time that
    is over, and for one out of all reach."""
    planned = when_given(written, moment) if written else None
    if planned and planned.day < moment.today:
        raise Invalid(
            say("The next contact cannot lie in the past, and %(day)s does.", day=planned.day)
        )
    fault = why_not_planned(planned, local_now(moment)) if planned else None
    if fault is not None:
        raise Invalid(fault)
    return planned
