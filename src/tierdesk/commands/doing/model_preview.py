"""`model preview`: what a draft would do to everybody, before it is published."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tierdesk.commands.arithmetic import on_one_thread
from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.kept_tier import kept_document
from tierdesk.commands.doing.model_document import moves
from tierdesk.commands.doing.model_meant import (
    Meant,
    called,
    ensure_for,
    from_file,
    meant,
    only_draft,
    words_of,
)
from tierdesk.commands.doing.ways_document import contributions, lifts, to_find_out
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.document import text
from tierdesk.domain.moment import Moment
from tierdesk.domain.rounding import on_its_side
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.grade import bound_graders
from tierdesk.scoring.kept import better
from tierdesk.scoring.lost_fields import lost_fields
from tierdesk.scoring.models import Models
from tierdesk.scoring.part_wording import customers_in_words
from tierdesk.scoring.versions import models_with
from tierdesk.triage.capacity import capacity_of
from tierdesk.triage.eligibility import contactable
from tierdesk.triage.policy import policies_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tierdesk.scoring.whole.preview import Mover, Survey
    from tierdesk.scoring.whole.reach import Reach


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    on_one_thread()
    from tierdesk.scoring.whole.panel import panel_of
    from tierdesk.scoring.whole.preview import limits_of, survey
    from tierdesk.scoring.whole.reach import reach_of
    from tierdesk.scoring.whole.standing import standing_among, without_variants

    book, moment = front.desk.book, front.desk.moment
    draft, word = _draft(front, values)
    model, models = draft.model, all_models_of(book)
    then = models if model.industries else models_with(book, model)
    read = [one for one in (*models.all, *then.all) if one.kind == model.kind]
    panel = panel_of(book, Vantage(moment), model, also=read, heirs=not model.industries)
    own = panel if model.industries else without_variants(panel, then)
    seen = survey(panel, model if own is panel else standing_among(panel, then),
                  standing_among(panel, models))  # fmt: skip
    notes, limits = lost_fields(book, model), limits_of((model, *read))
    one = _customer(book, models_with(book, model), moment, seen, word, limits) if word else None
    document = {
        "schema": 1,
        "draft": {"what": draft.called, "version": draft.version and draft.version.number,
                  "kind": model.kind, "industries": list(model.industries),
                  "whom": customers_in_words(model.kind, model.industries)},
        "customers": len(panel.ids),
        "tiers": {"before": seen.before.counts, "after": seen.after.counts},
        "matrix": moves(seen.matrix),
        "moved": len(seen.movers),
        "movers": _movers(book, seen, limits),
        "rho": None if seen.rho is None else round(seen.rho, 4),
        "week": _week(book, moment, model.kind == "signed", seen),
        "reach": [_reached(one) for one in reach_of(own, model)],
        "customer": one,
        "notes": notes,
    }  # fmt: skip
    return Outcome(document, (*_said(seen, draft, models), *_of(one), *notes), view="preview")


def _draft(front: Front, values: Values) -> tuple[Meant, str]:
    """What --draft or --version means, and the customer that a word then names; without them the
    word is the draft, and without it the only draft of the book is."""
    word = next(iter(words_of(values, 0, 1)), "")
    if any(text_of(values, name) for name in ("draft", "file", "version")):
        return _named(front, "", values), word
    return _named(front, word, values), ""


def _named(front: Front, word: str, values: Values) -> Meant:
    book, file = front.desk.book, text_of(values, "draft") or text_of(values, "file")
    if file:
        found = Meant(Message("%(file)s", {"file": file}), from_file(book, Path(file)))
        ensure_for(found.model, found.called, values)
        return found
    word = text_of(values, "version") or word
    if word:
        return meant(front, word, values)
    return called(only_draft(book, values))


def _movers(book: Book, seen: "Survey", limits: set[float]) -> list[dict[str, object]]:
    return [_row(book, seen, mover, limits) for mover in seen.movers]


def _row(book: Book, seen: "Survey", mover: "Mover", limits: set[float]) -> dict[str, object]:
    before, after = seen.rank_of(mover.id)
    return {
        "id": mover.id, "name": text(book.get("customers", mover.id) or {}, "name"),
        "before": mover.before, "after": mover.after,
        "score_before": on_its_side(mover.score_before, limits),
        "score_after": on_its_side(mover.score_after, limits),
        "rank_before": before, "rank_after": after,
    }  # fmt: skip


def _customer(
    book: Book, then: Models, moment: Moment, seen: "Survey", word: str, limits: set[float]
) -> dict[str, object]:
    """One customer before and after, whether hysteresis keeps its tier then, where its points come
    from and what would make the next better tier. Raises Refused for somebody whom the draft does
    not grade."""
    customer_id = find_customer(book, word, moment)
    try:
        row = _row(book, seen, seen.of(customer_id), limits)
    except KeyError:
        name = text(book.get("customers", customer_id) or {}, "name")
        raise Refused(say("The draft does not grade %(name)s.", name=name)) from None
    score = bound_graders(then, Vantage(moment)).grade(book.case(customer_id))
    tier, least = better(score)
    return {
        **row,
        "kept": kept_document(score),
        "contributions": contributions(score),
        "better": {"tier": tier, "from": round(least, 2)} if tier else None,
        "lifts": lifts(score, least) if tier else [],
        "find_out": to_find_out(score),
    }


def _of(row: dict[str, object] | None) -> tuple[Message, ...]:
    """One customer's score before and after, in a sentence."""
    if row is None:
        return ()
    said = say("%(name)s: score %(score_before)s → %(score_after)s, tier %(before)s → %(after)s, "
               "rank %(rank_before)s → %(rank_after)s.", **row)  # fmt: skip
    kept = row["kept"]
    if not isinstance(kept, dict):
        return (said,)
    return said, say("%(name)s is %(kept)s.", name=row["name"], kept=kept["why"])


