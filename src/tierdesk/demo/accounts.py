"""Money and satisfaction of the demo's customers: orders, contracts, payments, answers, losses.

A series of orders stands for eighteen months of buying; its sums go up and down by a fixed
round, so that no two runs differ.
"""

from datetime import date
from itertools import cycle

from tierdesk.demo.story_files import lists
from tierdesk.demo.telling import Hero, Telling, amount
from tierdesk.domain.document import Doc, integer, items, mapping, text, texts

_ROUND = (100, 84, 121, 95, 108, 72, 132, 90)
"""Sizes of successive orders in percent of the amount of their series; about 100 on average."""
_DEFAULT_METHOD = "电汇"


def orders(telling: Telling, story: Doc, hero: Hero) -> None:
    """Keep single orders, or a series: one on the day `to` and before it one `every` so many days,
    back to the day `from`."""
    series = mapping(story, "orders")
    for offset, price, profit, products in lists(story, "orders"):
        sold = {"amount": amount(price), "profit": amount(profit), "products": products}
        _order(telling, hero, offset, sold)
    first, last, every = (integer(series, name) or 0 for name in ("from", "to", "every"))
    margin, size = integer(series, "margin") or 0, amount(series.get("amount")) or {}
    minor = integer(size, "minor") or 0
    days = range(last - (last - first) // every * every, last + 1, every) if every else ()
    for offset, percent in zip(days, cycle(_ROUND), strict=False):
        total = minor * percent // 10_000 * 100
        sums = {"amount": total, "profit": total * margin // 100}
        sold = {name: size | {"minor": part} for name, part in sums.items()}
        _order(telling, hero, offset, {**sold, "products": texts(series, "products")})


def contracts(telling: Telling, story: Doc, hero: Hero, deal_ids: list[int]) -> None:
    """Keep the contracts of a story and what was paid under them."""
    for contract in items(story, "contracts"):
        signed = _past(telling, hero, contract.get("signed_on"))
        ends, deal = integer(contract, "ends_on"), integer(contract, "deal")
        first = contract.get("first_payment_amount", contract.get("first"))
        asked = lists(contract, "instalments")
        fields = {
            "customer_id": hero.id, "deal_id": None if deal is None else deal_ids[deal],
            "code": signed.strftime(text(contract, "code")), "signed_on": signed.isoformat(),
            "amount": amount(contract.get("amount")), "first_payment_amount": amount(first),
            "terms": text(contract, "terms"),
            "ends_on": None if ends is None else telling.calendar.day(ends),
            "instalments": [
                {"due_on": telling.calendar.day(due), "amount": amount(price)}
                for due, price in asked
            ],
        }  # fmt: skip
        contract_id = telling.add("contracts", fields)
        plan = [[contract.get("signed_on"), first], *asked]
        for paid_on, price, method in _paid(contract, plan):
            telling.add("payments", {
                "contract_id": contract_id,
                "paid_on": _past(telling, hero, paid_on).isoformat(),
                "amount": amount(price), "method": method,
            })  # fmt: skip


def opinions(telling: Telling, story: Doc, hero: Hero) -> None:
    """Keep feedback, answers to surveys and records of a loss."""
    for feedback in items(story, "feedback"):
        telling.add("feedback", _dated(telling, hero, feedback, ("opened_on", "resolved_on")))
    for on, kind, score, *comment in lists(story, "surveys"):
        answer = {"kind": kind, "score": score, "comment": comment[0] if comment else None}
        telling.add("survey_responses", _dated(telling, hero, answer | {"on": on}, ("on",)))
    for churn in items(story, "churns"):
        telling.add("churns", _dated(telling, hero, churn, ("on", "won_back_on")))


def _order(telling: Telling, hero: Hero, offset: object, sold: Doc) -> None:
    number = len(telling.tables.get("orders", ())) + 1
    telling.add("orders", {
        "customer_id": hero.id, "code": f"SO-{number:04}",
        "on": _past(telling, hero, offset).isoformat(), **sold,
    })  # fmt: skip


def _paid(contract: Doc, plan: list[list[object]]) -> list[tuple[object, object, str]]:
    """(day, sum, method) of each payment: those that a story lists, or those it tells by how many
    days each was late (`paid`, the first payment first; null: not paid yet)."""
    said = [(on, price, str(method)) for on, price, method in lists(contract, "payments")]
    lateness, method = contract.get("paid"), text(contract, "method") or _DEFAULT_METHOD
    if isinstance(lateness, list):
        for (due, price), days in zip(plan, lateness, strict=False):
            if isinstance(due, int) and isinstance(days, int):
                said.append((due + days, price, method))
    return said


def _past(telling: Telling, hero: Hero, offset: object) -> date:
    return telling.calendar.workday(offset if isinstance(offset, int) else 0, hero.country)


def _dated(telling: Telling, hero: Hero, doc: Doc, days: tuple[str, ...]) -> dict[str, object]:
    found = {"customer_id": hero.id, **doc}
    return found | {
        name: _past(telling, hero, doc[name]).isoformat() for name in days if name in doc
    }
