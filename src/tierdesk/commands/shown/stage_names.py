"""What a stage is called, for rows that carry only its key."""

from tierdesk.pipeline.stage_presets import PRESETS


def stage_name(key: str) -> str:
    """The marked label of a stage of any preset; the key itself for a stage of the user's."""
    return next((s.label for preset in PRESETS.values() for s in preset if s.key == key), key)
