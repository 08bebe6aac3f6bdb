"""What is wrong with the data of the book, and the repairs that can be proposed."""

from tierdesk.commands.dry import DRY_RUN
from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

WHAT = ("all", "duplicates", "missing", "stale", "faults", "health", "repair")
KINDS = ("phone", "email", "date", "mojibake", "gloss", "lost")
"""What a fault is, see `quality.faults`."""

_HELP = N_(
    "duplicates: customers that are probably one, with the reasons; missing: what is not known, by its "
    "weight in the score; stale: whom nobody looked at for long; faults: numbers, addresses, days and "
    "texts that are wrong, with a repair; health: all of it by tier; repair: makes the proposed repairs."
)
_PARAMS = (
    Param("what", N_("what to look at, or repair"), "argument", metavar=N_("WHAT"), choices=WHAT),
    Param("kind", N_("only faults of this kind; may be repeated"), metavar=N_("KIND"), many=True,
          choices=KINDS),
    Param("days", N_("days after which what is known is stale (180)"), metavar=N_("DAYS")),
    Param("limit", N_("show at most so many"), metavar=N_("NUMBER")),
    DRY_RUN,
)  # fmt: skip

COMMAND = Command("book.repair", "clean", N_("what is wrong with the data, and its repair"), doing("clean"),
                  help=_HELP, params=_PARAMS, changes=True, reading=("", *WHAT[:-1]))  # fmt: skip
