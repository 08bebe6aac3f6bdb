"""What is wrong with the data of a book, value by value, with a repair where one can be proposed.

Pure: today comes in. It must not know how a repair is made, nor who looks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple
from unicodedata import normalize

from tierdesk.domain.book import Book
from tierdesk.domain.document import Doc, integer, mapping, text, texts
from tierdesk.i18n.message import Message, say
from tierdesk.quality import emails, phones
from tierdesk.quality.mojibake import damage

Kind = Literal["phone", "email", "date", "mojibake", "gloss", "lost"]
KINDS: tuple[Kind, ...] = ("phone", "email", "date", "mojibake", "gloss", "lost")
Progress = Callable[[float], None]
_STEP = 250

_LEAST_DIGITS, _MOST_DIGITS, _DIALLED = 3, 15, 7
_OLDEST = 1900
_PHONE_SIGNS = re.compile(r"[^\W\d_]{3,}")
_FLOAT = re.compile(r"(\d{7,15})\.0+")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DATES: Mapping[str, tuple[str, ...]] = {
    "customers": ("founded_on", "decision_by", "verified_on"),
    "deals": ("expected_sign_on", "opened_on", "closed_on"),
    "orders": ("on",), "contracts": ("signed_on", "ends_on"), "payments": ("paid_on",),
}  # fmt: skip
_PAST = frozenset(("founded_on", "verified_on", "opened_on"))
"""Days that cannot be still to come."""
_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "customers": ("name", "aliases", "industry", "main_business", "city", "address", "tags", "habits", "notes",
                  "decision_structure", "purchase_traits", "regional_notes"),
    "contacts": ("name", "title", "wechat", "address", "notes"), "deals": ("title", "products"),
}  # fmt: skip
"""Fields that hold what somebody wrote. The log of contacts is never rewritten and not among them."""


class Fault(NamedTuple):
    """One value at fault: where it stands, whose it is (0: nobody's), what it is and why it is one.
    `repaired` is what should stand in its place, several texts for an entry of a list; () where nothing
    can be proposed."""

    table: str
    id: int
    customer_id: int
    field: str
    kind: Kind
    value: str
    why: Message
    repaired: tuple[str, ...] = ()


def faults(book: Book, today: date, progress: Progress = lambda share: None) -> list[Fault]:
    """Every fault of the book, in the order of its tables. `progress` gets 0..1 and may raise."""
    found: list[Fault] = []
    tables = ("customers", "contacts", "deals", "orders", "contracts", "payments")
    total, done = sum(book.count(table) for table in tables), 0
    for table in tables:
        for doc_id, doc in book.rows(table):
            if done % _STEP == 0:
                progress(done / total)
            done += 1
            found += faults_of(book, table, doc_id, doc, today)
    progress(1.0)
    return found


def faults_of(book: Book, table: str, doc_id: int, doc: Doc, today: date) -> Iterator[Fault]:
    """The faults of one document."""
    owner = _owner(book, table, doc_id, doc)
    found = [*_written(table, doc), *_days(table, doc, today)]
    if table == "contacts":
        found += _ways(doc, text(book.get("customers", owner) or {}, "country"))
        found += _birthday(mapping(doc, "birthday"), today)
    for field, kind, value, why, repaired in found:
        yield Fault(table, doc_id, owner, field, kind, value, why, tuple(repaired))


_Found = Iterator[tuple[str, Kind, str, Message, Iterable[str]]]
"""Field, kind, value, why, repair."""


def _owner(book: Book, table: str, doc_id: int, doc: Doc) -> int:
    if table == "customers":
        return doc_id
    if table == "payments":
        doc = book.get("contracts", integer(doc, "contract_id") or 0) or {}
    return integer(doc, "customer_id") or 0


def _written(table: str, doc: Doc) -> _Found:
    for field in _WRITTEN.get(table, ()):
        for value in _values(doc, field):
            found = damage(value)
            if found is not None:
                repaired = () if found.repaired is None else (found.repaired,)
                yield field, found.kind, value, _DAMAGED[found.kind], repaired


def _ways(contact: Doc, country: str) -> _Found:
    for value in texts(contact, "phones"):
        why = phone_fault(value, country)
        if why is not None:
            yield "phones", "phone", value, why, phones_meant(value, country)
    for value in texts(contact, "emails"):
        if not emails.is_address(value):
            yield "emails", "email", value, say("It is no e-mail address."), emails.meant(value)
        elif emails.is_slip(value):
            yield "emails", "email", value, say("The domain looks misspelled."), emails.meant(value)


def _birthday(birthday: Doc, today: date) -> _Found:
    why = birthday_fault(birthday, today)
    if why is not None:
        yield "birthday", "date", _shown(birthday), why, ()


def _days(table: str, doc: Doc, today: date) -> _Found:
    for field in _DATES.get(table, ()):
        written, past = text(doc, field), field in _PAST
        why = date_fault(written, today, past=past) if written else None
        if why is not None:
            yield field, "date", written, why, date_meant(written, today, past=past)


_DAMAGED: Mapping[str, Message] = {
    "mojibake": say("It was read in a wrong encoding."),
    "gloss": say("The reading of a character stands behind it."),
    "lost": say("Characters were lost on the way here; enter it again."),
}


def _values(doc: Doc, field: str) -> list[str]:
    value = doc.get(field)
    return [value] if isinstance(value, str) else texts(doc, field)


def phone_fault(written: str, country: str) -> Message | None:
    """What is wrong with a telephone number; `country` is where it is dialled from, "" for unknown.
    Short numbers and those of other plans are not refused: what is told cannot be dialled at all."""
    found = phones.numbers(written)
    if not found or all(len(digits) < _LEAST_DIGITS for digits in found):
        return say("It has no digits that could be dialled.")
    if any(len(digits) > _MOST_DIGITS for digits in found):
        return say("It has more digits than any telephone number.")
    if len(found) > 1:
        return say("There are several numbers in one place.")
    if _FLOAT.fullmatch(written.strip()):
        return say("A spreadsheet turned it into a number with decimals.")
    if normalize("NFKC", written) != written:
        return say("It is written in full-width characters.")
    if len(found[0]) >= _DIALLED and not phones.possible(written, country):
        return say("No number of that country has so many digits.")
    return None


def phones_meant(written: str, country: str) -> tuple[str, ...]:
    """What should stand in the place of a number at fault; () where that cannot be told."""
    plain = normalize("NFKC", written).strip()
    decimals = _FLOAT.fullmatch(plain)
    found = (decimals[1],) if decimals else phones.numbers(plain)
    if len(found) == 1 and not decimals:
        found = (plain,)
    good = [text for text in found if phone_fault(text, country) is None]
    return tuple(good) if len(good) == len(found) and tuple(good) != (written,) else ()


def date_fault(written: str, today: date, *, past: bool) -> Message | None:
    """What is wrong with a stored day; `past` for one that cannot be still to come."""
    try:
        day = date.fromisoformat(written[:10]) if len(written) >= 10 else None
    except ValueError:
        day = None
    if day is None:
        return say("It is no day of the calendar.")
    if day.year < _OLDEST - 200:
        return say("The year is too long ago.")
    if past and day > today:
        return say("The day is still to come.")
    return None


def date_meant(written: str, today: date, *, past: bool) -> tuple[str, ...]:
    """The day as it should be stored, where year, month and day can be told."""
    found = _DAY.fullmatch(normalize("NFKC", written).strip())
    if found is None:
        return ()
    try:
        day = date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        return ()
    return (day,) if date_fault(day, today, past=past) is None and day != written else ()


def birthday_fault(birthday: Doc, today: date) -> Message | None:
    """What is wrong with a birthday; an absent one is not wrong."""
    month, day = integer(birthday, "month"), integer(birthday, "day")
    if not birthday:
        return None
    longest = 30 if text(birthday, "calendar") == "lunar" else _LONGEST.get(month or 0, 31)
    if not month or not 1 <= month <= 12 or not day or not 1 <= day <= longest:
        return say("It is no day of the calendar.")
    year = integer(birthday, "year")
    if year is None:
        return None
    if (year, month, day) > (today.year, today.month, today.day):
        return say("The day is still to come.")
    return say("The year is too long ago.") if year < _OLDEST else None


_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def _shown(birthday: Doc) -> str:
    parts = [birthday.get(name) for name in ("year", "month", "day")]
    return "-".join(f"{p:02}" if isinstance(p, int) else str(p) for p in parts if p is not None)
