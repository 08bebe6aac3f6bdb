"""Put a backup in the place of the book; the present book is set aside, never deleted."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("file", N_("the backup"), "argument", required=True, metavar=N_("FILE"), complete="file"),
)

COMMAND = Command("store.restore", "restore", N_("put a backup in the place of the book"), doing("restore"),
                  params=_PARAMS)  # fmt: skip
