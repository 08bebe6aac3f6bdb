"""What one key in the filter line costs, and one in the name of a customer being added.

CPU of this thread in ms; the median of several turns, and of a whole word the worst key, since
that is the one that is felt. `python -m benchmarks.searching [--full]` (100,000 customers too).
"""

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from random import Random
from statistics import median
from time import process_time, thread_time
from typing import NamedTuple

from benchmarks import invented
from benchmarks.figures import Figure, report
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.pipeline.stages import stages_of
from tierdesk.quality.likeness import Likeness
from tierdesk.search.completion import complete
from tierdesk.search.index import Found, Index

MOMENT = Moment(datetime.fromisoformat(invented.NOW.replace("Z", "+00:00")))
TURNS = 5
TYPED = (
    "guowei", "gw", "hcjx", "huachuangjixie", "hctxws", "机械", "郭伟", "有限公司", "u77@example.com", "1394", "no such",
    "K000777", "tier:A", "score>50", "stage:interested", "overdue>7 owes>0", "country:DE", "国家:德国",
    "tag:展会", "due:<=today", "last<2026-10-01", "created>2026-01-01", "budget>50k", "amount>=10k", "sign<2027-01-01",
    "!lost", "is:won", "region:europe", "owner:li", "tier:A stage:negotiation overdue>7 country:DE tag:展会 !lost 张",
)  # fmt: skip
ADDED = ("华创机械77号有限公司", "Hamburger Maschinenbau GmbH", "zhonglianwuliu")


class Stage(NamedTuple):
    key: str
    label: str
    words: tuple[str, ...]
    kind: str


class Row(NamedTuple):
    tier: str
    score: float
    completeness: float
    certain: bool
    signed: bool
    parked: bool
    eligible: bool
    due_ordinal: int
    contact_ordinal: int
    owes: float | None
    stage: Stage


def rows_of(book: Book) -> Mapping[int, Row]:
    """Rows as a roster would make them, without its work."""
    rnd, today = Random(5), invented.TODAY.toordinal()
    stages = [Stage(key, key.title(), (key,), "open") for key in invented._STAGES]
    return {
        i: Row(rnd.choice("ABCD"), rnd.random() * 100, rnd.random(), rnd.random() < 0.5, False, False, rnd.random() < 0.9,
               today - rnd.randrange(-40, 40), today - rnd.randrange(200), rnd.choice((0.0, None, 100.0)), rnd.choice(stages))
        for i, _ in book.rows("customers")
    }  # fmt: skip


def cost(work: Callable[[], object]) -> float:
    """ms of CPU, the median of a few turns."""
    spent = []
    for _ in range(TURNS):
        begun = thread_time()
        work()
        spent.append((thread_time() - begun) * 1000)
    return median(spent)


def keys_of(index: Index, rows: Mapping[int, Row], typed: str) -> list[float]:
    """What each key of a text costs, every answer narrowed from the one before."""
    spent: list[float] = []
    before: Found | None = None
    for end in range(1, len(typed) + 1):
        asked = partial(index.find, typed[:end], rows, MOMENT, before)
        spent.append(cost(asked))
        before = asked()
    return spent


def measured(customers: int, typed: Sequence[str]) -> list[Figure]:
    """All figures at one size."""
    book = Book(invented.tables(customers, 0))
    book.having("contacts", "customer_id", 1)
    book.having("deals", "customer_id", 1)
    gc.freeze()
    begun = process_time()
    index = Index(book)
    built = process_time() - begun
    rows = rows_of(book)
    limit = 30 if customers <= 10_000 else 120
    each = {text: keys_of(index, rows, text) for text in typed}
    whole = {text: cost(partial(index.find, text, rows, MOMENT)) for text in typed}
    worst, slow = max(each, key=lambda text: max(each[text])), max(whole, key=whole.__getitem__)
    words = index.words(stages_of(book))
    offered = max(
        cost(partial(complete, t, len(t), words)) for t in ("st", "tag:", "国家:", "stage:q")
    )
    size = f"{customers:,} customers"
    found = [
        Figure(f"index of {size}", built, 0.3 if customers <= 10_000 else 2, "s"),
        Figure(f"filter key, {size}, worst", max(each[worst]), limit, "ms", note=worst),
        Figure(f"filter key, {size}, median", median(ms for keys in each.values() for ms in keys), limit, "ms"),
        Figure(f"filter text pasted whole, {size}, worst", whole[slow], limit, "ms", note=slow),
        Figure(f"completion key, {size}, worst", offered, limit, "ms"),
    ]  # fmt: skip
    return found + likeness_figures(book, customers)


def likeness_figures(book: Book, customers: int) -> list[Figure]:
    """The warning about probable duplicates while a name is typed."""
    size = f"{customers:,} customers"
    begun = process_time()
    likeness = Likeness(book)
    built = process_time() - begun
    likeness.of("x")
    each = {
        name[:end]: cost(partial(likeness.of, name[:end], ["13912345678"], ["u5@example.com"]))
        for name in ADDED
        for end in range(1, len(name) + 1)
    }
    worst = max(each, key=each.__getitem__)
    limit = 30 if customers <= 10_000 else 300
    return [
        Figure(f"likeness of {size}", built, 5 * max(customers, 10_000) / 100_000, "s"),
        Figure(f"key in a new name, {size}, worst", each[worst], limit, "ms", note=worst),
    ]


def figures(quick: bool, full: bool = False) -> list[Figure]:
    """Figures at 10,000 customers, and at 100,000 when asked."""
    typed = TYPED[::4] if quick else TYPED
    found = measured(10_000, typed)
    return found + measured(100_000, typed) if full else found


if __name__ == "__main__":
    report("searching, CPU", figures("--quick" in sys.argv, "--full" in sys.argv))
