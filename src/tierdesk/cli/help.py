"""The help pages, made from the registry in the reader's language."""

from collections.abc import Iterable, Sequence

from tierdesk.commands.spec import Command, Param
from tierdesk.i18n.catalog import LANGUAGES, Catalog
from tierdesk.i18n.message import N_, say
from tierdesk.terminal.cells import fit, width

GLOBAL = (
    Param("data", N_("the book: path of the data file"), metavar=N_("PATH"), complete="file"),
    Param("lang", N_("language"), choices=LANGUAGES),
    Param("now", N_("pretend that it is this time (ISO 8601)"), metavar=N_("TIME")),
    Param("read_only", N_("open the book without the right to change it"), "flag"),
    Param("json", N_("print one JSON document instead of text"), "flag"),
    Param("help", N_("show this page and leave"), "flag"),
    Param("version", N_("show the version and leave"), "flag"),
)
_OPTIONS, _COMMAND = N_("OPTIONS"), N_("COMMAND")
_PURPOSE = N_("Grades customers, explains why, and says whom to contact today.")


def overview(commands: Sequence[Command], catalog: Catalog) -> str:
    """The page of `tierdesk --help`."""
    lines = [
        _usage(f"tierdesk [{catalog(_OPTIONS)}] {catalog(_COMMAND)} …", catalog),
        "",
        catalog(_PURPOSE),
        "",
        catalog(N_("Commands:")),
        *_table((command.name, catalog(command.title)) for command in commands),
        "",
        catalog(N_("Options (before or after the command):")),
        *_table((_written(param, catalog), catalog(param.help)) for param in GLOBAL),
    ]
    return "\n".join(lines)


def page(command: Command, catalog: Catalog) -> str:
    """The page of `tierdesk COMMAND --help`."""
    lines = [_usage(usage(command, catalog), catalog), "", catalog(command.title)]
    if command.help:
        lines += ["", catalog(command.help)]
    arguments = [p for p in command.params if p.kind == "argument"]
    options = [p for p in command.params if p.kind != "argument"]
    for title, params in ((N_("Arguments:"), arguments), (N_("Options:"), options)):
        if params:
            lines += ["", catalog(title)]
            lines += _table((_written(param, catalog), catalog(param.help)) for param in params)
    return "\n".join(lines)


def usage(command: Command, catalog: Catalog) -> str:
    """The line that shows how a command is written."""
    words = ["tierdesk", command.name]
    for param in command.params:
        if param.kind == "argument":
            word = _metavar(param, catalog) + ("…" if param.many else "")
            words.append(word if param.required else f"[{word}]")
    if any(param.kind != "argument" for param in command.params):
        words.append(f"[{catalog(_OPTIONS)}]")
    return " ".join(words)


def _usage(words: str, catalog: Catalog) -> str:
    return catalog.text(say("Usage: %(words)s", words=words))


def option_name(param: Param) -> str:
    """How an option is written: `read_only` is `--read-only`."""
    return "--" + param.name.rstrip("_").replace("_", "-")


def _metavar(param: Param, catalog: Catalog) -> str:
    return "|".join(param.choices) or catalog(param.metavar) or param.name.upper()


def _written(param: Param, catalog: Catalog) -> str:
    if param.kind == "argument":
        return _metavar(param, catalog)
    if param.kind == "flag":
        return option_name(param)
    return f"{option_name(param)} {_metavar(param, catalog)}"


def _table(rows: Iterable[tuple[str, str]]) -> list[str]:
    rows = list(rows)
    wide = max(width(left) for left, _ in rows)
    return [f"  {fit(left, wide)}  {right}" for left, right in rows]
