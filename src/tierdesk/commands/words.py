"""Words to a command and its values, the same from a shell and from the `:` line of the screen.

click splits and checks the words; every sentence is ours, so that it is in the reader's
language, and a failure is a TierdeskError. It must not know who asks.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from tierdesk.commands.registry import COMMANDS, find
from tierdesk.commands.shown.help import option_name
from tierdesk.commands.spec import Command, Front, Param, Values
from tierdesk.errors import TierdeskError, Usage
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]
Completer = Callable[[str], Complete | None]
_MOST = 50
_MARKS = str.maketrans("“”„‟＂‘’＇", '"""""' + "'''")
_QUOTED = r"""\\(.)|"((?:[^"\\]|\\.)*)"|(?:(?<=[\s=:])|^)'([^']*)'"""
_PART = re.compile(_QUOTED + r"""|([^\s"\\'][^\s"\\=:']*[=:]?|')""", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DOUBLE = 2
"""Group of a text in double marks, in which a backslash takes the meaning from the next sign."""
_FIGURE = re.compile(r"-[.,]?\d")
_KEPT = "\0"
"""Before a word that click would take for an option; no shell and no line of the screen can give one."""
_BARE = re.compile(r"""[^\s"'\\“”„‟＂‘’＇]+""")


class Parsed(NamedTuple):
    """A command with what was given to its parameters; those not given are None or ()."""

    command: Command
    values: Values


def split(line: str) -> list[str]:
    """The words of a line as a shell would part them: quotation marks hold words together, the
    curly and full-width ones of an input method too; an apostrophe inside a word is a letter.
    Raises Usage for a mark left open."""
    plain = line.translate(_MARKS)
    words: list[str] = []
    at, apart = 0, True
    while at < len(plain):
        if plain[at].isspace():
            at, apart = at + 1, True
            continue
        part = _PART.match(plain, at)
        if part is None or (part[0] == "'" and _opens(plain, at)):
            raise Usage(say("A quotation mark or a backslash at the end is left open; close it."))
        group = part.lastindex or 0
        text = line[part.start(group) : part.end(group)]
        text = _ESCAPED.sub(r"\1", text) if group == _DOUBLE else text
        if apart:
            words.append("")
        words[-1] += text
        at, apart = part.end(), False
    return words


def _opens(plain: str, at: int) -> bool:
    """Whether a single mark stands where a quotation begins."""
    return at == 0 or plain[at - 1].isspace() or plain[at - 1] in "=:"


def quoted(word: str) -> str:
    """The word as it must stand on the line to be read as one."""
    if _BARE.fullmatch(word):
        return word
    return '"' + re.sub(r'(["\\“”„‟＂])', r"\\\1", word) + '"'


def parse(words: Sequence[str], extra: Sequence[Param] = ()) -> Parsed:
    """The command and its values; `extra` are options of the front door itself. Raises Usage,
    whatever is wrong."""
    if not words:
        raise Usage(say("No command was given; see --help."))
    command = find(words[0].removeprefix(":").removeprefix("："))
    try:
        values = arguments(command, list(words[1:]), extra)
    except click.ClickException as failure:
        raise Usage(sentence_of(failure)) from None
    return Parsed(command, values)


def arguments(command: Command, words: list[str], extra: Sequence[Param] = ()) -> dict[str, object]:
    """What the words behind a command's name say; `extra` are options of the front door itself. A word
    like -5k is an amount, not an option. Raises click's exceptions (`sentence_of` says them)."""
    kept = [_KEPT + word if _FIGURE.match(word) else word for word in words]
    with click_command(command, extra).make_context(command.name, kept) as context:
        return {name: _given(value) for name, value in context.params.items()}


def _given(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_given(one) for one in value)
    return value.removeprefix(_KEPT) if isinstance(value, str) else value


def nothing(what: str) -> None:
    """Completes nothing: only a shell that asks needs the real one."""


def click_command(
    command: Command, extra: Sequence[Param] = (), completer: Completer = nothing
) -> click.Command:
    """A command as click sees it."""
    taken = {p.name for p in command.params} | {"version"}
    params = [*command.params, *(p for p in extra if p.name not in taken)]
    return click.Command(
        command.name, params=[click_param(p, completer) for p in params], add_help_option=False
    )


def click_param(param: Param, completer: Completer = nothing) -> click.Parameter:
    """A parameter as click sees it."""
    kind: click.ParamType[object] | None = click.Choice(param.choices) if param.choices else None
    complete = completer(param.complete)
    if param.kind == "argument":
        return click.Argument(
            [param.name], required=param.required, nargs=-1 if param.many else 1, type=kind,
            shell_complete=complete, metavar=param.metavar or None,
        )  # fmt: skip
    return click.Option(
        [option_name(param), param.name], is_flag=param.kind == "flag", type=kind,
        default=None,
        multiple=param.many, shell_complete=complete, help=param.help,
    )  # fmt: skip


def sentence_of(failure: click.ClickException) -> Message:
    """What is wrong with the words, in ours."""
    if isinstance(failure, click.NoSuchOption):
        return say("There is no option %(option)s here; see --help.", option=failure.option_name)
    if isinstance(failure, click.MissingParameter) and failure.param is not None:
        return missing(_shown(failure.param))
    if isinstance(failure, click.BadParameter) and failure.param is not None:
        kind = failure.param.type
        choices = list(kind.choices) if isinstance(kind, click.Choice) else []
        if choices:
            return say(
                "%(what)s must be one of %(choices)s.", what=_shown(failure.param), choices=choices
            )
    if isinstance(failure, click.BadOptionUsage):
        return say("The option %(option)s wants a value; see --help.", option=failure.option_name)
    if isinstance(failure, click.BadParameter) and failure.param is not None:
        return say("%(what)s cannot be used like this; see --help.", what=_shown(failure.param))
    if isinstance(failure, click.UsageError) and failure.ctx is not None:
        return say("There are more words than %(command)s takes; put a text in quotation marks.",
                   command=str(failure.ctx.info_name))  # fmt: skip
    return say("These words are not understood; see --help.")


def missing(what: object) -> Message:
    """A parameter that has to be there is not."""
    return say("%(what)s is missing; see --help.", what=what)


def _shown(param: click.Parameter) -> object:
    """How a person writes this parameter."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return Message(param.metavar) if param.metavar else str(param.name).upper()


def complete(words: Sequence[str], front: Front, extra: Sequence[Param] = ()) -> list[str]:
    """What may stand in the place of the last word (a new one where that is ""), each as it must
    be typed, quotation marks included. Nothing where that cannot be told."""
    *before, begun = words or [""]
    if not before:
        begun = begun.removeprefix(":").removeprefix("：")
        return [command.name for command in COMMANDS if command.name.startswith(begun)]
    try:
        found = _offered(find(before[0]), before[1:], begun, front, extra)
    except TierdeskError:
        return []
    return [quoted(word) for word in dict.fromkeys(found)][:_MOST]


def _offered(
    command: Command, before: Sequence[str], begun: str, front: Front, extra: Sequence[Param]
) -> list[str]:
    params = (*command.params, *extra)
    options = {option_name(p): p for p in params if p.kind != "argument"}
    if before and before[-1] in options and options[before[-1]].kind == "option":
        return _values(options[before[-1]], begun, front)
    if begun.startswith("-"):
        free = [name for name, p in options.items() if p.many or name not in before]
        return [name for name in free if name.startswith(begun)]
    place = _place(before, options)
    return [
        word
        for param in _at(place, [p for p in command.params if p.kind == "argument"])
        for word in _values(param, begun, front)
    ]


def _place(before: Sequence[str], options: dict[str, Param]) -> int:
    """Which argument comes next: how many words are neither options nor their values."""
    count, value = 0, False
    for word in before:
        if value or word.startswith("--"):
            taken = options.get(word) if not value else None
            value = taken is not None and taken.kind == "option"
        else:
            count += 1
    return count


def _at(place: int, arguments: Sequence[Param]) -> list[Param]:
    """The arguments that a word at this place may belong to; behind one that takes many it may
    be that one or any of those that follow."""
    many = next((i for i, p in enumerate(arguments) if p.many), len(arguments))
    if place < many:
        return list(arguments[place : place + 1])
    return [*arguments[many + 1 : place + 1], *arguments[many : many + 1]]


def _values(param: Param, begun: str, front: Front) -> list[str]:
    if param.choices:
        return [choice for choice in param.choices if choice.startswith(begun)]
    from tierdesk.commands.candidates import candidates

    return [word for word, _ in candidates(param.complete, begun, lambda: front.desk.book)]
