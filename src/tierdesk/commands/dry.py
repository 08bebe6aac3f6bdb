"""The option of verbs that change what the book itself is made of."""

from tierdesk.commands.spec import Param
from tierdesk.i18n.message import N_

DRY_RUN = Param("dry_run", N_("tell what would change, and change nothing"), "flag")
