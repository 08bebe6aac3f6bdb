"""The lines around every screen: the top bar, the key bar, the status line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from rich.cells import cell_len

from tierdesk.i18n.message import N_, Message
from tierdesk.ui.lines.line import Glyphs, Line, Paper, Role, Span, between, fit, shown, width

SCREENS: tuple[tuple[str, str], ...] = (
    ("today", N_("Today")), ("pipeline", N_("Pipeline")), ("customers", N_("Customers")),
    ("weights", N_("Weights")), ("insight", N_("Insight")), ("clean", N_("Clean")),
)  # fmt: skip
"""The screens in the order of their digits."""


class KeyHint(NamedTuple):
    """One key on the key bar: how it is written, what it does, whether it can be pressed now."""

    key: str
    title: str
    able: bool = True


def top_bar(here: str, keys: Sequence[str], right: Sequence[Span], paper: Paper) -> Line:
    """`tierdesk  1 Today  2 Pipeline …` with the state of the day at the right; names give way
    to digits where there is no room."""
    brand = (Span(" tierdesk ", "title"),)
    full, short = (
        tuple(span for (name, title), key in zip(SCREENS, keys, strict=True)
              for span in _tab(name, title, key, here, paper, named=named or name == here))
        for named in (True, False)
    )  # fmt: skip
    for left in ((*brand, *full), full, (*brand, *short)):
        if width(left) + width(right) <= paper.width:
            return between(left, right, paper.width, paper.glyphs)
    return between((Span(" "), *short), right, paper.width, paper.glyphs)


def _tab(name: str, title: str, key: str, here: str, paper: Paper, *, named: bool) -> Line:
    text = f" {paper.catalog(title)}" if named else ""
    if name == here:
        return (Span(" "), Span(f"{key}{text}", "accent"), Span(" "))
    return (Span(" "), Span(key, "key"), Span(text, "dim"), Span(" "))


def key_bar(hints: Sequence[KeyHint], right: Sequence[Span], paper: Paper) -> Line:
    """Keys with one or two words each, as many as fit before the state at the right; the last one,
    which tells all others, always."""
    pieces = [_hint(hint, paper) for hint in hints]
    room = paper.width - width(right) - 1 - sum(width(piece) for piece in pieces[-1:])
    shown: list[Line] = []
    for piece in pieces[:-1]:
        room -= width(piece)
        if room < 0:
            break
        shown.append(piece)
    spans = [Span(" "), *(span for piece in (*shown, *pieces[-1:]) for span in piece)]
    return between(spans, right, paper.width, paper.glyphs)


def _hint(hint: KeyHint, paper: Paper) -> Line:
    title = f" {paper.catalog(hint.title)}"
    return (Span(hint.key, "key" if hint.able else "dim"),
            Span(title + "  ", "" if hint.able else "dim"))  # fmt: skip


def told(said: Message, paper: Paper, role: Role, most: int = 3) -> list[Line]:
    """What was just done, or why it was not: on one line, on a few (`most`) where it is long."""
    text = " " + paper.catalog.text(said)
    if cell_len(text) <= paper.width:
        return [(Span(text, role),)]
    text = " " + paper.catalog.text(with_short_names(said, paper.glyphs))
    from tierdesk.ui.lines.paragraph import indented, paragraph

    return indented(paragraph(text.strip(), paper.width - 2, paper.glyphs, role, most), 1)


_MOST_NAME = 40
"""Cells of a name in a sentence that has not enough room: what was done to whom matters more."""


def with_short_names(said: Message, glyphs: Glyphs) -> Message:
    """The sentence with its long names cut, those of the sentences in it too."""
    return replace(said, args={key: _short(key, arg, glyphs) for key, arg in said.args.items()})


def _short(key: str, arg: object, glyphs: Glyphs) -> object:
    if isinstance(arg, Message):
        return with_short_names(arg, glyphs)
    if key == "name" and isinstance(arg, str) and cell_len(name := shown(arg)) > _MOST_NAME:
        return fit(name, _MOST_NAME, glyphs)
    return arg
