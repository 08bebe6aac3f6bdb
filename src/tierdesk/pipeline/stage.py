"""One stage of the pipeline as a value, and the document it is kept as.

A stage says what it is for, what must be done before a deal leaves it, how likely a deal in it
is and when one rots. It must not know deals, nor which other stages there are.
"""

from dataclasses import dataclass, field
from typing import Literal

from tierdesk.domain.document import Doc, flag, integer, number, text, texts
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.clean import clean

Kind = Literal["open", "won", "maintain", "lost"]
KINDS: dict[str, Kind] = {"open": "open", "won": "won", "maintain": "maintain", "lost": "lost"}


@dataclass(frozen=True, slots=True)
class Stage:
    """`probability` in percent, strictly between 0 and 100 for an open stage; `rot_days` None
    where nothing rots; `exit_criteria` are keys of exit_criteria.PREDICATES or of a deal's
    check-list; `words` are other names that find the stage, of which those folded in `ceded` mean
    another one in its pipeline; a `hard` stage lets nobody leave
    with unmet criteria. Labels, goal, tasks and content are English sources or, in a book's
    own stage, what its author wrote."""

    key: str
    label: str
    kind: Kind
    probability: float | None = None
    rot_days: int | None = None
    goal: str = ""
    tasks: tuple[str, ...] = ()
    exit_criteria: tuple[str, ...] = ()
    content: str = ""
    words: tuple[str, ...] = ()
    hard: bool = False
    ceded: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def title(self) -> Message:
        """The label as a sentence that the catalogue knows when the stage is a preset's."""
        return Message(self.label)

    def __post_init__(self) -> None:
        if not self.key:
            raise Invalid(say("A stage has no key; give it a short name."))
        if self.kind == "open" and not 0 < (self.probability or 0) < 100:
            raise Invalid(
                say("The probability of the open stage “%(stage)s” must lie between 0 and 100.",
                    stage=self.key)
            )  # fmt: skip
        if self.rot_days is not None and self.rot_days < 1:
            raise Invalid(
                say("The days after which a deal rots in “%(stage)s” must be one or more.",
                    stage=self.key)
            )  # fmt: skip


def from_document(doc: Doc) -> Stage:
    """The stage of a document of table `stages`; raises Invalid naming the fault."""
    kind = text(doc, "kind") or "open"
    if kind not in KINDS:
        raise Invalid(
            say("“%(kind)s” is no kind of stage; choose one of %(choices)s.",
                kind=kind, choices=list(KINDS))
        )  # fmt: skip
    return Stage(
        text(doc, "key"),
        clean(text(doc, "label")) or text(doc, "key"),
        KINDS[kind],
        number(doc, "probability"),
        integer(doc, "rot_days"),
        clean(text(doc, "goal")),
        tuple(clean(task) for task in texts(doc, "tasks")),
        tuple(clean(key) for key in texts(doc, "exit_criteria")),
        clean(text(doc, "content")),
        tuple(texts(doc, "words")),
        flag(doc, "hard"),
    )


def to_document(stage: Stage) -> dict[str, object]:
    """The document that `from_document` reads back as the same stage."""
    out: dict[str, object] = {
        "key": stage.key, "label": stage.label, "kind": stage.kind,
        "probability": stage.probability, "rot_days": stage.rot_days, "goal": stage.goal,
        "tasks": list(stage.tasks), "exit_criteria": list(stage.exit_criteria),
        "content": stage.content, "words": list(stage.words), "hard": stage.hard or None,
    }  # fmt: skip
    return {key: value for key, value in out.items() if value not in (None, "", [])}
