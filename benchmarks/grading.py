"""What grading and the morning's queue cost, as ratios to parsing the same book.

`python -m benchmarks.grading [customers]` makes a book (five touches and one deal a customer,
a tenth of them signed), and prints the median of several interleaved rounds. Absolute times of
a shared machine are no figures; the ratios hold.
"""

import gc
import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time
from zoneinfo import ZoneInfo

from tierdesk.desk.stood import recorded
from tierdesk.domain.book import Book
from tierdesk.domain.change import Edit
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.grade import graders_of
from tierdesk.triage.overview import Overview
from tierdesk.triage.queue import Queue, build_queue

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ROUNDS = 7
CAPACITY = 12
Docs = list[dict[str, object]]


def money(units: int) -> dict[str, object]:
    return {"minor": units * 100, "currency": "CNY"}


def customer(dice: random.Random, number: int) -> dict[str, object]:
    doc: dict[str, object] = {
        "name": f"Customer {number}",
        "created_at": stamp(NOW - timedelta(days=dice.randint(400, 900))),
        "country": dice.choice(["CN", "DE", "US", "JP"]),
    }
    optional: dict[str, object] = {
        "industry": dice.choice(["steel", "trade", "food"]),
        "industry_position": dice.choice(["leader", "major", "average", "minor"]),
        "employees": dice.randint(1, 5000),
        "market_share": dice.randint(0, 40),
        "budget": money(dice.randint(1_000, 1_000_000)),
        "interest": dice.randint(0, 5),
        "willingness": dice.randint(0, 5),
        "decision_by": (NOW + timedelta(days=dice.randint(-40, 300))).date().isoformat(),
        "needs": [{"text": "pipes", "strength": dice.randint(0, 3)}],
    }
    return doc | {name: value for name, value in optional.items() if dice.random() < 0.7}


def touches(dice: random.Random, owner: int) -> Docs:
    return [
        {
            "customer_id": owner,
            "at": stamp(NOW - timedelta(minutes=dice.randint(0, 300 * 24 * 60))),
            "channel": dice.choice(["phone", "email", "meeting", "wechat"]),
            "direction": dice.choice(["out", "out", "in"]),
            "result": dice.choice(["reached", "no_answer", "interested", "needs_info"]),
            "content": "asked about delivery times and prices",
        }
        for _ in range(5)
    ]


def tables(customers: int) -> dict[str, Docs]:
    dice = random.Random(7)
    made: dict[str, Docs] = {name: [] for name in TABLES}
    for owner in range(1, customers + 1):
        made["customers"].append(customer(dice, owner))
        made["touches"] += touches(dice, owner)
        made["contacts"].append({"customer_id": owner, "name": "Li", "phones": ["1"]})
        made["deals"].append(
            {
                "customer_id": owner,
                "stage": dice.choice(["prospect", "interested", "negotiation"]),
                "stage_since": stamp(NOW - timedelta(days=dice.randint(0, 60))),
                "amount": money(dice.randint(1_000, 500_000)),
            }
        )
        if dice.random() < 0.2:
            due = NOW + timedelta(days=dice.randint(-5, 30))
            made["follow_ups"].append({"customer_id": owner, "due_at": due.date().isoformat()})
        if dice.random() < 0.1:
            signed(made, owner)
    return made


def signed(made: dict[str, Docs], owner: int) -> None:
    contract = len(made["contracts"]) + 1
    made["contracts"].append(
        {
            "customer_id": owner,
            "signed_on": "2026-02-01",
            "amount": money(90_000),
            "first_payment_amount": money(30_000),
            "instalments": [{"due_on": "2026-10-01", "amount": money(60_000)}],
        }
    )
    made["payments"].append(
        {"contract_id": contract, "paid_on": "2026-02-03", "amount": money(30_000)}
    )


TABLES = ("customers", "contacts", "deals", "touches", "follow_ups", "contracts", "payments")


def measured(work: Callable[[], object]) -> float:
    start = process_time()
    kept = work()
    spent = process_time() - start
    del kept
    return spent


def one_round(text: str) -> dict[str, float]:
    moment = Moment(NOW, ZoneInfo("Asia/Shanghai"))
    spent = {"json.loads of the book": measured(lambda: json.loads(text))}
    book = Book(json.loads(text))
    gc.collect()
    gc.freeze()
    spent["index the book, make the cases"] = measured(lambda: list(book.cases()))
    cases = list(book.cases())
    graders = graders_of(book, Vantage(moment))
    spent["grade"] = measured(lambda: [graders.grade(case) for case in cases])
    cases.clear()
    spent["overview (cases, grade, stage, due)"] = measured(Overview(book, moment).entries)
    spent["queue (all of it)"] = measured(lambda: queue_of(book, moment))
    book.case(1)  # the indexes are there when somebody logs a contact
    spent["record the tier, 100 contacts"] = measured(lambda: record_contacts(book, moment, 100))
    gc.unfreeze()
    return spent


def record_contacts(book: Book, moment: Moment, count: int) -> None:
    """What hysteresis adds to so many changes of one logged contact each."""
    for customer_id in range(1, count + 1):
        touch = {"customer_id": customer_id, "at": stamp(NOW), "result": "reached"}
        recorded(book, [Edit("touches", -1, None, touch)], moment)


def queue_of(book: Book, moment: Moment) -> Queue:
    overview = Overview(book, moment)
    return build_queue(overview, overview.entries(), CAPACITY)


def main() -> None:
    customers = next((int(word) for word in sys.argv[1:] if word.isdigit()), 10_000)
    made = tables(customers)
    text = json.dumps(
        {name: {str(i): doc for i, doc in enumerate(docs, 1)} for name, docs in made.items()}
    )
    del made
    gc.disable()
    rounds = [one_round(text) for _ in range(ROUNDS)]
    base = "json.loads of the book"
    print(f"{customers} customers, {len(text) / 1e6:.1f} MB, median of {ROUNDS} rounds")
    for name in rounds[0]:
        ratio = median(r[name] / r[base] for r in rounds)
        print(f"{name:36} {median(r[name] for r in rounds):7.3f} s CPU   {ratio:5.2f} × json.loads")


if __name__ == "__main__":
    main()
