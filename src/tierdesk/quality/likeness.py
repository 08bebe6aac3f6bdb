"""Who is probably in the book already, asked at every key while a customer is being added.

What makes two customers one is told by `weighing`, here as in the scan of a whole book. It warns a
person who decides: nothing is merged here. It must not know where the typed text comes from.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple, TypeVar

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.document import Doc, text
from tierdesk.i18n.message import Message
from tierdesk.quality.evidence import readings
from tierdesk.quality.name_key import NameKey
from tierdesk.quality.profile import (
    Phone,
    Profile,
    emails_of,
    names_of,
    phones_of,
    profile_of,
    typed,
)
from tierdesk.quality.weighing import PROBABLE, hash_of, weigh

Ids = int | tuple[int, ...]
Key = TypeVar("Key")

_STEP = 250
_LOOKED_AT, _ALIKE = 24, 75.0
"""How many names are compared closely, and how alike (of 100) they must be spelled for it."""
_PART = 3
"""Letters from which on names are looked for in which the typed one stands."""
_CROWD = 50
"""Customers of one name, number or address that are looked at."""


class Similar(NamedTuple):
    """A customer that is probably the one being added: `certainty` between 0 and 1, the weightiest
    of the reasons first."""

    customer_id: int
    name: str
    reasons: tuple[Message, ...]
    certainty: float


class Likeness:
    """The names, numbers and addresses of a book, for candidates; whether one is alike is read from
    the book itself when it is asked, so a hint that is out of date does no harm. `progress` is
    told what share is done, every few milliseconds."""

    def __init__(self, book: Book, progress: Callable[[float], None] = lambda done: None) -> None:
        self._book = book
        self._bases: dict[str, Ids] = {}
        self._hints: dict[int, Ids] = {}
        total = book.count("customers")
        for done, (customer_id, customer) in enumerate(book.rows("customers")):
            contacts = book.having("contacts", "customer_id", customer_id)
            self._take(customer_id, customer, contacts)
            if done % _STEP == 0:
                progress(done / total)
        progress(1.0)

    def update(self, customer_id: int, case: Case | None) -> None:
        """One customer changed, or whatever belongs to it; None: it is gone."""
        if case is not None:
            self._take(customer_id, case.customer, case.contacts)

    def _take(self, customer_id: int, customer: Doc, contacts: Sequence[Row]) -> None:
        for key in names_of(customer):
            _add(self._bases, key.base, customer_id)
            for hint in _name_hints(key):
                _add(self._hints, hint, customer_id)
        for hint in _ways(phones_of(contacts), emails_of(contacts)):
            _add(self._hints, hint, customer_id)

    def of(
        self,
        name: str,
        phones: Sequence[str] = (),
        emails: Sequence[str] = (),
        n: int = 3,
        but: int | None = None,
    ) -> list[Similar]:
        """The `n` customers that are most probably the one with this name, these numbers and
        addresses, best first; `but` is the customer whose own form it is."""
        asked = typed(name, phones, emails)
        similar = (self._similar(i, asked) for i in self._candidates(asked) - {but})
        found = [s for s in similar if s is not None]
        found.sort(key=lambda s: (-s.certainty, s.name, s.customer_id))
        return found[:n]

    def _candidates(self, asked: Profile) -> set[int]:
        found: set[int] = set()
        hints = [hint for key in asked.names for hint in _name_hints(key)]
        for hint in (*hints, *_ways(asked.phones, asked.emails)):
            found.update(sorted(_ids(self._hints.get(hint)))[:_CROWD])
        for key in asked.names:
            for base in self._near(key.base):
                found.update(sorted(_ids(self._bases.get(base)))[:_CROWD])
        return found

    def _near(self, base: str) -> Iterable[str]:
        """Bases that hold the typed one, stand in it, or are spelled like it."""
        if len(base) < _PART:
            return ()
        from rapidfuzz import fuzz, process

        parts = [
            known
            for known in self._bases
            if base in known or (known in base and len(known) >= _PART)
        ]
        spelled = process.extract_iter(
            base, self._bases.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        near = nsmallest(_LOOKED_AT, parts, key=lambda known: (abs(len(known) - len(base)), known))
        alike = nsmallest(_LOOKED_AT, ((-score, known) for known, score, _ in spelled))
        return near + [known for _, known in alike]

    def _similar(self, customer_id: int, asked: Profile) -> Similar | None:
        customer = self._book.get("customers", customer_id)
        if customer is None:
            return None
        contacts = self._book.having("contacts", "customer_id", customer_id)
        weighed = weigh(asked, profile_of(customer, contacts), self._shares, PROBABLE)
        if weighed is None:
            return None
        return Similar(customer_id, text(customer, "name"), weighed.reasons, weighed.score)

    def _shares(self, hint: int) -> int:
        return len(_ids(self._hints.get(hint)))


def _ways(phones: Iterable[Phone], emails: Iterable[str]) -> Iterator[int]:
    """The hints of telephone numbers and e-mail addresses."""
    for phone in phones:
        yield hash_of("p", phone.digits)
    for email in emails:
        yield hash_of("e", email)


def _name_hints(key: NameKey) -> Iterator[int]:
    yield hash_of("n", key.base)
    yield hash(("s", key.sorted))
    for reading in readings(key.base):
        yield hash(("r", reading))


def _ids(kept: Ids | None) -> tuple[int, ...]:
    if kept is None:
        return ()
    return (kept,) if isinstance(kept, int) else kept


def _add(index: dict[Key, Ids], key: Key, customer_id: int) -> None:
    """One id is kept bare: nearly all are, and a book has ten thousands of them."""
    known = _ids(index.get(key))
    if not known:
        index[key] = customer_id
    elif customer_id not in known:
        index[key] = (*known, customer_id)
