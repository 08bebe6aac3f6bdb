"""The duplicates of a whole book: pairs of customers that are probably one, with the reasons.

The scan is work for the background: it tells its progress and stops when whoever listens raises. It
must not know a clock, a screen or a store.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.i18n.message import Message
from tierdesk.quality.apart import apart
from tierdesk.quality.blocking import pairs
from tierdesk.quality.profile import Profile, profile_of
from tierdesk.quality.weighing import PROBABLE, hash_of, weigh

_READ = 0.25
"""The share of the work that reading the book is."""
_STEP = 250
Progress = Callable[[float], None]


class Duplicate(NamedTuple):
    """Two customers, the lower number first; `certain` ones need nobody's look, the others are
    probable. `score` 0..1, the weightiest reasons first; `against` is what differs."""

    one: int
    other: int
    score: float
    certain: bool
    reasons: tuple[Message, ...]
    against: tuple[Message, ...] = ()


def duplicates(
    book: Book, progress: Progress = lambda share: None, least: float = PROBABLE
) -> list[Duplicate]:
    """All pairs from a score of `least` on, the surest first, but for those that a person said are
    two. `progress` gets 0..1 every few milliseconds and cancels the scan by raising."""
    return among(profiles_of(book, progress), progress, least, apart(book))


def profiles_of(book: Book, progress: Progress = lambda share: None) -> dict[int, Profile]:
    """What every customer is recognised by, by id."""
    total = book.count("customers")
    found: dict[int, Profile] = {}
    for customer_id, customer in book.rows("customers"):
        if len(found) % _STEP == 0:
            progress(_READ * len(found) / total)
        found[customer_id] = profile_of(
            customer, book.having("contacts", "customer_id", customer_id)
        )
    return found


def among(
    profiles: Mapping[int, Profile],
    progress: Progress = lambda share: None,
    least: float = PROBABLE,
    parted: Container[tuple[int, int]] = (),
) -> list[Duplicate]:
    """The same of profiles; pairs that are `parted` are two."""
    shares = sharing(profiles.values())
    found = []
    for one, other in pairs(profiles, lambda share: progress(_READ + (1 - _READ) * share)):
        if (one, other) in parted:
            continue
        weighed = weigh(profiles[one], profiles[other], shares, least)
        if weighed is not None:
            score, reasons, against, certain = weighed
            found.append(Duplicate(one, other, score, certain, reasons, against))
    found.sort(key=lambda pair: (-pair.score, pair.one, pair.other))
    return found


def sharing(profiles: Iterable[Profile]) -> Callable[[int], int]:
    """How many customers share a number, an address or a name."""
    counts = Counter[int]()
    for profile in profiles:
        counts.update({hash_of("p", phone.digits) for phone in profile.phones})
        counts.update({hash_of("e", email) for email in profile.emails})
        counts.update({hash_of("n", name.base) for name in profile.names})
    return counts.__getitem__
