"""A draft put in force, and saved beside what is in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.scoring.model import ScoringModel
    from tierdesk.scoring.versions import Matrix

    Changed = Callable[[Room, Book, Matrix], Change]

_NOTE = "weights_note"
_NEW = -1
"""The placeholder of the document that saving a draft makes."""


class Publishing(WeightsDesk):
    """Mixed into the place."""

    def do_weights_publish(self) -> None:
        """Ask why, then put the draft in force."""
        desktop, drafting = self.desktop, self.drafting
        if drafting is None:
            return
        kept = desktop.keepsakes.drafts.get((_NOTE, 0))
        begun = kept.fields.get("note", "") if kept is not None else ""

        def typed(text: str) -> None:
            from tierdesk.desk.keepsakes import Draft

            desktop.keepsakes.keep_draft(_NOTE, 0, Draft({"note": text}) if text.strip() else None)

        def entered(text: str) -> None:
            if not text.strip():
                desktop.say(say("A model is published with a note that says why; give one."),
                            failed=True)  # fmt: skip
            else:
                desktop.enough()
                self._publish(text.strip())

        effect = self.effects.effect if self.effects is not None else None
        moved = effect.glance.moved if effect is not None else 0
        label = say("publish, %(n)s change tier; why", n=moved)
        question = Question(lambda: self._asked(label), begun, lively=True)
        desktop.ask(question, entered, typed=typed)

    def _publish(self, note: str) -> None:
        drafting = self.drafting
        if drafting is None:
            return
        model, draft_id = drafting.model, drafting.draft_id

        def change(room: Room, book: Book, moved: Matrix) -> Change:
            from tierdesk.scoring.versions import published

            return published(book, model, note=note, author=room.desk.by, now=room.desk.moment.now,
                             migration=moved, draft_id=_still_there(book, draft_id))  # fmt: skip

        def done(_: Receipt) -> None:
            self.desktop.keepsakes.keep_draft(_NOTE, 0, None)
            if self.drafting is drafting and drafting.model is model:
                drafting.published()
                self.keep_draft()
                self.keep_shed()
                self.look_again()

        self.put_in_force(model, change, done)

    def put_in_force(
        self, model: ScoringModel, change: Changed, done: Callable[[Receipt], None]
    ) -> None:
        """One Change that puts a model in force; how many moved is said."""
        made: list[Change] = []
        moves: list[Matrix] = []

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.commands.doing.model_publish import migration

            moves.append(migration(book, room.desk.moment, model))
            made.append(change(room, book, moves[-1]))
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import model_publish

            if made[-1].empty:
                return (model_publish.UNCHANGED,)
            return model_publish.told(made[-1], moves[-1])

        def mine(receipt: Receipt) -> None:
            if receipt.change_id is not None:
                self.put_by_me = made[-1].args.get("version")
            done(receipt)

        self.desktop.change(rule, told, mine)

    def do_weights_save_draft(self) -> None:
        """The draft as a document of the book, beside the model in force."""
        drafting, made = self.drafting, list["Change"]()
        if drafting is None:
            return
        model, draft_id = drafting.model, drafting.draft_id

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.scoring.versions import draft_saved

            made.append(draft_saved(book, model, author=room.desk.by, now=room.desk.moment.now,
                                    draft_id=_still_there(book, draft_id)))  # fmt: skip
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing.sentences import sentence_of

            return (say("Saved: %(what)s.", what=sentence_of(made[-1])),)

        def done(receipt: Receipt) -> None:
            if receipt.change_id is not None:
                drafting.saved(receipt.ids.get(_NEW, draft_id))
            if self.drafting is drafting:
                self.keep_draft()

        self.desktop.change(rule, told, done)

    # why not

    def no_weights_publish(self) -> Message | None:
        """There must be a draft, and a book that takes it."""
        snapshot = self.desktop.snapshot
        if snapshot is not None and snapshot.read_only:
            return say("The book was opened read-only.")
        return self.no_model() or self.no_draft()

    no_weights_save_draft = no_weights_publish


def _still_there(book: Book, draft_id: int | None) -> int | None:
    """The stored draft that is replaced; None once it was dropped, undone or published: what is in
    hand is whole without it."""
    from tierdesk.domain.document import text
    from tierdesk.scoring.kept_versions import TABLE

    doc = None if draft_id is None else book.get(TABLE, draft_id)
    return draft_id if doc is not None and (text(doc, "status") or "draft") == "draft" else None
