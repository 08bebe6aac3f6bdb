"""Address books as programs really export them: every card read, with the texts of its reference."""

import quopri
import re
from pathlib import Path

import pytest
from import_steps import Shelf, counted, real

from tierdesk.exchange.reading import read_sheet
from tierdesk.exchange.source import read_source

pytestmark = pytest.mark.realdata

EXPORTS = (
    "io/text/John_Doe_ANDROID io/text/John_Doe_BLACK_BERRY io/text/John_Doe_EVOLUTION "
    "io/text/John_Doe_GMAIL io/text/John_Doe_IPHONE io/text/John_Doe_LOTUS_NOTES "
    "io/text/John_Doe_MAC_ADDRESS_BOOK io/text/John_Doe_MS_OUTLOOK io/text/fullcontact "
    "io/text/gmail-list io/text/gmail-single io/text/gmail-single2 io/text/outlook-2003 "
    "io/text/outlook-2007 io/text/rfc2426-example io/text/rfc6350-example "
    "io/text/thunderbird-MoreFunctionsForAddressBook-extension issue/issue114"
).split()
REFERENCED = (
    "testfullvcard vcard1 vcard2 vcard3 vcard4 vcard5 vcard6 vcard7 vcard8 vcard9 vcard10 vcard11 "
    "vcard12 vcard13 vcard14 vcard15 vcard_extension_case_normalization vcard_legacy_messaging_fields "
    "vcardwithitemasapplesupport"
).split()
NAMES_NOBODY = "vcard7"
"""It holds an address label alone: refused by the import, but read."""
BEGINNINGS = re.compile(rb"^begin:vcard", re.IGNORECASE | re.MULTILINE)
CARDS = {"io/text/John_Doe_ANDROID": 6, "io/text/gmail-list": 3, "io/text/rfc2426-example": 2}


def exported(name: str) -> Path:
    return real("contacts_vcard", "ez-vcard", *f"{name}.vcf".split("/"))


def rows_of(path: Path) -> list[dict[str, object]]:
    sheet = read_sheet(read_source(path))
    return [dict(zip(sheet.headers, row.cells, strict=True)) for row in sheet.rows]


@pytest.mark.parametrize("name", EXPORTS)
def test_every_card_of_an_export_becomes_a_customer_with_a_contact(name):
    path = exported(name)
    shelf = Shelf()
    made = shelf.imported(path)
    cards = len(BEGINNINGS.findall(path.read_bytes()))
    assert counted(made) == (cards, cards, 0, 0, 0)
    assert cards == CARDS.get(name, 1)
    assert len(shelf.docs("contacts")) == cards
    assert all(doc.get("phones") or doc.get("emails") for doc in shelf.docs("contacts"))
    assert counted(shelf.imported(path)) == (cards, 0, 0, cards, 0)


@pytest.mark.parametrize(("name", "wanted"), [
    ("io/text/John_Doe_IPHONE", {
        "name": "IBM", "contact.name": "Mr. John Richter James Doe Sr.", "contact.title": "Money Counter",
        "contact.phones": "905-555-1234; 905-666-1234; 905-777-1234; 905-222-1234",
        "contact.birthday": "2012-06-06"}),
    ("io/text/outlook-2003", {
        "name": "Company, The", "contact.name": "John Doe III", "contact.birthday": "1980-03-21",
        "contact.emails": "jdoe@hotmail.com"}),
    ("io/text/rfc6350-example", {
        "name": "Viagenie", "contact.birthday": "02-03",
        "contact.phones": "+1-418-656-9254 ext. 102; +1-418-262-6501"}),
    ("issue/issue114", {"name": "Dummy GmbH", "contact.name": "Dummy, Dummy",
                        "contact.phones": "+49 1234 56789; +49 9876 54321"}),
])  # fmt: skip
def test_fields_of_known_exports(name, wanted):
    (row,) = rows_of(exported(name))
    assert {key: row[key] for key in wanted} == wanted


@pytest.mark.parametrize(("name", "lines"), [
    ("io/text/John_Doe_IPHONE", ["department: Accounting", "fax: 905-888-1234", "pager: 905-111-1234",
                                 "AssistantPhone: 905-222-1234", "HomePage: http://www.ibm.com"]),
    ("io/text/gmail-single", ["nickname: Gman", "GRAND_CENTRAL: 555 555 2222", "icq: 123456789",
                              "Spouse: MySpouse", "This is GMail's note field."]),
    ("io/text/outlook-2003", ["This is the note field!!", "Third line is empty", "role: TheProfession",
                              "url (work): http://web-page-address.com"]),
])  # fmt: skip
def test_what_has_no_field_stands_in_the_notes(name, lines):
    (row,) = rows_of(exported(name))
    assert set(lines) <= set(str(row["contact.notes"]).split("\n"))


def reference(path: Path) -> list[list[tuple[str, str]]]:
    """(name, value as it stands) of every line of every card, folds undone; read here on its own."""
    text = re.sub(rb"\r?\n[ \t]", b"", path.read_bytes()).decode("utf-8")
    text = re.sub(r';[A-Z]+="[^"]*"', "", text)
    cards = []
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if line.upper() == "BEGIN:VCARD":
            cards.append([])
        elif name and line.upper() != "END:VCARD":
            if "QUOTED-PRINTABLE" in name:
                value = quopri.decodestring(value).decode("utf-8")
            cards[-1].append((name.partition(";")[0].rpartition(".")[2].upper(), value))
    return cards


def said(value: str) -> list[str]:
    """The lines of the components of a value, escapes undone."""
    value = value.removeprefix("tel:").replace(";ext=", " ext. ")
    marked = value.replace("\\;", "\0").replace("\\,", ",").replace("\\\\", "\\")
    parts = [part.replace("\0", ";") for part in marked.split(";")]
    return [line.strip() for part in parts for line in part.replace("\\N", "\\n").split("\\n")]


@pytest.mark.parametrize("name", REFERENCED)
def test_the_text_of_the_reference_is_in_the_row(name):
    path = real("contacts_vcard", "kcontacts", f"{name}.vcf")
    cards, rows = reference(path.with_name(f"{name}.vcf.ref")), rows_of(path)
    assert len(cards) == len(rows)
    compared = 0
    for card, row in zip(cards, rows, strict=True):
        whole = "\n".join(str(cell) for cell in row.values())
        for key, value in card:
            if key in ("FN", "N", "ORG", "TITLE", "ROLE", "NOTE", "TEL", "EMAIL", "ADR", "LABEL", "URL",
                       "NICKNAME", "CATEGORIES"):  # fmt: skip
                for part in said(value):
                    words = part.split(",") if key == "CATEGORIES" else [part]
                    assert all(word in whole for word in words), (key, part)
                    compared += bool(part)
    assert compared >= 1


@pytest.mark.parametrize("name", REFERENCED)
def test_every_referenced_file_is_imported_or_refused_with_its_reason(name):
    made = Shelf().imported(real("contacts_vcard", "kcontacts", f"{name}.vcf"))
    if name == NAMES_NOBODY:
        assert made.rejected == 1 and "names nobody" in str(made.problems[0].message)
    else:
        assert made.created == made.read > 0
