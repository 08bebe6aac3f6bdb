"""What is chosen in the foot line: a scheme of tiers, thresholds from data, ways to weights, another
model, and whether the sensitivity is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid, TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.draft import Subject
from tierdesk.ui.weights.fields import figure
from tierdesk.ui.weights.prompts import in_full
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.ui.lines.line import Line

_SHARES = "20 30 30"
_ANOTHER = "another"
_OFFERED = 20
"""Industries that stand over the line in which one is typed."""


class Choices(WeightsDesk):
    """Mixed into the place."""

    def do_weights_scheme(self) -> None:
        """One of the schemes, with its thresholds."""
        from tierdesk.scoring.drafting import with_scheme_preset
        from tierdesk.scoring.schemes import PRESETS, preset_name

        choices = [(name, Message(preset.label)) for name, preset in PRESETS.items()]

        def chosen(name: str) -> None:
            if self.edit(lambda model: with_scheme_preset(model, name)):
                named = [say("%(tier)s is “%(name)s”", tier=tier, name=Message(label))
                         for tier, label in PRESETS[name].scheme.labels]  # fmt: skip
                if named:
                    self.desktop.say(say("In this scheme %(names)s.", names=named))

        self.offer(say("scheme"), choices, chosen, preset_name(self.model.scheme))

    def do_weights_propose(self) -> None:
        """Thresholds from data."""
        choices = [("shares", say("so that tiers hold shares of the customers")),
                   ("capacity", say("so that the contacts fit the week"))]  # fmt: skip
        self.offer(say("thresholds"), choices, self._propose)

    def _propose(self, how: str) -> None:
        from tierdesk.scoring.drafting import with_thresholds
        from tierdesk.scoring.whole.cuts import by_capacity, by_shares

        effects = self.effects
        if effects is None:
            return
        scores, scheme = effects.standing().scores, self.model.scheme
        tiers = [tier for tier, _ in scheme.thresholds]
        if how == "capacity":
            week = effects.look.week
            self.edit(
                lambda model: with_thresholds(
                    model, dict(by_capacity(scores, week.policies, week.slots, scheme.tiers))
                )
            )
            return

        def typed(model: ScoringModel, text: str) -> ScoringModel:
            shares = [number_in(word) for word in text.replace("/", " ").split()]
            if len(shares) != len(tiers):
                raise Invalid(
                    say("Type a share in percent for each of %(tiers)s; the last tier gets the rest.",
                        tiers=tiers)
                )  # fmt: skip
            return with_thresholds(
                model, dict(by_shares(scores, dict(zip(tiers, shares, strict=True))))
            )

        asked = say("percent of the customers for %(tiers)s", tiers=tiers)
        self.ask_value(asked, " ".join(_SHARES.split()[: len(tiers)]), typed)

    # ways to weights

    def do_weights_aids(self) -> None:
        """Keep the total, rank, compare."""
        on = self.keeps_total
        choices = [
            ("total", say("let the total go") if on else say("keep the total")),
            ("rank_sum", say("by rank, evenly")), ("centroid", say("by rank, steeply")),
            ("pairwise", say("compare in pairs")), ("equal", say("all equal")),
        ]  # fmt: skip
        self.offer(say("weights of %(what)s", what=self._named_parts()), choices, self._aid)

    def _parts(self) -> tuple[str, list[str], list[float]]:
        """(group or "", keys, weights) of what an aid is about: the criteria of the group in which the
        cursor stands, or all groups when it stands on one."""
        model, weights = self.model, self.model.weights()
        row = self.outline.row(self.rows.key if not self.pages else self.outline.at)
        for group in model.groups:
            if row is not None and row.level and any(c.key == row.key for c in group.criteria):
                return (
                    group.key,
                    [c.key for c in group.criteria],
                    [c.weight for c in group.criteria],
                )
        sums = [sum(weights[c.key] for c in group.criteria) for group in model.groups]
        return "", [group.key for group in model.groups], sums

    def _named_parts(self) -> Message:
        key = self._parts()[0]
        label = next((g.label or g.key for g in self.model.groups if g.key == key), "")
        return Message(label) if key else say("the groups")

    def _aid(self, how: str) -> None:
        from tierdesk.scoring.weighting import rank_order_centroid, rank_sum

        if how == "total":
            self.keeps_total = not self.keeps_total
            self.painted()
            return
        _, keys, weights = self._parts()
        if how == "pairwise":
            self._compare()
            return
        order = sorted(range(len(keys)), key=lambda at: -weights[at])
        n = len(keys)
        ranked = {"rank_sum": rank_sum, "centroid": rank_order_centroid}.get(how)
        shares = ranked(n) if ranked is not None else (1.0 / n,) * n
        by_key = {keys[at]: share for at, share in zip(order, shares, strict=True)}
        for weight in set(weights):  # equals share what their ranks get together
            same = [key for key, own in zip(keys, weights, strict=True) if own == weight]
            by_key |= dict.fromkeys(same, sum(by_key[key] for key in same) / len(same))
        self.edit(lambda model: self._shared(model, by_key))

    def _shared(self, model: ScoringModel, shares: dict[str, float]) -> ScoringModel:
        """The weights of the parts by shares of what they have together."""
        from dataclasses import replace

        from tierdesk.scoring.drafting import with_weights

        group, _, weights = self._parts()
        total = sum(weights) or 100.0
        wanted = {key: round(total * share, 2) for key, share in shares.items()}
        if group:
            return with_weights(model, wanted)
        return replace(model, groups=tuple(
            one._replace(weight=wanted.get(one.key, one.weight)) if one.criteria else one
            for one in model.groups
        ))  # fmt: skip

    def _compare(self) -> None:
        """One question for each pair, then the weights with their consistency."""
        _, keys, _ = self._parts()
        if len(keys) < 2:
            self.desktop.say(say("There is only one; nothing to compare."), failed=True)
            return
        pairs = list(combinations(range(len(keys)), 2))
        matrix = [[1.0] * len(keys) for _ in keys]
        self._ask_pair(keys, pairs, 0, matrix)

    def _ask_pair(
        self, keys: list[str], pairs: list[tuple[int, int]], at: int, matrix: list[list[float]]
    ) -> None:
        desktop = self.desktop
        one, other = pairs[at]
        names = {row.key: Message(row.label) for row in self.outline.rows()}
        asked = say("%(at)s of %(all)s: how many times as important is %(one)s as %(other)s (1/9 to 9)",
                    at=at + 1, all=len(pairs), one=names[keys[one]], other=names[keys[other]])  # fmt: skip

        brief = say("%(at)s of %(all)s (1/9 to 9)", at=at + 1, all=len(pairs))

        def entered(text: str) -> None:
            try:
                ratio = _ratio(text)
            except Invalid as fault:
                desktop.say(fault.message, failed=True)
                return
            matrix[one][other], matrix[other][one] = ratio, 1.0 / ratio
            desktop.enough()
            if at + 1 < len(pairs):
                self._ask_pair(keys, pairs, at + 1, matrix)
            else:
                self._compared(keys, matrix)

        question = Question(lambda: self._asked(asked, brief), "1", replaced=True,
                            above=lambda: in_full(asked, desktop.paper()))  # fmt: skip
        desktop.ask(question, entered)

    def _compared(self, keys: list[str], matrix: list[list[float]]) -> None:
        from tierdesk.scoring.weighting import CONSISTENT, pairwise

        try:
            shares, ratio = pairwise(matrix)
        except TierdeskError as fault:
            self.desktop.say(fault.message, failed=True)
            return
        self.edit(lambda model: self._shared(model, dict(zip(keys, shares, strict=True))))
        told = {"ratio": f"{ratio:.3f}", "most": figure(CONSISTENT)}
        if ratio > CONSISTENT:
            said = say("Consistency ratio %(ratio)s: over %(most)s, the answers contradict each other; "
                       "compare again, or correct by hand.", **told)  # fmt: skip
            self.desktop.say(said, failed=True)
        else:
            self.desktop.say(
                say("Consistency ratio %(ratio)s: up to %(most)s is consistent.", **told)
            )

    # another model

    def do_weights_kind(self) -> None:
        """Open deals, signed customers, an industry, or another industry."""
        look = self.look
        known = look.subjects if look is not None else (Subject(), Subject("signed"))
        if not any(self.subject.same(one) for one in known):
            known = (*known, self.subject)
        choices = [(str(n), self.whom(one)) for n, one in enumerate(known)]
        choices.append((_ANOTHER, say("for an industry")))
        here = next(str(n) for n, one in enumerate(known) if self.subject.same(one))

        def chosen(value: str) -> None:
            if value == _ANOTHER:
                self._ask_industry()
            else:
                self.turn_to(known[int(value)])

        self.offer(say("model for"), choices, chosen, here)

    def _ask_industry(self) -> None:
        from tierdesk.ui.weights.industries import Industries

        desktop, snapshot, look = self.desktop, self.desktop.snapshot, self.look
        rows = snapshot.rows.values() if snapshot is not None else ()
        modelled = [name for one in (look.subjects if look is not None else ())
                    for name in one.industries]  # fmt: skip
        industries = Industries((row.customer for row in rows), modelled)

        def entered(text: str) -> None:
            try:
                names = industries.read(text)
            except Invalid as fault:
                desktop.say(fault.message, failed=True)
                return
            desktop.enough()
            self.turn_to(Subject(self.subject.kind, names))

        def offered() -> Sequence[Line]:
            return in_full(say("known: %(names)s", names=industries.names[:_OFFERED]),
                           desktop.paper(), always=True)  # fmt: skip

        asked = say("industries, parted by commas")
        question = Question(lambda: self._asked(asked), complete=industries.continued,
                            above=offered if industries.names else tuple)  # fmt: skip
        desktop.ask(question, entered)

    def turn_to(self, subject: Subject) -> None:
        """Another model; the draft of this one is kept where it is."""
        if subject.same(self.subject):
            return
        while self.pages:
            self.pages.pop().left()
        self.subject, self.look, self.drafting, self.effects = subject, None, None, None
        self.trial, self.outline.at = None, None
        self.painted()
        self.look_again()

    def do_weights_reach(self) -> None:
        """Show how far each weight can go, or the bars again."""
        self.reach_on(on=not self.reaching)

    # why not

    def _needs_draft(self) -> Message | None:
        return self.no_model()

    no_weights_scheme = no_weights_aids = no_weights_reach = _needs_draft

    def no_weights_propose(self) -> Message | None:
        """Somebody must be graded."""
        if self.effects is None:
            return self.waiting()
        return None if self.effects.size else say("This model grades nobody yet.")

    def no_weights_kind(self) -> Message | None:
        """The book must be there."""
        return self.desktop.why_unread() if self.desktop.snapshot is None else None


def _ratio(text: str) -> float:
    """`3`, `1/3` or `0.33`, from a ninth to nine. Raises Invalid."""
    over, slash, under = text.partition("/")
    ratio = number_in(over) / (number_in(under) or 1.0) if slash else number_in(over)
    if not 1 / 9 - 0.01 <= ratio <= 9:
        raise Invalid(say("Type a number from 1/9 to 9; 1 means equally important."))
    return ratio
