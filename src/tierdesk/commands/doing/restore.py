"""Put a backup in the place of the book; the present book is set aside, never deleted."""

from pathlib import Path

from tierdesk.commands.doing.permission import must_write
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.errors import Refused
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    from tierdesk.store.engines import restore

    must_write(front)
    source = Path(text_of(values, "file"))
    if not source.exists():
        raise Refused(say("There is no file %(file)s; check the name.", file=str(source)))
    done = restore(source, front.places["data"])
    document = {"schema": 1, "file": done.path, "revision": done.seq, "counts": done.counts,
                "former": done.former or None}  # fmt: skip
    said = [say("Restored revision %(seq)s to %(path)s.", seq=done.seq, path=done.path)]
    if done.former:
        said.append(say("The former book is kept as %(path)s.", path=done.former))
    return Outcome(document, tuple(said))
