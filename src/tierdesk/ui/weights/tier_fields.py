"""The rows of two sheets: thresholds with the rules of demotion, and gates. See `fields`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from tierdesk.domain.typed_numbers import days_in, number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring.default_model import GATES
from tierdesk.scoring.drafting import with_gate, with_hysteresis, with_thresholds, without_gate
from tierdesk.scoring.model import Gate, ScoringModel
from tierdesk.scoring.part_wording import gate_in_words, source_in_words
from tierdesk.scoring.schemes import tier_label
from tierdesk.ui.weights.fields import Field, Typed, figure, plain, stepped, weight_stepped

_EFFECTS = {
    "veto": N_("sets the tier to"),
    "cap": N_("lowers the tier to"),
    "floor": N_("lifts the tier to"),
}


def threshold_fields(model: ScoringModel) -> Sequence[Field]:
    """From how many points each tier begins, and the rule of demotion for who stood in one before."""
    scheme = model.scheme
    rows = [
        Field(
            say("%(tier)s from", tier=tier_label(scheme, tier)), plain(figure(least)), figure(least),
            partial(_threshold, tier), partial(_threshold_moved, tier),
            question=say("%(tier)s from how many points", tier=tier_label(scheme, tier)),
        )
        for tier, least in scheme.thresholds
    ]  # fmt: skip
    rows.append(
        Field(say("%(tier)s below that", tier=tier_label(scheme, scheme.lowest)), heading=True)
    )
    margin = Field(
        say("demoted only so many points below"), plain(figure(scheme.margin)), figure(scheme.margin),
        _margin, lambda m, by: with_hysteresis(m, weight_stepped(m.scheme.margin, by),
                                               m.scheme.hold_days),
    )  # fmt: skip
    hold = Field(
        say("and after so many days in the tier"), plain(str(scheme.hold_days)),
        str(scheme.hold_days), _hold,
        lambda m, by: with_hysteresis(m, m.scheme.margin, max(0, m.scheme.hold_days + int(by))),
    )  # fmt: skip
    return [*rows, margin, hold]


def _threshold(tier: str, model: ScoringModel, text: str) -> ScoringModel:
    return with_thresholds(model, {tier: number_in(text)})


def _threshold_moved(tier: str, model: ScoringModel, by: float) -> ScoringModel:
    least = dict(model.scheme.thresholds)[tier]
    return with_thresholds(model, {tier: round(least + by, 10)})


def _margin(model: ScoringModel, text: str) -> ScoringModel:
    return with_hysteresis(model, number_in(text), model.scheme.hold_days)


def _hold(model: ScoringModel, text: str) -> ScoringModel:
    return with_hysteresis(model, model.scheme.margin, days_in(text))


def gate_fields(known: Iterable[Gate], model: ScoringModel) -> Sequence[Field]:
    """Every gate there is, on or off, with its limit and its tier; `known` are those of the model in
    force, so that one that was switched off can be switched on again."""
    own = {gate.key: gate for gate in model.gates}
    every = {gate.key: gate for gate in (*GATES, *known)} | own
    return [row for gate in every.values() for row in _gate(gate, model, on=gate.key in own)]


def _gate(gate: Gate, model: ScoringModel, *, on: bool) -> Iterator[Field]:
    def switched(model: ScoringModel, _: str) -> ScoringModel:
        if any(other.key == gate.key for other in model.gates):
            return without_gate(model, gate.key)
        lower = [tier for tier in model.scheme.tiers if tier >= gate.tier]
        return with_gate(model, gate._replace(tier=lower[0] if lower else model.scheme.lowest))

    state = say("on") if on else say("off")
    yield Field(Message(gate.label or gate.key), state, "on" if on else "off", switched,
                choices=(("turn", state),), off=not on)  # fmt: skip
    if not on:
        return
    yield Field(say("  %(what)s", what=gate_in_words(gate)), heading=True)
    if gate.above is not None:
        yield Field(
            say("  when %(source)s is above", source=source_in_words(gate.source)),
            plain(figure(gate.above)), figure(gate.above), _changed(gate, "above"),
            lambda m, by: with_gate(m, gate._replace(above=stepped(gate.above or 0.0, by))),
        )  # fmt: skip
    effects = tuple((word, Message(label)) for word, label in _EFFECTS.items())
    yield Field(say("  effect"), Message(_EFFECTS[gate.effect]), gate.effect,
                _changed(gate, "effect"), choices=effects)  # fmt: skip
    tiers = tuple((tier, tier_label(model.scheme, tier)) for tier in model.scheme.tiers)
    yield Field(say("  tier"), tier_label(model.scheme, gate.tier), gate.tier, _changed(gate, "tier"),
                choices=tiers)  # fmt: skip


def _changed(gate: Gate, field: str) -> Typed:
    def typed(model: ScoringModel, text: str) -> ScoringModel:
        if field == "above":
            return with_gate(model, gate._replace(above=number_in(text)))
        if field == "tier":
            return with_gate(model, gate._replace(tier=text))
        if text not in _EFFECTS:
            raise Invalid(say("A gate sets, lowers or lifts the tier; choose one of them."))
        return with_gate(model, gate._replace(effect=text))  # type: ignore[arg-type] # one of them

    return typed
