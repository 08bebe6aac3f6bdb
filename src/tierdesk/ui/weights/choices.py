"""What is chosen in the foot line: a scheme of tiers, thresholds from data, another model, and whether
the sensitivity is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.draft import Subject
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
            week, asking = effects.look.week, scores[effects.look.asking]
            self.edit(
                lambda model: with_thresholds(
                    model, dict(by_capacity(asking, week.policies, week.slots, scheme.tiers))
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

    no_weights_scheme = no_weights_reach = _needs_draft

    def no_weights_propose(self) -> Message | None:
        """Somebody must be graded."""
        if self.effects is None:
            return self.waiting()
        return None if self.effects.size else say("This model grades nobody yet.")

    def no_weights_kind(self) -> Message | None:
        """The book must be there."""
        return self.desktop.why_unread() if self.desktop.snapshot is None else None
