"""How the figures of a report stand in its document: sums with what has no rate, medians with their
number, shares."""

from collections.abc import Mapping

from tierdesk.domain.moment import Moment
from tierdesk.domain.sums import Sum, summed
from tierdesk.pipeline.funnel import Days


def sum_document(found: Mapping[str, int] | Sum, moment: Moment) -> dict[str, object]:
    """`total` in the currency of the report, `parts` in each their own, `unrated` those of them
    that the total lacks."""
    one = found if isinstance(found, Sum) else summed(found, moment)
    return {"total": one.total, "parts": list(one.parts), "unrated": list(one.unrated)}


def days_document(days: Days) -> dict[str, object]:
    """The median and the number of cases it is of."""
    return {"median": days.median, "n": days.n}


def ratio(value: float | None) -> float | None:
    """A share of 1, to six digits."""
    return None if value is None else round(value, 6)
