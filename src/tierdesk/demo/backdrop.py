"""What surrounds the demo's customers: people, products, sources, groups, templates, views, rates, and
a draft of a model that is being tried."""

from tierdesk.demo.story_files import lists
from tierdesk.demo.telling import Telling, amount
from tierdesk.domain.document import Doc, items, mapping, stamp, text
from tierdesk.pipeline.template_starter import FIELDS, STARTER

BASE_CURRENCY, COUNTRY, CAPACITY = "CNY", "CN", 12
_MONEY = frozenset(("price", "cost"))
_NAMED = ("people", "products", "sources", "groups", "templates", "views")


def surround(telling: Telling, surroundings: Doc) -> None:
    """Keep all that stories may name."""
    for table in _NAMED:
        for doc in items(surroundings, table):
            fields = {k: amount(v) if k in _MONEY else v for k, v in doc.items()}
            if table == "people":
                fields["name"] = telling.person(text(doc, "name"))
            telling.add(table, fields, text(doc, "name"))
    for starter in STARTER:
        fields = {name: value for name, value in zip(FIELDS, starter, strict=True) if value}
        if "stage" not in fields:
            telling.add("templates", fields)
    for draft in items(surroundings, "scoring_models"):
        at = telling.calendar.past(text(draft, "created_at"), telling.calendar.zone, COUNTRY)
        telling.add("scoring_models", {**draft, "created_at": stamp(at)})
    for currency in mapping(surroundings, "rates"):
        for offset, rate in lists(mapping(surroundings, "rates"), currency):
            telling.add("fx_rates", {
                "currency": currency, "base": BASE_CURRENCY,
                "on": telling.calendar.day(offset), "rate": rate,
            })  # fmt: skip
    settings = {"base_currency": BASE_CURRENCY, "capacity": CAPACITY, "country": COUNTRY}
    telling.add("settings", settings)
