"""What the shell offers after a tab: customers, stages and fields beside click's own words.

A completion that cannot be worked out offers nothing: a shell's prompt is no place for errors.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, get_completion_class

from tierdesk.errors import TierdeskError

if TYPE_CHECKING:
    from tierdesk.domain.book import Book

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
_MOST = 50
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
    words = {"customer": _customers, "stage": _stages, "field": _fields}.get(what)
    if words is None:
        return None

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        flags = dict(context.parent.params) if context.parent else {}
        try:
            return [CompletionItem(_typed(w), help=h) for w, h in words(flags, begun)][:_MOST]
        except (TierdeskError, OSError):
            return []

    return complete


def _typed(word: str) -> str:
    """The word as it must stand on the line; bash inserts what it is given as it is."""
    if not os.environ.get("_TIERDESK_COMPLETE", "").startswith("bash"):
        return word
    return re.sub(r"([^\w=.@%+/:,-])", r"\\\1", word)


def _customers(flags: dict[str, object], begun: str) -> Iterable[tuple[str, str]]:
    from tierdesk.domain.document import text
    from tierdesk.terminal.clean import clean

    folded = begun.casefold()
    with _book(flags) as book:
        for customer_id, doc in book.rows("customers"):
            name = clean(text(doc, "name"))
            if str(customer_id).startswith(begun):
                yield str(customer_id), name
            elif name.casefold().startswith(folded):
                yield name, str(customer_id)


@contextmanager
def _book(flags: dict[str, object]) -> "Iterator[Book]":
    from tierdesk.cli.session import Session

    session = Session({**flags, "read_only": True}, os.environ)
    try:
        yield session.desk.book
    finally:
        session.close()


def _stages(flags: dict[str, object], begun: str) -> Iterable[tuple[str, str]]:
    from tierdesk.pipeline.stages import stages_of

    with _book(flags) as book:
        keys = [stage.key for stage in stages_of(book)]
    return ((key, key) for key in keys if key.startswith(begun))


def _fields(flags: dict[str, object], begun: str) -> Iterable[tuple[str, str]]:
    from tierdesk.commands.doing.assignments import typed

    return ((f"{name}=", name) for name in [*typed(), "tier", "parked"] if name.startswith(begun))
