"""Draft a model over the fields that a table brought, for the outcomes that one of them tells."""

from typing import TYPE_CHECKING

from tierdesk.commands.arithmetic import on_one_thread
from tierdesk.commands.doing.model_meant import active_meant
from tierdesk.commands.spec import Front, Outcome, Values, changed, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.document import integer
from tierdesk.errors import Usage
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.kept_versions import TABLE, industries_apart
from tierdesk.scoring.valuemap import write_map
from tierdesk.scoring.versions import draft_saved

if TYPE_CHECKING:
    from tierdesk.scoring.learning.fields import Drafted
    from tierdesk.scoring.learning.outcomes import Outcomes

_NEW = -1
"""The placeholder of a draft that is not in the book yet."""


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    field = text_of(values, "outcome")
    if not field:
        raise Usage(
            say("Which field says how it ended? Name it with --outcome FIELD, like --outcome y.")
        )
    on_one_thread()
    from tierdesk.scoring.learning.fields import drafted
    from tierdesk.scoring.learning.outcomes import outcomes_of
    from tierdesk.scoring.learning.sentences import notes

    desk = front.desk
    like = active_meant(desk.book, values).model
    outcomes = outcomes_of(desk.book, desk.moment, field, industries=like.industries,
                           without=industries_apart(desk.book, like))  # fmt: skip
    keep = [*texts_of(values, "words"), *texts_of(values, "keep")]
    draft = drafted(desk.book, outcomes, like, keep)
    document, said = _document(outcomes, draft), [*notes(outcomes), *_said(draft)]
    if values.get("dry_run"):
        said.append(say("Nothing was changed: this was a dry run."))
        return Outcome({"schema": 1, **document, "dry_run": True}, tuple(said))
    note = text_of(values, "note") or front.sentence(
        say("drafted over the fields, for the outcome “%(field)s”", field=outcomes.field)
    )

    def rule(book: Book) -> Change:
        return draft_saved(book, draft.model, author=desk.by, now=desk.moment.now, note=note)

    receipt = desk.perform(rule)
    number = integer(desk.book.get(TABLE, receipt.ids.get(_NEW, 0)) or {}, "version")
    said.insert(0, say("Version %(version)s is a draft with %(n)s criteria of equal weight; see what "
                       "the outcomes say with model suggest --outcome %(field)s.", version=number,
                       n=len(draft.model.criteria), field=outcomes.field))  # fmt: skip
    return changed(receipt, *said, version=number, **document)


def _document(outcomes: "Outcomes", draft: "Drafted") -> dict[str, object]:
    from tierdesk.scoring.learning.suggestion import listed

    return {
        "outcome": outcomes.field, "n_won": outcomes.n_won, "n_lost": outcomes.n_lost,
        "order": outcomes.order,
        "criteria": [
            {"criterion": c.key, "source": c.source, "map": write_map(c.map)}
            for c in draft.model.criteria
        ],
        "leaks": listed(draft.leaks), "kept": listed(draft.kept),
        "left_out": [{"field": field, "why": why} for field, why in draft.left_out],
    }  # fmt: skip


def _said(draft: "Drafted") -> list[Message]:
    from tierdesk.scoring.learning.kept import Parted

    left = [
        say("Left out: %(field)s. %(why)s", field=field, why=why) for field, why in draft.left_out
    ]
    return [*left, *Parted(draft.leaks, draft.kept).said]
