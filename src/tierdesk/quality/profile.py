"""What a customer is recognised by: names, numbers, addresses, birthdays, people, as one value.

Whoever compares customers compares profiles, be it one that is being typed or two of the book. It
must not know who asks.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Row
from tierdesk.domain.document import Doc, integer, mapping, text, texts
from tierdesk.domain.folding import fold
from tierdesk.quality.addresses import AddressKey, address_key
from tierdesk.quality.name_key import NameKey, name_key
from tierdesk.quality.phones import numbers

_NOT_WORD = re.compile(r"[\W_]+")


class Phone(NamedTuple):
    """The digits of one number, and the text that it stood in."""

    digits: str
    written: str


class Birth(NamedTuple):
    """A birthday; year 0 when it is not known; days of the lunar calendar are days of their own."""

    year: int
    month: int
    day: int
    lunar: bool = False


class Profile(NamedTuple):
    """Every part may be empty: not known is no evidence. `people` are the folded names of contacts
    other than the customer itself, `city` and `wechat` are folded, `code` is the customer's own."""

    names: tuple[NameKey, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    wechat: tuple[str, ...] = ()
    addresses: tuple[AddressKey, ...] = ()
    births: tuple[Birth, ...] = ()
    people: tuple[str, ...] = ()
    city: str = ""
    country: str = ""
    code: str = ""
    is_person: bool = False


def profile_of(customer: Doc, contacts: Sequence[Row] = ()) -> Profile:
    """The profile of a customer of the book."""
    names = names_of(customer)
    people = [contact for _, contact in contacts]
    own = {key.base for key in names}
    addresses = (text(doc, "address") for doc in (customer, *people))
    return Profile(
        names,
        phones_of(contacts),
        emails_of(contacts),
        _folded(text(doc, "wechat") for doc in people),
        tuple(dict.fromkeys(k for a in addresses if a and (k := address_key(a)) and any(k))),
        tuple(birth for doc in people if (birth := _birth(mapping(doc, "birthday")))),
        tuple({name: None for doc in people if (name := _person(doc)) and name not in own}),
        _NOT_WORD.sub("", fold(text(customer, "city"))),
        text(customer, "country"),
        fold(text(customer, "code")),
        text(customer, "kind") == "person",
    )  # fmt: skip


def names_of(customer: Doc) -> tuple[NameKey, ...]:
    """The keys of its name and aliases, but for those of punctuation."""
    name, aliases = text(customer, "name"), customer.get("aliases")
    written = (name, *texts(customer, "aliases")) if aliases else (name,)
    return tuple(key for one in written if (key := name_key(one)).base)


def phones_of(contacts: Sequence[Row]) -> tuple[Phone, ...]:
    """The telephone numbers of all contacts."""
    return tuple(phone for _, doc in contacts for p in texts(doc, "phones") for phone in phones(p))


def emails_of(contacts: Sequence[Row]) -> tuple[str, ...]:
    """The e-mail addresses of all contacts, folded."""
    return _folded(email for _, doc in contacts for email in texts(doc, "emails"))


def typed(name: str, phone_texts: Sequence[str] = (), emails: Sequence[str] = ()) -> Profile:
    """The profile of what was typed into a form so far."""
    key = name_key(name)
    return Profile(
        (key,) if key.base else (),
        tuple(phone for written in phone_texts for phone in phones(written)),
        _folded(emails),
    )


def phones(written: str) -> list[Phone]:
    """The numbers of one field."""
    return [Phone(digits, written) for digits in numbers(written)]


def _folded(written: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f for w in written if (f := fold(w))))


def _person(contact: Doc) -> str:
    name = text(contact, "name")
    return name_key(name).base if name else ""


def _birth(stored: Doc) -> Birth | None:
    month, day = integer(stored, "month"), integer(stored, "day")
    if not month or not day:
        return None
    lunar = text(stored, "calendar") == "lunar"
    return Birth(integer(stored, "year") or 0, month, day, lunar)
