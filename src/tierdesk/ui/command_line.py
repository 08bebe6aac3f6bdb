"""The `:` line: every command of the registry, with the words of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierdesk.errors import TierdeskError
from tierdesk.i18n.message import Message
from tierdesk.ui.lines.line import Line, Span, shown
from tierdesk.ui.widgets.question import Question

if TYPE_CHECKING:
    from tierdesk.commands.spec import Command, Outcome
    from tierdesk.desk.room import Room
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.places.output import Output
    from tierdesk.ui.shell import Shell

_FEW = 1
"""Lines that still fit the status line."""


class CommandLine:
    """One `:` line, from the first letter to the answer."""

    def __init__(self, app: TierdeskApp, shell: Shell) -> None:
        self._app, self._shell = app, shell
        self._words: list[str] = []
        self._usage: Line = ()

    def ask(self, begun: str = "") -> None:
        """Begin, perhaps with the command."""
        question = Question(
            (Span(" :", "key"),), begun, meaning=lambda _: self._usage, complete=self._complete,
            lively=True,
        )  # fmt: skip
        self._shell.ask(question, self._entered, typed=self._typed)
        self._typed(begun)

    def _typed(self, text: str) -> None:
        """Fetch what tab would write."""

        def fetch(room: Room) -> tuple[list[str], str]:
            from tierdesk.commands import words

            try:
                begun = words.split(text)
                if not text or text.endswith(" "):
                    begun = [*begun, ""]
                usage = ""
                if len(begun) > 1:
                    from tierdesk.commands.registry import find
                    from tierdesk.commands.shown.help import usage as usage_of

                    usage = usage_of(find(begun[0]), self._shell.catalog)
                found = words.complete(begun, self._app.front(room.desk))
            except TierdeskError:
                return [], ""  # half a word is no fault yet; enter will say what is wrong
            head = text[: len(text) - len(begun[-1])]
            return [head + word for word in found], usage

        self._shell.work("complete", fetch, self._fetched)

    def _fetched(self, answer: tuple[list[str], str]) -> None:
        self._words, usage = answer
        self._usage = (Span(f" {shown(usage)} ", "dim"),) if usage else ()
        if self._shell.foot.asking:
            self._shell.foot.entry.mean()

    def _complete(self, _: str) -> list[str]:
        return self._words

    def _entered(self, text: str) -> None:
        if not text.strip():
            self._shell.enough()
            return
        app, shell = self._app, self._shell

        def run(room: Room) -> tuple[Command, Outcome]:
            from tierdesk.commands import words
            from tierdesk.commands.performing import perform

            command, values = words.parse(words.split(text))
            return command, perform(command, values, app.front(room.desk))

        def answered(result: tuple[Command, Outcome] | TierdeskError) -> None:
            if isinstance(result, TierdeskError):
                shell.say(result.message, failed=True)
                return
            shell.enough()
            self._show(text, *result)

        app.clerk.submit(run, answered)

    def _show(self, text: str, command: Command, outcome: Outcome) -> None:
        from tierdesk.commands.shown.outcome import lines_of

        catalog = self._shell.catalog
        lines = outcome.raw.splitlines() if outcome.raw else []
        if not lines and (outcome.document or outcome.said):
            lines = list(lines_of(command, outcome, catalog, plain=False))
        lines += [catalog.text(message) for message in outcome.talk]
        if len(lines) <= _FEW:
            if lines:
                self._shell.say(Message("%(line)s", {"line": lines[0]}))
            return
        place: Output = self._shell.places["output"]  # type: ignore[assignment]
        place.show(text, lines)
        self._shell.lay("output")


def ask(app: TierdeskApp, shell: Shell) -> None:
    """Open the `:` line."""
    CommandLine(app, shell).ask()
