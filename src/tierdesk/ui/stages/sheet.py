"""The page of one stage: its fields, its tasks, its exit criteria and its texts, each a row that enter
edits. Every edit is one change of the stage as the book has it then, so that what somebody else did
to other rows stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.domain.labels import label as field_label
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline import stage_edits
from tierdesk.pipeline.exit_criteria import LABELS, is_read, label
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_fields import (
    criterion_of,
    default_of,
    key_in,
    listed,
    read,
    refuse_same_name,
    stated,
    with_fields,
    written,
)
from tierdesk.pipeline.stages import stage_by_key, stages_of
from tierdesk.ui.lines import stages as lines
from tierdesk.ui.lines.stages import Entry
from tierdesk.ui.stages import texts
from tierdesk.ui.stages.desk import Page, StagesDesk

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.book import Book
    from tierdesk.domain.change import Change
    from tierdesk.pipeline.stage_fields import Stored
    from tierdesk.ui.lines.line import Line, Paper

_FIELDS = ("label", "key", "probability", "rot_days", "gate", "goal", "content")
_OF_OPEN = frozenset(("probability", "rot_days"))
_WORDED = frozenset(("label", "goal", "content"))
_GATES = {"soft": say("soft: a reason will do"), "hard": say("hard: nobody leaves before")}


class Row(NamedTuple):
    """`kind` is heading, field, task, criterion, text, built_in or more; `of` says which one, `part` the
    section."""

    kind: str
    of: str
    part: str
    entry: Entry


class StagePage(Page):
    """`key` is that of its stage."""

    told = say("enter edits, a adds, x takes out, J and K move a task")

    def __init__(self, desk: StagesDesk, key: str) -> None:
        super().__init__(desk)
        self.key = key

    @property
    def title(self) -> Message:  # type: ignore[override]  # it is renamed here
        """The stage's name."""
        stage = self.stage
        return stage.title if stage is not None else say("Stages")

    @property
    def stage(self) -> Stage | None:
        """The stage as it was looked up; None when it is gone."""
        return self.desk.seen.stage(self.key)

    def rows(self) -> list[Row]:
        """All of them, headings too."""
        stage = self.stage
        return list(self._rows(stage)) if stage is not None else []

    def _rows(self, stage: Stage) -> Iterator[Row]:
        for name in _FIELDS:
            if name not in _OF_OPEN or stage.kind == "open":
                yield Row("field", name, "field", self._field(stage, name))
        yield _heading("task", say("tasks"))
        for task in stage.tasks:
            yield Row("task", task, "task", Entry(Message(task)))
        yield Row("more", "task", "task", Entry(say("add a task"), sign="+"))
        yield _heading("criterion", say("before the next stage"))
        for key in (*(one for one in stage.exit_criteria if one not in LABELS), *LABELS):
            sign = "[x]" if key in stage.exit_criteria else "[ ]"
            note = None if is_read(key) else say("(ticked off by hand)")
            yield Row("criterion", key, "criterion", Entry(label(key), sign=sign, note=note))
        yield _heading("text", say("what to say"))
        for one in texts.of_stage(self.desk, stage):
            kind = "text" if one.number else "built_in"
            yield Row(kind, str(one.number or one.language), "text", texts.entry(one))
        yield Row("more", "text", "text", Entry(say("add a text"), sign="+"))

    def _field(self, stage: Stage, name: str) -> Entry:
        title = say("short key") if name == "key" else Message(field_label(name))
        if name == "key":
            return Entry(title, Message("%(text)s", {"text": stage.key}))
        value, default = stated(stage)[name], stated(default_of(stage))[name]
        if name == "gate":
            return Entry(title, _GATES[str(value)], changed=value != default)
        shown = (
            Message(str(value)) if name in _WORDED and value else Message("%(text)s", {"text": "–"})
        )
        if name not in _WORDED and value is not None:
            shown = Message("%(text)s", {"text": written(name, stage)})
        return Entry(title, shown, changed=value != default)

    def keys(self) -> Sequence[int]:
        """Numbered through; headings cannot be selected."""
        return [-n if row.kind == "heading" else n for n, row in enumerate(self.rows(), 1)]

    def mark(self, key: int | None) -> object:
        """Which field, task, criterion or text."""
        row = self._row(key)
        return (row.kind, row.of) if row is not None else None

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """One row."""
        row = self._row(key)
        return lines.entry(row.entry, paper, here=here) if row is not None else ()

    def _row(self, key: int | None) -> Row | None:
        rows = self.rows()
        return rows[abs(key) - 1] if key and abs(key) <= len(rows) else None

    def open(self, key: int) -> None:
        """Edit the row."""
        row, stage = self._row(key), self.stage
        if row is None or stage is None:
            return
        match row.kind:
            case "field":
                self._edit_field(stage, row.of)
            case "task":
                self._ask_task(self.desk.desktop.catalog(row.of), row.of)
            case "criterion":
                self._toggle(row.of)
            case "text":
                texts.edit(self.desk, int(row.of))
            case "built_in":
                found = texts.of_stage(self.desk, stage)
                one = next(one for one in found if not one.number and one.language == row.of)
                texts.copy(self.desk, self.key, one)
            case _:
                self.add(key)

    def add(self, key: int | None) -> None:
        """To the section of the row."""
        row = self._row(key)
        match row.part if row is not None else "task":
            case "criterion":
                self.desk.ask_text(
                    say("words of your own, or a field like customer.city or deal.amount"), "", str.strip,
                    lambda text: self._toggle(criterion_of(text), on=True) if text.strip() else None,
                )  # fmt: skip
            case "text":
                texts.add(self.desk, self.key)
            case _:
                self._ask_task("", None)

    def remove(self, key: int) -> None:
        """A task or a text away, a criterion off, a field as it is by default."""
        row = self._row(key)
        if row is None:
            return
        match row.kind:
            case "task":
                self._tasks(lambda tasks: [task for task in tasks if task != row.of])
            case "criterion":
                self._toggle(row.of, on=False)
            case "text":
                texts.remove(self.desk, int(row.of))
            case "built_in":
                said = say(
                    "A built-in text stays until the book has one of its own in that language."
                )
                self.desk.desktop.say(said, failed=True)
            case "more":
                self.desk.desktop.say(say("There is nothing to take out in this row."), failed=True)
            case _ if row.of == "key":
                self.desk.desktop.say(
                    say("A stage always has a key; enter changes it."), failed=True
                )
            case _:
                self._set(row.of, None)

    def shift(self, key: int, by: int) -> None:
        """A task among its kind."""
        row, stage = self._row(key), self.stage
        if row is None or stage is None or row.kind != "task":
            super().shift(key, by)
            return
        at = stage.tasks.index(row.of)
        if not 0 <= at + by < len(stage.tasks):
            super().shift(key, by)
            return

        def moved(tasks: list[str]) -> list[str]:
            place = tasks.index(row.of)
            rest = [task for task in tasks if task != row.of]
            rest.insert(max(0, place + by), row.of)
            return rest

        self._tasks(moved, row.of)

    def _edit_field(self, stage: Stage, name: str) -> None:
        if name == "gate":
            self._set("gate", "soft" if stage.hard else "hard")
        elif name == "key":
            self.desk.ask_text(say("key, a short word"), stage.key, key_in, self._rename)
        else:
            begun = written(name, stage)
            begun = self.desk.desktop.catalog(begun) if name in _WORDED else begun

            def made(text: str) -> object:
                value = read(name, text)
                after = with_fields(stage, {name: value})
                others = [one for one in self.desk.seen.stages if one.key != stage.key]
                if name == "label":
                    refuse_same_name(after, others, new=False)
                return value

            self.desk.ask_text(Message(field_label(name)), begun, made,
                               lambda text: self._set(name, read(name, text)))  # fmt: skip

    def _rename(self, text: str) -> None:
        old, new = self.key, key_in(text)

        def done() -> None:
            self.key = new

        self.desk.make(lambda book, _: stage_edits.renamed(book, {old: new}), done)

    def _set(self, name: str, value: Stored | None) -> None:
        key = self.key
        self.desk.make(lambda book, _: stage_edits.changed(book, key, {name: value}))

    def _ask_task(self, begun: str, old: str | None) -> None:
        """A new task, or another wording of one."""

        def taken(text: str) -> None:
            if not text.strip():
                return
            if old is None:
                self._tasks(lambda tasks: [*tasks, text])
            else:
                self._tasks(lambda tasks: [text if task == old else task for task in tasks], old)

        self.desk.ask_text(say("task"), begun, lambda text: listed([text]), taken)

    def _tasks(self, change: Callable[[list[str]], list[str]], must: str | None = None) -> None:
        """Change the list as the book has it; `must` is the task that it is about."""
        key = self.key

        def rule(book: Book, _: Room) -> Change:
            stage = stage_by_key(key, stages_of(book))
            tasks = list(stage.tasks) if stage is not None else []
            if must is not None and must not in tasks:
                raise Refused(say("Somebody else took this task out a moment ago."))
            return stage_edits.changed(book, key, {"tasks": listed(change(tasks))})

        self.desk.make(rule)

    def _toggle(self, criterion: str, *, on: bool | None = None) -> None:
        """Ask for a criterion, or no more."""
        key = self.key

        def rule(book: Book, _: Room) -> Change:
            stage = stage_by_key(key, stages_of(book))
            has = stage.exit_criteria if stage is not None else ()
            wanted = criterion not in has if on is None else on
            rest = tuple(one for one in has if one != criterion)
            after = (
                (*has, criterion) if wanted and criterion not in has else has if wanted else rest
            )
            return stage_edits.changed(book, key, {"exit_criteria": listed(after)})

        self.desk.make(rule)


def _heading(part: str, title: Message) -> Row:
    return Row("heading", "", part, Entry(title, heading=True))
