"""The rows of the sheet of gates: each with its name, what it reads, its limit, effect and tier, and
a row that adds one. See `fields`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from tierdesk.errors import Invalid
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring.default_model import GATES
from tierdesk.scoring.drafting import with_gate, without_gate
from tierdesk.scoring.model import Gate, ScoringModel
from tierdesk.scoring.part_wording import gate_in_words, source_in_words
from tierdesk.scoring.schemes import tier_label
from tierdesk.scoring.sources import find_source
from tierdesk.ui.weights.fields import Field, figure, label_in, optional_in, plain, stepped

_EFFECTS = {
    "veto": N_("sets the tier to"),
    "cap": N_("lowers the tier to"),
    "floor": N_("lifts the tier to"),
}
Asks = Callable[[str | None], None]
"""Shows what a gate may read: for the gate of a key, or for one more (None)."""


def gate_fields(known: Iterable[Gate], asks: Asks, model: ScoringModel) -> Sequence[Field]:
    """Every gate there is, on or off, with its limit and its tier; `known` are those of the model in
    force, so that one that was switched off can be switched on again."""
    own = {gate.key: gate for gate in model.gates}
    every = {gate.key: gate for gate in (*GATES, *known)} | own
    rows = [row for gate in every.values() for row in _gate(gate, asks, model, on=gate.key in own)]
    return [*rows, Field(say("+ a gate"), opened=partial(asks, None))]


def gate_of(model: ScoringModel, key: str) -> Gate:
    """The gate of a key. Raises Invalid when there is none."""
    found = next((gate for gate in model.gates if gate.key == key), None)
    if found is None:
        raise Invalid(say("There is no gate “%(key)s” in this model.", key=key))
    return found


def _gate(gate: Gate, asks: Asks, model: ScoringModel, *, on: bool) -> Iterator[Field]:
    def switched(model: ScoringModel, _: str) -> ScoringModel:
        if any(other.key == gate.key for other in model.gates):
            return without_gate(model, gate.key)
        lower = [tier for tier in model.scheme.tiers if tier >= gate.tier]
        return with_gate(model, gate._replace(tier=lower[0] if lower else model.scheme.lowest))

    state = say("on") if on else say("off")
    name = Message(gate.label or gate.key)
    gone = name, partial(_without, gate.key)
    yield Field(name, state, "on" if on else "off", switched, choices=(("turn", state),), off=not on,
                removed=gone)  # fmt: skip
    if not on:
        return
    yield Field(say("  %(what)s", what=gate_in_words(gate)), heading=True)
    effects = tuple((word, Message(label)) for word, label in _EFFECTS.items())
    tiers = tuple((tier, tier_label(model.scheme, tier)) for tier in model.scheme.tiers)
    rows = [
        Field(say("  label"), name, gate.label, partial(_labelled, gate.key), question=say("label")),
        Field(say("  reads"), source_in_words(gate.source), opened=partial(asks, gate.key)),
        *_limit(gate),
        Field(say("  effect"), Message(_EFFECTS[gate.effect]), gate.effect,
              partial(_effect, gate.key), choices=effects),
        Field(say("  tier"), tier_label(model.scheme, gate.tier), gate.tier,
              partial(_tier, gate.key), choices=tiers),
    ]  # fmt: skip
    for row in rows:
        yield row._replace(removed=gone)


def _limit(gate: Gate) -> Iterator[Field]:
    """The number that a gate waits for; a field of one's own may be yes or no as well."""
    source = find_source(gate.source)
    takes = source.takes if source is not None else None
    if takes == "flag":
        return
    what = source_in_words(gate.source)
    shown = plain(figure(gate.above)) if gate.above is not None else say("yes is enough")
    question = say("  when %(source)s is above", source=what)
    if takes is None:
        question = say("when %(source)s is above (nothing: when it is yes)", source=what)
    yield Field(
        say("  when %(source)s is above", source=what), shown, figure(gate.above),
        partial(_above, gate.key), partial(_above_moved, gate.key), question=question,
    )  # fmt: skip


def _without(key: str, model: ScoringModel) -> ScoringModel:
    if all(gate.key != key for gate in model.gates):
        raise Invalid(say("This gate is off already."))
    return without_gate(model, key)


def _labelled(key: str, model: ScoringModel, text: str) -> ScoringModel:
    return with_gate(model, gate_of(model, key)._replace(label=label_in(text)))


def _above(key: str, model: ScoringModel, text: str) -> ScoringModel:
    return with_gate(model, gate_of(model, key)._replace(above=optional_in(text)))


def _above_moved(key: str, model: ScoringModel, by: float) -> ScoringModel:
    gate = gate_of(model, key)
    return with_gate(model, gate._replace(above=stepped(gate.above or 0.0, by)))


def _effect(key: str, model: ScoringModel, text: str) -> ScoringModel:
    if text not in _EFFECTS:
        raise Invalid(say("A gate sets, lowers or lifts the tier; choose one of them."))
    return with_gate(model, gate_of(model, key)._replace(effect=text))  # type: ignore[arg-type] # one of them


def _tier(key: str, model: ScoringModel, text: str) -> ScoringModel:
    return with_gate(model, gate_of(model, key)._replace(tier=text))
