"""What outcomes say about weights, as lines: verdict, evidence side by side, leaks, calibration, and the
weights that could be adopted. It must not know how any of it is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, cut, fit
from tierdesk.ui.lines.paragraph import brief, paragraph
from tierdesk.ui.lines.weights import figure

if TYPE_CHECKING:
    from tierdesk.scoring.learning.challengers import Challenger
    from tierdesk.scoring.learning.evidence import Bin, Measured
    from tierdesk.scoring.learning.suggestion import Evidence, Suggestion, Weight

_VERDICTS: dict[str, Role] = {
    "better": "good", "same": "accent", "no_signal": "warn", "too_few": "warn",
}  # fmt: skip
_TOLD = 0.05
_LABEL, _FIGURE = 18, 7
_AUC, _LIFT, _BRIER = 18, 5, 7
"""Cells of the figures where they are narrow."""
_MOST_BINS = 10


def evidence(found: Suggestion, contest: Challenger | None, paper: Paper) -> list[Line]:
    """Everything above the weights."""
    text, room = paper.catalog.text, paper.width - 2
    lines: list[Line] = []

    def told(message: Message, role: Role = "") -> None:
        lines.extend(
            (Span(" "), *line) for line in paragraph(text(message), room, paper.glyphs, role)
        )

    told(say("%(won)s won and %(lost)s lost outcomes, as they stood before the decision",
             won=found.n_won, lost=found.n_lost), "strong")  # fmt: skip
    told(found.why, _VERDICTS[found.verdict])
    if found.evidence is not None:
        lines += _tested(found.evidence, paper)
    for leak in found.leaks:
        told(say("leak: %(field)s. %(why)s", field=leak.name, why=leak.why), "late")
    for note in found.notes:
        told(note, "dim")
    if contest is not None:
        from tierdesk.scoring.learning.challenger_wording import in_words

        told(in_words(contest), "dim")
    return lines


def _tested(found: Evidence, paper: Paper) -> list[Line]:
    """What each set of weights was worth on the later outcomes."""
    text = paper.catalog.text
    sets = [(text(say("yours")), found.current), (text(say("suggested")), found.suggested),
            (text(say("all equal")), found.equal), (text(say("naive Bayes")), found.bayes)]  # fmt: skip
    said = say("tested on the %(n)s later ones (%(won)s won), learned from the %(before)s earlier",
               n=sum(found.later), won=found.later[0], before=sum(found.earlier))  # fmt: skip
    lines: list[Line] = [
        (Span(" "), *line) for line in paragraph(text(said), paper.width - 2, paper.glyphs, "dim")
    ]
    names = [text(say("AUC, .5 is chance")), text(say("lift")), text(say("Brier"))]
    cells = _columns(paper.width, max(cell_len(name) for name, _ in sets))
    head = [Span(" " + " " * cells[0]), Span(fit(names[0], cells[1], paper.glyphs), "dim")]
    head += [Span(fit(name, wide, paper.glyphs, right=True), "dim")
             for name, wide in zip(names[1:], cells[2:], strict=False)]  # fmt: skip
    lines.append(cut(head, paper.width, paper.glyphs))
    for name, measured in sets:
        lines += _measured(name, measured, cells, names[1:], paper)
    gained = say("suggested over yours: %(gain)s [%(low)s, %(high)s]", gain=f"{found.gained.value:+.3f}",
                 low=f"{found.gained.low:+.3f}", high=f"{found.gained.high:+.3f}")  # fmt: skip
    for line in paragraph(text(gained), paper.width - 2, paper.glyphs, "dim"):
        lines.append((Span(" "), *line))
    return lines + _promises(found.suggested.calibration, paper)


def _columns(wide: int, longest: int) -> tuple[int, ...]:
    """Cells of the name, the AUC, and of lift and Brier where they have room beside them."""
    if wide >= _LABEL + 2 + 24 + 2 * (_FIGURE + 2):
        return _LABEL, 24, _FIGURE + 2, _FIGURE + 2
    name = min(_LABEL, longest + 1)
    beside = 1 + name + _AUC + _LIFT + _BRIER <= wide
    return (name, _AUC, _LIFT, _BRIER) if beside else (name, _AUC)


def _measured(
    name: str, one: Measured, cells: Sequence[int], titles: Sequence[str], paper: Paper
) -> list[Line]:
    """`suggested   .731 [.70–.76]   2.1   .182`; lift and Brier on a line of their own where there is
    no room beside."""
    dash = paper.glyphs.minus
    auc = f"{_short(one.auc.value)} [{_short(one.auc.low)}{dash}{_short(one.auc.high)}]"
    line = [Span(" " + fit(name, cells[0], paper.glyphs)), Span(fit(auc, cells[1]), "strong")]
    figures = f"{one.lift10:.1f}", dash if one.brier is None else _short(one.brier)
    line += [Span(shown.rjust(wide)) for shown, wide in zip(figures, cells[2:], strict=False)]
    lines = [cut(line, paper.width, paper.glyphs)]
    if len(cells) == 2:
        told = "  ".join(map(" ".join, zip(titles, figures, strict=True)))
        lines.append(cut((Span("   " + told, "dim"),), paper.width, paper.glyphs))
    return lines


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.2f}"


def _promises(bins: Sequence[Bin], paper: Paper) -> list[Line]:
    """The calibration picture: what was promised, and what came of it."""
    if not bins:
        return []
    text = paper.catalog.text
    lines: list[Line] = [
        cut((Span(" " + text(say("promised, won of those, how many")), "dim"),), paper.width,
            paper.glyphs)
    ]  # fmt: skip
    room = max(4, min(24, paper.width - 24))
    for one in bins[:_MOST_BINS]:
        figures = f" {one.promised:4.0%} {one.won:4.0%} {one.n:>5} "
        lines.append(
            cut((Span(figures), *bar(one.won, room, paper.glyphs)), paper.width, paper.glyphs)
        )
    return lines


def weight(one: Weight, taken: bool, paper: Paper, *, here: bool) -> Line:
    """`▌● Company size   10 → 14.2  +4.2`."""
    glyphs, by = paper.glyphs, one.suggested - one.current
    mark = Span(glyphs.cursor if here else " ", "mark")
    moves = abs(by) >= _TOLD
    figures = f" {figure(one.current):>5} {glyphs.arrow} {figure(one.suggested):<5}"
    change = f"{by:+.1f}".rjust(6) if moves else " " * 6
    note = ""
    if not one.learned:
        note = paper.catalog.text(say("kept"))
    elif one.against:
        note = paper.catalog.text(say("against"))
    tail = fit(note, 10, glyphs) if paper.width >= 52 else ""
    room = paper.width - 3 - cell_len(figures) - len(change) - cell_len(tail) - 1
    sign = Span((glyphs.marked if taken else " ") + " ", "good")
    return cut(
        (mark, sign, Span(fit(brief(paper.catalog(one.label)), room, glyphs)),
         Span(figures, "" if moves else "dim"), Span(change, "accent"), Span(" " + tail, "warn")),
        paper.width, glyphs,
    )  # fmt: skip
