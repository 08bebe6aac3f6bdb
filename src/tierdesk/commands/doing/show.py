"""One customer: all that is known, its score with the reasons, its touches, deals and contracts."""

from collections.abc import Iterable
from datetime import date

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.kept_tier import kept_document
from tierdesk.commands.doing.list_ import row
from tierdesk.commands.doing.report_figures import ratio, sum_document
from tierdesk.commands.doing.stage_documents import saying, tasks
from tierdesk.commands.doing.ways_document import contributions, lifts, to_find_out
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.desk.dossier import Dossier, described_alone
from tierdesk.domain.book import Book, Row
from tierdesk.domain.contracts import Standing, bonus_hold, why_not_counted
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, text
from tierdesk.domain.groups import ids_of, names_of
from tierdesk.domain.moment import Moment
from tierdesk.domain.rounding import on_its_side
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.message import Message
from tierdesk.insight.receivables import debtor_of
from tierdesk.pipeline.chances import chances_of
from tierdesk.pipeline.probability import by_hand, probability
from tierdesk.pipeline.pushes import Pushes, pushes_of
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.tallies import tallied
from tierdesk.pipeline.ways import walked
from tierdesk.scoring import explain
from tierdesk.scoring.score import Score
from tierdesk.search.hours import callable_now
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
    names = names_of(book)
    document: dict[str, object] = {
        "schema": 1,
        "customer": {"id": customer_id, **case.customer},
        "groups": [names[i] for i in ids_of(case.customer) if i in names],
        "summary": row(entry)
        | {
            "signed": entry.signed,
            "lifecycle": found.lifecycle,
            "lifecycle_label": found.lifecycle_label,
        },
        "score": _score(entry.score),
        "touches": _documents(case.touches),
        "events": _documents(_newest(book, customer_id)),
        "playbook": _playbook(found),
        "deals": _deals(book, found, moment),
        "contacts": _documents(case.contacts),
        "follow_ups": _documents(case.follow_ups),
        "orders": _documents(case.orders),
        "contracts": _contracts(found),
        "payments": _documents(case.payments),
        "receivables": _receivables(book, customer_id, moment),
        "local": {
            "time": found.local,
            "callable": callable_now([case.customer], moment)[0],
            "working_day": not found.holiday,
        },
        "warnings": list(found.warnings),
    }
    if values.get("explain"):
        document["explain"] = _explanation(found) | {"odds": _odds(book, found, moment)}
    return Outcome(document)


def _documents(rows: Iterable[Row]) -> list[dict[str, object]]:
    return [{"id": doc_id, **doc} for doc_id, doc in rows]


def _newest(book: Book, customer_id: int) -> list[Row]:
    """What the customer was seen to do, the newest first."""
    rows = book.having("events", "customer_id", customer_id)
    return sorted(rows, key=lambda row: (text(row[1], "at"), row[0]), reverse=True)


def _deals(book: Book, found: Dossier, moment: Moment) -> list[dict[str, object]]:
    """The deals with what follows from them: the probability, where it is from, and how often their
    date was put off."""
    stages, vantage = stages_of(book), Vantage(moment)
    titles = {stage.key: stage.title for stage in stages}
    deals = found.entry.case.deals
    pushes = pushes_of(book, vantage, {deal_id for deal_id, _ in deals})
    documents = []
    for deal_id, deal in deals:
        pushed = pushes.get(deal_id, Pushes(0, 0))
        basis = "outcome" if status(deal) != "open" else "hand" if by_hand(deal) else "stage"
        documents.append({
            "id": deal_id, **deal, "stage_label": titles.get(text(deal, "stage")),
            "probability": probability(deal, stages),
            "probability_from": basis, "pushed": pushed._asdict(),
        })  # fmt: skip
    return documents


def _odds(book: Book, found: Dossier, moment: Moment) -> list[dict[str, object]]:
    """How deals in the stages of the open ones went in this book, drawn towards what the stage says."""
    stages, vantage = stages_of(book), Vantage(moment)
    stood = {text(deal, "stage") for _, deal in found.entry.case.deals if status(deal) == "open"}
    chances = chances_of(tallied(book, walked(book, stages, vantage), vantage, by=()))
    return [
        {"stage": one.stage.key, "label": one.stage.title, "stage_percent": one.usual, "n": one.n,
         "won": one.won, "history_percent": round(one.seen, 2)}
        for one in chances if one.stage.key in stood
    ]  # fmt: skip


def _contracts(found: Dossier) -> list[dict[str, object]]:
    """The contracts with how they stand."""
    standing = dict(found.contracts)
    return [
        {"id": number, **doc, "standing": _standing(doc, standing[number], found.moment.today)}
        for number, doc in found.entry.case.contracts
    ]


def _standing(contract: Doc, one: Standing, today: date) -> dict[str, object]:
    due = one.next_due
    return {
        "signed": one.signed, "state": one.qualified,
        "why_not_counted": why_not_counted(contract, one, today), "paid": one.paid,
        "first_payment_short": one.short,
        "receivable": one.receivable, "overdue": one.overdue, "overdue_days": one.overdue_days,
        "next_due": None if due is None else {"due_on": due.on, "amount": due.amount},
        "uncounted": list(one.uncounted), "settled": one.settled, "bonus_hold": bonus_hold(one),
    }  # fmt: skip


def _receivables(book: Book, customer_id: int, moment: Moment) -> dict[str, object] | None:
    """What the customer owes altogether; None without a contract in force."""
    debtor = debtor_of(book, customer_id, moment)
    if debtor is None:
        return None
    return {
        "receivable": sum_document(debtor.receivable, moment),
        "overdue": sum_document(debtor.overdue, moment), "overdue_days": debtor.days,
        "credit_limit": debtor.credit_limit, "used": ratio(debtor.used), "level": debtor.level,
        "hold": debtor.hold,
    }  # fmt: skip


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
        "contributions": contributions(score),
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
        "find_out": to_find_out(score),
        "lifts_to_a": lifts(score, threshold),
    }


def _difference(difference: explain.Difference) -> dict[str, object]:
    label = Message(difference.label)
    return {"criterion": difference.key, "label": label, "points": round(difference.phi, 2) + 0.0}
