"""Where a criterion's raw value comes from: a closed list of names, plus `custom.X`.

A source binds to a vantage (the moment, hoisted) and then reads one case after the other. None
means unknown, which is never the same as zero. It must not know weights, value maps (beyond
the points of decayed touches) or any other customer than the one it reads.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from tierdesk.domain.book import Case
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import N_
from tierdesk.scoring import field_readers as field
from tierdesk.scoring import purchase_sources as bought
from tierdesk.scoring import touch_sources as touched
from tierdesk.scoring.buying.cuts import DEFAULT_CUTS, Cuts
from tierdesk.scoring.field_readers import Convert, Reader
from tierdesk.scoring.valuemap import DecaySum, Rfm, Takes, ValueMap

DEFAULT_HALF_LIFE = 30.0
CUSTOM = "custom."

Bind = Callable[[Vantage], Reader]


class Source(NamedTuple):
    """One readable fact. `takes` is the kind of value it gives, None when the value map says
    (custom fields). A source that is one plain field of the customer names it in `field` and
    what its stored value means in `convert`; `bind` reads any case. One that scores by cut points
    takes those of the value map in `scored`."""

    key: str
    label: str
    takes: Takes | None
    bind: Bind
    field: str = ""
    convert: Callable[[Vantage], Convert] | None = None
    decays: bool = False
    scored: Callable[[Vantage, Cuts], Reader] | None = None


def find_source(key: str) -> Source | None:
    """The source of that name; any `custom.X` exists."""
    name = key.removeprefix(CUSTOM)
    if name and name != key:
        return Source(key, name, None, lambda v: field.custom(name, "any", v))
    return SOURCES.get(key)


def bound(source: Source, vantage: Vantage, value_map: ValueMap, half_life: float | None) -> Reader:
    """The reader of a source for a criterion's value map."""
    if source.decays and isinstance(value_map, DecaySum):
        return touched.decayed_points(vantage, value_map.points, half_life or DEFAULT_HALF_LIFE)
    if source.takes is None:
        return field.custom(source.label, value_map.takes, vantage)
    if source.scored is not None and isinstance(value_map, Rfm) and value_map.cuts is not None:
        return source.scored(vantage, value_map.cuts)
    return source.bind(vantage)


def _plain(
    key: str, label: str, takes: Takes, name: str, convert: Callable[[Vantage], Convert]
) -> Source:
    """A source that is one field of the customer."""

    def bind(vantage: Vantage) -> Reader:
        meaning = convert(vantage)
        return lambda case: meaning(case.customer.get(name))

    return Source(key, label, takes, bind, name, convert)


def _text(name: str, label: str, default: str | None = None) -> Source:
    return _plain(f"customer.{name}", label, "text", name, lambda _: field.word(default))


def _number(name: str, label: str) -> Source:
    return _plain(f"customer.{name}", label, "number", name, lambda _: field.as_number)


def _flag(name: str, label: str) -> Source:
    return _plain(f"customer.{name}", label, "flag", name, lambda _: field.is_true)


def _listed(key: str, label: str, takes: Takes, bind: Bind) -> Source:
    return Source(key, label, takes, bind)


def _scored(part: str, label: str) -> Source:
    """A source that gives scores of 1 to 5 by cut points; few books ask for one, hence the late
    import."""

    def read(vantage: Vantage, cuts: Cuts) -> Reader:
        from tierdesk.scoring.buying.rated import READERS

        return READERS[part](vantage, cuts)

    return Source(f"rfm.{part}", label, "number", lambda v: read(v, DEFAULT_CUTS), scored=read)


def _unbound(read: Callable[[Case], float | None]) -> Bind:
    return lambda _: read


def _decayed(vantage: Vantage) -> Reader:
    even = dict.fromkeys(touched.POINTS, 1.0)
    return touched.decayed_points(vantage, even, DEFAULT_HALF_LIFE)


_SOURCES: tuple[Source, ...] = (
    _text("kind", N_("Company or person"), "company"),
    _text("industry", N_("Industry")),
    _text("industry_position", N_("Industry position")),
    _text("company_nature", N_("Company nature")),
    _text("country", N_("Country")),
    _text("source", N_("Lead source")),
    _plain("customer.region", N_("Market region"), "text", "country", lambda _: field.market),
    _number("employees", N_("Employees")),
    _number("market_share", N_("Market share in percent")),
    _number("interest", N_("Interest, 0 to 5")),
    _number("willingness", N_("Willingness, 0 to 5")),
    _plain("customer.age", N_("Years in business"), "number", "founded_on", field.years_since),
    _plain("customer.days_to_decision", N_("Days to the decision"), "number", "decision_by",
           field.days_until),
    _plain("customer.annual_revenue", N_("Annual revenue"), "number", "annual_revenue",
           field.money),
    _plain("customer.budget", N_("Budget"), "number", "budget", field.money),
    _listed("customer.spending_power", N_("Budget, or a hundredth of the annual revenue"),
            "number", field.spending_power),
    _listed("customer.background", N_("Background: years in business and market share"),
            "number", field.background),
    _flag("key_account", N_("Key account")),
    _flag("do_not_contact", N_("Do not contact")),
    _flag("out_of_market", N_("Out of market")),
    _flag("bad_debt", N_("Bad debt")),
    _listed("deal.amount", N_("Amount of the open deal"), "number",
            lambda v: field.of_open_deal("amount", field.money(v))),
    _listed("deal.expected_profit", N_("Expected profit of the open deal"), "number",
            lambda v: field.of_open_deal("expected_profit", field.money(v))),
    _listed("deal.days_to_signature", N_("Days to the expected signature"), "number",
            lambda v: field.of_open_deal("expected_sign_on", field.days_until(v))),
    _listed("deal.stage", N_("Stage of the open deal"), "text",
            lambda _: field.of_open_deal("stage", field.word(None))),
    Source("touches.decayed", N_("Touches, the older the less"), "number", _decayed, decays=True),
    _listed("touches.response_rate", N_("Response rate"), "number", touched.response_rate),
    _listed("needs.strength", N_("Strength of the strongest need, 0 to 3"), "number",
            _unbound(field.need_strength)),
    _listed("needs.match", N_("Share of the needs that a product matches"), "number",
            _unbound(field.match_share)),
    _listed("orders.frequency", N_("Purchases in a year"), "number", bought.frequency),
    _listed("orders.amount", N_("Amount bought in a year"), "number", bought.amount),
    _listed("orders.profit", N_("Profit of a year"), "number", bought.profit),
    _listed("orders.recency", N_("Days since the last purchase"), "number", bought.recency),
    _listed("orders.tenure", N_("Years since the first purchase"), "number", bought.tenure),
    _scored("recency", N_("RFM: how lately, 1 to 5")),
    _scored("frequency", N_("RFM: how often, 1 to 5")),
    _scored("monetary", N_("RFM: how much, 1 to 5")),
    _scored("total", N_("RFM: mean of the three, 1 to 5")),
    _listed("payments.punctuality", N_("Share of instalments paid in time"), "number",
            bought.punctuality),
    _listed("payments.days_late", N_("Days the oldest instalment is late"), "number",
            bought.days_late),
    _listed("surveys.satisfaction", N_("Satisfaction, 0 to 10"), "number", bought.satisfaction),
)  # fmt: skip

SOURCES: Mapping[str, Source] = {source.key: source for source in _SOURCES}
