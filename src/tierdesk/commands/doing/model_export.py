"""`model export`: a model in a file of its own, or on stdout."""

from pathlib import Path

from tierdesk.commands.doing.model_meant import (
    active_meant,
    version_meant,
    without_variant,
    words_of,
)
from tierdesk.commands.doing.own_files import refuse_own_file
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.exchange.model_file import ensure_json, model_bytes
from tierdesk.exchange.written import write_file
from tierdesk.i18n.message import say
from tierdesk.scoring.variants import sparse
from tierdesk.scoring.versions import base_at


def run(front: Front, values: Values) -> Outcome:
    """Perform the command. Without a file the model goes to stdout."""
    book = front.desk.book
    words = words_of(values, 0, 1)
    target = text_of(values, "file") or (words[0] if words else "")
    number = text_of(values, "version")
    path = Path(target)
    ensure_json(path)
    version = version_meant(book, number, values) if number else active_meant(book, values)
    data = model_bytes(sparse(version.model, base_at(book, version.model.kind)))
    if not target:
        return Outcome(raw=data.decode("utf-8"))
    refuse_own_file(front, path)
    write_file(path, data, overwrite=bool(values.get("force")))
    said = say("Version %(version)s written to %(path)s.", version=version.number, path=str(path))
    return Outcome({"schema": 1, "file": str(path), "version": version.number},
                   (*without_variant(version.model, values), said))  # fmt: skip
