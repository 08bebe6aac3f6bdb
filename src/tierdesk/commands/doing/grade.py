"""The customers graded: as of any day, with any version of the model."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

from tierdesk.commands.doing.dates_given import day_given
from tierdesk.commands.doing.kept_tier import kept_document
from tierdesk.commands.doing.model_meant import version_meant
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.subjects import subject
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.book import Book
from tierdesk.domain.document import moment as instant
from tierdesk.domain.document import stamp, text
from tierdesk.domain.moment import Moment
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.rounding import on_its_side
from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.models import Models
from tierdesk.scoring.past import TABLES, case_at
from tierdesk.scoring.soundness import TIERS
from tierdesk.scoring.versions import models_at
from tierdesk.search.match import group_names, matches
from tierdesk.search.query import Query, parse
from tierdesk.triage.overview import Entry, Overview


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    as_of = _as_of(text_of(values, "as_of"), desk.moment)
    moment = as_of or desk.moment
    names = tier_names(desk.book)
    query = parse(" ".join(texts_of(values, "query")), moment, names)
    models = _models(desk.book, as_of, values)
    overview = Overview(desk.book, moment, models=models)
    rewound = Rewound(desk.book, TABLES) if as_of else None
    counts, rows = dict.fromkeys(TIERS, 0), []
    for entry in _found(desk.book, overview, rewound, query):
        counts[entry.tier] += 1
        rows.append((-entry.score.value, entry.customer_id, _row(entry)))
    rows.sort(key=lambda row: row[:2])
    limit = whole(text_of(values, "limit"), "--limit", len(rows))
    document = {
        "schema": 1,
        "as_of": moment.now.astimezone(moment.zone),
        "models": [{"version": m.version, "kind": m.kind, "industries": list(m.industries)}
                   for m in models.all],
        "tiers": counts,
        "found": len(rows),
        "customers": [row for _, _, row in rows[:limit]],
        "not_turned_back": _limits(rewound, moment),
    }  # fmt: skip
    said = () if rows else (say("No customer fits."),)
    return Outcome(document, said, view="grade")


def _as_of(written: str, moment: Moment) -> Moment | None:
    """The end of a day, this very moment for today; None where nothing was written. Raises
    Invalid for a day that is still to come."""
    day = day_given(written, moment)
    if day is None:
        return None
    if day > moment.today:
        raise Invalid(say("%(day)s is still to come; grade as of today or a day before.", day=day))
    if day == moment.today:
        return moment
    return replace(moment, now=datetime.combine(day, time(23, 59, 59), moment.zone))


def _models(book: Book, as_of: Moment | None, values: Values) -> Models:
    held = models_at(book, stamp(as_of.now)) if as_of else all_models_of(book)
    word = text_of(values, "model")
    if text_of(values, "kind") and not word:
        raise Usage(say("--kind says whose version --model is; add --model and its number."))
    return held.with_model(version_meant(book, word, values).model) if word else held


def _found(
    book: Book, overview: Overview, rewound: Rewound | None, query: Query
) -> Iterator[Entry]:
    """The customers that answer the query then, those who were not there yet left out."""
    vantage, moment = overview.vantage, overview.vantage.moment
    groups = group_names(book) if query.terms else {}
    for case in book.cases():
        if rewound is None:
            entry = overview.entry(case)
        elif text(case.customer, "created_at") > vantage.now:
            continue
        else:
            entry = overview.entry(case_at(case, vantage, rewound))
        if not query.terms or matches(query, subject(entry, moment, groups), moment):
            yield entry


def _row(entry: Entry) -> dict[str, object]:
    score = entry.score
    return {
        "id": entry.customer_id,
        "name": entry.name,
        "kind": score.kind,
        "version": score.plan.version,
        "tier": score.tier,
        "score": on_its_side(score.value, score.limits),
        "low": on_its_side(score.low, score.limits),
        "high": on_its_side(score.high, score.limits),
        "completeness": round(score.completeness, 2),
        "certain": score.certain,
        "kept": kept_document(score),
    }


def _limits(rewound: Rewound | None, moment: Moment) -> list[Message]:
    """What an earlier day cannot give back."""
    if rewound is None:
        return []
    now = stamp(moment.now)
    if rewound.reaches and rewound.reaches <= now:
        return [
            say("Fields of customers and deals are turned back by the history of changes; what was "
                "changed without it holds today's value.")
        ]  # fmt: skip
    begins = instant({"at": rewound.reaches}, "at")
    if begins is None:
        return [
            say("Fields of customers and deals hold today's values: there is no history of changes "
                "to turn them back by.")
        ]  # fmt: skip
    return [
        say("Fields of customers and deals hold the values of %(day)s: the history of changes begins "
            "there.", day=moment.local_day(begins))
    ]  # fmt: skip