def _week(book: Book, moment: Moment, signed: bool, seen: "Survey") -> dict[str, object]:
    """What the tiers ask of a week: contacts with those who may be contacted, minutes where a usual
    length is known, and the slots of the next seven days."""
    from tierdesk.scoring.whole.load import WEEK, asking_of, load, usual_minutes

    may = contactable(book, Vantage(moment), seen.before.ids.tolist(), signed=signed)
    asking = asking_of(may)
    policies, each = policies_of(book), usual_minutes(book)
    paces = policies.signed if signed else policies.open

    def asked(counts: "Mapping[str, int]") -> dict[str, object]:
        contacts = load(counts, paces)
        whole = sum(contacts.values())
        return {
            "contacts": {tier: round(n, 1) for tier, n in contacts.items()},
            "all": round(whole, 1),
            "minutes": None if each is None else round(whole * each),
        }

    days = [moment.today + timedelta(days=ahead) for ahead in range(WEEK)]
    working = sum(moment.is_working(day, moment.country) for day in days)
    return {
        "before": asked(seen.before.counts_among(asking)),
        "after": asked(seen.after.counts_among(asking)),
        "slots": capacity_of(book) * working,
    }


def _reached(reach: "Reach") -> dict[str, object]:
    """How far a weight can go before anybody changes tier."""
    down, up = (None if by is None else round(by, 4) for by in (reach.down, reach.up))
    return {"criterion": reach.key, "down": down, "up": up, "first": reach.first}


def _said(seen: "Survey", draft: Meant, models: Models) -> tuple[Message, ...]:
    n, model = len(seen.movers), draft.model
    moved = say_n("%(n)s customer would change the tier; nothing was saved.",
                  "%(n)s customers would change the tier; nothing was saved.", n)  # fmt: skip
    said = [moved if n else say("Nobody would change the tier; nothing was saved.")]
    heirs = [one for one in models.variants if one.inherits and one.kind == model.kind]
    if heirs and not model.industries:
        names = [name for one in heirs for name in one.industries]
        said.append(
            say("The variants for %(industries)s inherit from this model and change with it; their "
                "customers are counted too.", industries=names)
        )  # fmt: skip
    return tuple(said)
