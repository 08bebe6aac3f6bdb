"""A form while it is filled in: what stands in each field, what of it was changed, what is wrong.

Choices are shown and typed by their labels in the reader's language and stored by their values.
It must not know a widget.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from tierdesk.desk.forms import Choice, Field, custom_fields, fault, form, hint, shown, stored
from tierdesk.domain.document import Doc, mapping
from tierdesk.i18n.message import N_, Message

if TYPE_CHECKING:
    from tierdesk.domain.moment import Moment
    from tierdesk.i18n.catalog import Catalog

_FLAG = (Choice("no", N_("no")), Choice("yes", N_("yes")))
_LONGEST = 500
"""Characters up to which a text is typed in its line; a longer one is written in an editor."""
_OWN = "custom."
_MARKS = "~"
"""The draft's field that is none of the form's."""
Texts = Mapping[str, str]


class Frame(NamedTuple):
    """What the book adds to a form: the `currency` of amounts that name none, "" for the book's own,
    and the `choices` of fields whose list is the book's; another text may still be typed there."""

    currency: str = ""
    choices: Mapping[str, Sequence[Choice]] = {}


PLAIN = Frame()
"""A form to which the book adds nothing."""


class Filling:
    """`seen` is the document as the book had it, empty for a new one. `texts` by field name;
    `frame` is what the book adds;
    `disputed` are the fields that somebody else changed while a draft of them lay aside, with
    what the book has now."""

    def __init__(
        self, name: str, seen: Doc, catalog: Catalog, moment: Moment, frame: Frame = PLAIN
    ) -> None:
        self.name, self.seen, self.moment = name, seen, moment
        self._catalog, self._frame = catalog, frame
        own = custom_fields(seen, moment.own_fields) if name == "customer" else ()
        self.fields: Sequence[Field] = (*(_offering(f, frame) for f in form(name).fields), *own)
        self._by_name = {field.name: field for field in self.fields}
        self._first = self._stored()
        self.texts: dict[str, str] = dict(self._first)
        self.disputed: dict[str, str] = {}

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return self._by_name.get(name)

    def changed(self) -> dict[str, str]:
        """The texts of the fields that differ from what the book had, as they are read: a choice
        by its value."""
        return {
            field.name: self.entered(field)
            for field in self.fields
            if self.texts[field.name].strip() != self._first[field.name].strip()
        }

    def entered(self, field: Field) -> str:
        """The text of a field as it is read."""
        text = self.texts[field.name]
        folded = text.strip().casefold()
        for choice in choices(field):
            if folded and folded == self._catalog(choice.label).casefold():
                return choice.value
        return text

    def fault(self, field: Field) -> Message | None:
        """What is wrong with the field's text; nothing is wrong with one that was left alone,
        unless a new document needs it."""
        name = field.name
        text = self.texts[name].strip()
        if self.seen and text == self._first[name].strip() and (text or not field.required):
            return None
        return fault(field, self.entered(field), self.moment, self._frame.currency)

    def hint(self, field: Field) -> Message | None:
        """How the text is understood."""
        return hint(field, self.entered(field), self.moment, self._frame.currency)

    def faults(self) -> list[tuple[Field, Message]]:
        """Everything that cannot be stored, in the order of the form."""
        found = [(field, self.fault(field)) for field in self.fields]
        return [(field, told) for field, told in found if told is not None]

    def is_changed(self, field: Field) -> bool:
        """Whether its text differs from what the book had."""
        return self.texts[field.name].strip() != self._first[field.name].strip()

    def put(self, texts: Texts) -> None:
        """Texts of fields that there are."""
        self.texts |= {name: text for name, text in texts.items() if name in self._by_name}

    def reset(self) -> None:
        """Everything as the book had it."""
        self.texts = dict(self._first)
        self.disputed = {}

    def kept(self) -> dict[str, str]:
        """What is kept as a draft: the changed texts, and marks of what they were changed from."""
        changed = [field for field in self.fields if self.is_changed(field)]
        if not changed:
            return {}
        marks = " ".join(f"{field.name}={self._mark(field)}" for field in changed)
        return {_MARKS: marks, **{field.name: self.texts[field.name] for field in changed}}

    def restore(self, kept: Texts) -> None:
        """A draft again. A field that the book holds otherwise than when it was typed is disputed."""
        self.put(kept)
        marks = dict(mark.rpartition("=")[::2] for mark in kept.get(_MARKS, "").split())
        self.disputed = {
            field.name: self._first[field.name]
            for field in self.fields
            if self.is_changed(field)
            and marks.get(field.name, self._mark(field)) != self._mark(field)
        }

    def _mark(self, field: Field) -> str:
        """A few letters that tell stored values apart, the same in every language."""
        value = json.dumps(stored(field, self.seen), sort_keys=True, default=str)
        return f"{crc32(value.encode()):08x}"

    def speak(self, catalog: Catalog) -> None:
        """In another language: labels of choices and names of countries follow."""
        entered = {f.name: self.entered(f) for f in self.fields if self.is_changed(f)}
        self._catalog = catalog
        self._first = self._stored()
        labelled = {
            name: catalog(choice.label)
            for name, value in entered.items()
            for choice in choices(self._by_name[name])
            if choice.value == value
        }
        self.texts = {**self._first, **entered, **labelled}

    def renew(self, now: Doc) -> list[Field]:
        """The book has another version. Fields that were left alone follow it; of those that were
        changed the ones that somebody else changed too are returned, and saving will ask."""
        changed = [field for field in self.fields if self.is_changed(field)]
        both = [field for field in changed if stored(field, now) != stored(field, self.seen)]
        names = {field.name for field in changed}
        merged = _merged(self.seen, now, names)
        own = {name.removeprefix(_OWN) for name in names if name.startswith(_OWN)}
        if own:
            was, is_ = mapping(self.seen, "custom"), mapping(now, "custom")
            merged["custom"] = _merged(was, is_, own)
        self.seen = merged
        self._follow(names)
        return both

    def settle(self, name: str, now: Doc, *, mine: bool) -> None:
        """Somebody else changed a field meanwhile, which is known now: keep mine, or take theirs."""
        changed = {f.name for f in self.fields if self.is_changed(f)}
        if name.startswith(_OWN):
            key = name.removeprefix(_OWN)
            value = {k: v for k, v in mapping(self.seen, "custom").items() if k != key}
            theirs = {k: v for k, v in mapping(now, "custom").items() if k == key}
            self.seen = {**self.seen, "custom": {**value, **theirs}}
        else:
            theirs = {k: v for k, v in now.items() if k == name}
            self.seen = {**{k: v for k, v in self.seen.items() if k != name}, **theirs}
        self._follow(changed if mine else changed - {name})
        self.disputed.pop(name, None)

    def _follow(self, changed: set[str]) -> None:
        self._first = self._stored()
        kept = {name: text for name, text in self.texts.items() if name in changed}
        self.texts = {**self._first, **kept}

    def _stored(self) -> dict[str, str]:
        found = {}
        for field in self.fields:
            text = shown(field, self.seen, self._catalog, self.moment)
            labels = {choice.value: self._catalog(choice.label) for choice in choices(field)}
            found[field.name] = labels.get(text, text)
        return found


