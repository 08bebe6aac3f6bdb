"""The first page: the stages in their order, and beneath them what the one under the cursor is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierdesk.i18n.message import Message, say, say_n
from tierdesk.ui.lines import stages as lines
from tierdesk.ui.stages.desk import Page

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.stage import Stage
    from tierdesk.ui.lines.line import Line, Paper


class ListPage(Page):
    """A stage a row."""

    title = say("Stages")

    @property
    def told(self) -> Message:  # type: ignore[override]  # depends on the book
        """Whose stages they are."""
        from tierdesk.pipeline.stage_presets import PRESET_NAMES

        look = self.desk.look
        if look is None or look.own:
            return say("the book's own; P takes those of a preset")
        return say("preset “%(preset)s”; the first change makes them the book's own",
                   preset=Message(PRESET_NAMES[look.preset]))  # fmt: skip

    def keys(self) -> Sequence[int]:
        """Numbered through."""
        look = self.desk.look
        return list(range(1, 1 + len(look.stages))) if look is not None else []

    def stage(self, key: int | None) -> Stage | None:
        """The stage of a row."""
        look = self.desk.look
        return (
            look.stages[key - 1] if look is not None and key and key <= len(look.stages) else None
        )

    def mark(self, key: int | None) -> object:
        """The stage."""
        stage = self.stage(key)
        return stage.key if stage is not None else None

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """Its figures."""
        stage = self.stage(key)
        if stage is None:
            return ()
        return lines.row(stage, self.desk.seen.deals.get(stage.key, 0), paper, here=here)

    def in_short(self, key: int | None, paper: Paper) -> list[Line]:
        """The playbook of the stage under the cursor."""
        stage = self.stage(key)
        return lines.in_short(stage, paper) if stage is not None else []

    def open(self, key: int) -> None:
        """Its page."""
        from tierdesk.ui.stages.sheet import StagePage

        stage = self.stage(key)
        if stage is not None:
            self.desk.open_page(StagePage(self.desk, stage.key))

    def add(self, key: int | None) -> None:
        """A new one, behind the one under the cursor as long as that is open."""
        from tierdesk.pipeline.stage import Stage
        from tierdesk.pipeline.stage_edits import added
        from tierdesk.pipeline.stage_fields import key_in, read, refuse_same_name

        stages = self.desk.seen.stages
        after = stages[key] if key and key < len(stages) else None
        before = after.key if after is not None and after.kind == "open" else ""

        def fields(text: str) -> tuple[str, str]:
            new, label = key_in("-".join(text.split())), str(read("label", text) or "")
            refuse_same_name(Stage(new, label, "open", 50), stages)
            return new, label

        def taken(text: str) -> None:
            new, label = fields(text)

            def rule(book: Book, _: Room) -> Change:
                return added(book, new, {"label": label}, before=before)

            self.desk.make(rule)

        self.desk.ask_text(say("name of the new stage"), "", fields, taken)

    def remove(self, key: int) -> None:
        """Away; where deals stand there, it is asked where they go."""
        from tierdesk.pipeline.stage_edits import removed

        stage, look = self.stage(key), self.desk.seen
        if stage is None:
            return

        def go(to: str) -> None:
            def rule(book: Book, room: Room) -> Change:
                return removed(book, stage.key, room.desk.moment, to=to, by=room.desk.by)

            self.desk.make(rule)

        deals = look.deals.get(stage.key, 0)
        others = [(s.key, s.title) for s in look.stages if s.kind == "open" and s.key != stage.key]
        if stage.kind != "open" or not deals or not others:
            go("")
            return
        asked = say_n("%(stage)s: where does its %(n)s deal go?", "%(stage)s: where do its %(n)s deals go?",
                      deals, stage=stage.title)  # fmt: skip
        self.desk.offer(asked, others, go)

    def shift(self, key: int, by: int) -> None:
        """Among the open ones."""
        from tierdesk.pipeline.stage_edits import ordered

        keys = [stage.key for stage in self.desk.seen.stages if stage.kind == "open"]
        at = key - 1
        if not (0 <= at < len(keys) and 0 <= at + by < len(keys)):
            super().shift(key, by)
            return
        keys[at], keys[at + by] = keys[at + by], keys[at]
        self.desk.make(lambda book, _: ordered(book, keys))


class ReasonsPage(Page):
    """Why deals are lost."""

    title = say("Reasons of losses")
    told = say("a adds one, x takes one out; deals keep theirs")

    def keys(self) -> Sequence[int]:
        """Numbered through."""
        return list(range(1, 1 + len(self.desk.seen.reasons)))

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """What it reads as, and its kind."""
        from tierdesk.pipeline.lost_reasons import kind_title

        reasons = self.desk.seen.reasons
        if key > len(reasons):
            return ()
        one = reasons[key - 1]
        note = None if one.usual else say("of the book's own")
        return lines.entry(
            lines.Entry(one.title, kind_title(one.kind), note=note, cells=34), paper, here=here
        )

    def open(self, key: int) -> None:
        """A reason is as it is worded."""
        said = say(
            "A reason is not worded anew, since deals keep it: take it out and add another one."
        )
        self.desk.desktop.say(said, failed=True)

    def add(self, key: int | None) -> None:
        """Its words, then its kind."""
        from tierdesk.pipeline.lost_reasons import KINDS, added

        def kind_of(text: str) -> None:
            kinds = [(kind, Message(label)) for kind, label in KINDS.items()]
            self.desk.offer(
                say("which kind of reason"), kinds,
                lambda kind: self.desk.make(lambda book, _: added(book, text, kind)),
            )  # fmt: skip

        self.desk.ask_text(
            say("new reason"), "", str.strip, lambda text: kind_of(text) if text.strip() else None
        )

    def remove(self, key: int) -> None:
        """Out of the list."""
        from tierdesk.pipeline.lost_reasons import removed

        word = self.desk.seen.reasons[key - 1].word
        self.desk.make(lambda book, _: removed(book, word))
