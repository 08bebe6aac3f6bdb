"""Reading the parts of a model's document: either the first fault is raised, or all are kept.

Grading wants a model or nothing, `model check` wants every fault of a file at once; both read
with the same words. It must not know the parts of a model, only texts, numbers and value maps.
"""

from collections.abc import Iterator
from itertools import pairwise

from tierdesk.domain.document import Doc, integer, items, mapping, number, text, texts
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.soundness import no_number, of_gate
from tierdesk.scoring.sources import find_source
from tierdesk.scoring.valuemap import Enum, Flag, Linear, ValueMap, read_map

HARMLESS = 1.0
"""Stands in for a number that cannot be read, so that the parts beside it can still be checked."""


class Reading:
    """One pass over a document. With `kept` faults are collected there and something harmless is
    read instead; without it the first fault is raised as Invalid."""

    def __init__(self, kept: list[Message] | None = None) -> None:
        self._kept = kept
        self._parts: set[str] = set()

    @property
    def shapeless(self) -> frozenset[str]:
        """Names of parts that are no list or object, so that nothing follows from what they lack."""
        return frozenset(self._parts)

    def refuse(self, fault: Message) -> None:
        """Raise or keep a fault; one that is kept already is not kept twice."""
        if self._kept is None:
            raise Invalid(fault)
        if fault not in self._kept:
            self._kept.append(fault)

    def word(
        self, doc: Doc, key: str, choices: tuple[str, ...], default: str, gate: str = ""
    ) -> str:
        """One of the words of a closed list, the default when absent; a fault names the `gate`."""
        value = doc.get(key, default)
        word = value if isinstance(value, str) else str(value)
        if (word or default) in choices:
            return word or default
        fault = say("“%(word)s” cannot stand under “%(key)s” in a scoring model; choose one of "
                    "%(choices)s.", word=word, key=key, choices=list(choices))  # fmt: skip
        self.refuse(of_gate(gate, fault))
        return default

    def needed(self, doc: Doc, key: str, instead: float = HARMLESS) -> float:
        """A finite number that must be there."""
        value = number(doc, key)
        if value is None:
            self.refuse(no_number(text(doc, "key") or text(doc, "tier"), key))
            return instead
        return value

    def optional(self, doc: Doc, key: str) -> float | None:
        """A finite number, None when absent."""
        return None if doc.get(key) is None else self.needed(doc, key)

    def listed(self, doc: Doc, key: str) -> list[Doc]:
        """The objects of a list, none when absent."""
        found, value = items(doc, key), doc.get(key)
        if value is not None and not (isinstance(value, list) and len(found) == len(value)):
            self._parts.add(key)
            self.refuse(say("“%(key)s” must be a list of objects.", key=key))
        return found

    def object(self, doc: Doc, key: str) -> Doc:
        """An object, an empty one when absent."""
        if doc.get(key) is not None and not isinstance(doc[key], dict):
            self.refuse(say("“%(key)s” must be an object.", key=key))
        return mapping(doc, key)

    def words(self, doc: Doc, key: str) -> tuple[str, ...]:
        """The texts of a list, none when absent."""
        found, value = texts(doc, key), doc.get(key)
        if value is not None and not (isinstance(value, list) and len(found) == len(value)):
            self._parts.add(key)
            self.refuse(say("“%(key)s” must be a list of texts.", key=key))
        return tuple(found)

    def days(self, doc: Doc, key: str, default: int) -> int:
        """A whole number of days, the default when absent."""
        found = integer(doc, key)
        if found is None and doc.get(key) is not None:
            self.refuse(say("“%(key)s” must be a whole number of days.", key=key))
        return default if found is None else found

    def value_map(self, criterion: Doc) -> ValueMap:
        """The value map of a criterion; a fault in it names the criterion."""
        doc, name = mapping(criterion, "map"), text(criterion, "key")
        try:
            return read_map(doc)
        except Invalid as fault:
            if self._kept is None:
                raise Invalid(_of(name, fault)) from None
            for piece in _pieces(doc):
                self._try(name, piece)
            self._try(name, doc)
            return _stand_in(text(criterion, "source"))

    def _try(self, name: str, doc: Doc) -> None:
        try:
            read_map(doc)
        except Invalid as fault:
            self.refuse(_of(name, fault))


def _of(name: str, fault: Invalid) -> Message:
    return say("%(name)s: %(why)s", name=name, why=fault.message) if name else fault.message


def _pieces(doc: Doc) -> Iterator[Doc]:
    """Small maps that together show every fault of the values in a large one."""
    for word, value in mapping(doc, "table").items():
        yield {**doc, "table": {word: value}}
    steps = items(doc, "steps")
    for step in steps:
        yield {**doc, "steps": [step]}
    for lower, upper in pairwise(steps):
        if number(lower, "upto") is not None and number(upper, "upto") is not None:
            yield {
                "kind": "bands",
                "above": 0,
                "steps": [{**s, "value": 0} for s in (lower, upper)],
            }


def _stand_in(source_key: str) -> ValueMap:
    """Some map that the source can be read with."""
    source = find_source(source_key)
    takes = source.takes if source is not None else None
    return Enum({}) if takes == "text" else Flag() if takes == "flag" else Linear(0.0, 1.0)
