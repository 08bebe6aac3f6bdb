"""One card as the fields of a customer and a contact, by FIELD name. What no field takes goes to the
notes under its own heading, so that nothing is lost; what only tells about the file is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tierdesk.domain.vocabulary import ROLES, choose
from tierdesk.errors import Invalid
from tierdesk.exchange.cell_texts import list_text
from tierdesk.exchange.sheet import blank
from tierdesk.exchange.vcard_lines import Card, Property
from tierdesk.exchange.vcard_text import (
    address,
    birthday,
    email,
    full_name,
    parts,
    phone,
    unescaped,
    words,
)

OF_THE_FILE = frozenset(
    "VERSION PRODID REV UID CLASS PROFILE KIND SORT-STRING NAME MAILER SOURCE CLIENTPIDMAP XML "
    "X-ABUID X-ABSHOWAS X-ABADR X-ABLABEL X-EVOLUTION-FILE-AS X-EVOLUTION-WEBDAV-ETAG X-ID X-ETAG "
    "X-GENERATOR X-COUCHDB-APPLICATION-ANNOTATIONS X-MOZILLA-HTML X-MOZILLA-CPT "
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS X-FC-LIST-ID".split()
)
"""Tells of the file and the program that wrote it, not of the person."""
_NO_CALLS = {"fax": "fax", "pager": "pager"}
_WECHAT = ("wechat", "weixin", "微信")
_WECHAT_NAMES = frozenset(("X-WECHAT", "X-WEIXIN", "X-WECHAT-ID", "X-TENCENT-WECHAT"))
_MESSENGERS = frozenset(("IMPP", "X-IM", "X-SOCIALPROFILE"))
_USUAL = frozenset(("", "mobile", "iphone", "main", "home", "work", "school", "other"))
"""Labels of numbers and addresses that say no more than the number."""
_UNTOLD_TYPES = frozenset(("pref", "voice", "internet", "x-internet", "text", "msg", "postal", "parcel",
                           "video", "intl", "dom"))  # fmt: skip


@dataclass(slots=True)
class Person:
    """What a card says. `organisation`: the card is about the firm itself; `members`: it is a list of
    others; `free` are its notes, `notes` lines with a heading for what no field takes."""

    firm: str = ""
    name: str = ""
    organisation: bool = False
    members: bool = False
    values: dict[str, str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    free: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(self, heading: str, text: str) -> None:
        """A line of the notes."""
        if text.strip():
            self.notes.append(f"{heading}: {text.strip()}")


def person_of(card: Card, of_the_file: set[str]) -> Person:
    """What the card says; names of properties that are left out go to `of_the_file`."""
    person = Person()
    labels = {
        p.group: _label(p.value) for p in card.properties if p.name == "X-ABLABEL" and p.group
    }
    by_name: dict[str, list[Property]] = {}
    for one in card.properties:
        by_name.setdefault(one.name, []).append(one)
    _names(person, by_name)
    _reach(person, by_name, labels)
    _rest(person, by_name, labels, of_the_file)
    return person


def _preferred(found: list[Property]) -> list[Property]:
    """Those marked first, then the others as they stand."""
    if len(found) < 2:
        return found
    return sorted(found, key=lambda p: _rank(p) if p.params else 100)


def _rank(one: Property) -> int:
    if "pref" in one.types:
        return 0
    written = one.params.get("PREF", [""])[0]
    return int(written) if written.isascii() and written.isdigit() else 100


def _names(person: Person, by_name: Mapping[str, list[Property]]) -> None:
    firms = [[part.strip() for part in parts(p.value)] for p in _preferred(by_name.get("ORG", []))]
    firms = [firm for firm in firms if any(firm)]
    named = [unescaped(p.value).strip() for p in _preferred(by_name.get("FN", []))]
    spelled = [full_name(p.value) for p in by_name.get("N", [])]
    person.firm = firms[0][0] if firms else ""
    person.name = next(iter([n for n in [*named, *spelled] if n]), "")
    kind = by_name["KIND"][0].value.strip().lower() if "KIND" in by_name else ""
    person.members = kind == "group" or "X-ADDRESSBOOKSERVER-KIND" in by_name
    shown = by_name["X-ABSHOWAS"][0].value.strip().lower() if "X-ABSHOWAS" in by_name else ""
    person.organisation = bool(person.firm) and (
        kind in ("org", "organization") or shown == "company" or person.name in ("", person.firm)
    )
    if not person.firm and kind == "org":
        person.firm, person.organisation = person.name, bool(person.name)
    if person.organisation and person.name not in ("", person.firm):
        person.aliases.append(person.name)
    for firm in firms[:1]:
        person.tell("department", ", ".join(part for part in firm[1:] if part))
    for firm in firms[1:]:
        person.tell("org", ", ".join(part for part in firm if part))
    for other in named[1:]:
        person.tell("name", other if other != person.name else "")
    for one, whole in zip(by_name.get("N", []), spelled, strict=True):
        told = [part.strip() for part in parts(one.value) if part]
        if any(part not in person.name for part in told):
            person.tell("name", whole)
    nicknames = [word for p in by_name.get("NICKNAME", []) for word in words(p.value)]
    if person.firm and not person.organisation:
        person.tell("nickname", ", ".join(nicknames))
    else:
        person.aliases += nicknames


def _reach(
    person: Person, by_name: Mapping[str, list[Property]], labels: Mapping[str, str]
) -> None:
    for one in _preferred(by_name.get("TEL", [])):
        number, label = phone(one.value), labels.get(one.group, "")
        if not number:
            continue
        silent = next((_NO_CALLS[t] for t in one.types if t in _NO_CALLS), "")
        if silent:
            person.tell(label or silent, number)
        elif number not in person.phones:
            person.phones.append(number)
            if label.lower() not in _USUAL:
                person.tell(label, number)
    _mail(person, by_name, labels)
    _places(person, by_name, labels)


def _mail(person: Person, by_name: Mapping[str, list[Property]], labels: Mapping[str, str]) -> None:
    for one in _preferred(by_name.get("EMAIL", [])):
        written, label = email(one.value), labels.get(one.group, "")
        if written and written not in person.emails:
            person.emails.append(written)
            if label.lower() not in _USUAL:
                person.tell(label, written)
    for one in by_name.get("CATEGORIES", []):
        person.tags += [tag for tag in words(one.value) if tag not in person.tags]


def _places(
    person: Person, by_name: Mapping[str, list[Property]], labels: Mapping[str, str]
) -> None:
    """The first address is the person's, the others stand in the notes."""
    places = [(one, address(one.value)) for one in _preferred(by_name.get("ADR", []))]
    places += [(one, _one_line(one.value)) for one in by_name.get("LABEL", [])]
    for one, written in places:
        if not written:
            continue
        if "address" not in person.values:
            person.values["address"] = written
        elif written != person.values["address"]:
            person.tell(labels.get(one.group, "") or _kind_of("address", one), written)


