"""Names, values, headings and cells of any kind in the rows of the Clean and the import screen."""

from hostile_texts import HARMFUL, TEXTS
from hypothesis import given, settings
from rich.cells import cell_len

from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.quality.duplicates import Duplicate
from tierdesk.quality.faults import Fault
from tierdesk.ui.lines import clean, importing
from tierdesk.ui.lines.line import UNICODE, Paper, plain

TOLD = say("%(points)s points", points="12")


def paper(width):
    return Paper(width, Catalog("zh"), UNICODE)


def rows(text, p):
    """Every row in which a text of the file or of the book stands."""
    told = Message("%(value)s", {"value": text})
    pair = Duplicate(1, 2, 0.97, True, (told,), (told,))
    faults = [
        Fault("customers", 1, 1, "phones", "phone", text, told, repaired)
        for repaired in ((), (text,))
    ]
    yield clean.pair_row(pair, (text, text), p, here=True)
    for fault in faults:
        yield clean.fault_row(fault, text, True, p, here=False)
    yield clean.customer_row("A", text, TOLD, text, p, here=True)
    yield from clean.folded_note([told], p, 20)
    yield importing.head(text, say("customers"), text, p)
    yield importing.column(text, text, (text, text), p, known=False, here=True)
    yield from importing.remarks([told], p)


def assert_harmless(lines, width):
    for line in lines:
        assert not HARMFUL & set(map(ord, plain(line))), plain(line)
        assert cell_len(plain(line)) <= width, plain(line)


@settings(max_examples=40)  # seven makers of lines, two widths each
@given(TEXTS)
def test_no_text_acts_or_shears_a_row(text):
    for width in (38, 80):
        assert_harmless(rows(text, paper(width)), width)
