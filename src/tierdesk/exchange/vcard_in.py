"""A file of vCards as a sheet whose headings are FIELD names: one row a card, told by the line on which
the card begins. So everything that an import does with a table it does with cards, too.

A card that cannot be read, or names nobody, keeps its row with the reason; what could be read of it
stands in the cells.
"""

from collections.abc import Iterator

from tierdesk.exchange.sheet import Sheet, SheetRow
from tierdesk.exchange.source import Source
from tierdesk.exchange.vcard_charset import Charsets
from tierdesk.exchange.vcard_fields import Person, cells, person_of
from tierdesk.exchange.vcard_lines import Card, cards
from tierdesk.i18n.message import Message, say, say_n

HEADERS = (
    "name", "aliases", "tags", "address", "notes", "contact.name", "contact.title", "contact.role",
    "contact.phones", "contact.emails", "contact.wechat", "contact.birthday", "contact.address",
    "contact.notes",
)  # fmt: skip
"""Always all of them, so that the same card is the same row whatever stands beside it."""


def read_vcards(source: Source, encoding: str = "") -> Sheet:
    """The cards as rows. Raises Invalid for more cards than are taken at once, Usage for an encoding
    that does not exist."""
    charsets = Charsets(source.data, encoding)
    told = _Told()
    rows = list(_rows(cards(source.data, charsets), told))
    told.damaged = charsets.damaged
    return Sheet(
        HEADERS, rows, [*charsets.notes, *told.notes()], source.path.stem, encoding or "utf-8"
    )


class _Told:
    """What is worth saying of the file as a whole."""

    def __init__(self) -> None:
        self.unread = self.damaged = 0
        self.open_ended: list[int] = []
        self.of_the_file: set[str] = set()

    def notes(self) -> list[Message]:
        """Sentences, none where all was read."""
        out = []
        if self.unread:
            out.append(say_n("%(n)s picture, sound or key of the cards was left out.",
                             "%(n)s pictures, sounds or keys of the cards were left out.",
                             self.unread))  # fmt: skip
        if self.damaged:
            out.append(say_n("%(n)s text of the cards was damaged before it came here; what is lost is "
                             "marked \ufffd.",
                             "%(n)s texts of the cards were damaged before they came here; what is lost "
                             "is marked \ufffd.", self.damaged))  # fmt: skip
        if self.of_the_file:
            out.append(say("Left out, because it tells of the file and not of a person: %(names)s.",
                           names=sorted(self.of_the_file)))  # fmt: skip
        if self.open_ended:
            out.append(say_n("%(n)s card has no END:VCARD (on line %(line)s); it was read as far as it goes.",
                             "%(n)s cards have no END:VCARD (the first on line %(line)s); they were read "
                             "as far as they go.", len(self.open_ended),
                             line=self.open_ended[0]))  # fmt: skip
        return out


def _rows(found: Iterator[Card], told: _Told) -> Iterator[SheetRow]:
    for card in found:
        told.unread += card.unread
        if not card.ended:
            told.open_ended.append(card.line)
        person = person_of(card, told.of_the_file)
        by_field = cells(person)
        row = tuple([by_field.get(header, "") for header in HEADERS])
        yield SheetRow(card.line, row, card.fault or _fault(person, by_field))


def _fault(person: Person, by_field: dict[str, str]) -> Message | None:
    if person.members:
        return say("The card is a list of others, not a person or a firm.")
    if "name" not in by_field:
        return say("The card names nobody: it has no name, firm, e-mail address or phone number.")
    return None
