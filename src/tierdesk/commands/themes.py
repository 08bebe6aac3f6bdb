"""The themes of the screen: the shipped ones and the user's, and what is wrong with them."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("check", N_("name everything that is wrong in your themes; exit code 1 where there is"), "flag"),
)  # fmt: skip

COMMAND = Command("app.themes", "themes", N_("the themes of the screen, and check your own"),
                  doing("themes"), params=_PARAMS)  # fmt: skip
