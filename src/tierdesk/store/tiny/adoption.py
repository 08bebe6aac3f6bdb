"""Accepting what another program wrote: a plain TinyDB, an editor, a merge of two branches.

Only documents that differ from what we wrote get a new revision, so that whoever edits a
stale one meets a conflict. Decides and never writes, like assembly.
"""

from collections.abc import Iterable

from tierdesk.i18n.message import say, say_n
from tierdesk.store.port import ExternalChange
from tierdesk.store.tiny.assembly import Assembly, Desk, keep_former
from tierdesk.store.tiny.paths import base_name
from tierdesk.store.tiny.reading import Live
from tierdesk.store.tiny.recovery import previous_journal, previous_snapshot
from tierdesk.store.tiny.snapshot import Meta
from tierdesk.store.tiny.state import Book, revision

Keys = set[tuple[str, str]]


def take_over(desk: Desk, tables: Live) -> Assembly:
    """A TinyDB file that tierdesk never wrote becomes a book; the original is kept."""
    if desk.scan.records or desk.scan.state == "damaged":
        raise ExternalChange(
            say(
                "The journal %(journal)s holds changes, but %(name)s is not the data file that"
                " they belong to; put the right data file back or move the journal away.",
                journal=base_name(desk.paths.journal),
                name=desk.paths.name,
            )
        )
    book = Book(tables)
    keys = book.all_keys()
    book.settle_ids({})
    seq = 1 + max((revision(tables[table][key]) for table, key in keys), default=0)
    book.stamp([key for key in keys if revision(tables[key[0]][key[1]]) < 1], seq)
    header = desk.scan.header
    store = desk.io.fresh_id()
    work = Assembly(book, store, header.gen if header else 0, None, desk.scan, "rebase")
    work.schema = desk.options.versions.schema
    work.keep.append((desk.paths.data, desk.paths.data + ".foreign"))
    if header is None and desk.scan.size:
        work.keep.append((desk.paths.journal, desk.paths.journal + ".torn"))
    keep_former(desk, work)
    if keys:
        work.notes.append(
            say(
                "%(name)s is a TinyDB file that tierdesk did not write; it is shown as it is, so"
                " check that it is the one you meant.",
                name=desk.paths.name,
            )
        )
    return work


def differing(desk: Desk, tables: Live, meta: Meta) -> Keys | None:
    """(table, id) of every document that is not as we wrote it; None when there is no
    previous generation to compare with."""
    written = _as_written(desk, meta)
    if written is None:
        return None
    keys: Keys = set()
    for table in {*tables, *written}:
        new, old = tables.get(table, {}), written.get(table, {})
        keys |= {(table, key) for key in {*new, *old} if new.get(key) != old.get(key)}
    return keys


def _as_written(desk: Desk, meta: Meta) -> Live | None:
    if meta.seq == 0:
        return {}
    found = previous_snapshot(desk.io, desk.paths)
    if found is None or found[1].store != meta.store or found[0].seq > meta.seq:
        return None
    book = found[0]
    records = previous_journal(desk.io, desk.paths, meta.store).records
    book.replay_after(record for record in records if record.seq <= meta.seq)
    return book.tables if book.seq == meta.seq else None


def adopt(desk: Desk, work: Assembly, changed: Keys | None) -> None:
    """Make the edited state ours: the journal's later changes are in `work` already."""
    journalled = {
        (table, str(doc_id)) for record in desk.scan.records for table, doc_id, _, _ in record.ops
    }
    book = work.book
    keys: Iterable[tuple[str, str]] = book.all_keys() if changed is None else changed
    overlap = len(journalled if changed is None else changed & journalled)
    unruly = {key for key in book.all_keys() if revision(book.get(key[0], int(key[1]))) < 1}
    count = len(book.all_keys()) if changed is None else len(changed)
    book.stamp({*keys, *unruly} - journalled, book.seq + 1)
    work.todo = "rebase"
    _explain(desk, work, count, compared=changed is not None)
    if overlap:
        work.keep.append((desk.paths.data, desk.paths.data + ".edited"))
        work.notes.append(
            say_n(
                "%(n)s document may have been changed both by another program and in tierdesk;"
                " tierdesk's version is shown, so compare it with the other file.",
                "%(n)s documents may have been changed both by another program and in tierdesk;"
                " tierdesk's versions are shown, so compare them with the other file.",
                overlap,
            )
        )


def _explain(desk: Desk, work: Assembly, count: int, *, compared: bool) -> None:
    name = desk.paths.name
    if not compared:
        work.notes.append(
            say(
                "%(name)s was changed by another program since tierdesk last wrote it; the"
                " change is shown, but what differs cannot be told without a previous generation.",
                name=name,
            )
        )
    elif count:
        work.notes.append(
            say_n(
                "%(name)s was changed by another program since tierdesk last wrote it (%(n)s"
                " document differs); the change is shown here.",
                "%(name)s was changed by another program since tierdesk last wrote it (%(n)s"
                " documents differ); the changes are shown here.",
                count,
                name=name,
            )
        )
    else:
        work.notes.append(
            say(
                "%(name)s was written anew by another program, but no document differs; nothing"
                " needs to be done.",
                name=name,
            )
        )
