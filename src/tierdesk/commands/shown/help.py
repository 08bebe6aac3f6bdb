"""The help page of a command, made from the registry in the reader's language."""

from collections.abc import Iterable

from tierdesk.commands.spec import Command, Param
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_, say
from tierdesk.terminal.cells import fit, width

OPTIONS = N_("OPTIONS")


def page(command: Command, catalog: Catalog) -> str:
    """The page of `tierdesk COMMAND --help`."""
    lines = [usage_line(usage(command, catalog), catalog), "", catalog(command.title)]
    if command.help:
        lines += ["", catalog(command.help)]
    arguments = [p for p in command.params if p.kind == "argument"]
    options = [p for p in command.params if p.kind != "argument"]
    for title, params in ((N_("Arguments:"), arguments), (N_("Options:"), options)):
        if params:
            lines += ["", catalog(title)]
            lines += columns((written(param, catalog), catalog(param.help)) for param in params)
    return "\n".join(lines)


def usage(command: Command, catalog: Catalog) -> str:
    """How a command is written: `tierdesk log CUSTOMER [TEXT…] [OPTIONS]`."""
    words = ["tierdesk", command.name]
    for param in command.params:
        if param.kind == "argument":
            word = _metavar(param, catalog) + ("…" if param.many else "")
            words.append(word if param.required else f"[{word}]")
    if any(param.kind != "argument" for param in command.params):
        words.append(f"[{catalog(OPTIONS)}]")
    return " ".join(words)


def usage_line(words: str, catalog: Catalog) -> str:
    """The first line of a page."""
    return catalog.text(say("Usage: %(words)s", words=words))


def option_name(param: Param) -> str:
    """How an option is written: `read_only` is `--read-only`."""
    return "--" + param.name.rstrip("_").replace("_", "-")


def written(param: Param, catalog: Catalog) -> str:
    """How a parameter stands on its page."""
    if param.kind == "argument":
        return _metavar(param, catalog)
    if param.kind == "flag":
        return option_name(param)
    return f"{option_name(param)} {_metavar(param, catalog)}"


def columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Two columns in cells, the left one as wide as its widest word."""
    rows = list(rows)
    wide = max(width(left) for left, _ in rows)
    return [f"  {fit(left, wide)}  {right}" for left, right in rows]


def _metavar(param: Param, catalog: Catalog) -> str:
    return "|".join(param.choices) or catalog(param.metavar) or param.name.upper()
