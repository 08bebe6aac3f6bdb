"""The Weights screen as lines, left side: the head, and the tree of groups and criteria with weights
and bars, how far each can go, and the rows of a sheet laid over it.

Weights are effective ones: what a criterion counts of the whole. It must not know how a draft is
made or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, between, cut, fit, width
from tierdesk.ui.lines.paragraph import brief

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.scoring.whole.reach import Reach

_NEAR = 0.05
"""A change that would be shown as 0.0 is none."""
_BAR = 20
_FIGURE, _CHANGE, _REACH = 6, 6, 14
_ENTRY = 26
_LEAST_NAME, _LEAST_BAR = 22, 4
_FAR = 99.0


class Row(NamedTuple):
    """A row of the tree: `key` of the criterion or group, which is a group at `level` 0; `weight`
    counts of all, `before` in the model in force (None: it is not there), `own` what stands in the
    model; `share` is the bar, 0 to 1."""

    key: str
    label: str
    level: int
    weight: float
    before: float | None
    own: float | None
    share: float
    cap: float | None = None


class Told(NamedTuple):
    """What the head says: whose model, over which version, how many customers it grades (None: not
    known yet), whether it is a draft, notes beside that, and how a saved draft does."""

    whom: Message
    version: int
    customers: int | None
    drafted: bool
    notes: tuple[Message, ...] = ()
    challenger: Message | None = None


def head(told: Told, paper: Paper) -> Line:
    """`Weights  open deals  draft over v3      214 customers`."""
    text = paper.catalog.text
    version = (
        say("draft over version %(version)s", version=told.version) if told.drafted
        else say("version %(version)s, as it is in force", version=told.version)
    )  # fmt: skip
    left: list[Span] = [
        Span(" " + text(say("Weights")) + "  ", "title"), Span(brief(text(told.whom)), "strong"),
        Span("  " + text(version), "accent" if told.drafted else "dim"),
    ]  # fmt: skip
    left += [Span(f" {paper.glyphs.dot} " + text(note), "warn") for note in told.notes]
    if told.challenger is not None:
        left.append(Span(f" {paper.glyphs.dot} " + text(told.challenger), "accent"))
    if told.customers is None:
        return cut(left, paper.width, paper.glyphs)
    right = (
        Span(" " + text(say_n("%(n)s customer", "%(n)s customers", told.customers)) + " ", "dim"),
    )
    if width(left) + width(right) > paper.width:
        return cut(left, paper.width, paper.glyphs)
    return between(left, right, paper.width, paper.glyphs)


def rows_of(model: ScoringModel, base: ScoringModel) -> list[Row]:
    """The tree of a draft beside the model in force: each group, then its criteria."""
    weights, before = model.weights(), base.weights()
    groups_before = {
        group.key: sum(before[c.key] for c in group.criteria) for group in base.groups
    }  # fmt: skip
    sums = [round(sum(weights[c.key] for c in group.criteria), 9) for group in model.groups]
    most = max(sums, default=0.0) or 1.0
    found: list[Row] = []
    for group, weight in zip(model.groups, sums, strict=True):
        found.append(
            Row(group.key, group.label or group.key, 0, weight, groups_before.get(group.key),
                group.weight, weight / most, group.cap)
        )  # fmt: skip
        found += [
            Row(c.key, c.label or c.key, 1, weights[c.key], before.get(c.key), c.weight,
                weights[c.key] / most)
            for c in group.criteria
        ]  # fmt: skip
    return found


def tree_row(row: Row, reach: Reach | None, paper: Paper, *, here: bool, reaching: bool) -> Line:
    """`▌ ▸ intent   34 ████████  +4`; with `reaching` the bar gives way to how far the weight can go
    before somebody flips."""
    mark = Span(paper.glyphs.cursor if here else " ", "mark")
    name = (f"{paper.glyphs.group} " if row.level == 0 else "    ") + brief(
        paper.catalog(row.label)
    )
    role: Role = "strong" if row.level == 0 else ""
    changed = _change(row)
    tail = _REACH if reaching else 0
    room = paper.width - 1 - _FIGURE - _CHANGE - tail
    bar_cells = 0 if reaching else min(_BAR, room - max(_LEAST_NAME, room * 5 // 8))
    bar_cells = bar_cells if bar_cells >= _LEAST_BAR else 0
    cells = max(1, room - bar_cells - (1 if bar_cells else 0))
    line: list[Span] = [mark, Span(fit(name, cells, paper.glyphs), role)]
    line.append(Span(f"{figure(row.weight):>{_FIGURE}}", role))
    if bar_cells:
        line += [Span(" "), *bar(row.share, bar_cells, paper.glyphs)]
    line.append(Span(f"{changed:>{_CHANGE}}", "accent"))
    if reaching:
        line.append(Span(fit(_reach(reach, paper), tail, paper.glyphs, right=True), "dim"))
    return cut(line, paper.width, paper.glyphs)


def _change(row: Row) -> str:
    """The change against the model in force."""
    by = row.weight - (row.before or 0.0)
    if abs(by) < _NEAR:
        return ""
    return ("+" if by > 0 else "-") + figure(abs(by))


def _reach(reach: Reach | None, paper: Paper) -> str:
    """`-3.2 … +5`: nothing happens to anybody between them."""
    if reach is None:
        return ""
    down, up = reach.down, reach.up
    if down is None and up is None:
        return paper.catalog.text(say("nobody"))
    low = "" if down is None or down > _FAR else "-" + figure(down)
    high = "" if up is None or up > _FAR else "+" + figure(up)
    return f"{low} {paper.glyphs.ellipsis} {high}".strip()


def flips(reach: Reach, name_of: Callable[[int], str], own: float) -> tuple[Message, ...]:
    """What happens first when the weight falls and when it rises."""
    told = []
    for flip in (reach.fall, reach.rise):
        if flip is not None:
            told.append(
                say("at %(weight)s %(who)s goes from %(before)s to %(after)s", weight=figure(own + flip.by),
                    who=brief(name_of(flip.id)), before=flip.before, after=flip.after)
            )  # fmt: skip
    return tuple(told) or (say("no weight of it moves anybody"),)


def figure(value: float) -> str:
    """One decimal when there is one: `40`, `10.7`."""
    short = f"{value:.1f}"
    return short.removesuffix(".0")


class Entry(NamedTuple):
    """A row of a sheet: what it is about, and its value as it is shown. `heading`: nothing can be
    done with it; `off`: it does not count now; `changed`: not as in the model in force."""

    label: Message
    value: Message | None = None
    heading: bool = False
    off: bool = False
    changed: bool = False
    role: Role = ""


def entry(row: Entry, paper: Paper, *, here: bool) -> Line:
    """`▌ up to 30     1`."""
    text = paper.catalog.text
    mark = Span(paper.glyphs.cursor if here else " ", "mark")
    label = brief(text(row.label))
    if row.heading:
        return cut((mark, Span(label, row.role or "accent")), paper.width, paper.glyphs)
    role: Role = "dim" if row.off else row.role
    value = brief(text(row.value)) if row.value is not None else ""
    room = paper.width - 4
    cells = max(cell_len(label), min(_ENTRY, room // 2)) if value else room
    cells = min(cells, max(room // 2, room - cell_len(value)))
    line = [mark, Span("  "), Span(fit(label, cells), role)]
    if value:
        line += [Span("  "), Span(value, "accent" if row.changed else role or "strong")]
    return cut(line, paper.width, paper.glyphs)


def folded_entries(told: Sequence[Message], paper: Paper, role: Role = "") -> Iterator[Entry]:
    """Sentences as rows of a sheet, each folded to its width."""
    from tierdesk.ui.lines.line import folded

    for message in told:
        for number, part in enumerate(folded(paper.catalog.text(message), max(8, paper.width - 6))):
            indent = "" if number == 0 else "  "
            yield Entry(Message("%(text)s", {"text": indent + part}), role=role)
