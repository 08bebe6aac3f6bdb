"""A copy of the book of one moment, complete in one file that opens by itself."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("file", N_("where to; a dated name beside the book when left out"), "argument",
          metavar=N_("FILE"), complete="file"),
    Param("force", N_("replace a file that is there already"), "flag"),
)  # fmt: skip

COMMAND = Command(
    "store.backup", "backup", N_("copy the book to a file"), doing("backup"), params=_PARAMS
)
