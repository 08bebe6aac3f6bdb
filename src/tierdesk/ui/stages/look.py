"""What the clerk tells of the stages: them, how many deals stand in each, texts and reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tierdesk.pipeline.lost_reasons import LostReason, reasons_of
from tierdesk.pipeline.stage_carrying import standing_in
from tierdesk.pipeline.stages import preset_of, stages_of
from tierdesk.pipeline.templates import Template, templates_of

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.pipeline.stage import Stage


class Look(NamedTuple):
    """`own`: the book has stages of its own, else those of the `preset`; `texts` are its own
    templates and the built-in ones."""

    stages: tuple[Stage, ...]
    deals: dict[str, int]
    texts: tuple[Template, ...]
    reasons: tuple[LostReason, ...]
    preset: str
    own: bool

    def stage(self, key: str) -> Stage | None:
        """The stage of that key."""
        return next((stage for stage in self.stages if stage.key == key), None)


def look(room: Room) -> Look:
    """On the clerk's thread."""
    book = room.desk.book
    stages = stages_of(book)
    return Look(
        stages, {s.key: len(standing_in(book, s.key)) for s in stages}, templates_of(book),
        reasons_of(book),
        preset_of(book), book.count("stages") > 0,
    )  # fmt: skip