def _one_line(value: str) -> str:
    return ", ".join(part.strip() for part in unescaped(value).split("\n") if part.strip())


def _rest(
    person: Person, by_name: Mapping[str, list[Property]], labels: Mapping[str, str],
    of_the_file: set[str],
) -> None:  # fmt: skip
    """Everything that is said once, and all that has no field."""
    for name, found in by_name.items():
        if name in _TAKEN:
            continue
        if name in OF_THE_FILE:
            if name not in ("VERSION", "X-ABLABEL"):
                of_the_file.add(name)
            continue
        for one in found:
            text = unescaped(one.value).strip()
            if not text or (name in _ONCE and _once(person, name, one, text)):
                continue
            if name == "NOTE":
                person.free.append(text)
            elif not _is_wechat(person, one, labels.get(one.group, ""), text):
                person.tell(labels.get(one.group, "") or _kind_of(_heading(one), one), text)


_TAKEN = frozenset(("FN", "N", "ORG", "NICKNAME", "TEL", "EMAIL", "CATEGORIES", "ADR", "LABEL",
                    "X-ADDRESSBOOKSERVER-KIND", "BEGIN", "END"))  # fmt: skip
_ONCE = frozenset(("TITLE", "ROLE", "BDAY", "X-LUNAR-BIRTHDAY"))


def _once(person: Person, name: str, one: Property, text: str) -> bool:
    """True when the field took it."""
    if name == "TITLE":
        return person.values.setdefault("title", text) == text
    if name == "ROLE":
        return _role(person, text)
    day = birthday(text) if name == "BDAY" else text if text.startswith("lunar ") else ""
    if not day or (name == "BDAY" and one.params.get("CALSCALE", ["gregorian"]) != ["gregorian"]):
        return False
    return person.values.setdefault("birthday", day) == day


def _role(person: Person, text: str) -> bool:
    try:
        role = choose(ROLES, text, "role")
    except Invalid:
        return False
    return person.values.setdefault("role", role) == role


def _is_wechat(person: Person, one: Property, label: str, text: str) -> bool:
    """True when it is an account there and the field took it."""
    scheme, colon, account = text.partition(":")
    services = [*one.params.get("X-SERVICE-TYPE", ()), *one.types, label]
    named = any(service.lower() in _WECHAT for service in services)
    if one.name in _WECHAT_NAMES:
        account = text
    elif one.name not in _MESSENGERS or not (named or (colon and scheme.lower() in _WECHAT)):
        return False
    account = account.lstrip("/") if colon or account else scheme
    return bool(account) and person.values.setdefault("wechat", account) == account


def _label(value: str) -> str:
    """What a person called it; Apple wraps its own words."""
    return unescaped(value).removeprefix("_$!<").removesuffix(">!$_").strip()


def _heading(one: Property) -> str:
    service = one.params.get("X-SERVICE-TYPE", [""])[0]
    return (
        service
        or one.name.removeprefix("X-").removeprefix("MS-").removeprefix("EVOLUTION-").lower()
    )


def _kind_of(heading: str, one: Property) -> str:
    kinds = sorted(one.types - _UNTOLD_TYPES)
    return f"{heading} ({', '.join(kinds)})" if kinds else heading


def cells(person: Person) -> dict[str, str]:
    """FIELD -> cell of one row. A person without a firm is a customer and its own contact."""
    notes = "\n".join([*person.free, *person.notes])
    out = {
        "name": person.firm or person.name,
        "aliases": list_text(person.aliases), "tags": list_text(person.tags),
        "contact.phones": list_text(person.phones), "contact.emails": list_text(person.emails),
    }  # fmt: skip
    whose = "" if person.organisation else "contact."
    if whose:
        out["contact.name"] = person.name
    for key, value in person.values.items():
        out[(whose if key == "address" else "contact.") + key] = value
    out[whose + "notes"] = notes
    if not out["name"]:
        out["name"] = next(iter([*person.aliases, *person.emails, *person.phones]), "")
    return {key: value for key, value in out.items() if not blank(value)}
