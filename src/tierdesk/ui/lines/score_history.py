"""A score over the last months as lines: a point a week, and why the tier changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import say
from tierdesk.ui.lines.line import Line, Paper, Span, cut
from tierdesk.ui.lines.paragraph import paragraph
from tierdesk.ui.lines.short_days import short_day
from tierdesk.ui.lines.today import TIER_ROLES

if TYPE_CHECKING:
    from datetime import datetime

    from tierdesk.desk.score_history import ScoreHistory
    from tierdesk.scoring.past import Causes

_FEWEST = 2
"""Points of which something can be seen."""


def over_time(history: ScoreHistory, now: datetime, paper: Paper) -> list[Line]:
    """`62 ▂▂▃▃▅▆▆ 78  26 weeks`, every point in the colour of its tier, and below it the last
    change of the tier with its causes. Nothing for somebody who came this week. `now` is in the
    reader's zone."""
    points = history.points
    if len(points) < _FEWEST:
        return []
    steps = paper.glyphs.heights
    last = len(steps) - 1
    line = [Span(f"{points[0].score:.0f} ", "dim")]
    for point in points:
        height = steps[min(last, int(point.score / 100 * len(steps)))]
        line.append(Span(height, TIER_ROLES.get(point.tier, "")))
    weeks = say("%(n)s weeks", n=len(points) - 1)
    line += [Span(f" {points[-1].score:.0f}", "strong"),
             Span("  " + paper.catalog.text(weeks), "dim")]  # fmt: skip
    made = [cut(line, paper.width, paper.glyphs)]
    return made + (_change(history.change, now, paper) if history.change is not None else [])


def _change(change: Causes, now: datetime, paper: Paper) -> list[Line]:
    from tierdesk.scoring.past import causes_in_words

    text, glyphs, zone = paper.catalog.text, paper.glyphs, now.tzinfo
    first, then = (
        short_day(point.when.astimezone(zone).date(), now.date())
        for point in (change.before, change.after)
    )
    turned = say("%(old)s %(arrow)s %(new)s between %(first)s and %(then)s", old=change.before.tier,
                 arrow=glyphs.arrow, new=change.after.tier, first=first, then=then)  # fmt: skip
    lines: list[Line] = [*paragraph(text(turned), paper.width, glyphs, "strong")]
    for cause in causes_in_words(change):
        folded = paragraph(text(cause), max(8, paper.width - 2), glyphs, "dim")
        lines += [(Span("  "), *part) for part in folded]
    return lines
