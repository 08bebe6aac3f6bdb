"""Getting the book back when the data file is lost, damaged, or an older copy of itself.

The previous generation and the journals lead to the newest state without it. Like assembly,
this decides and never writes.
"""

from tierdesk.i18n.message import Message, say
from tierdesk.store.port import Damaged, ExternalChange, TooNew
from tierdesk.store.tiny.assembly import Assembly, Desk, no_way
from tierdesk.store.tiny.journal import NOTHING, Scan, as_header, scan, unframe
from tierdesk.store.tiny.paths import Paths, base_name
from tierdesk.store.tiny.snapshot import Meta, UnreadableError, parse, peek
from tierdesk.store.tiny.state import Book
from tierdesk.store.tiny.syscalls import OsIO, read_file, read_head, stat_or_none


class OlderCopy(ExternalChange):
    """An older copy of the data file was put back; the user must say what is meant."""

    def __init__(self, message: Message, file_seq: int, newest_seq: int) -> None:
        super().__init__(message)
        self.file_seq = file_seq
        self.newest_seq = newest_seq


def too_new(paths: Paths) -> TooNew:
    """The refusal for a file that this program cannot read."""
    return TooNew(
        say(
            "A newer tierdesk wrote %(name)s in a form that this one cannot read; update tierdesk.",
            name=paths.name,
        )
    )


def another_history(desk: Desk) -> ExternalChange:
    """The refusal when the journal continues other changes than those of the data file."""
    return ExternalChange(
        say(
            "The data file %(name)s and its journal belong to two different histories of the"
            " book, so nothing was changed; put back the data file that the journal continues,"
            " or move the journal away.",
            name=desk.paths.name,
        )
    )


def previous_snapshot(io: OsIO, paths: Paths) -> tuple[Book, Meta] | None:
    """The previous generation as it was written, None when it is missing or not intact."""
    try:
        raw, _ = read_file(io, paths.bak)
        parsed = parse(raw, base_name(paths.bak))
    except (FileNotFoundError, UnreadableError):
        return None
    if parsed.meta is None or parsed.state != "ok":
        return None
    meta = parsed.meta
    return Book(parsed.tables, dict(meta.next), meta.seq, meta.prev), meta


def previous_journal(io: OsIO, paths: Paths, store: str) -> Scan:
    """The journal of the previous generation, an empty scan when it is missing or foreign."""
    if stat_or_none(io, paths.old_journal) is None:
        return NOTHING
    found = scan(read_file(io, paths.old_journal)[0])
    header = found.header
    return found if header is not None and header.store in ("", store) else NOTHING


def doubled(io: OsIO, paths: Paths, meta: Meta) -> bool:
    """Would the previous generation lead to this one if the data file were lost? Judged by
    the first lines, because it is asked at every opening."""
    if meta.seq == 0:
        return True
    bak = peek(read_head(io, paths.bak))
    if bak is None or bak.store != meta.store:
        return False
    if bak.gen == meta.gen:
        return True
    line = read_head(io, paths.old_journal).partition(b"\n")[0]
    header = as_header(unframe(line))
    if header is None or header.store != meta.store:
        return False
    return bak.gen + 1 == meta.gen and header.gen == bak.gen and header.seq <= bak.seq


def rebuild(desk: Desk, reason: Message, mark: str = ".damaged") -> Assembly:
    """The newest state from the previous generation and the journals; the data file is kept
    with `mark`. Raises Damaged when they do not reach the last change that the journal knows
    of."""
    start = _start(desk)
    if start is None:
        raise no_way(reason)
    book, meta = start
    if meta.min_reader > desk.options.versions.reader:
        raise too_new(desk.paths)
    header = desk.scan.header
    if header is not None and header.store not in ("", meta.store):
        raise no_way(reason)
    book.replay_after(previous_journal(desk.io, desk.paths, meta.store).records)
    book.replay_after(desk.scan.records)
    if book.seq < desk.scan.last:
        raise _gap(reason, book.seq, desk.scan.last)
    gen = max(meta.gen, header.gen if header else 0)
    work = Assembly(book, meta.store, gen + 1, None, desk.scan, "rebase", schema=meta.schema)
    if desk.moment.raw:
        work.keep.append((desk.paths.data, desk.paths.data + mark))
    _explain(desk, work, reason)
    return work


