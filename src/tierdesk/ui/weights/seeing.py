"""The right side of the Weights screen: tiers, movers, the customer in sight and the matrix, painted
anew with every step of the draft. It must not know how a draft is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights as tree_lines
from tierdesk.ui.lines import weights_effect as lines
from tierdesk.ui.lines import weights_moves as moves
from tierdesk.ui.lines import weights_seen as customer
from tierdesk.ui.lines.line import Line, Paper, Span, cut
from tierdesk.ui.lines.paragraph import brief, paragraph
from tierdesk.ui.weights.desk import WeightsDesk

if TYPE_CHECKING:
    from tierdesk.ui.weights.effects import Effect, Effects
    from tierdesk.ui.widgets.canvas import LineBar, LineBlock

NOBODY = 0
_LEAST_MOVERS, _BESIDE_MATRIX = 3, 6
"""Rows that the list of movers keeps whatever stands under it, and before the matrix has room."""


class Seeing(WeightsDesk):
    """Blocks are told their width by the place."""

    head: LineBar
    sheet: LineBar
    table: LineBlock
    movers_head: LineBar
    seen: LineBlock
    third: LineBlock
    short: LineBar
    told = ""
    """What is told of the row, where the status line has no room for it."""

    def paint_head(self) -> None:
        """Whose model, over which version, a draft or not."""
        drafting, text = self.drafting, self.desktop.catalog.text
        if drafting is None:
            self.head.show((Span(" " + text(say("Weights")), "title"),))
            return
        notes: list[Message] = []
        total = tree_lines.figure(self.total)
        if total != "100":
            notes.append(say("%(total)s points in all", total=total))
        if self.keeps_total:
            notes.append(say("the total is kept"))
        if self.effects is not None and self.effects.family:
            notes.append(say("with its variants"))
        if self.reaching and not self.pages:
            notes.append(say("sensitivity of %(who)s", who=self.name_in_reach() or say("all")))
        if ("tier_policies", 0) in self.desktop.keepsakes.drafts:
            key = self.desktop.key_of("weights.policies")
            notes.append(say("policies not saved yet (%(key)s)", key=key))
        told = tree_lines.Told(
            self.whom(self.subject), drafting.base.version,
            self.effects.size if self.effects is not None else None, drafting.changed, tuple(notes),
            self.challenger_told(),
        )  # fmt: skip
        self.head.show(tree_lines.head(told, self.head.paper(self.screen.size.width)))
        title = self.page.title
        self.sheet.display = title is not None
        if title is not None:
            self.sheet.show((Span(" " + brief(text(title)), "accent"),))

    def paint_effects(self) -> None:
        """Everything on the right, or the line that stands for it."""
        self._paint_short()
        paper = self._paper(self.movers.size.width)
        if not paper.width:
            return
        effects, effect = self.effects, self.effects.effect if self.effects is not None else None
        if effects is None or effect is None or not effects.size:
            self._paint_instead(paper)
            self._return_from_nobody(whole=effects is not None)
            return
        table = lines.tiers(self._tiers(effects, effect), paper)
        room = self.size.height - 2 - _LEAST_MOVERS
        tight = bool(effect.movers) and self.beside and len(table) + 1 > room
        self.table.show(table[1 : max(1, room) + 1] if tight else table)
        self.movers_head.display = not tight
        self._paint_movers(paper)
        self.paint_seen()
        self._return_from_nobody(whole=effect.whole)

    def _paint_short(self) -> None:
        """The tiers in a line while the right side is not seen."""
        effects = self.effects
        effect = effects.effect if effects is not None and effects.size else None
        self.short.display = effect is not None and not self.two_panes and not self.beside
        if effects is not None and effect is not None and self.short.display:
            paper = self._paper(self.screen.size.width)
            self.short.show(lines.in_short(self._tiers(effects, effect), paper))

    def _tiers(self, effects: Effects, effect: Effect) -> lines.Tiers:
        week, survey = effects.look.week, effect.survey
        return lines.Tiers(
            effect.glance.counts_before, effect.glance.counts_after, effect.load_before,
            effect.load_after, week.slots, week.minutes, effect.glance.moved,
            survey.rho if survey is not None else None, effect.whole,
            dict(effects.shown.scheme.labels),
        )  # fmt: skip

    def _return_from_nobody(self, *, whole: bool) -> None:
        """The keys do not stay on a list that was emptied, unless tiers alone are seen."""
        if whole and self.beside and self.two_panes and not self.movers_listed:
            self.to_side(False)
            self.desktop.refresh_keys()

    def _paint_instead(self, paper: Paper) -> None:
        """Why there is nothing to see, and which key helps."""
        key = self.desktop.key_of
        if self.effects is None:
            said = self.waiting()
        elif not (self.desktop.snapshot and self.desktop.snapshot.rows):
            said = say("No customers yet: weights can be set, and show what they do as soon as "
                       "somebody is there (%(key)s goes to Customers).",
                       key=key("screen.customers"))  # fmt: skip
        else:
            said = say("This model grades nobody yet; %(key)s shows the other models.",
                       key=key("weights.kind"))  # fmt: skip
        text = self.desktop.catalog.text(said)
        self.table.show(
            [(Span(" "), *line) for line in paragraph(text, paper.width - 2, paper.glyphs)]
        )
        self.movers_head.display = True
        self.movers_head.show(())
        self.movers.show([])
        self.seen.show([()])
        self.third.show([()])

    def _paint_movers(self, paper: Paper) -> None:
        effect = self.effects.effect if self.effects is not None else None
        found = effect.movers if effect is not None else ()
        moved = effect.glance.moved if effect is not None else 0
        self._mover_of = {one.id: one for one in found}
        said = say("who moves (%(n)s)", n=moved)
        if len(found) < moved and effect is not None and effect.whole:
            said = say("who moves (%(n)s, the first %(listed)s)", n=moved, listed=len(found))
        self.movers_head.show(lines.title(said, paper))
        before = self.movers.key
        self.movers.show(list(self._mover_of) or [NOBODY], key=before)
        self.movers.refresh()

    _mover_of: dict[int, object] = {}  # noqa: RUF012 - replaced, never changed

    def mover_line(self, key: int, paper: Paper, here: bool) -> Line:
        """A mover."""
        one = self._mover_of.get(key)
        if one is None:
            text = self.desktop.catalog.text(say("nobody, so far"))
            return cut((Span("  "), Span(text, "dim")), paper.width, paper.glyphs)
        limits = self.effects.limits if self.effects is not None else ()
        return lines.mover(one, self.name_of(key), paper, here=here and self.beside, limits=limits)  # type: ignore[arg-type]

    def in_sight(self) -> int | None:
        """The customer whose score is shown: the pinned one, else the mover under the cursor, else
        the best of all."""
        effects = self.effects
        if effects is None or effects.effect is None:
            return None
        if self.pin is not None and effects.has(self.pin):
            return self.pin
        key = self.movers.key
        if key is not None and key > 0:
            return key
        return next(iter(effects.effect.glance.top), None)

    def paint_seen(self) -> None:
        """The customer in sight, and the matrix where there is a third column."""
        effects, key = self.effects, self.in_sight()
        wide = bool(self.third.display)
        block = self.third if wide else self.seen
        self.seen.display = not wide and bool(self.movers_head.display)
        if effects is None or effects.effect is None or key is None:
            block.show([()])
            return
        paper = self._paper(self.third.size.width if wide else self.movers.size.width)
        if not paper.width:
            return
        shown = self._shown(effects, key)
        room = self.size.height - 2 - len(self.table.lines)
        short = moves.moves(effects.effect.glance.matrix, paper)
        folded = self._folded(paper)
        least = _LEAST_MOVERS + len(short) + len(folded)
        painted = customer.pinned(shown, paper, 1_000 if wide else max(1, room - least))
        if wide:
            painted = [*folded, *painted]
            painted += [(), lines.title(say("from (rows) to (columns)"), paper)]
            painted += moves.matrix(effects.effect.glance.matrix, paper)
            painted += self._top(paper)
        else:
            painted = [*folded, *painted[: max(1, room - least)]]
            painted = (self._matrix(paper, room - len(painted)) or short) + painted
        block.show(painted)

    def _shown(self, effects: Effects, key: int) -> customer.Shown:
        found, scheme = effects.pinned(key), effects.shown.scheme
        models = (
            effects.look.base,
            effects.shown,
            effects.family.grading(effects.panel, effects.shown, key),
        )
        labels = {group.key: group.label or group.key for model in models for group in model.groups}
        return customer.Shown(
            self.name_of(key), found.before, found.after, labels, key == self.pin,
            dict(scheme.labels), *self._edited(),
        )  # fmt: skip

    def _edited(self) -> tuple[str, str]:
        """The group and the criterion under the cursor of the tree, "" for none."""
        row = self.outline.row(self.outline.at if self.pages else self.rows.key)
        if row is None:
            return "", ""
        if row.level == 0:
            return row.key, ""
        groups = (g.key for g in self.model.groups if any(c.key == row.key for c in g.criteria))
        return next(groups, ""), row.key

    def _folded(self, paper: Paper) -> list[Line]:
        """What is told of the row and has no room in the status line."""
        return [
            (Span(" "), *line)
            for line in paragraph(self.told, paper.width - 2, paper.glyphs, "accent")
        ]

    def _matrix(self, paper: Paper, room: int) -> list[Line]:
        """The matrix where so many rows have room for it and for movers."""
        effect = self.effects.effect if self.effects is not None else None
        if effect is None:
            return []
        found = moves.matrix(effect.glance.matrix, paper)
        full = [lines.title(say("from (rows) to (columns)"), paper), *found, ()]
        spare = room - len(full) >= min(_BESIDE_MATRIX, max(1, len(effect.movers)))
        return full if found and spare else []

    def _top(self, paper: Paper) -> Sequence[Line]:
        """The best by the draft, as many as there is room for."""
        effects = self.effects
        if effects is None or effects.effect is None:
            return ()
        found = [(), lines.title(say("the best with this draft"), paper)]
        for number, one in enumerate(effects.effect.glance.leaders[:10], 1):
            name = brief(self.name_of(one.id))
            found.append(
                cut((Span(f" {number:>3} ", "dim"), Span(f"{one.score_after:5.1f} "), Span(name)),
                    paper.width, paper.glyphs)
            )  # fmt: skip
        return found

    def name_of(self, customer_id: int) -> str:
        """The name of a customer."""
        snapshot = self.desktop.snapshot
        row = snapshot.rows.get(customer_id) if snapshot is not None else None
        return row.name if row is not None else f"#{customer_id}"

    def name_in_reach(self) -> str:
        """The pinned customer, "" for anybody."""
        return "" if self.reach_for() is None else self.name_of(self.reach_for() or 0)

    def reach_for(self) -> int | None:
        """Whose tier the sensitivity is about."""
        effects = self.effects
        return self.pin if effects is not None and effects.has(self.pin) else None

    def _paper(self, width: int) -> Paper:
        return Paper(width, self.desktop.catalog, self.desktop.glyphs)
