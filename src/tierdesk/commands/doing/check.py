"""Is the book whole? Checksums, chains, every document against its record, every reference."""

from collections.abc import Iterator

from tierdesk.commands.doing.permission import must_write
from tierdesk.commands.spec import Front, Outcome, Values
from tierdesk.domain.book import Book
from tierdesk.domain.document import EMPTY, integer, text
from tierdesk.domain.labels import table_name
from tierdesk.domain.moment import Moment
from tierdesk.errors import EXIT_DAMAGED, EXIT_REFUSED, Invalid, TierdeskError
from tierdesk.i18n.message import Message, say, say_n

_MOST = 100


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    from tierdesk.store.engines import check

    path = front.places["data"]
    told = _repair(front) if values.get("repair") else ()
    report = check(path)
    problems = list(report.problems)
    damaged = not report.ok
    if not damaged:
        problems += _content(front.desk.book, front.desk.moment)
    elif report.counts:
        problems += _content_as_it_lies(front)
    document = {
        "schema": 1, "ok": not problems, "problems": problems[:_MOST], "found": len(problems),
        "revision": report.seq, "generation": report.generation, "counts": report.counts,
        "journal_records": report.records, "data_bytes": report.data_bytes,
        "journal_bytes": report.journal_bytes, "data_schema": report.schema,
    }  # fmt: skip
    said = (*told, _verdict(problems, report.counts))
    code = EXIT_DAMAGED if damaged else EXIT_REFUSED if problems else 0
    return Outcome(document, said, tuple(problems[:_MOST]), code)


def _verdict(problems: list[Message], counts: dict[str, int]) -> Message:
    if problems:
        return say_n("%(n)s problem found; it is listed on stderr.",
                     "%(n)s problems found; they are listed on stderr.", len(problems))  # fmt: skip
    held = [say("%(n)s %(table)s", n=n, table=table_name(t)) for t, n in sorted(counts.items())]
    return say("The book is whole: %(counts)s.", counts=held or ["0"])


def _content_as_it_lies(front: Front) -> list[Message]:
    """The same of a book with which something is wrong as a file, as after another program has written
    it: opened read-only, so that looking changes nothing. Empty where it cannot be opened, of which the
    reason is among the problems already."""
    from tierdesk.desk.desk import Desk
    from tierdesk.domain.references import resolve
    from tierdesk.store.engines import open_store

    store = open_store(front.places["data"], readonly=True, resolve=resolve, who="")
    try:
        desk = Desk(store, front.moment, "")
    except TierdeskError:
        return []
    try:
        return list(_content(desk.book, desk.moment))
    finally:
        desk.close()


def _content(book: Book, moment: Moment) -> Iterator[Message]:
    """What the bytes cannot tell: documents that break their record, and lost references."""
    from tierdesk.domain.integrity import broken_references
    from tierdesk.domain.records import RECORDS
    from tierdesk.domain.validation import validated

    for table in RECORDS:
        for doc_id, doc in book.rows(table):
            try:
                validated(table, doc)
            except Invalid as fault:
                yield say(
                    "%(table)s %(id)s: %(why)s",
                    table=table_name(table),
                    id=doc_id,
                    why=fault.message,
                )
    for table, doc_id, field, missing in broken_references(book):
        yield say("%(table)s %(id)s: %(field)s points at %(missing)s, which is not there.",
                  table=table_name(table), id=doc_id, field=field, missing=missing)  # fmt: skip
    yield from _contracts(book, moment)


def _contracts(book: Book, moment: Moment) -> Iterator[Message]:
    """What no form lets in but a file may hold: more paid than agreed, two contracts of one code."""
    from tierdesk.commands.doing.affairs import contract_name
    from tierdesk.domain.agreement import same_codes
    from tierdesk.domain.contracts import overpaid, standing

    def customer(number: int | None) -> str:
        return text(book.get("customers", number or 0) or EMPTY, "name")

    for doc_id, doc in book.rows("contracts"):
        paid = book.having("payments", "contract_id", doc_id)
        why = overpaid(doc, standing(doc, paid, moment.today, moment.rates)) if paid else None
        if why is not None:
            yield say("Contract %(contract)s of %(name)s is %(why)s; correct a payment, or the contract's "
                      "amount.", contract=contract_name(doc) or str(doc_id),
                      name=customer(integer(doc, "customer_id")), why=why)  # fmt: skip
    for owner, code, numbers in same_codes(book.rows("contracts")):
        yield say("%(name)s has several contracts with the code “%(code)s” (%(numbers)s); give each a code of "
                  "its own.", name=customer(owner), code=code, numbers=[str(n) for n in numbers])  # fmt: skip


def _repair(front: Front) -> tuple[Message, ...]:
    from tierdesk.store.engines import repair

    must_write(front)
    done = repair(front.places["data"])
    if not done.changed:
        return (say("There was nothing to repair."),)
    return done.notes
