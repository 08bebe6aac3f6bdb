"""`model versions`: every version of the book's models, newest first."""

from tierdesk.commands.doing.model_challengers import told, tried_so_far
from tierdesk.commands.doing.model_document import head
from tierdesk.commands.doing.model_meant import words_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.i18n.message import say
from tierdesk.scoring.variants import covers
from tierdesk.scoring.versions import unreadable, versions_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    words_of(values, 0, 0)
    book, kind = front.desk.book, text_of(values, "kind")
    industry = text_of(values, "industry")
    found = [v for v in reversed(versions_of(book))
             if kind in ("", v.model.kind) and (not industry or covers(v.model, industry))]  # fmt: skip
    tried = tried_so_far(front, found)
    rows = [
        {**head(v), "challenge": one.document() if (one := tried.get(v.id or 0)) else None}
        for v in found
    ]
    faulty = tuple(
        say("Version %(version)s cannot grade: %(why)s", version=number, why=fault)
        for number, fault in unreadable(book)
    )
    return Outcome({"schema": 1, "versions": rows}, told(tried), faulty, view="model_versions")
