"""The filter of the screen: whoever answers a query, anew at every key.

Texts and pinyin keys of all customers are made once and kept, beside their documents; what was
derived comes with the rows. It lives where the book lives, wants to be told of every customer
that changed, and must not know what graded the rows. The answers are those of `match`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message
from tierdesk.search.completion import Words, words_of
from tierdesk.search.listing import Listing, StageFacts
from tierdesk.search.match import group_names, groups_of
from tierdesk.search.plain_words import keys_of, word_of, written_of
from tierdesk.search.query import Query, Term, read
from tierdesk.search.terms import Tests, tests_of

_STEP = 250
"""Customers between two reports of progress: a few milliseconds."""

Ids = Sequence[int]


class Basis(NamedTuple):
    """On what an answer rests; another one may only build on it when all of it is the same."""

    revision: int
    rows: Mapping[int, Listing]
    moment: Moment
    order: Ids | None

    def same(self, other: "Basis") -> bool:
        """The very same things, not equal ones: comparing 10,000 rows is no short cut."""
        return (
            self.revision == other.revision
            and self.rows is other.rows
            and self.moment is other.moment
            and self.order is other.order
        )


class Found(NamedTuple):
    """Who answers, in the order asked for; `fault` is what could not be read of the text, whose
    other terms hold nevertheless."""

    ids: Ids
    fault: Message | None = None
    query: Query = Query()
    basis: Basis | None = None


class Index:
    """Texts and keys of a book's customers. `progress` is told what share is done, every few
    milliseconds."""

    def __init__(self, book: Book, progress: Callable[[float], None] = lambda done: None) -> None:
        self._book = book
        self._revision = 0
        self._docs: dict[int, Doc] = {}
        self._deals: dict[int, Sequence[Row]] = {}
        self._written: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self._words: Words | None = None
        total = book.count("customers")
        for done, (customer_id, customer) in enumerate(book.rows("customers")):
            contacts = book.having("contacts", "customer_id", customer_id)
            deals = book.having("deals", "customer_id", customer_id)
            self._take(customer_id, customer, contacts, deals)
            if done % _STEP == 0:
                progress(done / total)
        progress(1.0)

    def _take(
        self, customer_id: int, customer: Doc, contacts: Sequence[Row], deals: Sequence[Row]
    ) -> None:
        self._docs[customer_id] = customer
        written = self._written[customer_id] = written_of(customer, contacts)
        if deals:
            self._deals[customer_id] = deals
        if keys := keys_of(written):
            self._keys[customer_id] = keys

    def update(self, customer_id: int, case: Case | None) -> None:
        """One customer changed, or whatever belongs to it; None: it is gone."""
        self._revision += 1
        self._words = None
        for kept in (self._docs, self._written, self._deals, self._keys):
            kept.pop(customer_id, None)
        if case is not None:
            self._take(customer_id, case.customer, case.contacts, case.deals)

    def find(
        self,
        text: str,
        rows: Mapping[int, Listing],
        moment: Moment,
        within: Found | None = None,
        order: Ids | None = None,
    ) -> Found:
        """Who among `rows` answers what was typed. `order` holds ids in the order of the answer
        (that of the rows without it); `within` is the answer to the key before, which is narrowed
        where the text only asks for more. Nothing that can be typed raises."""
        reading = read(text, moment)
        query, basis = reading.query, Basis(self._revision, rows, moment, order)
        ids: Ids
        terms: Sequence[Term]
        if within and within.basis and basis.same(within.basis) and narrows(within.query, query):
            ids = within.ids
            terms = [term for term in query.terms if term not in within.query.terms]
        else:
            ids = list(rows) if order is None else [i for i in order if i in rows]
            terms = query.terms
        for term in sorted(terms, key=_cost):
            ids = self._holding(term, ids, rows, moment)
        return Found(ids, reading.fault.message if reading.fault else None, query, basis)

    def _holding(
        self, term: Term, ids: Ids, rows: Mapping[int, Listing], moment: Moment
    ) -> list[int]:
        """Those for whom the term holds."""
        if not term.key:
            return self._telling(term, ids)
        tests = tests_of(term, moment)
        held: set[int] = set()
        rest: Ids = ids
        for holds in self._asked(tests, rows):
            held.update(compress(rest, holds(rest)))
            rest = [i for i in rest if i not in held]
        return list(rest) if term.negated else [i for i in ids if i in held]

    def _asked(
        self, tests: Tests, rows: Mapping[int, Listing]
    ) -> Iterator[Callable[[Ids], list[bool]]]:
        """The tests of a term as questions about ids."""
        docs, deals = self._docs, self._deals
        row, customer, deal, groups = tests
        if row:
            yield lambda ids: row([rows[i] for i in ids])
        if customer:
            yield lambda ids: customer([docs.get(i, EMPTY) for i in ids])
        if deal:
            yield lambda ids: deal([deals.get(i, ()) for i in ids])
        if groups:
            names = group_names(self._book)
            yield lambda ids: groups([groups_of(docs.get(i, EMPTY), names) for i in ids])

    def _telling(self, term: Term, ids: Ids) -> list[int]:
        """Those whose texts or names hold a plain word, or do not."""
        word, written, keys = word_of(str(term.value)), self._written.get, self._keys.get
        negated, folded = term.negated, word.folded
        if not word.is_plain:
            holds = word.in_written
            return [i for i in ids if holds(written(i, "")) is not negated]
        if word.pattern is None:
            return [i for i in ids if (folded in written(i, "")) is not negated]
        search = word.pattern.search
        if negated:
            return [i for i in ids if folded not in written(i, "") and not search(keys(i, ""))]
        return [i for i in ids if folded in written(i, "") or search(keys(i, ""))]

    def words(self, stages: Iterable[StageFacts] = ()) -> Words:
        """What the book holds under each key, for completion; `stages` are the book's."""
        if self._words is None:
            self._words = words_of(self._book, stages)
        return self._words


def narrows(before: Query, after: Query) -> bool:
    """Whether nobody answers `after` who does not answer `before`: every term of the one stands in
    the other, or a plain word there goes on from it."""
    return all(any(_implies(new, old) for new in after.terms) for old in before.terms)


def _implies(new: Term, old: Term) -> bool:
    if new == old:
        return True
    if new.key or old.key or new.negated or old.negated:
        return False
    return word_of(str(new.value)).continues(word_of(str(old.value)))


def _cost(term: Term) -> int:
    """Terms in the order in which they are asked: what is quick and finds few goes first."""
    return 0 if not term.key and not term.negated else 1
