"""The records of the pipeline as pydantic models: stages, what is said in them, why deals are lost.

As with all records (`records`), what is checked here is the form of a document; what makes a stage
sound is said by the rules of the pipeline.
"""

from typing import Annotated, Literal

from pydantic import Field

from tierdesk.domain.record_parts import Channel, IsoInstant, Part, Record, Text

_SHORT = 1_000
Label = Annotated[str, Field(min_length=1, max_length=_SHORT, pattern=r"\S")]


class Stage(Record):
    """阶段: a stage of the book's own; without any the preset of the settings holds."""

    key: Label
    label: Text | None = None
    kind: Literal["open", "won", "maintain", "lost"] = "open"
    probability: float | int | None = None
    rot_days: Annotated[int, Field(ge=1)] | None = None
    goal: Text | None = None
    tasks: list[Text] = Field(default_factory=list)
    exit_criteria: list[Text] = Field(default_factory=list)
    content: Text | None = None
    words: list[Text] = Field(default_factory=list)
    hard: bool = False


class Template(Record):
    """模板: what to say, for a stage, a tier or an occasion, in one language."""

    name: Text | None = None
    stage: Text | None = None
    occasion: Text | None = None
    tier: Text | None = None
    language: Text | None = None
    channel: Channel | None = None
    subject: Text | None = None
    body: Annotated[str, Field(min_length=1, max_length=10_000_000, pattern=r"\S")]


class LostReason(Record):
    """流失原因: an entry of the list from which the reason of a loss is chosen; `off` takes one of the
    usual reasons out of it."""

    reason: Label
    kind: Text | None = None
    off: bool = False


class StageMove(Part):
    """One step of a deal through the stages; `unmet` lists exit criteria that were waived, `kind` and
    `cause` tell more of a loss."""

    source: Text | None = None
    target: Text
    at: IsoInstant
    by: Text | None = None
    reason: Text | None = None
    unmet: list[Text] = Field(default_factory=list)
    kind: Text | None = None
    cause: Text | None = None


class TaskDone(Part):
    """A task of a stage that was done for a deal: as it was worded, when and by whom."""

    stage: Text
    task: Text
    at: IsoInstant
    by: Text | None = None
