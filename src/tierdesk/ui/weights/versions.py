"""The versions that were published and the drafts that were saved: what differs, how a draft has done
since, rolling back, dropping, taking one into the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights_versions as lines
from tierdesk.ui.weights.desk import WeightsDesk
from tierdesk.ui.weights.draft import Subject
from tierdesk.ui.weights.fields import plain
from tierdesk.ui.weights.page import Page, TextPage
from tierdesk.ui.weights.publishing import Publishing
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.desk.desk import Receipt
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.scoring.learning.challengers import Challenger
    from tierdesk.scoring.versions import Matrix, Version
    from tierdesk.ui.lines.line import Line, Paper


class VersionsPage(Page):
    """The versions of the subject, the newest first."""

    title = say("versions: enter tells what differs from what is shown")
    verbs = frozenset({"weights.roll_back", "weights.take", "weights.drop"})

    def __init__(self, desk: WeightsDesk, versions: Sequence[Version]) -> None:
        super().__init__(desk)
        self.versions = versions
        self._old = False

    def keys(self) -> Sequence[int]:
        """One for each, and under a draft that is tried a line that says how it does."""
        found: list[int] = []
        for key, version in enumerate(self.versions, 1):
            found += [key, -key] if self._tried(version) is not None else [key]
        return found

    def version(self, key: int | None) -> Version | None:
        """The version of a row."""
        return self.versions[key - 1] if key is not None and 0 < key <= len(self.versions) else None

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """Number, state, when, who, why."""
        if key < 0:
            return self._trial(-key, paper)
        version, snapshot = self.version(key), self.desk.desktop.snapshot
        if version is None or snapshot is None:
            return ()
        return lines.version(version, snapshot.moment.zone, paper, here=here)

    def shown(self) -> None:
        """What happened while another page lay over it."""
        if self._old:
            self.looked()

    def looked(self) -> None:
        """Another version may be in force, whoever put it there."""
        self._old = self.desk.page is not self
        if not self._old:
            self.desk.do_weights_versions()

    def moved(self, key: int | None) -> None:
        """The status line says why the version was published, or how far the trial of a draft is; the
        rows may have no room for that."""
        version = self.version(key)
        note = version.model.note if version is not None else ""
        told = [plain(note)] if note else []
        if version is not None and (tried := self._tried(version)) is not None:
            from tierdesk.scoring.learning.challenger_wording import in_words

            told.append(in_words(tried))
        self.desk.tell(tuple(told))

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
        if (tried := self._tried(version)) is not None:
            from tierdesk.scoring.learning.challenger_wording import in_figures

            told = (*in_figures(tried), *told)
        title = say("from version %(version)s to what is shown", version=version.number)
        self.desk.open_page(TextPage(self.desk, title, told))

    def _tried(self, version: Version) -> Challenger | None:
        return self.desk.tried.get(version.id or 0)

    def _trial(self, key: int, paper: Paper) -> Line:
        """How the draft of a row does."""
        version = self.version(key)
        tried = None if version is None else self._tried(version)
        return () if tried is None else lines.trial(tried, paper)


class Versions(Publishing):
    """Mixed into the place."""

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
        """Ask why, then put the version under the cursor in force again."""
        version = self._version()
        if version is None:
            return

        desktop, note = self.desktop, [""]

        def change(room: Room, book: Book, moved: Matrix) -> Change:
            from tierdesk.scoring.versions import rolled_back

            return rolled_back(book, version, note=note[0], author=room.desk.by,
                               now=room.desk.moment.now, migration=moved)  # fmt: skip

        def entered(text: str) -> None:
            note[0] = text
            desktop.enough()
            self.put_in_force(version.model, change, self._versions_again)

        label = say("back to version %(version)s; why (may be empty)", version=version.number)
        desktop.ask(Question(lambda: self._asked(label), "", lively=True), entered)

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


def versions(room: Room, subject: Subject) -> Sequence[Version]:
    """The versions for these customers, the newest first; on the clerk's thread."""
    from tierdesk.scoring.versions import versions_of

    found = [
        version for version in versions_of(room.desk.book)
        if subject.same(Subject(version.model.kind, version.model.industries))
    ]  # fmt: skip
    return found[::-1]
