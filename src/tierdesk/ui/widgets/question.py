"""What an entry line asks. Apart from the line itself, whose input the first frame does not need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tierdesk.ui.lines.line import Line

Meaning = Callable[[str], Line]
Complete = Callable[[str], Sequence[str]]
Label = Line | Callable[[], Line]
"""What stands before a text; made anew when the language changes, where it can be."""


@dataclass(frozen=True, slots=True)
class Question:
    """`label` stands before the text; `meaning` says what the text means so far, at the right;
    `complete` gives the continuations of a text for tab; `earlier` are texts that up and down bring
    back, the newest last. `lively`: every change is answered; `replaced`: the first letter takes the
    place of the text; `above` is what has no room on the line, and stands over it."""

    label: Label
    text: str = ""
    meaning: Meaning = field(default=lambda _: ())
    complete: Complete = field(default=lambda _: ())
    lively: bool = False
    earlier: Sequence[str] = ()
    replaced: bool = False
    above: Callable[[], Sequence[Line]] = tuple


def line_of(label: Label) -> Line:
    """The label in the language of now."""
    return label() if callable(label) else label
