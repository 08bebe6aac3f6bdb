"""Is the book whole? Checksums, chains, every document against its record, every reference."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param(
        "repair", N_("mend a damaged journal: keep all that is whole, set the rest aside"), "flag"
    ),
)

COMMAND = Command("store.check", "check", N_("is the book whole?"), doing("check"), params=_PARAMS)
