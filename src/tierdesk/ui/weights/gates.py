"""The sheet of gates: rules over the tier that are switched, edited, taken out, and added over whatever
a gate may read.

`proposed_gate` runs on the clerk's thread. It must not know how a page is painted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.adding import (
    Known,
    SourcesPage,
    answers,
    fields_known,
    free_key,
    named,
    quantile,
)
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.gate_fields import gate_fields, gate_of
from tierdesk.ui.weights.page import FieldsPage

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.scoring.model import Gate, ScoringModel

_HIGH = 0.9
"""A limit at first: so many of a hundred customers with a number lie below it."""


class GatesPage(FieldsPage):
    """Every gate there is, with what can be said of it."""

    def __init__(self, desk: WeightsDesk, known: Sequence[Gate]) -> None:
        title = say("gates: enter on or off, a adds, x takes out")
        super().__init__(desk, title, partial(gate_fields, known, desk.ask_gate))

    def add(self) -> None:
        """A gate more."""
        self.desk.ask_gate(None)

    def go_to(self, gate: Gate) -> None:
        """The cursor to what the gate does: the newest one stands last."""
        name = Message(gate.label)
        rows = [
            number for number, field in enumerate(self.fields(), 1)
            if field.text == gate.effect and field.removed is not None and field.removed[0] == name
        ]  # fmt: skip
        self.desk.rows.show(self.keys(), key=rows[-1])


class GateSources(SourcesPage):
    """Everything that a gate may read."""

    title = say("a gate over what? enter takes it")

    def _used(self, source: str) -> bool:
        return any(gate.source == source for gate in self.desk.model.gates)


class Gates(WeightsDesk):
    """Mixed into the place."""

    def do_weights_gates(self) -> None:
        """Rules over the tier."""
        drafting = self.drafting
        known = drafting.base.gates if drafting is not None else ()
        self.lay(GatesPage(self, known))

    def ask_gate(self, key: str | None) -> None:
        """What a gate of the draft reads from now on, or one more."""

        def taken(known: Known) -> None:
            model = self.model
            self.desktop.work(
                "weights.gate", lambda room: _tried(room, model, known.source),
                lambda found: self._gate_proposed(key, found),
            )  # fmt: skip

        def offered(known: Sequence[Known]) -> None:
            if isinstance(self.page, GatesPage):
                self.open_page(GateSources(self, [one for one in known if _readable(one)], taken))

        self.desktop.work("weights.sources", fields_known, offered)

    def _gate_proposed(self, key: str | None, found: Gate | Message) -> None:
        from tierdesk.scoring.drafting import with_gate

        if isinstance(found, Message):
            self.desktop.say(found, failed=True)
            return
        if not isinstance(self.page, GateSources):
            return
        self.close_page()

        def edited(model: ScoringModel) -> ScoringModel:
            if key is None:
                return with_gate(model, found)
            gate = gate_of(model, key)
            return with_gate(model, gate._replace(source=found.source, above=found.above))

        if not self.edit(edited) or not isinstance(self.page, GatesPage):
            return
        if key is None:
            self.page.go_to(found)
            self.desktop.say(
                say("%(name)s is in the draft; %(key)s takes it out again.",
                    name=Message(found.label), key=self.desktop.key_of("desk.undo"))
            )  # fmt: skip

    # why not

    def no_weights_gates(self) -> Message | None:
        """There must be a model."""
        return self.no_model()


def _readable(known: Known) -> bool:
    """Does it give yes or no, or a number, as far as is known?"""
    from tierdesk.scoring.sources import find_source

    source = find_source(known.source)
    return source is not None and source.takes in (None, "flag", "number")


def _tried(room: Room, model: ScoringModel, source_key: str) -> Gate | Message:
    try:
        return proposed_gate(room, model, source_key)
    except Invalid as fault:
        return fault.message


def proposed_gate(room: Room, model: ScoringModel, source_key: str) -> Gate:
    """A gate over a source that caps the tier below the best one: for numbers above what most
    customers have. Raises Invalid for a field of words."""
    from tierdesk.scoring.model import Gate
    from tierdesk.scoring.sources import find_source

    source, said = find_source(source_key), answers(room, source_key)
    numbers = sorted(
        float(raw) for raw in said if isinstance(raw, int | float) and not isinstance(raw, bool)
    )
    takes = source.takes if source is not None else None
    if takes is None and not numbers and not any(isinstance(raw, bool) for raw in said):
        raise Invalid(
            say("“%(name)s” holds words; a gate reads yes or no, or a number.",
                name=named(source_key))
        )  # fmt: skip
    number = takes == "number" or (takes is None and 2 * len(numbers) > len(said))
    limit = (quantile(numbers, _HIGH) if numbers else 0.0) if number else None
    key = free_key(source_key.rpartition(".")[2], [gate.key for gate in model.gates], "gate")
    tier = model.scheme.tiers[:2][-1]  # a scheme may have a single one
    return Gate(key, named(source_key), "cap", tier, source_key, limit)
