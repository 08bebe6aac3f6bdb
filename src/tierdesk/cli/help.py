"""The overview of the program, and the options that it takes before or after any command."""

from collections.abc import Sequence

from tierdesk.cli.options import GLOBAL
from tierdesk.commands.shown.help import OPTIONS, columns, usage_line, written
from tierdesk.commands.spec import Command
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import N_

_COMMAND = N_("COMMAND")
_PURPOSE = N_("Grades customers, explains why, and says whom to contact today.")


def overview(commands: Sequence[Command], catalog: Catalog) -> str:
    """The page of `tierdesk --help`."""
    lines = [
        usage_line(f"tierdesk [{catalog(OPTIONS)}] {catalog(_COMMAND)} …", catalog),
        "",
        catalog(_PURPOSE),
        "",
        catalog(N_("Commands:")),
        *columns((command.name, catalog(command.title)) for command in commands),
        "",
        catalog(N_("Options (before or after the command):")),
        *columns((written(param, catalog), catalog(param.help)) for param in GLOBAL),
    ]
    return "\n".join(lines)
