"""Publishing a draft, and the versions that were published: what differs, rolling back, dropping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights_versions as lines
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.draft import Subject
from tierdesk.ui.weights.fields import plain
from tierdesk.ui.weights.page import Page, TextPage
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.scoring.versions import Matrix, Version
    from tierdesk.ui.lines.line import Line, Paper

_NOTE = "weights_note"
_NEW = -1
"""The placeholder of the document that saving a draft makes."""


class VersionsPage(Page):
    """The versions of the subject, the newest first."""

    title = say("versions: enter tells what differs from what is shown")
    verbs = frozenset({"weights.roll_back", "weights.take", "weights.drop"})

    def __init__(self, desk: WeightsDesk, versions: Sequence[Version]) -> None:
        super().__init__(desk)
        self.versions = versions

    def keys(self) -> Sequence[int]:
        """One for each."""
        return list(range(1, len(self.versions) + 1))

    def version(self, key: int | None) -> Version | None:
        """The version of a row."""
        return self.versions[key - 1] if key is not None and 0 < key <= len(self.versions) else None

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """Number, state, when, who, why."""
        version, snapshot = self.version(key), self.desk.desktop.snapshot
        if version is None or snapshot is None:
            return ()
        return lines.version(version, snapshot.moment.zone, paper, here=here)

    def moved(self, key: int | None) -> None:
        """The status line says why the version was published; its row may have no room for that."""
        version = self.version(key)
        note = version.model.note if version is not None else ""
        self.desk.tell((plain(note),) if note else ())

    def open(self, key: int) -> None:
        """What differs from it to the draft, in words."""
        from tierdesk.scoring.wording import difference

        version = self.version(key)
        if version is None:
            return
        found = difference(version.model, self.desk.model)
        told = found or (say("Nothing: they grade by the same rules."),)
        if version.model.note:
            told = (say("why: %(note)s", note=plain(version.model.note)), *told)
        title = say("from version %(version)s to what is shown", version=version.number)
        self.desk.open_page(TextPage(self.desk, title, told))


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
                self.look_again()

        self._in_force(model, change, done)

    def _in_force(self, model: object, change: object, done: object) -> None:
        """One Change that puts a model in force; how many moved is said."""
        made: list[Change] = []
        moves: list[Matrix] = []

        def rule(room: Room, book: Book, _: str) -> Change:
            from tierdesk.commands.doing.model_publish import migration

            moves.append(migration(book, room.desk.moment, model))  # type: ignore[arg-type]
            made.append(change(room, book, moves[-1]))  # type: ignore[operator]
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing import model_publish

            if made[-1].empty:
                return (model_publish.UNCHANGED,)
            return model_publish.told(made[-1], moves[-1])

        self.desktop.change(rule, told, done)  # type: ignore[arg-type]

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

    def do_weights_versions(self) -> None:
        """Every version there was."""
        subject = self.subject
        self.desktop.work("weights.versions", lambda room: versions(room, subject), self._offered)

    def _offered(self, found: Sequence[Version]) -> None:
        if isinstance(self.page, VersionsPage):
            self.page.versions = found
            self.painted()
            self.page.moved(self.rows.key)
            self.desktop.refresh_keys()
        else:
            self.open_page(VersionsPage(self, found))

    def _version(self) -> Version | None:
        return self.page.version(self.rows.key) if isinstance(self.page, VersionsPage) else None

    def do_weights_roll_back(self) -> None:
        """The version under the cursor in force again."""
        version = self._version()
        if version is None:
            return

        def change(room: Room, book: Book, moved: Matrix) -> Change:
            from tierdesk.scoring.versions import rolled_back

            return rolled_back(book, version, author=room.desk.by, now=room.desk.moment.now,
                               migration=moved)  # fmt: skip

        self._in_force(version.model, change, self._versions_again)

    def do_weights_drop(self) -> None:
        """The draft under the cursor gone from the book."""
        version, made = self._version(), list["Change"]()
        if version is None:
            return

        def rule(_: Room, book: Book, __: str) -> Change:
            from tierdesk.scoring.versions import draft_dropped

            made.append(draft_dropped(book, version))
            return made[-1]

        def told(_: Room) -> tuple[Message, ...]:
            from tierdesk.commands.doing.sentences import sentence_of

            return (say("Saved: %(what)s.", what=sentence_of(made[-1])),)

        def done(receipt: Receipt) -> None:
            drafting = self.drafting
            mine = drafting is not None and drafting.draft_id == version.id
            self._versions_again(receipt, gone=mine)

        self.desktop.change(rule, told, done)

    def do_weights_take(self) -> None:
        """The version under the cursor as the draft."""
        version, drafting = self._version(), self.drafting
        if version is None or drafting is None:
            return
        stepped = self.edit(lambda _: version.model)
        drafting.draft_id = version.id if version.model.status == "draft" else None
        self.keep_draft()
        if stepped:
            self.desktop.say(
                say("The draft is version %(version)s now; %(key)s brings back what it was.",
                    version=version.number, key=self.desktop.key_of("desk.undo"))
            )  # fmt: skip

    def _versions_again(self, receipt: Receipt, *, gone: bool = False) -> None:
        drafting = self.drafting
        if drafting is not None and receipt.change_id is not None:
            drafting.saved(None if gone else drafting.draft_id)
            self.keep_draft()
        self.look_again()
        self.do_weights_versions()

    # why not

    def no_weights_publish(self) -> Message | None:
        """There must be a draft, and a book that takes it."""
        snapshot = self.desktop.snapshot
        if snapshot is not None and snapshot.read_only:
            return say("The book was opened read-only.")
        return self.no_model() or self.no_draft()

    no_weights_save_draft = no_weights_publish

    def no_weights_versions(self) -> Message | None:
        """The book must be there."""
        return self.desktop.why_unread() if self.desktop.snapshot is None else None

    def no_weights_take(self) -> Message | None:
        """A version must be under the cursor."""
        if self._version() is None:
            key = self.desktop.key_of("weights.versions")
            return say("First choose a version: %(key)s lists them.", key=key)
        return None

    def no_weights_roll_back(self) -> Message | None:
        """The same, in a book that can be written."""
        snapshot = self.desktop.snapshot
        if snapshot is not None and snapshot.read_only:
            return say("The book was opened read-only.")
        return self.no_weights_take()

    no_weights_drop = no_weights_roll_back


def _still_there(book: Book, draft_id: int | None) -> int | None:
    """The stored draft that is replaced; None once it was dropped, undone or published: what is in
    hand is whole without it."""
    from tierdesk.domain.document import text
    from tierdesk.scoring.kept_versions import TABLE

    doc = None if draft_id is None else book.get(TABLE, draft_id)
    return draft_id if doc is not None and (text(doc, "status") or "draft") == "draft" else None


def versions(room: Room, subject: Subject) -> Sequence[Version]:
    """The versions for these customers, the newest first; on the clerk's thread."""
    from tierdesk.scoring.versions import versions_of

    found = [
        version for version in versions_of(room.desk.book)
        if subject.same(Subject(version.model.kind, version.model.industries))
    ]  # fmt: skip
    return found[::-1]
