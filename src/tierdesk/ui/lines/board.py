"""The board as lines: the head with what all open deals are worth, the heads of its columns, cards of two
or three lines, a folded column, and what stands where no card does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tierdesk.i18n.message import N_, Message, say, say_n
from tierdesk.ui.lines.line import Line, Paper, Role, Span, bar, between, cut, fit, shown, width
from tierdesk.ui.lines.today import TIER_ROLES

if TYPE_CHECKING:
    from tierdesk.desk.board_digest import CardRow, ColumnRow

_LONGEST = 400
"""Characters of a text that are looked at for a card."""
_EDGE = 4
"""Cells before the name: cursor, mark, tier, space."""
_LEAST_NAME = 8
_ROOMY = 60
"""Columns of the screen from which figures of the head stand well apart."""
_WIDE = 28
"""Cells of a card from which the bar of the score is long."""
_NOTHING = {
    "open": N_("no open deal"), "won": N_("nothing to sign"), "maintain": N_("nobody"),
    "lost": N_("nobody"),
}  # fmt: skip


class Head(NamedTuple):
    """What the head line tells: how many `deals` are open, what they are worth by probability (with
    the parts that no rate tells), currencies without a rate; the open columns in sight `first` to
    `last` of `columns`; the filter, and how many cards are marked or in a range that is being marked."""

    deals: int
    weighted: str
    unrated: str
    first: int
    last: int
    columns: int
    filter: str = ""
    marks: int = 0
    ranged: int = 0


def head(told: Head, paper: Paper) -> Line:
    """` 68 open deals   filter tier:A   3 marked     weighted ¥2.1M · no rate for EUR   1–3 of 6 `;
    what matters less gives way where there is no room."""
    text, glyphs = paper.catalog.text, paper.glyphs
    count = say_n("%(count)s open deal", "%(count)s open deals", told.deals,
                  count=f"{told.deals:,}")  # fmt: skip
    left = [Span(" " + text(count), "title")]
    if told.ranged:
        left += [Span("  "), Span(text(say("range of %(n)s", n=told.ranged)), "mark")]
    if told.marks:
        left += [Span("  "), Span(text(say("%(n)s marked", n=f"{told.marks:,}")), "mark")]
    if told.filter:
        left += [Span("  " + text(say("filter")) + " ", "dim"),
                 Span(shown(told.filter[:_LONGEST]), "accent")]  # fmt: skip
    right: list[Span] = []
    if told.unrated:
        right.append(Span(text(say("no rate for %(currencies)s", currencies=told.unrated)), "warn"))
    if told.last - told.first + 1 < told.columns:
        spread = f"{told.first}{glyphs.minus}{told.last}" if told.last > told.first else told.first
        said = say("%(columns)s of %(all)s", columns=str(spread), all=told.columns)
        right.append(Span(text(said), "dim"))
    if told.weighted:
        weighted = Span(text(say("weighted %(money)s", money=told.weighted)), "strong")
        right.insert(1 if told.unrated else 0, weighted)
    gap = "   " if paper.width >= _ROOMY else "  "
    room = paper.width - width(left) - 1
    named = all(code in told.weighted for code in told.unrated.split())
    for least in ("warn", "strong", "dim") if named else ("strong", "dim"):
        if sum(cell_len(span.text) + len(gap) for span in right) > room:
            right = [span for span in right if span.role != least]
    ends = [part for span in right for part in (Span(gap), span)]
    return between(left, [*ends, Span(" ")], paper.width, paper.glyphs)


def column_head(
    column: ColumnRow, part: int, paper: Paper, *, here: bool, at: int, parts: int
) -> Line:
    """`Negotiation                3/9`, and below `¥1.9M        weighted ¥1.1M`; in one line where
    there is room for one only. `at` is the place of the cursor in it, 0 for none."""
    title = shown(paper.catalog(column.title)[:_LONGEST])
    total = shown(column.total[:_LONGEST])
    count = f"{at}/{column.cards}" if here and at else f"{column.cards}"
    if part == 0:
        if parts == 1 and total:
            count = f"{count} {paper.glyphs.dot} {total}"
        mark = Span(paper.glyphs.cursor if here else " ", "mark")
        left: Line = (mark, Span(title, "accent" if here else "title"))
        return between(
            left, (Span(f" {count} ", "" if here else "dim"),), paper.width, paper.glyphs
        )
    (value, rest), weighted = _worth(column, paper, paper.width - 3)
    spans = (Span(" " + value), Span(rest, "warn"))
    return between(spans, (Span(f" {weighted} ", "dim"),), paper.width, paper.glyphs)


def lane(owner: str, cards: int, part: int, paper: Paper) -> Line:
    """`── Li 12`: whose cards follow, above them; its other lines are empty."""
    if part:
        return ()
    name = shown(owner[:_LONGEST]) or paper.catalog.text(say("no owner"))
    left = (Span(f"{paper.glyphs.minus}{paper.glyphs.minus} ", "rule"), Span(name, "strong"))
    return between(left, (Span(f" {cards} ", "dim"),), paper.width, paper.glyphs)


def _worth(column: ColumnRow, paper: Paper, room: int) -> tuple[tuple[str, str], str]:
    """What a column is worth, (in the base currency, what no rate tells), and by probability, in so many
    cells. Where there is not enough room amounts without a rate go first, and dots tell that they did;
    a figure by probability never stands there as if it were one of theirs."""
    total, unrated, currencies, worth, beside = (
        shown(text[:_LONGEST])
        for text in (
            column.total, column.unrated, column.currencies, column.weighted, column.weighted_unrated,
        )
    )  # fmt: skip
    dots, text = paper.glyphs.ellipsis, paper.catalog.text
    plus = " + " if total else ""
    lefts = [(total, "")]
    if unrated:
        lefts = [(total, plus + unrated), (total, plus + currencies + dots)]
        lefts += [(total, f"+{dots}")] if total else []
    rights = [" + ".join(part for part in (worth, beside) if part)]
    if worth and beside:
        rights.append(f"{worth}+{dots}")
    tries: list[tuple[tuple[str, str], str]] = []
    if rights[0]:
        tries.append((lefts[0], text(say("weighted %(money)s", money=rights[0]))))
    tries += [
        (left, text(say("wtd %(money)s", money=right)))
        for left in lefts for right in rights if right
    ]  # fmt: skip
    if worth and not unrated:
        tries.append((lefts[0], worth))
    tries += [(left, "") for left in lefts]
    return next(
        (t for t in tries if cell_len("".join(t[0])) + bool(t[1]) + cell_len(t[1]) <= room),
        tries[-1],
    )


def folded(column: ColumnRow, y: int, paper: Paper) -> Line:
    """A folded column, from top to bottom: that it is one, how many cards, its name letter by letter."""
    count = f"{column.cards}" if column.cards < 1000 else "999"
    said = [paper.glyphs.more, count, *shown(paper.catalog(column.title)[:_LONGEST])]
    text = said[y] if y < len(said) else ""
    role: Role = "accent" if y == 0 else "dim"
    return (Span(fit(text, paper.width, paper.glyphs), role),)


def card(
    row: CardRow, part: int, paper: Paper, *, here: bool = False, marked: bool = False
) -> Line:
    """One line of a card:
    `▌●A 宏达机械        ¥320k`
    `    78 ██████▏  ! late 4d`
    `    new line · 12 of 14 d`."""
    if part == 0:
        return _first(row, paper, here=here, marked=marked)
    return _second(row, paper, here) if part == 1 else _third(row, paper, here)


def _first(row: CardRow, paper: Paper, *, here: bool, marked: bool) -> Line:
    glyphs, cells = paper.glyphs, paper.width
    money = shown(row.amount[:_LONGEST])
    amount = (Span(" "), Span(money), Span(" ")) if money else (Span(" "),)
    room = cells - _EDGE - width(amount)
    if room < _LEAST_NAME:  # a name that cannot be read is worse than an amount unseen
        amount, room = (Span(" "),), cells - _EDGE - 1
    return cut(
        (
            Span(glyphs.cursor if here else " ", "mark"),
            Span(glyphs.marked if marked else " ", "mark"),
            Span(row.tier[:1] or " ", TIER_ROLES.get(row.tier, "")), Span(" "),
            Span(fit(shown(row.name[:_LONGEST]), room, glyphs), "strong" if here else ""),
            *amount,
        ),
        cells, glyphs,
    )  # fmt: skip


def _second(row: CardRow, paper: Paper, here: bool) -> Line:
    """Score and next day; of a card with a note (what it lacks, why it was lost) the note."""
    glyphs, cells, text = paper.glyphs, paper.width, paper.catalog.text
    cursor = Span(glyphs.cursor if here else " ", "mark")
    if row.note:
        note = fit(shown(row.note[:_LONGEST]), cells - _EDGE - 1, glyphs)
        return cut((cursor, Span(" " * (_EDGE - 1)), Span(note, "dim")), cells, glyphs)
    right: list[Span] = []
    if row.held:
        right.append(Span(text(say("hold")) + " ", "late"))
    if row.rotting:
        right.append(Span("! ", "warn"))
    urgent: Role = "warn" if row.soon else "late" if row.late else "dim"
    right += [Span(shown(row.next[:_LONGEST]), urgent), Span(" ")]
    left = [cursor, Span(" " * (_EDGE - 1))]
    room = cells - _EDGE - width(right) - 1
    if row.score >= 0:
        score, long = f"{row.score:2}", 10 if cells >= _WIDE else 6
        left.append(Span(score))
        room -= len(score) + 1
        if room >= long:  # bars of one length, or they could not be compared
            left += [Span(" "), *bar(row.score / 100, long, glyphs)]
            room -= long + 1
        interval = f" [{row.low}{glyphs.minus}{row.high}]" if row.low != row.high else ""
        if interval and room >= len(interval):
            left.append(Span(interval, "dim"))
    return between(left, right, cells, glyphs)


def _third(row: CardRow, paper: Paper, here: bool) -> Line:
    """What it is about, and how long it has stood there."""
    glyphs, cells = paper.glyphs, paper.width
    cursor = Span(glyphs.cursor if here else " ", "mark")
    stood = ""
    if row.rot_days:
        stood = paper.catalog.text(say("%(days)s of %(all)s d", days=row.days, all=row.rot_days))
    elif row.days:
        stood = paper.catalog.text(say("%(days)s d", days=row.days))
    right: Line = (Span(f" {stood} ", "warn" if row.rotting else "dim"),) if stood else ()
    left = (cursor, Span(" " * (_EDGE - 1)), Span(shown(row.title[:_LONGEST]), "dim"))
    return between(left, right, cells, glyphs)


def nothing(column: ColumnRow, paper: Paper) -> Line:
    """What stands in a column without cards."""
    said = paper.catalog(_NOTHING.get(column.kind, _NOTHING["maintain"]))
    return cut((Span(" " * _EDGE + said, "dim"),), paper.width, paper.glyphs)


def stand_in(filter_: str, *, adds: str, command: str) -> Message:
    """What stands where no column has a card, and which key fills it."""
    if filter_:
        return say(
            "No card fits “%(filter)s”; esc clears the filter.", filter=shown(filter_[:_LONGEST])
        )
    return say("No deals yet: %(add)s adds a customer with a first deal, %(command)s import FILE "
               "reads a file.", add=adds, command=command)  # fmt: skip


READING = say("The book is being read; its deals come here.")


def needs(unmet: tuple[Message, ...], paper: Paper) -> Line:
    """What the stage of the selected card still wants, for the status line."""
    if not unmet:
        said = say("Nothing is missing for the next stage.")
        return cut((Span(" " + paper.catalog.text(said), "dim"),), paper.width, paper.glyphs)
    label = Span(" " + paper.catalog.text(say("still needed")) + "  ", "dim")
    wants = (Span(" " + paper.catalog.text(say("%(unmet)s", unmet=unmet)).strip()),)
    return cut((label, *wants), paper.width, paper.glyphs)


def told(said: Message, paper: Paper) -> Line:
    """One sentence of the selected card, for the status line."""
    return cut((Span(" " + paper.catalog.text(said), "dim"),), paper.width, paper.glyphs)
