"""The options that the program takes before or after any command, as data; importing it is cheap."""

from tierdesk.commands.spec import JSON, Param
from tierdesk.i18n.catalog import LANGUAGES
from tierdesk.i18n.message import N_

GLOBAL = (
    Param("data", N_("the book: path of the data file"), metavar=N_("PATH"), complete="file"),
    Param("lang", N_("language"), choices=LANGUAGES),
    Param("now", N_("pretend that it is this time (ISO 8601)"), metavar=N_("TIME")),
    Param("theme", N_("theme of the screen; see tierdesk themes"), metavar=N_("NAME")),
    Param("ascii", N_("draw the screen with ASCII signs only"), "flag"),
    Param("read_only", N_("open the book without the right to change it"), "flag"),
    JSON,
    Param("help", N_("show this page and leave"), "flag"),
    Param("version", N_("show the version and leave"), "flag"),
)
