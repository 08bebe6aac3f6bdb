"""The headless front door: words to a command, the outcome to stdout, failures to an exit code.

`commands.words` reads the words of a command; the options before it are read here. Never imports
the screen but for the one call that opens it.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from tierdesk.cli.help import overview
from tierdesk.cli.options import GLOBAL
from tierdesk.cli.streams import talk, write_lines
from tierdesk.commands.performing import perform
from tierdesk.commands.registry import COMMANDS, find
from tierdesk.commands.shown.help import page
from tierdesk.commands.spec import Command, Outcome
from tierdesk.commands.words import (
    Completer,
    arguments,
    click_command,
    click_param,
    nothing,
    sentence_of,
)
from tierdesk.errors import EXIT_DONE, EXIT_UNREACHABLE, EXIT_USAGE, TierdeskError, system_reason
from tierdesk.i18n.catalog import LANGUAGES, Catalog, language_of
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from tierdesk.cli.session import Session


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
        talk(sentence_of(failure), fallback)
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
        if flags.get("help"):
            write_lines([overview(COMMANDS, catalog)])
            return EXIT_DONE
        if not rest:
            return _open_screen(flags, environment)
        command = find(rest[0])
        if "--help" in rest:
            write_lines([page(command, catalog)])
            return EXIT_DONE
    given = arguments(command, rest[1:], GLOBAL)
    ours = _GLOBAL_NAMES - {param.name for param in command.params}
    flags |= {k: v for k, v in given.items() if k in ours and v}
    values = {k: v for k, v in given.items() if k not in ours}
    if command.name == "demo":
        return _open_screen(flags, environment, demo=True)
    return _perform(command, values, flags, environment)


def _open_screen(
    flags: Mapping[str, object], environment: Mapping[str, str], *, demo: bool = False
) -> int:
    from tierdesk.cli.screen import open_screen

    return open_screen(flags, environment, demo=demo)


def _perform(
    command: Command,
    values: Mapping[str, object],
    flags: Mapping[str, object],
    environment: Mapping[str, str],
) -> int:
    from tierdesk.cli.session import Session

    session = Session(flags, environment, writes=command.changes)
    _ENDED[:] = [session]
    try:
        with session.meter:
            outcome = perform(command, values, session)
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
        from tierdesk.commands.shown.outcome import lines_of

        write_lines(lines_of(command, outcome, session.catalog, plain=plain))
    for message in outcome.talk:
        talk(message, session.catalog)


def group() -> click.Group:
    """The whole command line as click sees it; shell completion walks it."""
    from tierdesk.cli.completion import completer

    return _root({c.name: click_command(c, GLOBAL, completer) for c in COMMANDS}, completer)


def _root(commands: Mapping[str, click.Command], complete: Completer = nothing) -> click.Group:
    return _Root(
        "tierdesk", commands=dict(commands), params=[click_param(p, complete) for p in GLOBAL],
        invoke_without_command=True, add_help_option=False,
    )  # fmt: skip


class _Root(click.Group):
    """Options before the command; the rest stays unread until the command is known."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_interspersed_args = False
        return super().parse_args(ctx, args)


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


def _refusal(failure: OSError) -> Message:
    if failure.filename is None:
        return say("The system refused: %(why)s.", why=system_reason(failure))
    return say("The system refused %(file)s: %(why)s.", file=str(failure.filename),
               why=system_reason(failure))  # fmt: skip
