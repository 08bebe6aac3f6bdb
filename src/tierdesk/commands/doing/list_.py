"""The customers, filtered and sorted."""

from collections.abc import Callable, Mapping
from operator import itemgetter

from tierdesk.commands.doing.kept_tier import kept_document
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.own_columns import columns
from tierdesk.commands.doing.subjects import found
from tierdesk.commands.doing.totals import totals_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.document import text
from tierdesk.domain.folding import fold
from tierdesk.domain.rounding import on_its_side
from tierdesk.i18n.message import say
from tierdesk.pipeline.stages import stages_of
from tierdesk.search.query import parse
from tierdesk.triage.overview import Entry
from tierdesk.triage.queue import eligible

SORTS: Mapping[str, Callable[[Entry], tuple[object, ...]]] = {
    "score": lambda e: (-e.score.value, e.customer_id),
    "name": lambda e: (fold(e.name), e.customer_id),
    "due": lambda e: (e.due.isoformat() if e.due else "9", e.customer_id),
    "last": lambda e: (e.last_contact.isoformat() if e.last_contact else "", e.customer_id),
    "id": lambda e: (e.customer_id,),
}


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    names = tier_names(desk.book)
    query = parse(" ".join(texts_of(values, "query")), desk.moment, names)
    key = SORTS[text_of(values, "sort") or "score"]
    more = columns(desk.book, text_of(values, "columns"))

    def shown(entry: Entry) -> dict[str, object]:
        if not more:
            return row(entry)
        customer = entry.case.customer
        return row(entry) | {"columns": {name: read(customer) for name, read in more.items()}}

    rows = [(key(entry), shown(entry)) for entry in found(desk.book, query, desk.moment)]
    rows.sort(key=itemgetter(0))
    limit = whole(text_of(values, "limit"), "--limit", len(rows))
    document = {
        "schema": 1,
        "customers": [document for _, document in rows[:limit]],
        "found": len(rows),
        "totals": totals_of(desk.book, stages_of(desk.book)),
    }
    said = () if rows else (say("No customer fits."),)
    return Outcome(document, said)


def row(entry: Entry) -> dict[str, object]:
    """A customer as lists show it."""
    score = entry.score
    return {
        "id": entry.customer_id,
        "name": entry.name,
        "tier": score.tier,
        "score": on_its_side(score.value, score.limits),
        "low": on_its_side(score.low, score.limits),
        "high": on_its_side(score.high, score.limits),
        "completeness": round(score.completeness, 2),
        "kept": kept_document(score),
        "stage": entry.standing.stage.key,
        "stage_label": entry.standing.stage.title,
        "next_due": entry.due if eligible(entry) else None,
        "last_contact": entry.last_contact,
        "owner": text(entry.case.customer, "owner") or None,
    }
