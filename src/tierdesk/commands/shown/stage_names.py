"""What a stage is called, for rows that carry only its key."""

from collections.abc import Sequence

from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_presets import PRESETS


def stage_name(key: str) -> str:
    """The marked label of a stage of any preset; the key itself for a stage of the user's."""
    return next((s.label for preset in PRESETS.values() for s in preset if s.key == key), key)


def labels_of(keys: Sequence[str], stages: Sequence[Stage]) -> dict[str, object]:
    """What stages of the book's own are called, for a history that is read when they are gone."""
    own = {s.key: s.label for s in stages if s.key in keys and stage_name(s.key) != s.label}
    return {"labels": own} if own else {}
