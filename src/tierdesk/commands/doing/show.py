"""One customer: all that is known, its score with the reasons, its touches and deals."""

from collections.abc import Iterable

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.list_ import row
from tierdesk.commands.doing.stage_documents import saying, tasks
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.desk.dossier import Dossier, described_alone
from tierdesk.domain.book import Row
from tierdesk.domain.document import text
from tierdesk.domain.rounding import on_its_side
from tierdesk.i18n.message import Message
from tierdesk.pipeline.stage import Stage
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
            "lifecycle": found.lifecycle,
            "lifecycle_label": found.lifecycle_label,
        },
        "score": _score(entry.score),
        "touches": _documents(case.touches),
        "playbook": _playbook(found),
        "deals": _deals(case.deals, overview.stages),
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


def _deals(rows: Iterable[Row], stages: Iterable[Stage]) -> list[dict[str, object]]:
    """With the name of the stage, where the book has it."""
    titles = {stage.key: stage.title for stage in stages}
    return [
        {"id": doc_id, **doc, "stage_label": titles.get(text(doc, "stage"))} for doc_id, doc in rows
    ]


def _playbook(found: Dossier) -> dict[str, object]:
    """What is to be done in the stage, and what to say there in the customer's language."""
    stage = found.stage
    return {
        "stage": stage.key, "stage_label": stage.title, "days": found.stage_days,
        "rot_days": found.rot_days, "rotting": found.rotting, "gate": "hard" if stage.hard else "soft",
        "goal": found.goal, **tasks(found.playbook), "unmet": found.unmet,
        "content": Message(stage.content) if stage.content else None,
        "texts": [saying(one) for one in found.texts],
    }  # fmt: skip


def _score(score: Score) -> dict[str, object]:
    return {
        "value": on_its_side(score.value, score.plan.steps),
        "low": on_its_side(score.low, score.plan.steps),
        "high": on_its_side(score.high, score.plan.steps),
        "thresholds": [{"tier": tier, "from": least} for tier, least in score.plan.thresholds],
        "completeness": round(score.completeness, 3),
        "tier": score.tier,
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
    best, threshold = score.plan.thresholds[0]
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
