"""What the shell offers after a tab: customers, stages and fields beside click's own words.

A completion that cannot be worked out offers nothing: a shell's prompt is no place for errors.
"""

import os
import re
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, get_completion_class

from tierdesk.commands.candidates import candidates
from tierdesk.commands.registry import find
from tierdesk.commands.words import Complete
from tierdesk.errors import TierdeskError

if TYPE_CHECKING:
    from tierdesk.domain.book import Book

_BASH_NO_BLANK = 'COMPREPLY+=("$value"); [[ $value == *= ]] && compopt -o nospace'


def script(shell: str) -> str:
    """The text that a shell sources; it asks this program for the words."""
    from tierdesk.cli.app import group

    kind = get_completion_class(shell)
    if kind is None:
        return ""
    source = kind(group(), {}, "tierdesk", "_TIERDESK_COMPLETE").source()
    # a field's name is not the end of its word: no blank behind the equals sign
    return source.replace("COMPREPLY+=($value)", _BASH_NO_BLANK) + "\n"


def answer(instruction: str) -> int:
    """Answer a shell that asks through its environment; click's protocol."""
    from tierdesk.cli.app import group

    shell, _, _ = instruction.partition("_")
    kind = get_completion_class(shell)
    if kind is None:
        return 1
    click.echo(kind(group(), {}, "tierdesk", "_TIERDESK_COMPLETE").complete())
    return 0


def completer(what: str) -> Complete | None:
    """The function that click calls for a parameter, None where its own words will do."""
    if what == "file":
        return lambda *asked: [CompletionItem(asked[-1], type="file")]
    if not what:
        return None

    def complete(
        context: click.Context, param: click.Parameter, begun: str
    ) -> list[CompletionItem]:
        flags = dict(context.parent.params) if context.parent else {}
        asked = _Books(flags)
        try:
            found = [
                c
                for kind in (what, *_behind(context, param))
                for c in candidates(kind, begun, asked)
            ]
            return [CompletionItem(_typed(word), help=meaning) for word, meaning in found]
        except (TierdeskError, OSError):
            return []
        finally:
            asked.close()

    return complete


def _behind(context: click.Context, param: click.Parameter) -> list[str]:
    """What the arguments behind one that takes many want: a word may be theirs already, which
    click does not see."""
    if param.nargs != -1 or not context.command.name:
        return []
    arguments = [p for p in find(context.command.name).params if p.kind == "argument"]
    place = next((i for i, p in enumerate(arguments) if p.name == param.name), len(arguments))
    return [p.complete for p in arguments[place + 1 :]]


def _typed(word: str) -> str:
    """The word as it must stand on the line; bash inserts what it is given as it is."""
    if not os.environ.get("_TIERDESK_COMPLETE", "").startswith("bash"):
        return word
    return re.sub(r"([^\w=.@%+/:,-])", r"\\\1", word)


class _Books:
    """The book that is meant, opened to be read when it is asked for."""

    def __init__(self, flags: dict[str, object]) -> None:
        from tierdesk.cli.session import Session

        self._session = Session({**flags, "read_only": True}, os.environ)

    def __call__(self) -> "Book":
        return self._session.desk.book

    def close(self) -> None:
        self._session.close()
