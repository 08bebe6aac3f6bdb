"""The filter of the screen: whoever answers a query, anew at every key.

Texts and pinyin keys of all customers are made once and kept, beside their documents; what was
derived comes with the rows. It lives where the book lives, wants to be told of every customer
that changed, and must not know what graded the rows. The answers are those of `match`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, takewhile
from typing import NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.document import EMPTY, Doc
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message
from tierdesk.search.completion import Words, stage_words, words_of
from tierdesk.search.listing import Listing, StageFacts
from tierdesk.search.match import group_names, groups_of
from tierdesk.search.plain_words import Word, keys_of, word_of, written_of
from tierdesk.search.query import Query, Term, read
from tierdesk.search.terms import Tests, tests_of

_STEP = 250
"""Customers between two reports of progress: a few milliseconds."""

_MOST_OF = 2
"""Texts that are looked into as they lie while one is picked out of them."""

_MOST = 32
"""Terms and steps that are compared one by one; a text pasted by mistake has thousands."""

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


class Step(NamedTuple):
    """Who is left when a term, and those of all steps before, are asked for."""

    term: Term
    ids: Ids


class Found(NamedTuple):
    """Who answers, in the order asked for; `fault` is what could not be read of the text, whose
    other terms hold nevertheless. `basis` and `steps` are for the next answer."""

    ids: Ids
    fault: Message | None = None
    query: Query = Query()
    basis: Basis | None = None
    steps: tuple[Step, ...] = ()


class Index:
    """Texts and keys of a book's customers. `progress` is told what share is done, every few
    milliseconds; `tiers` are the tiers by other names of theirs, folded."""

    tiers: Mapping[str, str] = {}

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
        (that of the rows without it); `within` is the answer to the key before, from which
        whatever still holds is taken. Nothing that can be typed raises."""
        reading = read(text, moment, self.tiers)
        query, basis = reading.query, Basis(self._revision, rows, moment, order)
        steps: list[Step] = []
        if within and within.basis and basis.same(within.basis) and len(within.steps) < _MOST:
            steps += takewhile(lambda step: implies(query, step.term), within.steps)
        held = {step.term for step in steps}
        ids = steps[-1].ids if steps else _all(rows, order)
        for term in dict.fromkeys(query.terms):
            if ids and term not in held:
                ids = self._holding(term, ids, rows, moment)
                steps.append(Step(term, ids))
        fault = reading.fault.message if reading.fault else None
        return Found(ids, fault, query, basis, tuple(steps))

    def _holding(self, term: Term, ids: Ids, rows: Mapping[int, Listing], moment: Moment) -> Ids:
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

    def _telling(self, term: Term, ids: Ids) -> Ids:
        """Those whose texts or names hold a plain word, or do not."""
        word, negated = word_of(str(term.value)), term.negated
        held = self._holders(word, ids)
        return [i for i in ids if (i in held) is not negated]

    def _holders(self, word: Word, ids: Ids) -> set[int]:
        """Who of `ids`, and perhaps others, holds the word. Texts are looked into in the order in
        which they lie in memory: in the order of a list, each would be fetched from somewhere
        else, which costs several times as much as looking into it."""
        near = sorted(ids) if len(ids) * _MOST_OF < len(self._written) else None
        texts, names = _of(self._written, near), _of(self._keys, near)
        if not word.is_plain:
            return set(compress(texts, map(word.in_written, texts.values())))
        folded = word.folded
        held = set(compress(texts, [folded in written for written in texts.values()]))
        if word.pattern is not None:
            held.update(compress(names, map(word.pattern.search, names.values())))
        return held

    def words(self, stages: Iterable[StageFacts] = ()) -> Words:
        """What the book holds under each key, for completion; `stages` are the book's."""
        if self._words is None:
            self._words = words_of(self._book)
        names = {"tier": tuple(self.tiers)} if self.tiers else {}
        return {**self._words, **names, "stage": stage_words(stages)}


def _of(texts: Mapping[int, str], ids: Ids | None) -> Mapping[int, str]:
    return texts if ids is None else {i: texts[i] for i in ids if i in texts}


def _all(rows: Mapping[int, Listing], order: Ids | None) -> Ids:
    return list(rows) if order is None else [i for i in order if i in rows]


def implies(query: Query, wider: Term) -> bool:
    """Whether whoever answers the query surely holds the term: it stands there, or a plain word
    there goes on from it."""
    if len(query.terms) > _MOST:
        return False
    return any(term == wider or _goes_on(term, wider) for term in query.terms)


def _goes_on(term: Term, wider: Term) -> bool:
    if term.key or wider.key or term.negated or wider.negated:
        return False
    return word_of(str(term.value)).continues(word_of(str(wider.value)))
