"""What a stored field of a customer or deal means as a raw value of a criterion.

A field of the wrong type reads as unknown, never as an exception and never as zero. It must
not know weights or value maps.
"""

from collections.abc import Callable
from math import isfinite

from tierdesk.domain.book import Case
from tierdesk.domain.countries import region
from tierdesk.domain.deals import status
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.valuemap import Raw

Convert = Callable[[object], Raw | None]
Reader = Callable[[Case], Raw | None]

_REVENUE_SHARE = 0.01
"""What a customer whose budget is not known is taken to be able to spend, of a year's revenue."""
_STALE_DECISION = -30
"""A decision date further past than this many days says nothing any more."""


def open_deal(case: Case) -> Doc:
    """The newest open deal, an empty document when there is none."""
    newest, found = -1, EMPTY
    for deal_id, deal in case.deals:
        if deal_id > newest and status(deal) == "open":
            newest, found = deal_id, deal
    return found


def as_number(value: object) -> float | None:
    """A finite number; a yes/no is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isfinite(value) else None


def is_true(value: object) -> bool:
    """True only for JSON true; absent means no."""
    return value is True


def word(default: str | None) -> Convert:
    """A text; `default` where there is none or where it says "unknown"."""

    def convert(value: object) -> str | None:
        return value if isinstance(value, str) and value and value != "unknown" else default

    return convert


def market(value: object) -> str | None:
    """The market region of a country code."""
    return (region(value) or None) if isinstance(value, str) else None


def money(vantage: Vantage) -> Convert:
    """Whole units of the base currency; unknown without a rate."""
    return vantage.units


def years_since(vantage: Vantage) -> Convert:
    """Years since a date."""

    def convert(value: object) -> float | None:
        ordinal = vantage.day_ordinal(value)
        return None if ordinal is None else (vantage.ordinal - ordinal) / 365.25

    return convert


def days_until(vantage: Vantage) -> Convert:
    """Days to a date, 0 when it has just passed, unknown when it is long past."""

    def convert(value: object) -> float | None:
        ordinal = vantage.day_ordinal(value)
        if ordinal is None or ordinal - vantage.ordinal < _STALE_DECISION:
            return None
        return max(0, ordinal - vantage.ordinal)

    return convert


def of_open_deal(name: str, convert: Convert) -> Reader:
    """A field of the newest open deal."""
    return lambda case: convert(open_deal(case).get(name))


def spending_power(vantage: Vantage) -> Reader:
    """The budget, or else a hundredth of the annual revenue, in whole units of the base
    currency."""
    units = vantage.units

    def read(case: Case) -> float | None:
        stored = case.customer.get("budget")
        if stored is not None and (budget := units(stored)) is not None:
            return budget
        revenue = units(case.customer.get("annual_revenue"))
        return None if revenue is None else revenue * _REVENUE_SHARE

    return read


def background(vantage: Vantage) -> Reader:
    """Mean of the known parts: market share (30 % and more = 1), years in business (20 = 1)."""

    def read(case: Case) -> float | None:
        customer = case.customer
        share, founded = customer.get("market_share"), customer.get("founded_on")
        if share is None and founded is None:
            return None
        portion, since = as_number(share), vantage.day_ordinal(founded)
        parts = [] if portion is None else [portion / 30.0]
        parts += [] if since is None else [(vantage.ordinal - since) / (20 * 365.25)]
        clipped = [min(max(part, 0.0), 1.0) for part in parts]
        return sum(clipped) / len(clipped) if clipped else None

    return read


def need_strength(case: Case) -> float | None:
    """The strength of the strongest need, 0 to 3."""
    needs, strongest = case.customer.get("needs"), -1.0
    if isinstance(needs, list):
        for need in needs:
            strength = need.get("strength") if isinstance(need, dict) else None
            if strength is not None and (known := as_number(strength)) is not None:
                strongest = known if known > strongest else strongest
    return strongest if strongest >= 0 else None


def match_share(case: Case) -> float | None:
    """The share of the needs that a product matches; unknown without a need."""
    needs, matched = case.customer.get("needs"), 0
    if not isinstance(needs, list) or not needs:
        return None
    for need in needs:
        if isinstance(need, dict) and need.get("matched_product"):
            matched += 1
    return matched / len(needs)


def custom(name: str, takes: str, vantage: Vantage) -> Reader:
    """A field that a person defined, read as its value map wants it (`any`: as it is); an amount is a
    number of whole units of the base currency."""
    amount = money(vantage)

    def read(case: Case) -> Raw | None:
        fields = case.customer.get("custom")
        value = fields.get(name) if isinstance(fields, dict) else None
        if isinstance(value, bool):
            return value if takes in ("flag", "any") else None
        if isinstance(value, str):
            return (value or None) if takes in ("text", "any") else None
        if takes not in ("number", "any"):
            return None
        return amount(value) if isinstance(value, dict) else as_number(value)

    return read
