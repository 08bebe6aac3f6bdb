"""The scoring models of a book: look at them, check, compare, publish, learn, exchange.

One command with a first word that says what to do; what each word does is a file of its own in
`doing` (`model_WORD`).
"""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

READING = ("show", "versions", "check", "diff", "preview", "suggest", "export")
"""The words that change nothing in the book."""
WRITING = ("publish", "rollback", "import", "from-fields", "drop")
_PARAMS = (
    Param("what", N_("what to do"), "argument", required=True, metavar=N_("WHAT"),
          choices=(*READING, *WRITING)),
    Param("words", N_("versions, files or fields, as the first word wants them"), "argument",
          metavar=N_("WORDS"), many=True, complete="file"),
    Param("version", N_("a version of the model (the active one)"), metavar=N_("VERSION")),
    Param("kind", N_("the model of open deals or of signed customers (open)"),
          choices=("open", "signed")),
    Param("industry", N_("the variant for that industry"), metavar=N_("NAME")),
    Param("note", N_("why, for the history"), metavar=N_("TEXT")),
    Param("file", N_("a file with a model, or where one goes"), metavar=N_("FILE"), complete="file"),
    Param("outcome", N_("the field that says how it ended"), metavar=N_("FIELD"), complete="field"),
    Param("keep", N_("a field to learn from although it looks like a leak; may be repeated"), many=True,
          metavar=N_("FIELD"), complete="field"),
    Param("draft", N_("a file with a model that is not in the book"), metavar=N_("FILE"),
          complete="file"),
    Param("force", N_("replace a file that is there already"), "flag"),
    Param("dry_run", N_("say what would be published or saved; change nothing"), "flag"),
)  # fmt: skip
_HELP = N_(
    "model show; model check m.json; model diff 2 3; model preview --draft m.json; "
    "model publish --version 4 --note 'interest counts more'; model rollback 2; model export m.json; "
    "model import m.json. Importing makes a draft beside the active model; only publish and rollback "
    "change a score, and undo takes them back."
)

COMMAND = Command("model.edit", "model", N_("the scoring models: show, compare, publish, learn"),
                  doing("model"), help=_HELP, params=_PARAMS, changes=True, reading=READING)  # fmt: skip
