"""The `:` line: every command of the registry, with the words of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.errors import Refused, TierdeskError
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines.line import Line, Paper, Span, shown
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.commands.spec import Command, Outcome, Values
    from tierdesk.desk.room import Room
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.importing import Looked
    from tierdesk.ui.places.output import Output
    from tierdesk.ui.places.preview import Preview
    from tierdesk.ui.shell import Shell

_FEW = 1
"""Lines that still fit the status line."""
_MOST_KEPT = 100
_LEAVE = frozenset(("q", "quit", "q!", "wq", "x", "exit"))
"""What fingers type to leave an editor."""
_OF_A_SHELL = frozenset(("restore", "completion"))
"""Commands that put another book under an open desk, or are of use to a shell alone."""


class Ran(NamedTuple):
    """A command with what came of it; `help_` when only its page was asked for, `as_json` when its
    document was, `looked` when a file is to be looked at before it is imported."""

    command: Command
    outcome: Outcome
    help_: bool = False
    as_json: bool = False
    looked: Looked | None = None


class CommandLine:
    """The `:` line of a desk; it remembers what was typed into it."""

    def __init__(self, app: TierdeskApp, shell: Shell) -> None:
        self._app, self._shell = app, shell
        self._kept: list[str] = []
        self._answered = ""
        self._words: list[str] = []
        self._usage: Line = ()
        self._running = False

    def ask(self, begun: str = "") -> None:
        """Begin, perhaps with the command."""
        question = Question(
            (Span(" :", "key"),), begun, meaning=lambda _: self._usage, complete=self._complete,
            lively=True, earlier=tuple(self._kept),
        )  # fmt: skip
        self._running = False
        self._shell.ask(question, self._entered, left=self._keep, typed=self._typed)
        self._typed(begun)

    def _keep(self, text: str) -> None:
        """Up brings it back, also what was left with esc."""
        if text.strip():
            self._kept = [*(line for line in self._kept if line != text), text][-_MOST_KEPT:]

    def _typed(self, text: str) -> None:
        """Fetch what tab would write, and how the command is written."""

        def fetch(room: Room) -> tuple[str, list[str], str]:
            return (text, *_continued(text, room, self._app))

        self._shell.work("complete", fetch, self._fetched)

    def _fetched(self, answer: tuple[str, list[str], str]) -> None:
        self._answered, self._words, usage = answer
        self._usage = (Span(f" {shown(usage)} ", "dim"),) if usage else ()
        self._shell.mean()

    def _complete(self, text: str) -> list[str]:
        """Words that belong to another text would put that in the place of this one."""
        return self._words if text == self._answered else []

    def _entered(self, text: str) -> None:
        if not text.strip():
            self._shell.enough()
            return
        app, shell = self._app, self._shell
        if text.strip() in _LEAVE:
            app.leave()
            return
        if text.strip().lstrip(":：") == "import":
            self._shell.enough()
            shell.open_import()
            return
        if self._running:
            return
        self._running = True

        def answered(result: Ran | TierdeskError) -> None:
            self._running = False
            if isinstance(result, TierdeskError):
                shell.say(result.message, failed=True)
                return
            self._keep(text)
            shell.enough()
            self._show(text, result)

        shell.errands.submit(lambda room: _run(text, room, app), answered)

    def _show(self, text: str, ran: Ran) -> None:
        command, outcome = ran.command, ran.outcome
        if ran.looked is not None:
            preview: Preview = self._shell.places["preview"]  # type: ignore[assignment]
            preview.show(ran.looked)
            self._shell.lay("preview")
            return
        lines = _printed(ran, self._shell.paper())
        if len(lines) > _FEW or ran.as_json:
            place: Output = self._shell.places["output"]  # type: ignore[assignment]
            place.show(f":{text}", lambda paper: _printed(ran, paper))
            self._shell.lay("output")
        elif outcome.said or outcome.talk:
            told = (*outcome.said, *outcome.talk)[0]
            self._shell.say(told, failed=bool(outcome.exit_code))
        elif lines:
            self._shell.say(Message("%(line)s", {"line": lines[0]}))
        else:
            self._shell.say(say("%(command)s: nothing to show.", command=command.name))


def _continued(text: str, room: Room, app: TierdeskApp) -> tuple[list[str], str]:
    """Continuations of a line, and how its command is written."""
    from tierdesk.commands import words
    from tierdesk.commands.registry import find
    from tierdesk.commands.shown.help import usage
    from tierdesk.commands.spec import JSON

    try:
        begun = words.split(text)
        if not text or text.endswith(" "):
            begun = [*begun, ""]
        told = usage(find(begun[0]), app.catalog) if len(begun) > 1 else ""
        found = words.complete(begun, app.front(room.desk), (JSON,))
    except TierdeskError:
        return [], ""  # half a word is no fault yet; enter will say what is wrong
    head = text[: len(text) - len(begun[-1])]
    return [head + word for word in found], told.removeprefix("tierdesk ")


def _run(text: str, room: Room, app: TierdeskApp) -> Ran:
    """Perform a line; on the clerk's thread."""
    from tierdesk.commands import words
    from tierdesk.commands.performing import perform
    from tierdesk.commands.registry import find
    from tierdesk.commands.spec import JSON, Outcome

    parts = at_home(words.split(text))
    if "--help" in parts:
        return Ran(find(parts[0].lstrip(":：")), Outcome(), help_=True)
    command, values = words.parse(parts, (JSON,))
    _refuse_of_a_shell(command, values, text)
    if command.name == "import" and not values.get("dry_run"):
        from tierdesk.ui.importing import looked_at

        looked = looked_at(values, room, app)
        return Ran(command, looked.outcome, looked=looked)
    outcome = perform(command, values, app.front(room.desk))
    return Ran(command, outcome, as_json=bool(values.get(JSON.name) and outcome.document))


def _refuse_of_a_shell(command: Command, values: Values, text: str) -> None:
    if command.name in _OF_A_SHELL or (command.name == "check" and values.get("repair")):
        raise Refused(
            say("This cannot be done while the book is open here; leave the desk and run: "
                "tierdesk %(line)s", line=text.strip().lstrip(":："))
        )  # fmt: skip


def _printed(ran: Ran, paper: Paper) -> list[str]:
    """What the command line would print, in the language and width of now."""
    from tierdesk.commands.shown.help import page
    from tierdesk.commands.shown.outcome import lines_of

    catalog: Catalog = paper.catalog
    if ran.help_:
        return page(ran.command, catalog).splitlines()
    outcome = ran.outcome
    lines = outcome.raw.splitlines() if outcome.raw else []
    if not lines and ran.as_json:
        from tierdesk.commands.shown.as_json import json_text

        lines = [json_text(outcome.document, catalog)]
    elif not lines and (outcome.document or outcome.said):
        lines = lines_of(ran.command, outcome, catalog, room=max(20, paper.width - 2))
    return [*lines, *(catalog.text(message) for message in outcome.talk)]


def at_home(words: Sequence[str]) -> list[str]:
    """`~/` as a shell reads it."""
    return [str(Path(word).expanduser()) if word.startswith("~/") else word for word in words]
