"""Typed texts as the values that are stored: read as the import reads a cell, so that a person,
a form and a table are understood alike.

Fields go by their FIELD name (`city`, `contact.phones`, `custom.Branche`); one that ends in + or
- adds to a list or takes from it. It must not know who typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say

if TYPE_CHECKING:
    from tierdesk.domain.document import Doc
    from tierdesk.domain.moment import Moment

MANNERS = ("+", "-")
"""What may stand behind a field's name: add to what is there, or take away from it."""
_STRENGTHS = 3
Pairs = Sequence[tuple[str, str]]


class Unreadable(Invalid):
    """A text that its field cannot hold; `field` is the FIELD, `why` the sentence without it."""

    def __init__(self, field: str, why: Message) -> None:
        super().__init__(say("%(field)s: %(why)s", field=field, why=why))
        self.field, self.why = field, why


def read(pairs: Pairs, moment: Moment, currency: str = "") -> dict[str, object]:
    """{name as given: value as it is stored} of everything that is not blank; `currency` of
    amounts that name none. Raises Unreadable for the first text that its field cannot hold."""
    given = [(name, text) for name, text in pairs if text.strip()]
    own = {n: _OWN[n](n, t) for n, t in given if n in _OWN}
    own |= _typed([(n, t) for n, t in given if n in TYPED], moment, currency)
    found = {**own, **_cells([(n, t) for n, t in given if n not in own], moment, currency)}
    return {name: _sound(name, found[name]) for name, _ in given if name in found}


def _sound(name: str, value: object) -> object:
    """The value, unless nobody could use it. What is taken away need not be sound."""
    from tierdesk.desk.field_checks import checked

    found = value if name.endswith("-") else checked(plain(name), value)
    if isinstance(found, Message):
        raise Unreadable(name, found)
    return found


def _cells(given: Pairs, moment: Moment, currency: str) -> dict[str, object]:
    from tierdesk.exchange.cells import Setting
    from tierdesk.exchange.columns import Column, ColumnMap
    from tierdesk.exchange.drafts import DraftReader
    from tierdesk.exchange.sheet import Sheet, SheetRow

    if not given:
        return {}
    names = tuple(name for name, _ in given)
    sheet = Sheet(names, [SheetRow(1, tuple(text for _, text in given))])
    targets = [plain(name) for name in names]
    columns = ColumnMap(
        "customers", tuple(Column(n, i, t) for i, (n, t) in enumerate(zip(names, targets, strict=True)))
    )  # fmt: skip
    setting = Setting(
        moment.now.astimezone(moment.zone), currency or moment.currency, moment.date_order,
        moment.own_fields,
    )  # fmt: skip
    draft = next(iter(DraftReader(sheet, columns, setting)))
    if draft.problems:
        raise Unreadable(draft.problems[0].field, draft.problems[0].message)
    found = {**draft.values, **{f"custom.{name}": value for name, value in draft.custom.items()}}
    return {n: found[t] for n, t in zip(names, targets, strict=True) if t in found}


def _typed(given: Pairs, moment: Moment, currency: str) -> dict[str, object]:
    """Values of fields that people type and no table has a column for."""
    from tierdesk.desk.typed_fields import read_typed
    from tierdesk.exchange.cells import Setting

    setting = Setting(
        moment.now.astimezone(moment.zone), currency or moment.currency, moment.date_order
    )
    found = {}
    for name, text in given:
        try:
            found[name] = read_typed(TYPED[name], text, setting)
        except Invalid as invalid:
            raise Unreadable(name, invalid.message) from None
    return found


def plain(name: str) -> str:
    """The FIELD without its manner; a custom field's name is taken as it is."""
    return name if name.startswith("custom.") or name[-1:] not in MANNERS else name[:-1]


def collects(field: str) -> bool:
    """Whether + and - may follow the FIELD: it is a list, or free text that can grow."""
    from tierdesk.exchange.fields import FIELDS, LISTS

    spec = FIELDS.get(field)
    return spec is not None and (spec.reading in LISTS or spec.key == "notes")


def merged(before: Doc, fields: Mapping[str, object]) -> dict[str, object]:
    """The document with fields set, added to (`tags+`) and taken from (`tags-`); a value of None
    takes the field away, and so does one that is as good as nothing (no, an empty list). `custom`
    is merged name by name by whoever calls."""
    after = dict(before)
    for name, value in fields.items():
        key = plain(name)
        new = _joined(after.get(key), value, name[len(key) :])
        if new is None or new is False or new == []:
            after.pop(key, None)
        else:
            after[key] = new
    return after


def merged_own(before: Doc, fields: Mapping[str, object]) -> dict[str, object]:
    """A customer's own fields with some set; None takes one away, and a no is an answer."""
    after = {**before, **fields}
    return {name: value for name, value in after.items() if value is not None and value != []}


def _joined(old: object, value: object, manner: str) -> object:
    if not manner or value is None:
        return old if manner else value
    if isinstance(value, str):
        return f"{old}\n{value}" if isinstance(old, str) and old else value
    have, parts = old if isinstance(old, list) else [], value if isinstance(value, list) else []
    known = [_text(part) for part in have]
    if manner == "+":
        return [*have, *(part for part in parts if _text(part) not in known)]
    gone = [_text(part) for part in parts]
    return [part for part in have if _text(part) not in gone]


def _text(part: object) -> object:
    """What a part of a list is known by: a need by its text."""
    return part.get("text") if isinstance(part, dict) else part


def _strength(field: str, text: str) -> object:
    written = text.strip()
    if not (written.isascii() and written.isdigit() and int(written[:2]) <= _STRENGTHS):
        raise Unreadable(
            field,
            say("“%(text)s” is no strength; write a number from 0 (latent) to 3 (urgent).",
                text=written[:60]),
        )  # fmt: skip
    return int(written)


def _line(field: str, text: str) -> object:
    return text.strip()


_OWN = {"need.text": _line, "need.strength": _strength, "need.matched_product": _line}
"""Fields that no table has a column for."""
TYPED: Mapping[str, str] = {
    "contract.amount": "money", "contract.signed_on": "past_day",
    "contract.first_payment_amount": "money", "contract.instalments": "plan",
    "contract.deal_id": "line", "contract.terms": "free", "contract.ends_on": "next_day",
    "contract.code": "line", "contract.discount": "share", "contract.discount_reason": "line",
    "payment.amount": "money", "payment.paid_on": "past_day", "payment.contract_id": "line",
    "payment.method": "line", "deal.discount": "share", "deal.discount_reason": "line",
    "deal.lost_kind": "loss_kind", "deal.lost_cause": "line",
}  # fmt: skip
"""Fields that only people type, each with its reading; that of a reference is the number or the name
by which it is found later."""
