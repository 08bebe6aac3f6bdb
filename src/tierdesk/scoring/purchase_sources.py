"""What orders, contracts and payments say about a customer, as raw values of criteria.

A purchase is an order; a customer without orders has its signed contracts instead. Windows
are the 365 days up to the moment. It must not know weights.
"""

from collections.abc import Callable

from tierdesk.domain.book import Case
from tierdesk.domain.document import Doc
from tierdesk.domain.vantage import Vantage

WINDOW_DAYS = 365
Reader = Callable[[Case], float | None]


def frequency(vantage: Vantage) -> Reader:
    """Purchases in the window; None when no purchase was ever recorded."""

    def read(case: Case) -> float | None:
        days = [day for day, _ in purchases(vantage, case)]
        return float(sum(day > vantage.ordinal - WINDOW_DAYS for day in days)) if days else None

    return read


def amount(vantage: Vantage) -> Reader:
    """Amount bought in the window, base currency; None when nothing was ever bought or when a
    rate is missing."""
    return _sum(vantage, "amount")


def profit(vantage: Vantage) -> Reader:
    """Profit of what was bought in the window, base currency; None as soon as one purchase
    does not state its profit."""
    return _sum(vantage, "profit")


def recency(vantage: Vantage) -> Reader:
    """Days since the last purchase; None without one."""

    def read(case: Case) -> float | None:
        days = [day for day, _ in purchases(vantage, case)]
        return float(vantage.ordinal - max(days)) if days else None

    return read


def tenure(vantage: Vantage) -> Reader:
    """Years since the first purchase; None without one."""

    def read(case: Case) -> float | None:
        days = [day for day, _ in purchases(vantage, case)]
        return (vantage.ordinal - min(days)) / 365.25 if days else None

    return read


def punctuality(vantage: Vantage) -> Reader:
    """Share of the instalments due so far that were paid by their day; None before one is due."""

    def read(case: Case) -> float | None:
        standings = vantage.standings(case)
        due = sum(s.due_count for s in standings)
        return sum(s.on_time_count for s in standings) / due if due else None

    return read


def days_late(vantage: Vantage) -> Reader:
    """Age in days of the oldest overdue instalment, 0 when none is; None without a contract."""

    def read(case: Case) -> float | None:
        if not case.contracts:
            return None
        return float(max((s.overdue_days for s in vantage.standings(case)), default=0))

    return read


def satisfaction(vantage: Vantage) -> Reader:
    """The newest answer to a survey on a scale of 0 to 10 (NPS as it is, CSAT 1–5 doubled);
    None without one."""

    def read(case: Case) -> float | None:
        newest: tuple[str, int, float] | None = None
        for row_id, response in case.survey_responses:
            on, score = response.get("on"), response.get("score")
            if not isinstance(on, str) or on > vantage.today_text:
                continue
            if isinstance(score, bool) or not isinstance(score, int | float):
                continue
            scaled = float(score) if response.get("kind") == "nps" else 2.0 * float(score)
            newest = max(newest or ("", 0, 0.0), (on, row_id, scaled))
        return newest and newest[2]

    return read


def purchases(vantage: Vantage, case: Case) -> list[tuple[int, Doc]]:
    """(ordinal of the day, document) of each order so far, or else of each signed contract."""
    rows, field = (case.orders, "on") if case.orders else (case.contracts, "signed_on")
    dated = [(vantage.day_ordinal(doc.get(field)), doc) for _, doc in rows]
    return [(day, doc) for day, doc in dated if day is not None and day <= vantage.ordinal]


def _sum(vantage: Vantage, field: str) -> Reader:
    def read(case: Case) -> float | None:
        bought = purchases(vantage, case)
        if not bought:
            return None
        since = vantage.ordinal - WINDOW_DAYS
        parts = [vantage.units(doc.get(field)) for day, doc in bought if day > since]
        known = [part for part in parts if part is not None]
        return float(sum(known)) if len(known) == len(parts) else None

    return read
