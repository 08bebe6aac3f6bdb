"""What the Weights screen asks of the clerk: the model in force with its customers, anew whenever the
book changed while the screen is on top, and what a draft reads that nobody has read yet.
"""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.ahead import NotYet
from tierdesk.ui.weights.desk import WeightsDesk

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.scoring.whole.panel import Panel
    from tierdesk.ui.weights.effects import Effects
    from tierdesk.ui.weights.look import Look

_PATIENCE, _STEP = 0.3, 0.05
"""Seconds of grading before it is told how far it is, and between two tellings the share."""


class Asking(WeightsDesk):
    """Mixed into the place. `stale`: the book changed since the clerk was asked."""

    stale: bool
    _share = -1.0

    @property
    def coming(self) -> bool:
        """Until the model is looked up there is no tree."""
        return self.drafting is None and not self.pages

    def look_again(self) -> None:
        """Ask the clerk for the model and its customers."""
        self.stale = True
        self.look_if_stale()

    def look_if_stale(self) -> None:
        """Ask when something changed, the book is there and the screen is seen."""
        if not self.stale or self.desktop.snapshot is None or not self.on_top():
            return
        from tierdesk.ui.weights.look import look

        self.stale, self._share = False, -1.0
        subject, draft = self.subject, self.draft_in_hand()
        began, told = monotonic(), [0.0]

        def progress(share: float) -> None:
            if monotonic() - began > _PATIENCE and share >= told[0] + _STEP:
                told[0] = share
                self.post(partial(self._far, share))

        self.desktop.work(
            "weights", lambda room: look(room, subject, draft, progress), self._looked
        )

    def _far(self, share: float) -> None:
        self._share = share
        self.rows.repaint(self.rows.rows)
        self.painted()

    def _looked(self, look: Look) -> None:
        if not look.subject.same(self.subject):
            return
        from tierdesk.ui.weights.effects import Effects

        self._share = -1.0
        self.look = look
        self.taken(look)
        self.watch_total()
        if self.effects is not None:
            self.newest.forget()
        self.effects = Effects(look, self.newest, self._late)
        self.preview()
        for page in self.pages:
            page.looked()
        if not self.pages and not any(key > 0 for key in self.rows.rows):
            self.rows.show(self.page.keys(), key=self.outline.at)
        if not self.page.keys():
            self._stand()
        self.painted()
        self.desktop.refresh_keys()
        self.try_drafts()

    def awaited(self) -> Message:
        """The tree."""
        return self.waiting()

    def waiting(self) -> Message:
        """Why there is no tree yet."""
        if self.desktop.snapshot is None:
            return self.desktop.why_unread()
        if self._share >= 0:
            percent = round(100 * self._share)
            return NotYet.of(say("Everybody is being graded, %(percent)s %%.", percent=percent))
        return NotYet.of(say("Everybody is being graded."))

    def preview(self) -> None:
        """What the draft does: at once where the panel has all that it reads, else when the clerk has
        read the rest."""
        effects = self.effects
        if effects is None or self.drafting is None or not effects.size:
            return
        model = self.model
        if effects.lacks(model):

            def read(room: Room) -> Panel:
                return effects.following(model, room.desk.book)

            self.desktop.work("weights.facts", read, partial(self._read, effects))
            return
        effects.show(model, self._reached_for())
        if effects.family.fault is not None:
            self.desktop.say(effects.family.fault, failed=True)

    def _read(self, effects: Effects, panel: Panel) -> None:
        """The clerk read what a draft asked for; the draft in hand may be another one by now."""
        if effects is not self.effects:
            return
        effects.follow(panel, self._reached_for())
        if self.drafting is not None and self.model is not panel.model:
            self.preview()
        self.painted()

    def _reached_for(self) -> tuple[int | None] | None:
        return (self.reach_for(),) if self.reaching else None

    def _late(self) -> None:
        """The other thread answered."""
        self.paint_effects()
        if self.reaching:
            self.rows.repaint(self.rows.rows)
            self.page.moved(self.rows.key)
