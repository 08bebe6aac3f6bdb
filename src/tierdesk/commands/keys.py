"""All keys and what they do, with what the user's keymap changes."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("check", N_("name everything that is wrong in the keymap; exit code 1 where there is"), "flag"),
)  # fmt: skip
_HELP = N_(
    'Keys are changed in the file keys.toml, an action a line: "touch.log" = ["L", "f5"]. A key is '
    "written as its sign or letter, or as one of: enter, escape, space, tab, up, down, left, right, "
    "home, end, pageup, pagedown, insert, delete, backspace, f1 to f12, ctrl+x, alt+x, shift+up."
)

COMMAND = Command("app.keys", "keys", N_("all keys, and check your own"), doing("keys"),
                  help=_HELP, params=_PARAMS)  # fmt: skip
