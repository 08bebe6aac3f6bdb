"""The draft of a model while it is edited: its steps, and the way back. Nothing of it is saved.

A draft is a whole model, so every step is one more model and undoing is going back to the one
before. It must not know the screen, the book or how a draft outlives the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from tierdesk.domain.folding import fold

if TYPE_CHECKING:
    from tierdesk.scoring.model import Kind, ScoringModel

_MOST_STEPS = 500


class Subject(NamedTuple):
    """Whose model it is: all customers of a kind, or those of some industries."""

    kind: Kind = "open"
    industries: tuple[str, ...] = ()

    @property
    def kept_at(self) -> tuple[str, int]:
        """Under which place and number a draft of it is kept."""
        names = "\n".join(sorted(map(fold, self.industries)))
        return f"weights_{self.kind}", crc32(names.encode("utf-8", "surrogatepass")) if names else 0

    @property
    def shed_at(self) -> tuple[str, int]:
        """Where the draft of it that was published last is kept."""
        place, number = self.kept_at
        return f"{place}_shed", number

    def same(self, other: Subject) -> bool:
        """Whether both mean the same customers, however their industries are written."""
        return self.kept_at == other.kept_at


class Step(NamedTuple):
    """A model with the draft of the book that it was then."""

    model: ScoringModel
    draft_id: int | None


class Shed(NamedTuple):
    """A draft with its steps as it was published over `base`."""

    base: ScoringModel
    model: ScoringModel
    draft_id: int | None
    back: list[Step]
    saves: list[tuple[int, int | None]]


class Drafting:
    """`base` is the model in force, `model` the draft, which is `base` itself until something is
    changed. `draft_id` is the draft of the book that it was taken from; a step back brings it along.
    `saves` and `unsaved` tell
    after how many steps the book was changed from the screen, made and taken back, and which
    `draft_id` was there on the other side of it. `shed` holds by version what was the draft over it
    when it was published, for the way back."""

    def __init__(self, base: ScoringModel, draft_id: int | None = None) -> None:
        self.base = self.model = base
        self.draft_id = draft_id
        self.back: list[Step] = []
        self.ahead: list[Step] = []
        self.saves: list[tuple[int, int | None]] = []
        self.unsaved: list[tuple[int, int | None]] = []
        self.shed: dict[int, Shed] = {}

    @property
    def last_shed(self) -> Shed | None:
        """The draft that was published last."""
        return next(reversed(self.shed.values()), None)

    @property
    def changed(self) -> bool:
        """Does the draft differ from the model in force?"""
        return not alike(self.model, self.base)

    def step(self, model: ScoringModel) -> bool:
        """Another model; False when it is the one that stands."""
        if model is self.model or alike(model, self.model):
            return False
        self.back = [*self.back[1 - _MOST_STEPS :], self._here]
        self.model, self.ahead, self.unsaved = model, [], []
        return True

    @property
    def _here(self) -> Step:
        return Step(self.model, self.draft_id)

    def saved(self, draft_id: int | None) -> None:
        """The book was changed now, and has the draft under that id: this is what happened last."""
        self.saves, self.unsaved = [*self.saves, (len(self.back), self.draft_id)], []
        self.draft_id = draft_id

    def unsave(self) -> bool:
        """Was a change of the book the last that happened? It counts as taken back then."""
        return self._handed(self.saves, self.unsaved)

    def resave(self) -> bool:
        """Was a change of the book the last that was taken back? It counts as made again."""
        return self._handed(self.unsaved, self.saves)

    def _handed(
        self, giving: list[tuple[int, int | None]], taking: list[tuple[int, int | None]]
    ) -> bool:
        if not giving or giving[-1][0] != len(self.back):
            return False
        taking.append((len(self.back), self.draft_id))
        self.draft_id = giving.pop()[1]
        return True

    def undo(self) -> bool:
        """One step back; False at the first."""
        if not self.back:
            return False
        self.ahead.append(self._here)
        self.model, self.draft_id = self.back.pop()
        return True

    def redo(self) -> bool:
        """One step on again; False at the last."""
        if not self.ahead:
            return False
        self.back.append(self._here)
        self.model, self.draft_id = self.ahead.pop()
        return True

    def rebase(self, base: ScoringModel) -> bool:
        """Another model is in force now. A draft stays as it is; True when there is one and the
        model in force is another version. Where a publishing was taken back, what was published is
        the draft again, and where it was made again it is none."""
        before, changed = self.base, self.changed
        self.base = base
        if changed and not self.changed:
            self._shed_over(before)
            self.published()
            self.model = base
            return False
        if not changed:
            self.model = base
            if not alike(before, base):
                self.back, self.ahead, self.saves, self.unsaved = [], [], [], []
                shed = self.shed.get(base.version)
                if shed is not None and alike(shed.base, base):
                    self.model, self.draft_id = shed.model, shed.draft_id
                    self.back, self.saves = shed.back, shed.saves
        return changed and (before.version != base.version or not alike(before, base))

    def published(self) -> None:
        """The draft is in force: there are no steps to undo any more."""
        if self.changed:
            self._shed_over(self.base)
        self.base, self.back, self.ahead, self.draft_id = self.model, [], [], None
        self.saves, self.unsaved = [], []

    def _shed_over(self, base: ScoringModel) -> None:
        self.shed.pop(base.version, None)  # the newest stands last
        self.shed[base.version] = Shed(base, self.model, self.draft_id, self.back, self.saves)


def alike(one: ScoringModel, other: ScoringModel) -> bool:
    """Whether two models grade by the same rules, whatever their version and note."""
    return (one.groups, one.gates, one.scheme, one.industries, one.inherits, one.name) == (
        other.groups, other.gates, other.scheme, other.industries, other.inherits, other.name,
    )  # fmt: skip
