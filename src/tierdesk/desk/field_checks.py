"""What a text that somebody types into a field must look like, beyond what its column can hold: a form,
`set`, `add` and `contact` ask this one rule.

A file that is imported is not asked: there a line of nonsense in one cell must not keep a whole
row out of the book. It must not know who typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tierdesk.i18n.message import say

if TYPE_CHECKING:
    from tierdesk.i18n.message import Message

_LEAST_DIGITS = 3
"""Of a telephone number: 110 is one."""
_SHOWN = 60
Check = Callable[[str], "str | Message"]
"""The text as it is stored, or what is wrong with it."""


def checked(field: str, value: object) -> object:
    """The value as it is stored, of a list each of its texts. A Message where it cannot be."""
    check = _CHECKS.get(field)
    if check is None:
        return value
    if isinstance(value, str):
        return check(value)
    stored = []
    for text in value if isinstance(value, list) else []:
        found = check(text) if isinstance(text, str) else text
        if not isinstance(found, str):
            return found
        stored.append(found)
    return stored


def _mail(text: str) -> str | Message:
    from tierdesk.quality.emails import is_address

    if is_address(text):
        return text
    return say(
        "“%(text)s” is no e-mail address; write it like name@example.com.", text=text[:_SHOWN]
    )


def _phone(text: str) -> str | Message:
    if sum(char.isdigit() for char in text) >= _LEAST_DIGITS:
        return text
    return say("“%(text)s” is no telephone number; it needs three digits at least.",
               text=text[:_SHOWN])  # fmt: skip


def _zone(text: str) -> str | Message:
    from tierdesk.domain.contactability import zone_name

    return zone_name(text) or say(
        "“%(text)s” is no time zone that is known here; write it like Europe/Berlin.",
        text=text[:_SHOWN],
    )


def _language(text: str) -> str | Message:
    from tierdesk.domain.languages import known

    if known(text):
        return text
    return say("“%(text)s” is no language that is known here; write it like en, de or 中文.",
               text=text[:_SHOWN])  # fmt: skip


_CHECKS: Mapping[str, Check] = {
    "contact.phones": _phone, "contact.emails": _mail, "timezone": _zone, "language": _language,
}  # fmt: skip
