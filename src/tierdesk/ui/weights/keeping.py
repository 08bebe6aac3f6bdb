"""The draft between two starts: written down after every step, and found again over whatever is in force
by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.draft import Drafting

if TYPE_CHECKING:
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.ui.weights.kept import Kept
    from tierdesk.ui.weights.look import Look


class Keeping(WeightsDesk):
    """Mixed into the place."""

    _lost: tuple[Message, ...] = ()

    def draft_in_hand(self) -> ScoringModel | None:
        """The draft of the subject: the one that is edited, else the one that was kept."""
        if self.drafting is not None:
            return self.drafting.model if self.drafting.changed else None
        kept = self._kept()
        return None if kept is None else kept.model

    def _kept(self) -> Kept | None:
        from tierdesk.ui.weights.kept import found

        draft = self.desktop.keepsakes.drafts.get(self.subject.kept_at)
        return None if draft is None else found(draft)

    def keep_draft(self) -> None:
        """On the disk after every step."""
        from tierdesk.ui.weights.kept import keep

        drafting = self.drafting
        if drafting is None:
            return
        kept = keep(drafting)
        self.desktop.keepsakes.keep_draft(*self.subject.kept_at, kept)
        if kept is None and drafting.changed:
            self.desktop.say(
                say(
                    "This draft is too long to be kept for the next start; publish it, or export it."
                ),
                failed=True,
            )

    def taken(self, look: Look) -> None:
        """The clerk told which model is in force: begin, or go on with the draft over it."""
        drafting, base = self.drafting, look.base
        drafted = drafting is not None and drafting.changed
        if drafting is None:
            shed = self._shed(base)
            kept = self._kept() or shed
            self.drafting = drafting = Drafting(base)
            if kept is not None and not _same_rules(kept, drafting):
                drafting.model, drafting.draft_id = kept.model, kept.draft_id
                said = self._here_again()
                if shed is kept:
                    self._forget_shed(base)
                if kept.base != base.version:
                    said = _rebased(base)
                self.desktop.say(said)
            elif ("tier_policies", 0) in self.desktop.keepsakes.drafts:
                self.desktop.say(
                    say("Tier policies that you changed and did not save are here again; %(key)s shows "
                        "them, and leaving that sheet saves them.",
                        key=self.desktop.key_of("weights.policies"))
                )  # fmt: skip
        elif drafting.rebase(base):
            if base.version != self.put_by_me:
                self.desktop.say(_rebased(base))
            self.keep_draft()
        else:
            self._taken_back(drafting, base, drafted=drafted)
        if look.lost and look.lost != self._lost:
            self.desktop.say(look.lost[0])
        self._lost = look.lost

    def _taken_back(self, drafting: Drafting, base: ScoringModel, *, drafted: bool) -> None:
        """Where a publishing was taken back its draft is there again, with its steps where it was
        published since the start; made again, it is kept for the next time."""
        shed = None if drafting.changed else self._shed(base)
        if shed is not None and not _same_rules(shed, drafting):
            drafting.model, drafting.draft_id = shed.model, shed.draft_id
        if drafted == drafting.changed:
            return
        self.keep_draft()
        if drafting.changed:
            self._forget_shed(base)
            self.desktop.say(self._here_again())
        else:
            self.keep_shed()

    def keep_shed(self) -> None:
        """The draft that was just published, on the disk."""
        from tierdesk.ui.weights.kept import keep_shed

        shed = None if self.drafting is None else self.drafting.last_shed
        if shed is not None:
            self.desktop.keepsakes.keep_draft(*self.subject.shed_at, keep_shed(shed))

    def _shed(self, base: ScoringModel) -> Kept | None:
        """The draft that was published over the version in force, which is no more then."""
        from tierdesk.ui.weights.kept import found

        draft = self.desktop.keepsakes.drafts.get(self.subject.shed_at)
        kept = None if draft is None else found(draft)
        return kept if kept is not None and kept.base == base.version else None

    def _forget_shed(self, base: ScoringModel) -> None:
        """What was published over that version is the draft again."""
        if self._shed(base) is not None:
            self.desktop.keepsakes.keep_draft(*self.subject.shed_at, None)

    def _here_again(self) -> Message:
        return say("Your draft is here again; %(key)s publishes it, %(discard)s throws it away.",
                   key=self.desktop.key_of("weights.publish"),
                   discard=self.desktop.key_of("weights.discard"))  # fmt: skip


def _same_rules(kept: Kept, drafting: Drafting) -> bool:
    from tierdesk.ui.weights.draft import alike

    return alike(kept.model, drafting.base)


def _rebased(base: ScoringModel) -> Message:
    """Somebody published meanwhile."""
    if base.author:
        return say("%(who)s published version %(version)s meanwhile; your draft stays and is compared "
                   "with it now.", who=base.author, version=base.version)  # fmt: skip
    return say("Version %(version)s is in force now; your draft stays and is compared with it.",
               version=base.version)  # fmt: skip
