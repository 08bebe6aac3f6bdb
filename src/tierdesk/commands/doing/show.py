"""One customer: all that is known, its score with the reasons, its touches and deals."""

from collections.abc import Iterable

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.kept_tier import kept_document
from tierdesk.commands.doing.list_ import row
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.desk.dossier import Dossier, described_alone
from tierdesk.domain.book import Row
from tierdesk.domain.rounding import on_its_side
from tierdesk.i18n.message import Message
from tierdesk.scoring import explain
from tierdesk.scoring.score import Score
from tierdesk.triage.overview import Overview


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    book, moment = desk.book, desk.moment
    customer_id = find_customer(book, text_of(values, "customer"), moment)
    overview, means = Overview(book, moment), dict[str, float]()
    if values.get("explain"):
        means = explain.average(entry.score for entry in overview.stream())
    found = described_alone(book, overview, customer_id, means)
    entry, case = found.entry, found.entry.case
    document: dict[str, object] = {
        "schema": 1,
        "customer": {"id": customer_id, **case.customer},
        "summary": row(entry)
        | {
            "signed": entry.signed,
            "stage_label": found.stage.title,
            "lifecycle": found.lifecycle,
            "lifecycle_label": found.lifecycle_label,
        },
        "score": _score(entry.score),
        "touches": _documents(case.touches),
        "deals": _documents(case.deals),
        "contacts": _documents(case.contacts),
        "follow_ups": _documents(case.follow_ups),
        "orders": _documents(case.orders),
        "contracts": _documents(case.contracts),
        "payments": _documents(case.payments),
    }
    if values.get("explain"):
        document["explain"] = _explanation(found)
    return Outcome(document)


def _documents(rows: Iterable[Row]) -> list[dict[str, object]]:
    return [{"id": doc_id, **doc} for doc_id, doc in rows]


def _score(score: Score) -> dict[str, object]:
    return {
        "value": on_its_side(score.value, score.limits),
        "low": on_its_side(score.low, score.limits),
        "high": on_its_side(score.high, score.limits),
        "thresholds": [{"tier": tier, "from": least} for tier, least in score.plan.thresholds],
        "completeness": round(score.completeness, 3),
        "tier": score.tier,
        "kept": kept_document(score),
        "certain": score.certain,
        "gates": list(score.gates),
        "override": score.overridden,
        "contributions": [
            {"criterion": c.key, "label": Message(c.label), "weight": c.weight, "points": round(c.points, 2),
             "value": None if c.value is None else round(c.value, 3)}
            for c in score.contributions
        ],
    }  # fmt: skip


def _explanation(found: Dossier) -> dict[str, object]:
    score, question = found.entry.score, found.question
    best, threshold = score.thresholds[0]
    return {
        "strongest": [_difference(d) for d in found.strongest],
        "weakest": [_difference(d) for d in found.weakest],
        "next_question": question.key if question else None,
        "next_question_label": question.label if question else None,
        "best_tier": best,
        "lifts_to_a": [
            {
                "criterion": lever.key,
                "label": Message(lever.label),
                "weight": lever.dw,
                "value": lever.dv,
            }
            for lever in explain.levers(score, threshold)
            if lever.dw is not None or lever.dv is not None
        ],
    }


def _difference(difference: explain.Difference) -> dict[str, object]:
    label = Message(difference.label)
    return {"criterion": difference.key, "label": label, "points": round(difference.phi, 2) + 0.0}
