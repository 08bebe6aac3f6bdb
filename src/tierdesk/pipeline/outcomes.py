"""Winning, losing and reopening a deal: moves to the stage that an outcome has, and back to where the
deal stood.

The outcome stays a matter of moves, so that nothing else changes it (invariant 6). It must not know
how anybody is asked for a reason.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tierdesk.domain.book import Case, Row
from tierdesk.domain.change import Edit
from tierdesk.domain.deals import status
from tierdesk.domain.document import Doc, items, text
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.pipeline.moves import move_deal
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import of_kind, stage_by_key


def won(
    row: Row, case: Case, moment: Moment, stages: Sequence[Stage], *, reason: str = "", by: str = ""
) -> Edit:
    """The Edit that wins a deal. Raises what `move_deal` raises."""
    target = of_kind("won", stages)
    return move_deal(*row, case, target, moment, stages=stages, reason=reason, by=by)


class Loss(NamedTuple):
    """Why a deal is lost: a word of the list of reasons or somebody's own, its kind (of
    lost_reasons.KINDS), and what lies behind it; "" where not said."""

    reason: str
    kind: str = ""
    cause: str = ""


def lost(
    row: Row, case: Case, moment: Moment, stages: Sequence[Stage], loss: Loss, *, by: str = ""
) -> Edit:
    """The Edit that loses a deal. What was said of the loss stays in the deal's history when it is
    opened again. Raises what `move_deal` raises."""
    return move_deal(*row, case, of_kind("lost", stages), moment, stages=stages, by=by,
                     reason=loss.reason, kind=loss.kind, cause=loss.cause)  # fmt: skip


def reopened(
    row: Row, case: Case, moment: Moment, stages: Sequence[Stage], *, reason: str = "", by: str = ""
) -> Edit:
    """The Edit that opens a won or lost deal again, in the open stage in which it stood last. Its
    history stays. Raises Refused for a deal that is open."""
    deal = row[1]
    if status(deal) == "open":
        raise Refused(say("The deal is open already; nothing is to be reopened."))
    target = stage_of_before(deal, stages)
    return move_deal(*row, case, target, moment, stages=stages, reason=reason, by=by)


def stage_of_before(deal: Doc, stages: Sequence[Stage]) -> Stage:
    """The open stage in which a closed deal stood last, the first one where no fact tells."""
    stood = [text(move, "source") for move in items(deal, "history")]
    if status(deal) == "lost":
        stood.append(text(deal, "lost_stage"))
    for key in reversed(stood):
        stage = stage_by_key(key, stages)
        if stage is not None and stage.kind == "open":
            return stage
    return of_kind("open", stages)