def _start(desk: Desk) -> tuple[Book, Meta] | None:
    header = desk.scan.header
    found = previous_snapshot(desk.io, desk.paths)
    if found is None and header is not None and header.seq == 0 and header.store:
        meta = Meta(header.store, header.gen, 0, header.prev, {}, desk.options.versions.schema)
        return Book(crc=header.prev), meta
    return found


def _gap(reason: Message, reached: int, newest: int) -> Damaged:
    return Damaged(
        say(
            "%(reason)s The previous generation and the journals lead to change %(reached)s of"
            " %(newest)s only, so nothing was changed; restore a backup.",
            reason=reason,
            reached=reached,
            newest=newest,
        )
    )


def _explain(desk: Desk, work: Assembly, reason: Message) -> None:
    if desk.scan.state == "torn":
        work.torn = desk.moment.journal[desk.scan.good :]
    if desk.scan.state == "damaged":
        lock_damaged(desk, work)
        work.notes.append(
            say(
                "%(reason)s Its journal is damaged too; the book is shown from the previous"
                " generation up to change %(seq)s, so look for what was written last.",
                reason=reason,
                seq=work.book.seq,
            )
        )
        return
    if desk.scan.header is None:
        work.notes.append(
            say(
                "%(reason)s The book was rebuilt from the previous generation up to change"
                " %(seq)s, but its journal is missing too, so look for what was written last.",
                reason=reason,
                seq=work.book.seq,
            )
        )
        return
    work.notes.append(
        say(
            "%(reason)s The book was rebuilt from the previous generation and the journals up to"
            " change %(seq)s: nothing acknowledged was lost.",
            reason=reason,
            seq=work.book.seq,
        )
    )


def lock_damaged(desk: Desk, work: Assembly) -> None:
    """A journal that is damaged in the middle is shown up to there and never written."""
    work.forbidden = say(
        "The journal of %(name)s is damaged at byte %(offset)s, so the book is read-only at the"
        " last good change; run repair.",
        name=desk.paths.name,
        offset=0 if desk.scan.header is None or desk.scan.header.guessed else desk.scan.good,
    )


def older_copy(desk: Desk, work: Assembly, meta: Meta) -> Assembly:
    """The journal knows later changes than the data file can hold: ask, or do as told."""
    newest = desk.scan.last
    reason = say(
        "An older copy of the data file %(name)s was put back: it stands at change %(seq)s, the"
        " newest is %(newest)s.",
        name=desk.paths.name,
        seq=meta.seq,
        newest=newest,
    )
    if desk.options.older == "newest":
        return rebuild(desk, reason, ".older")
    if desk.options.older == "file":
        return _go_back(desk, work, meta, newest)
    raise OlderCopy(
        say(
            "%(reason)s Nothing was changed; open it with the choice 'file' to go back to the"
            " copy, or 'newest' to keep the newest state.",
            reason=reason,
        ),
        meta.seq,
        newest,
    )


def _go_back(desk: Desk, work: Assembly, meta: Meta, newest: int) -> Assembly:
    """Take the older copy. Its documents get a revision behind all others, so that whoever
    still shows the newer state meets a conflict or a difference, never a silent change."""
    work.book.settle_ids(meta.next)
    work.book.stamp(work.book.all_keys(), newest + 1)
    header = desk.scan.header
    work.gen = max(meta.gen, header.gen if header else 0)
    work.todo = "rebase"
    _keep_newest(desk, work)
    work.notes.append(
        say(
            "The book went back to change %(seq)s; the newer state was set aside next to it and"
            " nothing of it was deleted.",
            seq=meta.seq,
        )
    )
    return work


def _keep_newest(desk: Desk, work: Assembly) -> None:
    """The state that is given up, complete if it can be rebuilt, else its pieces."""
    try:
        newest = rebuild(desk, say("An older copy was put back.")).book
    except Damaged:
        work.keep.append((desk.paths.journal, desk.paths.journal + ".newer"))
        work.keep.append((desk.paths.bak, desk.paths.data + ".newer"))
        return
    meta = Meta(work.store, 0, newest.seq, newest.crc, dict(newest.next), work.schema)
    work.copies.append((f"{desk.paths.data}.newer-{newest.seq}", newest.tables, meta))