def _offering(field: Field, frame: Frame) -> Field:
    found = tuple(frame.choices.get(field.name, ()))
    return field._replace(kind="choice", choices=found) if found else field


def _merged(was: Doc, now: Doc, kept: set[str]) -> dict[str, object]:
    """What is there now, but for the names that are kept as they were."""
    return {
        **{name: value for name, value in now.items() if name not in kept},
        **{name: value for name, value in was.items() if name in kept},
    }


def together(kept: Texts, more: Texts) -> dict[str, str]:
    """Two drafts of one form as one; where both have a field, the second's."""
    marks = f"{kept.get(_MARKS, '')} {more.get(_MARKS, '')}".strip()
    return {**kept, **more, _MARKS: marks}


def choices(field: Field) -> Sequence[Choice]:
    """What the field may hold, () for anything."""
    return _FLAG if field.kind == "flag" else field.choices


def turned(field: Field, text: str, by: int, catalog: Catalog) -> str:
    """The label of the next choice; nothing stands before the first, unless it is yes or no."""
    labels = [catalog(choice.label) for choice in choices(field)]
    if not labels:
        return text
    ring = labels if field.kind == "flag" or field.required else ["", *labels]
    folded = [label.casefold() for label in ring]
    here = text.strip().casefold()
    at = folded.index(here) if here in folded else -1 if by > 0 else 0
    return ring[(at + by) % len(ring)]


def completed(field: Field, text: str, catalog: Catalog) -> str:
    """The label that the text begins, the text itself when none or several do."""
    begun = text.strip().casefold()
    labels = [catalog(choice.label) for choice in choices(field)]
    found = [label for label in labels if begun and label.casefold().startswith(begun)]
    return found[0] if len(found) == 1 else text


def by_line(field: Field, text: str) -> bool:
    """Whether the text can be typed in its line; otherwise it is written in an editor."""
    return field.kind != "multiline" or ("\n" not in text and len(text) <= _LONGEST)
