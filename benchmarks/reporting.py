"""What the reports of the pipeline cost: funnel, forecast and velocity over every deal of a book.

CPU of this thread; the median of several turns. Deals as an older book holds them: a third open, two
thirds closed, half of all with two or three moves on record. Tiers are given, as the screen has them in
its rows; grading every customer for them is the headless command's own affair and no part of this.
`python -m benchmarks.reporting [--quick]` (10,000 deals only).
"""

import gc
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from statistics import median
from time import thread_time

from benchmarks import invented
from benchmarks.figures import Figure, report
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.insight.receivables import receivables
from tierdesk.pipeline.chances import Odds, chances_of
from tierdesk.pipeline.forecast import forecast
from tierdesk.pipeline.funnel import bottleneck, group_figures, stage_figures
from tierdesk.pipeline.stages import PRESETS
from tierdesk.pipeline.tallies import BY, Tallies, tallied
from tierdesk.pipeline.velocity import stage_velocities, velocity_of
from tierdesk.pipeline.ways import walked

MOMENT = Moment(datetime.fromisoformat(invented.NOW.replace("Z", "+00:00")))
STAGES = PRESETS["intent"]
TURNS = 5
_KEYS = ("prospect", "interested", "negotiation")


def deal(rnd: Random, number: int, customers: int) -> dict[str, object]:
    opened = invented.TODAY - timedelta(rnd.randrange(30, 900))
    doc: dict[str, object] = {
        "customer_id": rnd.randrange(1, customers + 1), "opened_on": opened.isoformat(),
        "owner": f"agent {rnd.randrange(40)}",
        "amount": {"minor": rnd.randrange(10**7), "currency": rnd.choice(("CNY", "CNY", "EUR"))},
        "expected_sign_on": (invented.TODAY + timedelta(rnd.randrange(-60, 400))).isoformat(),
    }  # fmt: skip
    reached, end = rnd.randrange(3), rnd.choice(("open", "won", "lost"))
    walked = list(_KEYS[: reached + 1]) + ([end] if end != "open" else [])
    at = [opened + timedelta(9 * n) for n in range(len(walked))]
    doc["stage"], doc["stage_since"] = walked[-1], f"{at[-1].isoformat()}T09:00:00Z"
    if end != "open":
        doc |= {"status": end, "closed_on": at[-1].isoformat()}
    if number % 2:
        doc["history"] = [
            {"source": a, "target": b, "at": f"{on.isoformat()}T09:00:00Z", "by": "li"}
            for a, b, on in zip(walked, walked[1:], at[1:], strict=False)
        ]
    return doc


def book_of(deals: int) -> Book:
    """A deal for each customer, and a signed contract with two instalments for every tenth."""
    rnd = Random(3)
    customers = {
        str(n): {"name": f"K{n}", "source": rnd.choice(("展会", "官网", "转介绍")),
                 "credit_limit": {"minor": 10**7, "currency": "CNY"}}
        for n in range(1, deals + 1)
    }  # fmt: skip
    contracts, payments = {}, {}
    for n in range(1, deals + 1, 10):
        half = {"minor": 10**6, "currency": "CNY"}
        contracts[str(n)] = {
            "customer_id": n, "signed_on": "2026-06-01", "amount": {"minor": 2 * 10**6, "currency": "CNY"},
            "first_payment_amount": half,
            "instalments": [{"due_on": "2026-06-10", "amount": half}, {"due_on": "2026-10-20", "amount": half}],
        }  # fmt: skip
        payments[str(n)] = {"contract_id": n, "paid_on": "2026-06-09", "amount": half}
    rows = {str(n): deal(rnd, n, deals) for n in range(1, deals + 1)}
    return Book(
        {"customers": customers, "deals": rows, "contracts": contracts, "payments": payments}
    )


def cost(work: Callable[[], object]) -> float:
    """Seconds of CPU, the median of a few turns."""
    spent = []
    for _ in range(TURNS):
        begun = thread_time()
        work()
        spent.append(thread_time() - begun)
    return median(spent)


def counted(book: Book, vantage: Vantage, tiers: dict[int, str]) -> Tallies:
    return tallied(book, walked(book, STAGES, vantage), vantage, tiers=tiers)


def funnel(book: Book, tiers: dict[int, str]) -> object:
    found = counted(book, Vantage(MOMENT), tiers)
    figures = stage_figures(found)
    return bottleneck(figures, found.whole), [group_figures(found, by) for by in BY]


def foreseen(book: Book) -> object:
    vantage = Vantage(MOMENT)
    deals = walked(book, STAGES, vantage)
    odds = Odds(chances_of(tallied(book, deals, vantage, by=())), history=True)
    return forecast(deals, vantage, odds)


def speeds(book: Book, tiers: dict[int, str]) -> object:
    found = counted(book, Vantage(MOMENT), tiers)
    each = [velocity_of(t, MOMENT) for by in BY for t in found.groups[by].values()]
    return stage_velocities(found, MOMENT), each


def figures(quick: bool) -> list[Figure]:
    """Figures at 100,000 deals, or at 10,000 against a tenth of the target."""
    deals = 10_000 if quick else 100_000
    limit = deals / 100_000
    book = book_of(deals)
    rnd = Random(4)
    tiers = {n: rnd.choice("ABCD") for n in range(1, deals + 1)}
    gc.freeze()
    size = f"{deals:,} deals"
    return [
        Figure(f"funnel of {size}, by source, tier and owner", cost(lambda: funnel(book, tiers)), limit, "s"),
        Figure(f"forecast of {size}, odds from history", cost(lambda: foreseen(book)), limit, "s"),
        Figure(f"velocity of {size}, by source, tier and owner", cost(lambda: speeds(book, tiers)), limit, "s"),
        Figure(f"receivables of {deals // 10:,} contracts", cost(lambda: receivables(book, MOMENT)), limit, "s"),
    ]  # fmt: skip


if __name__ == "__main__":
    report("reports of the pipeline, CPU", figures("--quick" in sys.argv))
