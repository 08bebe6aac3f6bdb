"""Saved drafts tried in the background on what was decided since: begun whenever the clerk has told the
model in force, on a thread of its own, stopped as soon as the book is another one.

Nothing of it is kept: each look tries them anew. It must not know how a trial is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.draft import Subject
from tierdesk.ui.weights.outcomes import Gathered, Run, challenging, tried_so_far

if TYPE_CHECKING:
    from tierdesk.scoring.learning.challengers import Challenger

Tried = Mapping[int, "Challenger"]


class Challenging(WeightsDesk):
    """Mixed into the place."""

    _trial_run: Run[Tried] | None = None

    def try_drafts(self) -> None:
        """As soon as the clerk has time."""
        subject = self.subject
        self.desktop.work(
            "weights.challengers", lambda room: challenging(room, subject),
            partial(self._begin, subject),
        )  # fmt: skip

    def challenger(self) -> Challenger | None:
        """The saved draft that is in hand, else the newest one; None while none was tried."""
        drafting = self.drafting
        mine = None if drafting is None else self.tried.get(drafting.draft_id or 0)
        return mine or max(self.tried.values(), key=lambda one: one.version, default=None)

    def _begin(self, subject: Subject, found: Gathered | None) -> None:
        if self._trial_run is not None:
            self._trial_run.stop()
            self._trial_run = None
        if found is None:
            self._ended(subject, {})
            return
        self._trial_run = Run(
            lambda watch: tried_so_far(found, subject, watch), self.post, lambda _: None,
            partial(self._ended, subject),
        )  # fmt: skip

    def _ended(self, subject: Subject, found: Tried | TierdeskError) -> None:
        """A book whose models cannot grade has been told of by the look."""
        tried = {} if isinstance(found, TierdeskError) else found
        if subject.same(self.subject) and tried != self.tried:
            self.tried = tried
            self.painted()
            self.page.moved(self.rows.key)

    def challenger_told(self) -> Message | None:
        """How far the evidence is, in a few words."""
        one = self.challenger()
        if one is None:
            return None
        from tierdesk.scoring.learning.challenger_wording import in_short

        return in_short(one)
