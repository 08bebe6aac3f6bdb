"""What was changed, in words, newest first."""

from datetime import datetime

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.sentences import sentence
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.document import Doc, text
from tierdesk.domain.document import moment as instant
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import say


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    limit = whole(text_of(values, "limit"), "--limit", 20)
    desk = front.desk
    rows = sorted(desk.book.rows("changes"), reverse=True, key=lambda row: row[0])
    mine = [r for r in rows if values.get("all_") or text(r[1], "by") == desk.by]
    entries = [
        {
            "change_id": change_id,
            "at": _local(doc, desk.moment),
            "by": text(doc, "by"),
            "verb": text(doc, "verb"),
            "state": text(doc, "state"),
            "what": sentence(doc),
        }
        for change_id, doc in mine[:limit]
    ]
    said = () if mine else (say("Nothing has been changed yet."),)
    return Outcome({"schema": 1, "changes": entries}, said)


def _local(entry: Doc, moment: Moment) -> datetime | None:
    """When it was, in the reader's zone."""
    at = instant(entry, "at")
    return at and at.astimezone(moment.zone)
