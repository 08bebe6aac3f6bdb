"""`model versions`: every version of the book's models, newest first."""

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
    rows = [head(v) for v in reversed(versions_of(book))
            if kind in ("", v.model.kind) and (not industry or covers(v.model, industry))]  # fmt: skip
    faulty = tuple(
        say("Version %(version)s cannot grade: %(why)s", version=number, why=fault)
        for number, fault in unreadable(book)
    )
    return Outcome({"schema": 1, "versions": rows}, (), faulty, view="model_versions")
