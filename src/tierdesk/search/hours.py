"""Who can be called now, for the filter: many customers share a country, so each is asked once.

It must not know what else a term may ask.
"""

from collections.abc import Sequence

from tierdesk.domain.contactability import local_hours
from tierdesk.domain.document import Doc, flag, text
from tierdesk.domain.moment import Moment


def callable_now(docs: Sequence[Doc], moment: Moment) -> list[bool]:
    """Within working hours of a working day there, and not of those who are to be left alone."""
    known: dict[tuple[str, str], bool] = {}
    held = []
    for doc in docs:
        place = text(doc, "timezone"), text(doc, "country")
        if place not in known:
            known[place] = local_hours(doc, moment).open
        held.append(known[place] and not flag(doc, "do_not_contact"))
    return held
