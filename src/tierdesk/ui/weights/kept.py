"""The draft of a model as it outlives the program: a JSON document among the texts that are kept.

A kept text has an end, so that a long document goes on in the next field. It must not know the
screen.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from tierdesk.desk.keepsakes import MOST_CHARACTERS, Draft
from tierdesk.errors import Invalid
from tierdesk.scoring.model import ScoringModel, from_document, to_document
from tierdesk.ui.weights.draft import Drafting, Shed

MOST_BYTES = 200_000
"""A longer document would not be read again (`keepsakes`)."""
_MODEL, _BASE, _ID = "model", "base", "draft"


class Kept(NamedTuple):
    """A draft that was found again: over which version it was made, and from which draft of the
    book."""

    model: ScoringModel
    base: int
    draft_id: int | None


def keep(drafting: Drafting) -> Draft | None:
    """What to keep of a draft; None when it is too long, or nothing was changed."""
    if not drafting.changed:
        return None
    return _written(drafting.model, drafting.base.version, drafting.draft_id)


def keep_shed(shed: Shed) -> Draft | None:
    """What to keep of a draft that was published, for when that is taken back; None when it is too
    long."""
    return _written(shed.model, shed.base.version, shed.draft_id)


def _written(model: ScoringModel, base: int, draft_id: int | None) -> Draft | None:
    text = json.dumps(to_document(model), ensure_ascii=False, separators=(",", ":"))
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return None
    parts = [text[at : at + MOST_CHARACTERS] for at in range(0, len(text), MOST_CHARACTERS)]
    fields = {f"{_MODEL}{number}": part for number, part in enumerate(parts)}
    fields[_BASE] = str(base)
    if draft_id is not None:
        fields[_ID] = str(draft_id)
    return Draft(fields)


def found(draft: Draft) -> Kept | None:
    """The draft of what was kept; None when it cannot be read any more."""
    fields = draft.fields
    parts: list[str] = []
    while (part := fields.get(f"{_MODEL}{len(parts)}")) is not None:
        parts.append(part)
    try:
        document = json.loads("".join(parts))
        model = from_document(document) if isinstance(document, dict) else None
        base = int(fields.get(_BASE, ""))
        draft_id = int(fields[_ID]) if _ID in fields else None
    except (ValueError, RecursionError, Invalid):
        return None
    return None if model is None else Kept(model, base, draft_id)
