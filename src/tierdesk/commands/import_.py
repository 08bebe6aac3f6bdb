"""Take in a foreign table or our own export: one change, one undo."""

from tierdesk.commands.spec import Command, Param, doing
from tierdesk.i18n.message import N_

_PARAMS = (
    Param("file", N_("CSV, XLSX, XLS, ODS, vCards or our own JSON; told by content"), "argument",
          required=True, metavar=N_("FILE"), complete="file"),
    Param("as_", N_("what a row is, when it is not guessed right"),
          choices=("customers", "deals", "orders", "touches", "contacts", "products", "people",
                   "rates", "events")),
    Param("map", N_("take a column as a field; COLUMN= leaves it out"), metavar=N_("COLUMN=FIELD"),
          many=True),
    Param("dry_run", N_("show what would happen and how the columns are taken; change nothing"), "flag"),
    Param("rejects", N_("where refused rows go (beside the file)"), metavar=N_("FILE"), complete="file"),
    Param("sheet", N_("which sheet of a workbook"), metavar=N_("NAME")),
    Param("encoding", N_("encoding, when it is not guessed right"), metavar=N_("NAME")),
    Param("delimiter", N_("what parts the columns, when it is not guessed right"), metavar=N_("SIGN")),
    Param("date_order", N_("how 1/12 is to be read"), choices=("ymd", "dmy", "mdy")),
    Param("lenient", N_("keep a row whose cell cannot be read; the cell becomes a custom field"), "flag"),
    Param("currency", N_("currency of amounts that name none"), metavar=N_("CODE")),
)  # fmt: skip
_HELP = N_(
    "Columns are recognised by their headings; unknown ones become custom fields. Refused rows are "
    "written to a file with the reason. Of a vCard the firm becomes a customer and the person its "
    "contact. Importing the same file twice creates nothing twice, and one undo takes all of it back."
)

COMMAND = Command("book.import", "import", N_("take in a table or address book: CSV, XLSX, ODS, VCF, JSON"),
                  doing("import_"), help=_HELP, params=_PARAMS, changes=True)  # fmt: skip
