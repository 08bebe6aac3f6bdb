"""Who is probably in the book already, asked at every key while a customer is being added.

Names are compared without their legal forms, by reading, by part and by spelling; telephone
numbers and addresses as they are. Several hints add up. It warns a person who decides: nothing is
merged here. It must not know where the typed text comes from.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple, TypeVar

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.document import Doc, text, texts
from tierdesk.domain.folding import fold
from tierdesk.i18n.message import Message, say
from tierdesk.quality.evidence import Evidence, name_evidence, readings
from tierdesk.quality.name_key import NameKey, name_key

Ids = int | tuple[int, ...]
Key = TypeVar("Key")

SHOWN = 0.55
"""The certainty from which on somebody is told."""
_STEP = 250
_DIGITS = 8
"""Digits, from the end, that make two telephone numbers one: country code, area code and its zero
are written or left out at will. A ninth must not differ."""
_NOT_DIGITS = re.compile("[^0-9]+")
_LOOKED_AT, _ALIKE = 24, 75.0
"""How many names are compared closely, and how alike (of 100) they must be spelled for it."""
_PART = 3
"""Letters from which on names are looked for in which the typed one stands."""
_CROWD = 50
"""Customers of one name, number or address that are looked at."""
_SHARED = 5
"""Customers with one number or address from which on it is nobody's own."""


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
        for name in _names(customer):
            key = name_key(name)
            _add(self._bases, key.base, customer_id)
            for hint in _name_hints(key):
                _add(self._hints, hint, customer_id)
        for kind, written in _addresses(contacts):
            _add(
                self._hints,
                hash((kind, written[-_DIGITS:] if kind == "p" else written)),
                customer_id,
            )

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
        key, numbers = name_key(name), [d for phone in phones if (d := _digits(phone))]
        addresses = [folded for email in emails if (folded := fold(email))]
        asked = self._candidates(key, numbers, addresses) - {but}
        found = [s for i in asked if (s := self._similar(i, key, numbers, addresses))]
        found.sort(key=lambda s: (-s.certainty, s.name, s.customer_id))
        return found[:n]

    def _candidates(self, key: NameKey, phones: list[str], emails: list[str]) -> set[int]:
        found: set[int] = set()
        hints = [*_name_hints(key)] if key.base else []
        hints += [hash(("p", digits[-_DIGITS:])) for digits in phones]
        hints += [hash(("e", email)) for email in emails]
        for hint in hints:
            found.update(sorted(_ids(self._hints.get(hint)))[:_CROWD])
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

    def _similar(
        self, customer_id: int, key: NameKey, phones: list[str], emails: list[str]
    ) -> Similar | None:
        customer = self._book.get("customers", customer_id)
        if customer is None:
            return None
        contacts = self._book.having("contacts", "customer_id", customer_id)
        evidence = list(self._evidence(customer, contacts, key, phones, emails))
        doubt = 1.0
        for hint in evidence:
            doubt *= 1 - hint.certainty
        if 1 - doubt < SHOWN:
            return None
        evidence.sort(key=lambda hint: -hint.certainty)
        reasons = tuple(hint.reason for hint in evidence)
        return Similar(customer_id, text(customer, "name"), reasons, round(1 - doubt, 3))

    def _evidence(
        self,
        customer: Doc,
        contacts: Sequence[Row],
        key: NameKey,
        phones: list[str],
        emails: list[str],
    ) -> Iterator[Evidence]:
        is_person = text(customer, "kind") == "person"
        names = (name_evidence(key, name_key(name), is_person) for name in _names(customer))
        best = max((e for e in names if e), key=lambda e: e.certainty, default=None)
        own = set(_addresses(contacts))
        if best:
            yield best._replace(certainty=best.certainty * _agreement(own, phones))
        for email in emails:
            if ("e", email) in own:
                rare = self._is_rare(hash(("e", email)))
                yield Evidence(0.9 if rare else 0.4,
                               say("The e-mail address %(address)s is the same.", address=email))  # fmt: skip
        for digits in phones:
            same = next((n for kind, n in own if kind == "p" and same_number(n, digits)), "")
            if same:
                rare = self._is_rare(hash(("p", digits[-_DIGITS:])))
                yield Evidence(0.8 if rare else 0.4,
                               say("The telephone number %(number)s is the same.", number=same))  # fmt: skip

    def _is_rare(self, hint: int) -> bool:
        return len(_ids(self._hints.get(hint))) <= _SHARED


def _agreement(own: Iterable[tuple[str, str]], phones: Sequence[str]) -> float:
    """What a name still says when both have telephone numbers and none is the same: shops of one
    chain share a name."""
    known = [written for kind, written in own if kind == "p"]
    agree = not known or not phones or any(same_number(n, d) for n in known for d in phones)
    return 1.0 if agree else 0.85


def same_number(one: str, other: str) -> bool:
    """Whether two telephone numbers, given as digits, are one."""
    if min(len(one), len(other)) < _DIGITS:
        return one == other
    return one[-_DIGITS:] == other[-_DIGITS:] and (
        min(len(one), len(other)) == _DIGITS or one[-_DIGITS - 1] == other[-_DIGITS - 1]
    )


def _digits(phone: str) -> str:
    return _NOT_DIGITS.sub("", fold(phone))


def _names(customer: Doc) -> Iterator[str]:
    for name in (text(customer, "name"), *texts(customer, "aliases")):
        if name_key(name).base:
            yield name


def _addresses(contacts: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """("p", digits of a number) and ("e", folded address) of all contacts."""
    for _, contact in contacts:
        for phone in texts(contact, "phones"):
            if digits := _digits(phone):
                yield "p", digits
        for email in texts(contact, "emails"):
            if folded := fold(email):
                yield "e", folded


def _name_hints(key: NameKey) -> Iterator[int]:
    yield hash(("b", key.base))
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
