"""A copy of the book of one moment, complete in one file that opens by itself."""

from pathlib import Path

from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    from tierdesk.store.engines import backup

    book = front.places["data"]
    given = text_of(values, "file")
    stamp = front.moment.now.astimezone(front.moment.zone).strftime("%Y%m%d-%H%M%S")
    target = Path(given) if given else book.with_name(f"{book.stem}-{stamp}{book.suffix}")
    made = backup(book, target, overwrite=bool(values.get("force")))
    document = {"schema": 1, "file": made.path, "revision": made.seq, "counts": made.counts,
                "bytes": made.size}  # fmt: skip
    said = say("Backup of revision %(seq)s written to %(path)s.", seq=made.seq, path=made.path)
    return Outcome(document, (said,))
