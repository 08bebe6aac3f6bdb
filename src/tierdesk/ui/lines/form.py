"""A form as lines: its head, one line per field with what the text means beside it, the customers that
look the same, and what somebody else changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, between, cut, fit
from tierdesk.ui.lines.paragraph import brief

if TYPE_CHECKING:
    from tierdesk.quality.likeness import Similar

_MOST_LABEL = 24
_LEAST_TEXT, _LEAST_MEANING = 14, 10
_EDGE = 2
"""Cells before the label: the cursor's mark and a blank."""


class Measures(NamedTuple):
    """Cells of a form's columns; `meaning` 0 where there is no room for it."""

    label: int
    text: int
    meaning: int

    @property
    def text_at(self) -> int:
        """Where the texts begin."""
        return _EDGE + self.label + 1


class Told(NamedTuple):
    """What a form's head tells: what is edited, how many fields were changed, how many are wrong."""

    title: Message
    changed: int = 0
    faults: int = 0


class Entry(NamedTuple):
    """One field as it stands: `label` a marked text or a customer's own, `meaning` how it is
    understood or what is wrong, `several` lines of a text that an editor writes (0: one line)."""

    label: str
    text: str
    changed: bool = False
    required: bool = False
    meaning: Message | None = None
    wrong: bool = False
    several: int = 0


def measures(labels: Sequence[str], paper: Paper) -> Measures:
    """The columns of a form: labels as wide as they are, the meaning last and first to go."""
    widest = max((cell_len(brief(paper.catalog(label))) for label in labels), default=0)
    label = min(widest, _MOST_LABEL, max(6, paper.width // 3))
    rest = paper.width - _EDGE - label - 2
    text = max(_LEAST_TEXT, rest * 11 // 20)
    meaning = rest - text - 1
    if meaning < _LEAST_MEANING:
        return Measures(label, max(1, rest), 0)
    return Measures(label, text, meaning)


def head(told: Told, paper: Paper) -> Line:
    """` contact of 宏达机械            2 changed   1 to mend `."""
    text = paper.catalog.text
    right: list[Span] = []
    if told.changed:
        right.append(
            Span(text(say_n("%(n)s changed", "%(n)s changed", told.changed)) + " ", "accent")
        )
    if told.faults:
        right.append(
            Span("  " + text(say_n("%(n)s to mend", "%(n)s to mend", told.faults)) + " ", "error")
        )
    left = (Span(" " + brief(text(told.title)), "title"),)
    return between(left, right, paper.width, paper.glyphs)


def heading(title: str, paper: Paper) -> Line:
    """A group of fields; the title is a marked text."""
    return cut((Span("  " + brief(paper.catalog(title)), "accent"),), paper.width, paper.glyphs)


def row(entry: Entry, columns: Measures, paper: Paper, *, here: bool) -> Line:
    """`▌      city  Wuxi          → …`; under the cursor the text itself is typed over it."""
    label = brief(paper.catalog(entry.label))
    star = "*" if entry.required else " "
    line = [
        Span(paper.glyphs.cursor if here else " ", "mark"),
        Span("!", "error") if entry.wrong else Span("+" if entry.changed else " ", "mark"),
        Span(fit(label, columns.label, paper.glyphs, right=True), "strong" if here else "dim"),
        Span(star, "warn"),
        Span(fit(_one_line(entry, paper), columns.text, paper.glyphs), ""),
    ]
    if columns.meaning and entry.meaning is not None:
        line.append(Span(" " + _told(entry, paper), "error" if entry.wrong else "dim"))
    return cut(line, paper.width, paper.glyphs)


def _one_line(entry: Entry, paper: Paper) -> str:
    """The text as it fits into one line; of several the first, and how many there are."""
    first = brief(entry.text.split("\n", 1)[0][:1_000])
    if not entry.several:
        return first
    more = say_n("%(n)s line", "%(n)s lines", entry.several)
    return f"{paper.catalog.text(more)}: {first}"


def _told(entry: Entry, paper: Paper) -> str:
    if entry.meaning is None:
        return ""
    sign = "! " if entry.wrong else f"{paper.glyphs.arrow} "
    return sign + brief(paper.catalog.text(entry.meaning))


def meaning(entry: Entry, help_: Message | None, paper: Paper) -> Line:
    """What the text under the cursor means, in full; else what the field takes."""
    if entry.meaning is not None:
        role: Role = "error" if entry.wrong else "good"
        return cut((Span(" " + _told(entry, paper), role),), paper.width, paper.glyphs)
    said = brief(paper.catalog.text(help_)) if help_ is not None else ""
    return cut((Span(" " + said, "dim"),), paper.width, paper.glyphs)


def save_row(columns: Measures, faults: int, paper: Paper, *, here: bool) -> Line:
    """The row behind the last field."""
    text = paper.catalog.text(
        say("save") if not faults else say("mend first what is marked with !")
    )
    role: Role = "error" if faults else "key"
    line = (
        Span(paper.glyphs.cursor if here else " ", "mark"), Span(" " * (columns.text_at - 1)),
        Span(f"[ {text} ]", "strong" if here and not faults else role),
    )  # fmt: skip
    return cut(line, paper.width, paper.glyphs)


def similar(found: Sequence[Similar], at: int | None, paper: Paper) -> list[Line]:
    """Customers that look the same, with the reasons; the one under the cursor is marked."""
    if not found:
        return []
    text = paper.catalog.text
    lines = [
        cut((Span("  " + text(say("perhaps here already")), "warn"),), paper.width, paper.glyphs)
    ]
    for n, one in enumerate(found):
        parts = [Span(paper.glyphs.cursor if n == at else " ", "mark"), Span(" ! ", "warn"),
                 Span(brief(one.name), "strong"), Span("  ")]  # fmt: skip
        for m, reason in enumerate(one.reasons):
            parts += [Span(f" {paper.glyphs.dot} ", "dim")] if m else []
            parts.append(Span(brief(text(reason))))
        lines.append(cut(parts, paper.width, paper.glyphs))
    return lines


def help_of(kind: str, editor: str) -> Message | None:
    """What a field of that kind takes; `editor` is the key that opens one."""
    if kind == "multiline":
        return say("%(key)s writes it in your editor.", key=editor) if editor else None
    return _HELP.get(kind)


_HELP = {
    "choice": say("left and right change it, tab completes it"),
    "flag": say("left and right change it"),
    "list": say("several, with a semicolon between them"),
    "money": say("12500, 12.5k EUR"),
    "date": say("+3d, fri, 12/1 3pm"),
}
