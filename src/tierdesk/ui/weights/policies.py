"""The sheet of tier policies. What is changed in it is kept for a link that dies, and becomes one
Change of the book when the sheet is left; the load of the week follows at once.

It must not know how a policy is stored (`triage.policy_edits`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tierdesk.domain.labels import label
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.triage import policy_edits
from tierdesk.triage.policy import DEFAULTS, TIERS, Policies
from tierdesk.triage.policy_edits import FIELDS, PROMOTIONS, Stored, written
from tierdesk.ui.lines import weights as lines
from tierdesk.ui.weights.asked import Asked
from tierdesk.ui.weights.fields import plain
from tierdesk.ui.weights.page import EDITING, Page

if TYPE_CHECKING:
    from tierdesk.ui.lines.line import Line, Paper
    from tierdesk.ui.weights.desk import WeightsDesk

KEPT = ("tier_policies", 0)
"""Under which place and number changes that are not saved yet are kept."""
Wanted = Mapping[str, Mapping[str, Stored | None]]


class PoliciesPage(Page):
    """`wanted` is what differs from the book; a step is one more of it."""

    title = say("tier policies: left and right change, = types, x is the default; saved when left")
    verbs = EDITING

    def __init__(self, desk: WeightsDesk) -> None:
        super().__init__(desk)
        self.wanted: Wanted = found(desk)
        self._back: list[Wanted] = [{}] if self.wanted else []  # what was kept is one step
        self._ahead: list[Wanted] = []
        self._trial: Policies | None = None
        self._rows = [(tier, name) for tier in TIERS for name in ("", *FIELDS)]

    @property
    def base(self) -> Policies:
        """What is in force."""
        look = self.desk.look
        return DEFAULTS if look is None else look.week.every

    @property
    def policies(self) -> Policies:
        """What is shown: what is being typed, else the policies with all changes."""
        return self._with(self.wanted) if self._trial is None else self._trial

    def _with(self, wanted: Wanted) -> Policies:
        """A change that no longer fits what somebody else saved is not shown; saving says why."""
        policies = self.base
        for tier, fields in wanted.items():
            try:
                policies = policy_edits.tried(policies, tier, fields)
            except Invalid:
                continue
        return policies

    def keys(self) -> Sequence[int]:
        """One row for each field; the tiers are headings."""
        return [n if name else -n for n, (_, name) in enumerate(self._rows, 1)]

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """A figure; one that is not the default stands out."""
        tier, name = self._rows[abs(key) - 1]
        if not name:
            return lines.entry(
                lines.Entry(say("Tier %(tier)s", tier=tier), heading=True), paper, here=here
            )
        value = policy_edits.stated(self.policies, tier)[name]
        other = value != policy_edits.stated(DEFAULTS, tier)[name]
        row = lines.Entry(Message(label(name)), shown(name, value), changed=other)
        return lines.entry(row, paper, here=here)

    def moved(self, key: int | None) -> None:
        """The status line says what the default is."""
        if key is not None and key > 0:
            tier, name = self._rows[key - 1]
            default = shown(name, policy_edits.stated(DEFAULTS, tier)[name])
            self.desk.tell((say("default: %(value)s", value=default),))

    def open(self, key: int) -> None:
        """Ask for its value; nothing is the default again."""
        tier, name = self._rows[abs(key) - 1]
        if not name or self._unwritable():
            return
        asked = say("%(what)s of tier %(tier)s", what=Message(label(name)), tier=tier)
        if name == "discount_limit":
            asked = say("discount of tier %(tier)s in per cent at most, or promotions", tier=tier)

        def made(text: str) -> Policies:
            return self._tried(tier, name, self._read(name, tier, text))

        def taken(text: str) -> None:
            self._trial = None
            self.change(tier, name, self._read(name, tier, text))

        value = policy_edits.stated(self.policies, tier)[name]
        begun = self.desk.desktop.catalog(value) if name == "treatment" else written(value)  # type: ignore[arg-type]
        self.desk.ask_typed(asked, begun, Asked(made, self._show, taken, lambda: self._show(None)))

    def _read(self, name: str, tier: str, text: str) -> Stored | None:
        """A treatment that is left as the default reads in this language is the default."""
        value = policy_edits.read(name, text)
        default = policy_edits.stated(DEFAULTS, tier)[name]
        same = name == "treatment" and value == self.desk.desktop.catalog(str(default))
        return default if same else value

    def nudge(self, key: int, by: float) -> None:
        """So many days, hours or points of a hundred more."""
        tier, name = self._rows[abs(key) - 1]
        if not name or name == "treatment":
            super().nudge(key, by)
            return
        now = policy_edits.stated(self._with(self.wanted), tier)[name]
        begun = now if isinstance(now, int | float) else 0
        least = 0 if name in ("capacity_share", "discount_limit") else min(1, begun)
        most = 100 if least == 0 else float("inf")
        moved = min(most, max(least, begun + by))
        self.change(tier, name, int(moved) if float(moved).is_integer() else moved)

    def remove(self, key: int) -> None:
        """The default again."""
        tier, name = self._rows[abs(key) - 1]
        if name:
            self.change(tier, name, None)

    def change(self, tier: str, name: str, value: Stored | None) -> None:
        """A step of the sheet; a refusal is said, and everything stands."""
        if self._unwritable():
            return
        try:
            self._tried(tier, name, value)
        except Invalid as fault:
            self.desk.desktop.say(fault.message, failed=True)
            return
        fields = {**self.wanted.get(tier, {}), name: value}
        self._step(pruned({**self.wanted, tier: fields}, self.base))

    def _tried(self, tier: str, name: str, value: Stored | None) -> Policies:
        return policy_edits.tried(self._with(self.wanted), tier, {name: value})

    def _unwritable(self) -> bool:
        snapshot = self.desk.desktop.snapshot
        if snapshot is None or not snapshot.read_only:
            return False
        self.desk.desktop.say(say("The book was opened read-only."), failed=True)
        return True

    def _step(self, wanted: Wanted) -> None:
        if wanted != self.wanted:
            self._back, self._ahead = [*self._back, self.wanted], []
            self._stand(wanted)

    def _stand(self, wanted: Wanted) -> None:
        self.wanted = wanted
        keep(self.desk, wanted)
        self.looked()
        self.desk.painted()
        self.desk.desktop.refresh_keys()

    def undo(self) -> bool:
        """A step of the sheet."""
        if not self._back:
            return False
        self._ahead.append(self.wanted)
        self._stand(self._back.pop())
        return True

    def redo(self) -> bool:
        """The same again."""
        if not self._ahead:
            return False
        self._back.append(self.wanted)
        self._stand(self._ahead.pop())
        return True

    def shown(self) -> None:
        """The load follows what was kept."""
        self.looked()

    def looked(self) -> None:
        """The load follows the policies that are shown."""
        self.wanted = pruned(self.wanted, self.base)
        effects = self.desk.effects
        if effects is not None:
            signed = self.desk.subject.kind == "signed"
            effects.pace(self.policies.signed if signed else self.policies.open)

    def _show(self, policies: Policies | None) -> None:
        self._trial = policies
        self.looked()
        self.desk.painted()

    def left(self) -> None:
        """Saved as one Change."""
        self._trial = None
        if self.wanted:
            self.desk.save_policies(self.wanted)


def shown(name: str, value: Stored) -> Message:
    """A value as people read it."""
    if name == "treatment":
        return Message(str(value))
    return say("promotions only") if value == PROMOTIONS else plain(written(value))


def pruned(wanted: Wanted, base: Policies) -> Wanted:
    """Without what is so already."""
    left: dict[str, dict[str, Stored | None]] = {}
    for tier, fields in wanted.items():
        now, default = policy_edits.stated(base, tier), policy_edits.stated(DEFAULTS, tier)
        for name, value in fields.items():
            if (default[name] if value is None else value) != now[name]:
                left.setdefault(tier, {})[name] = value
    return left


def found(desk: WeightsDesk) -> Wanted:
    """What was changed and not saved before the program ended; what no longer can be is left out."""
    draft = desk.desktop.keepsakes.drafts.get(KEPT)
    wanted: dict[str, dict[str, Stored | None]] = {}
    for key, text in (draft.fields if draft is not None else {}).items():
        tier, _, name = key.partition(".")
        try:
            if tier in TIERS and name in FIELDS:
                wanted.setdefault(tier, {})[name] = policy_edits.read(name, text)
        except Invalid:
            continue
    return wanted


def keep(desk: WeightsDesk, wanted: Wanted) -> None:
    """On the disk after every step."""
    from tierdesk.desk.keepsakes import Draft

    fields = {
        f"{tier}.{name}": "" if value is None else written(value)
        for tier, changed in wanted.items() for name, value in changed.items()
    }  # fmt: skip
    desk.desktop.keepsakes.keep_draft(*KEPT, Draft(fields) if fields else None)
