"""Moving a deal between stages, the only way in which its outcome changes.

Moves go both ways and leave a history entry. Unmet exit criteria ask for a reason, a lost deal
always does; a file that is taken in is asked for neither, but its moves leave the same document
(`stepped`). It must not know who applies a move or how a refusal is shown.
"""

from collections.abc import Mapping, Sequence

from tierdesk.domain.book import Case
from tierdesk.domain.change import Edit
from tierdesk.domain.deals import Status, status
from tierdesk.domain.document import Doc, stamp, text
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.pipeline.exit_criteria import label, unmet
from tierdesk.pipeline.stage import Kind, Stage
from tierdesk.pipeline.stages import of_kind, stage_by_key

OUTCOME_FIELDS = frozenset({"stage", "stage_since", "status", "lost_stage", "closed_on", "history"})
"""Fields of a deal that only a move writes (invariant 6)."""

_OF_A_LOSS = ("lost_reason", "lost_kind", "lost_cause")

STATUS_OF: Mapping[Kind, Status] = {
    "open": "open", "won": "won", "maintain": "won", "lost": "lost",
}  # fmt: skip
"""The status of a deal that stands in a stage of that kind."""


class UnmetCriteria(Refused):
    """A move that asks for a reason (`hard` False) or is not allowed at all; `unmet` are the
    keys of the exit criteria."""

    def __init__(self, target: Stage, keys: tuple[str, ...], hard: bool) -> None:
        self.unmet = keys
        self.hard = hard
        super().__init__(
            say("The move to %(stage)s still needs %(unmet)s; fill that in first.",
                stage=target.title, unmet=tuple(label(key) for key in keys))
            if hard else
            say("The move to %(stage)s still needs %(unmet)s; give a reason to move anyway.",
                stage=target.title, unmet=tuple(label(key) for key in keys))
        )  # fmt: skip


def move_deal(
    deal_id: int,
    deal: Doc,
    case: Case,
    target: Stage,
    moment: Moment,
    *,
    stages: Sequence[Stage],
    reason: str = "",
    by: str = "",
    kind: str = "",
    cause: str = "",
) -> Edit:
    """The Edit that moves a deal to `target`. `case` is its customer's, empty when unknown; `kind`
    (of lost_reasons.KINDS) and `cause` tell more of a loss.

    Raises Refused when the stage is gone, the deal stands there already or a lost deal gets no
    reason, and UnmetCriteria when exit criteria of the stages passed are unmet and nobody gave a
    reason (or a hard stage is among them). Leaving a won or lost stage reopens the deal: `closed_on` goes,
    `lost_stage` and the history stay."""
    source, target = text(deal, "stage"), still_there(target, stages)
    if source == target.key and status(deal) == STATUS_OF[target.kind]:
        raise Refused(say("The deal already stands in %(stage)s.", stage=target.title))
    if target.kind == "lost" and not reason.strip():
        raise Refused(say("A lost deal needs a reason; say why it was lost."))
    missing = _unmet_on_the_way(deal, case, target, moment, stages)
    hard = [key for stage, keys in missing if stage.hard for key in keys]
    keys = tuple(dict.fromkeys(key for _, found in missing for key in found))
    if hard or (keys and not reason.strip()):
        raise UnmetCriteria(target, tuple(hard) or keys, bool(hard))
    after = stepped(
        deal, target, moment, by=by, reason=reason.strip(), unmet=keys, kind=kind, cause=cause.strip()
    )  # fmt: skip
    return Edit("deals", deal_id, deal, after)


def still_there(stage: Stage, stages: Sequence[Stage]) -> Stage:
    """A stage that somebody chose, as it is among the stages now. Raises Refused for one that is gone."""
    now = stage_by_key(stage.key, stages)
    if now is None:
        raise Refused(say("The stage %(stage)s was removed or renamed a moment ago; choose another one.",
                          stage=stage.title))  # fmt: skip
    return now


def stepped(
    deal: Doc,
    stage: Stage,
    moment: Moment,
    *,
    by: str = "",
    reason: str = "",
    unmet: Sequence[str] = (),
    closed_on: str = "",
    kind: str = "",
    cause: str = "",
) -> dict[str, object]:
    """The document of a deal after its move to `stage`, whatever asked for the move; nothing is
    checked here. `closed_on` is the ISO date on which a deal that becomes won or lost was closed,
    today's unless given. A lost deal has `reason` as its `lost_reason`, or keeps the one it states, and
    so with `kind` and `cause`; of one that is reopened only the history tells them."""
    was, becomes = status(deal), STATUS_OF[stage.kind]
    after = {k: v for k, v in deal.items() if k not in ("status", *_OF_A_LOSS)}
    after |= {"stage": stage.key, "stage_since": stamp(moment.now)}
    if becomes == "open":
        after.pop("closed_on", None)
    else:
        after["status"] = becomes
        if becomes != was:
            after["closed_on"] = closed_on or moment.today.isoformat()
    if becomes == "lost":
        stated = dict(zip(_OF_A_LOSS, (reason, kind, cause), strict=True))
        kept = {field: value or text(deal, field) for field, value in stated.items()}
        after |= {field: value for field, value in kept.items() if value}
        if was != "lost":
            after["lost_stage"] = text(deal, "stage")
    before = deal.get("history")
    entry = {
        "source": text(deal, "stage"), "target": stage.key, "at": stamp(moment.now), "by": by,
        "reason": reason, "unmet": list(unmet), "kind": kind, "cause": cause,
    }  # fmt: skip
    after["history"] = [
        *(before if isinstance(before, list) else []),
        {key: value for key, value in entry.items() if value},
    ]
    return after


def edit_deal(deal_id: int, deal: Doc, fields: Mapping[str, object]) -> Edit:
    """The Edit that sets fields of a deal, None removes one. Raises Refused for a field that
    belongs to the outcome, so that no edit ever changes one (invariant 6)."""
    blocked = next((name for name in fields if name in OUTCOME_FIELDS), None)
    if blocked is not None:
        raise Refused(
            say("The field %(field)s is part of the deal's outcome; move the deal to a stage "
                "instead.", field=blocked)
        )  # fmt: skip
    after = {**deal, **fields}
    return Edit("deals", deal_id, deal, {k: v for k, v in after.items() if v is not None})


def new_deal(
    customer_id: int | None,
    moment: Moment,
    stages: Sequence[Stage],
    fields: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """The document of a deal that starts now at the first stage, with further fields."""
    doc: dict[str, object] = {} if customer_id is None else {"customer_id": customer_id}
    doc |= {
        "stage": of_kind("open", stages).key,
        "stage_since": stamp(moment.now),
        "opened_on": moment.today.isoformat(),
    }
    return doc | dict(fields or {})


def _unmet_on_the_way(
    deal: Doc, case: Case, target: Stage, moment: Moment, stages: Sequence[Stage]
) -> list[tuple[Stage, tuple[str, ...]]]:
    """Unmet criteria of every stage that a forward move leaves or passes; a way back and a loss
    ask nothing. A lost deal starts again from the stage where it died."""
    if target.kind == "lost":
        return []
    start = text(deal, "lost_stage") if status(deal) == "lost" else text(deal, "stage")
    here = stage_by_key(start, stages)
    first = stages.index(here) if here else 0
    passed = [stage for stage in stages[first : stages.index(target)] if stage.kind != "lost"]
    found = [(stage, unmet(stage, case, deal, moment)) for stage in passed]
    return [(stage, keys) for stage, keys in found if keys]
