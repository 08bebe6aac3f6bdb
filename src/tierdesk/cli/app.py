"""The headless front door: words to a command, the outcome to stdout, failures to an exit code.

click splits the words and completes them in the shell; every sentence is ours, so that it is
in the reader's language. Never imports the screen but for the one call that opens it.
"""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from tierdesk.cli.help import GLOBAL, option_name, overview, page
from tierdesk.cli.streams import talk, write_lines
from tierdesk.commands.registry import COMMANDS, find
from tierdesk.commands.spec import Command, Outcome, Param
from tierdesk.errors import EXIT_DONE, EXIT_UNREACHABLE, EXIT_USAGE, TierdeskError, system_reason
from tierdesk.i18n.catalog import LANGUAGES, Catalog, language_of
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tierdesk.cli.session import Session

Complete = Callable[[click.Context, click.Parameter, str], list["CompletionItem"]]
Completer = Callable[[str], Complete | None]


def _nothing(what: str) -> None:
    """Completes nothing: only a shell that asks needs the real one."""


def main(words: Sequence[str] | None = None) -> None:
    """Run and leave with the exit code."""
    gc.disable()  # a command lives for a moment: collecting would only cost time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    status = run(sys.argv[1:] if words is None else list(words), os.environ)
    os._exit(status)  # taking a book of 10,000 customers apart again would cost a tenth of a second


def run(words: list[str], environment: Mapping[str, str]) -> int:
    """One call of the program; returns the exit code."""
    fallback = Catalog(_language(words, environment))
    try:
        status = _guarded(words, environment, fallback)
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    return status


def _guarded(words: list[str], environment: Mapping[str, str], fallback: Catalog) -> int:
    """Dispatch with every expected failure turned into a sentence and a code."""
    try:
        if environment.get("_TIERDESK_COMPLETE"):
            from tierdesk.cli.completion import answer

            return answer(environment["_TIERDESK_COMPLETE"])
        return _dispatch(words, environment, fallback)
    except TierdeskError as failure:
        talk(failure.message, fallback)
        return failure.exit_code
    except click.ClickException as failure:
        talk(_sentence(failure), fallback)
        return EXIT_USAGE
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        talk(say("Stopped; nothing that was not confirmed has been changed."), fallback)
        return 130
    except OSError as failure:
        talk(_refusal(failure), fallback)
        return EXIT_UNREACHABLE


def _dispatch(words: list[str], environment: Mapping[str, str], catalog: Catalog) -> int:
    with _root({}).make_context("tierdesk", words) as context:
        flags = dict(context.params)
        rest = [*context._protected_args, *context.args]
        if flags.get("version"):
            from tierdesk import __version__

            write_lines([f"tierdesk {__version__}"])
            return EXIT_DONE
        if not rest or flags.get("help"):
            write_lines([overview(COMMANDS, catalog)])
            return EXIT_DONE
        command = find(rest[0])
        if "--help" in rest:
            write_lines([page(command, catalog)])
            return EXIT_DONE
    with _click_command(command).make_context(command.name, rest[1:]) as inner:
        flags |= {k: v for k, v in inner.params.items() if k in _GLOBAL_NAMES and v}
        values = {k: v for k, v in inner.params.items() if k not in _GLOBAL_NAMES}
        return _perform(command, values, flags, environment)


def _perform(
    command: Command,
    values: Mapping[str, object],
    flags: Mapping[str, object],
    environment: Mapping[str, str],
) -> int:
    from tierdesk.cli.session import Session
    from tierdesk.commands.doing.permission import must_write

    session = Session(flags, environment, writes=command.changes)
    _ENDED[:] = [session]
    try:
        if command.changes and not values.get("dry_run"):
            must_write(session)
        outcome = command.run(session, values)
        _show(command, outcome, session, flags, plain=values.get("plain") is True)
        sys.stdout.flush()
    except TierdeskError as failure:
        talk(failure.message, session.catalog)
        return failure.exit_code
    finally:
        session.close()
    return outcome.exit_code


def _show(
    command: Command,
    outcome: Outcome,
    session: "Session",
    flags: Mapping[str, object],
    *,
    plain: bool,
) -> None:
    if outcome.raw:
        sys.stdout.write(outcome.raw)
    elif flags.get("json") and outcome.document:
        write_lines([session.written(outcome.document)])
    elif outcome.document or outcome.said:
        from tierdesk.cli.views import lines_of

        write_lines(lines_of(command, outcome, session.catalog, plain=plain))
    for message in outcome.talk:
        talk(message, session.catalog)


def group() -> click.Group:
    """The whole command line as click sees it; shell completion walks it."""
    from tierdesk.cli.completion import completer

    return _root({c.name: _click_command(c, completer) for c in COMMANDS}, completer)


def _root(commands: Mapping[str, click.Command], complete: Completer = _nothing) -> click.Group:
    return _Root(
        "tierdesk", commands=dict(commands), params=[_click_param(p, complete) for p in GLOBAL],
        invoke_without_command=True, add_help_option=False,
    )  # fmt: skip


class _Root(click.Group):
    """Options before the command; the rest stays unread until the command is known."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_interspersed_args = False
        return super().parse_args(ctx, args)


def _click_command(command: Command, complete: Completer = _nothing) -> click.Command:
    params = [_click_param(p, complete) for p in command.params]
    taken = {p.name for p in command.params} | {"version"}
    params += [_click_param(p, complete) for p in GLOBAL if p.name not in taken]
    return click.Command(command.name, params=params, add_help_option=False)


def _click_param(param: Param, completer: Completer) -> click.Parameter:
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


_ENDED: list[object] = []
"""The last session stays referenced: the process ends at once, and taking a book of 10,000 customers
apart before that would cost a twentieth of a second."""

_GLOBAL_NAMES = frozenset(param.name for param in GLOBAL)


def _language(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of a sentence that must be said before the words are understood."""
    for word, following in zip(words, [*words[1:], ""], strict=False):
        chosen = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and chosen in LANGUAGES:
            return chosen
    chosen = environment.get("TIERDESK_LANG", "")
    return chosen if chosen in LANGUAGES else language_of(environment)


def _sentence(failure: click.ClickException) -> Message:
    if isinstance(failure, click.NoSuchOption):
        return say("There is no option %(option)s here; see --help.", option=failure.option_name)
    if isinstance(failure, click.MissingParameter) and failure.param is not None:
        return say("%(what)s is missing; see --help.", what=_shown(failure.param))
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


def _shown(param: click.Parameter) -> object:
    """How a person writes this parameter."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return Message(param.metavar) if param.metavar else str(param.name).upper()


def _refusal(failure: OSError) -> Message:
    if failure.filename is None:
        return say("The system refused: %(why)s.", why=system_reason(failure))
    return say("The system refused %(file)s: %(why)s.", file=str(failure.filename),
               why=system_reason(failure))  # fmt: skip
