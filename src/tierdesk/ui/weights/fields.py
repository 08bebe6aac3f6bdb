"""What a row of a sheet edits in a model: a value that is typed, nudged, turned on or chosen.

Every edit is a function from a model and what was typed to another model, or raises Invalid with
the sentence that says why not, so that the same row can be tried while somebody types. It must not
know the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.domain.typed_numbers import number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.terminal.clean import clean

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel

Typed = Callable[["ScoringModel", str], "ScoringModel"]
Nudged = Callable[["ScoringModel", float], "ScoringModel"]


class Field(NamedTuple):
    """`value` is shown, `text` is what typing begins with; `typed` reads a text, `nudged` moves a
    number by so many steps, `choices` are (word for `typed`, label). `question` is asked in the
    foot line, the label where there is none. `opened` is what enter does instead of asking, and
    `removed` what `x` takes out of the model, with its name. Without any of them the row only tells
    something."""

    label: Message
    value: Message | None = None
    text: str = ""
    typed: Typed | None = None
    nudged: Nudged | None = None
    choices: tuple[tuple[str, Message], ...] = ()
    question: Message | None = None
    off: bool = False
    heading: bool = False
    opened: Callable[[], None] | None = None
    removed: tuple[Message, Callable[[ScoringModel], ScoringModel]] | None = None


def plain(text: str) -> Message:
    """A text that nobody translates."""
    return Message("%(text)s", {"text": text})


def figure(value: float | None) -> str:
    """A number as it is typed; nothing for None."""
    if value is None:
        return ""
    return f"{value:.10g}"


def optional_in(text: str) -> float | None:
    """The same; None for nothing."""
    return number_in(text) if text.strip() else None


def label_in(text: str) -> str:
    """A name as a person types it. Raises Invalid for one that nothing is left of."""
    label = clean(text).strip()
    if not label:
        raise Invalid(say("A label needs a word at least."))
    return label


def share_stepped(value: float, by: float) -> float:
    """A value of 0 to 1 moved by twentieths, never past its ends."""
    return min(1.0, max(0.0, round(value + by * 0.05, 10)))


def weight_stepped(value: float, by: float) -> float:
    """A weight moved by points, never below zero."""
    return max(0.0, round(value + by, 10))


def stepped(value: float, by: float) -> float:
    """Any number moved by a step of its own size: 1000 by 100, 30 by 1."""
    size = 1.0 if abs(value) < 100 else 10.0 ** (floor(log10(abs(value))) - 1)
    return round(value + by * size, 10)


def by_label(fault: Message, model: ScoringModel) -> Message:
    """The fault with the labels of what it names by key: nobody sees keys on the screen."""
    known = [(part.key, part.label) for part in model.gates]
    known += [(part.key, part.label) for part in model.groups]
    known += [(part.key, part.label) for part in model.criteria]
    labels = {key: Message(label) for key, label in known if label}
    args: dict[str, object] = {}
    for name, value in fault.args.items():
        if isinstance(value, Message):
            args[name] = by_label(value, model)
        else:
            named = name in ("key", "name") and isinstance(value, str)
            args[name] = labels.get(str(value), value) if named else value
    return replace(fault, args=args)
