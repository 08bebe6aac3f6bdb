"""Contacts of customers that become one: the same person is kept once, with everything known of them.

Two contacts are one person when their names are the same and no birthday says otherwise, or when one
has no name and a number, address or WeChat name is shared. It must not know customers.
"""

from collections.abc import Iterator, Sequence

from tierdesk.domain.book import Row
from tierdesk.domain.change import alike, without_rev
from tierdesk.domain.document import Doc, mapping, text, texts
from tierdesk.domain.folding import fold
from tierdesk.quality.name_key import name_key
from tierdesk.quality.phones import numbers, same_number

_LISTS = ("phones", "emails")


def folded(rows: Sequence[Row]) -> Iterator[tuple[int, dict[str, object], int]]:
    """(id, document, 0) of each contact that stays and (id, document, id of the one that it is) of each
    that goes; those that come first stay."""
    kept: dict[int, dict[str, object]] = {}
    gone: dict[int, int] = {}
    for number, doc in rows:
        own = without_rev(doc)
        into = next((i for i, known in kept.items() if _one(known, own)), 0)
        if into:
            kept[into] = _both(kept[into], own)
            gone[number] = into
        else:
            kept[number] = own
    for number, doc in rows:
        yield number, kept.get(number, dict(doc)), gone.get(number, 0)


def _one(one: Doc, other: Doc) -> bool:
    if one.get("customer_id") == other.get("customer_id"):
        return False  # who entered both meant two
    mine, own = (name_key(text(doc, "name")).plain for doc in (one, other))
    if mine and own:
        births = mapping(one, "birthday"), mapping(other, "birthday")
        return mine == own and (not all(births) or alike(dict(births[0]), dict(births[1])))
    return _share_a_way(one, other)


def _share_a_way(one: Doc, other: Doc) -> bool:
    if {fold(e) for e in texts(one, "emails")} & {fold(e) for e in texts(other, "emails")}:
        return True
    if text(one, "wechat") and fold(text(one, "wechat")) == fold(text(other, "wechat")):
        return True
    return any(_same_phone(a, b) for a in texts(one, "phones") for b in texts(other, "phones"))


def _same_phone(one: str, other: str) -> bool:
    return any(same_number(a, b) for a in numbers(one) for b in numbers(other))


def _both(one: Doc, other: Doc) -> dict[str, object]:
    doc: dict[str, object] = {**other, **one}
    for field in _LISTS:
        known = texts(one, field)
        new = [t for t in texts(other, field) if not any(_same(field, t, k) for k in known)]
        if known or new:
            doc[field] = known + new
    notes = [note for note in (text(one, "notes"), text(other, "notes")) if note]
    if len(notes) == 2:
        doc["notes"] = notes[0] if notes[1] in notes[0] else "\n".join(notes)
    if one.get("custom") or other.get("custom"):
        doc["custom"] = {**mapping(other, "custom"), **mapping(one, "custom")}
    return doc


def _same(field: str, one: str, other: str) -> bool:
    return _same_phone(one, other) if field == "phones" else fold(one) == fold(other)
