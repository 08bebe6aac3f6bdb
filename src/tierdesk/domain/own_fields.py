"""Fields that people define for their customers: a key under which `custom` holds the value, a name, a kind,
the choices of a closed list, a unit. A value without a definition is kept as it came.

Rules over the book: each returns a Change. It must not know how a value is typed or shown.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from unicodedata import normalize

from tierdesk.domain.book import Book, Row
from tierdesk.domain.change import Change, Edit, without_rev
from tierdesk.domain.document import Doc, mapping, stamp, text, texts
from tierdesk.domain.folding import fold
from tierdesk.domain.moment import Moment, OwnField
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import N_, say
from tierdesk.terminal.clean import clean

TABLE = "custom_fields"
KINDS: Mapping[str, str] = {
    "text": N_("text"), "number": N_("number"), "money": N_("money"), "date": N_("date"),
    "yes_no": N_("yes or no"), "choice": N_("choice"),
}  # fmt: skip
_WORDS: Mapping[str, str] = {
    "文本": "text", "文字": "text", "数字": "number", "金额": "money", "日期": "date", "是否": "yes_no",
    "yes-no": "yes_no", "yesno": "yes_no", "bool": "yes_no", "选项": "choice", "单选": "choice",
}  # fmt: skip
FIELDS = ("name", "type", "choices", "unit")
"""What can be said of a definition, beside its key."""
_KEY = re.compile(r"\w[\w.]*")
_PARTS = re.compile(r"[;；,，、|\n]")
_LONGEST, _NEW = 100, -1


class Using(NamedTuple):
    """A definition and how many customers have a value of it."""

    field: OwnField
    customers: int


def fields_of(book: Book) -> tuple[OwnField, ...]:
    """The definitions in the order in which they came; of two with one key the first counts."""
    found: dict[str, OwnField] = {}
    for _, doc in book.rows(TABLE):
        key = text(doc, "key")
        if key and key not in found:
            kind = text(doc, "type")
            found[key] = OwnField(key, text(doc, "name") or key, kind if kind in KINDS else "text",
                                  tuple(texts(doc, "choices")), text(doc, "unit"))  # fmt: skip
    return tuple(found.values())


def used(book: Book) -> tuple[tuple[Using, ...], Mapping[str, int]]:
    """Every definition with its use, and how many have a value of a field that nobody defined."""
    counts: dict[str, int] = {}
    for _, customer in book.rows("customers"):
        for key in mapping(customer, "custom"):
            counts[key] = counts.get(key, 0) + 1
    defined = fields_of(book)
    keys = {one.key for one in defined}
    rest = {key: n for key, n in counts.items() if key not in keys}
    return tuple(Using(one, counts.get(one.key, 0)) for one in defined), rest


def by_key(fields: Sequence[OwnField], key: str) -> OwnField | None:
    """The definition of exactly that key."""
    return next((one for one in fields if one.key == key), None)


def meant(fields: Sequence[OwnField], written: str) -> OwnField | None:
    """The definition whose key or name somebody wrote, whatever the case."""
    wanted = fold(written.removeprefix("custom."))
    return by_key(fields, written) or next(
        (one for one in fields if wanted in (fold(one.key), fold(one.name))), None
    )


def key_in(written: str) -> str:
    """The key: letters, figures, `_` and dots, as a filter can name them. Raises Invalid."""
    key = "_".join(normalize("NFC", written).strip().removeprefix("custom.").split())
    if not _KEY.fullmatch(key) or len(key) > _LONGEST:
        raise Invalid(
            say("“%(text)s” is no key of a field; write letters, figures and _, like contract_size.",
                text=written.strip()[:60])
        )  # fmt: skip
    return key


def with_facts(before: OwnField, facts: Mapping[str, str]) -> OwnField:
    """The definition with what somebody typed for `name`, `type`, `choices`, `unit`. Raises Invalid."""
    after = before
    if "name" in facts:
        name = clean(facts["name"]).strip()
        if not name or len(name) > _LONGEST:
            raise Invalid(
                say("A field needs a name of %(most)s characters at most.", most=_LONGEST)
            )
        after = replace(after, name=name)
    if "type" in facts:
        word = fold(facts["type"])
        kind = _WORDS.get(word, word.replace(" ", "_"))
        if kind not in KINDS:
            raise Invalid(
                say("“%(text)s” is no type of a field; choose one of %(choices)s.",
                    text=facts["type"].strip()[:60], choices=list(KINDS))
            )  # fmt: skip
        after = replace(after, kind=kind)
    if "choices" in facts:
        parts = [clean(part).strip() for part in _PARTS.split(facts["choices"])]
        after = replace(after, choices=tuple({fold(p): p for p in parts if p}.values()))
    if "unit" in facts:
        after = replace(after, unit=clean(facts["unit"]).strip()[:_LONGEST])
    if after.kind == "choice" and not after.choices:
        raise Invalid(say("A field of choices needs some; write them like choices=small;large."))
    if after.choices and after.kind != "choice":
        after = replace(after, choices=())
    return after


def added(book: Book, key: str, facts: Mapping[str, str]) -> Change:
    """A definition more; values that customers have under that key stay. Raises Refused when there is
    one of that key or name."""
    fields, key = fields_of(book), key_in(key)
    made = with_facts(OwnField(key, key), facts)
    _refuse_twin(fields, made)
    return Change("field.add", {"field": made.name}, (Edit(TABLE, _NEW, None, document(made)),))


def changed(book: Book, written: str, facts: Mapping[str, str]) -> Change:
    """A definition said otherwise; values stay, and are checked when they are next written."""
    doc_id, doc, before = _known(book, written)
    after = with_facts(before, facts)
    _refuse_twin([one for one in fields_of(book) if one.key != before.key], after)
    rest = {name: v for name, v in without_rev(doc).items() if name not in FIELDS}
    edit = Edit(TABLE, doc_id, doc, {**rest, **document(after)})
    return Change("field.set", {"field": before.name, "fields": list(facts)}, (edit,))


def removed(book: Book, written: str) -> Change:
    """The definition gone; the values stay."""
    doc_id, doc, before = _known(book, written)
    twins = [(i, d) for i, d in book.rows(TABLE) if text(d, "key") == before.key and i != doc_id]
    rows: list[Row] = [(doc_id, doc), *twins]
    return Change(
        "field.remove", {"field": before.name}, tuple(Edit(TABLE, i, d, None) for i, d in rows)
    )


def renamed(book: Book, old: str, new: str, moment: Moment) -> Change:
    """Another key, to which every customer's value moves; also of a field that nobody defined. Scoring
    models that read it, exit criteria of stages and saved views that ask for it follow. Raises Refused for
    a key in use."""
    found, key = meant(fields_of(book), old), key_in(new)
    was = found.key if found is not None else old.strip().removeprefix("custom.")
    holders = [(i, doc) for i, doc in book.rows("customers") if was in mapping(doc, "custom")]
    if found is None and not holders:
        raise _unknown(book, old)
    if key == was:
        return Change("field.rename", {"old": was, "field": key})
    taken = any(key in mapping(doc, "custom") for _, doc in book.rows("customers"))
    if taken or by_key(fields_of(book), key) is not None:
        raise Refused(say("There are values under “%(key)s” already; choose another key.", key=key))
    edits = [Edit(TABLE, i, d, {**without_rev(d), "key": key})
             for i, d in book.rows(TABLE) if text(d, "key") == was]  # fmt: skip
    for customer_id, doc in holders:
        custom = {key if name == was else name: v for name, v in mapping(doc, "custom").items()}
        after = {**without_rev(doc), "custom": custom, "updated_at": stamp(moment.now)}
        edits.append(Edit("customers", customer_id, doc, after))
    source = {f"custom.{was}": f"custom.{key}"}
    for doc_id, doc in book.rows("scoring_models"):
        edits.append(Edit("scoring_models", doc_id, doc, _following(without_rev(doc), source)))
    for doc_id, doc in book.rows("stages"):
        criteria = [source.get(one, one) for one in texts(doc, "exit_criteria")]
        if criteria != texts(doc, "exit_criteria"):
            after = {**without_rev(doc), "exit_criteria": criteria}
            edits.append(Edit("stages", doc_id, doc, after))
    asked = re.compile(rf"(?<![\w.])custom\.{re.escape(was)}(?![\w.])")
    for doc_id, doc in book.rows("views"):
        query = asked.sub(lambda _: f"custom.{key}", text(doc, "query"))
        if query != text(doc, "query"):
            edits.append(Edit("views", doc_id, doc, {**without_rev(doc), "query": query}))
    return Change("field.rename", {"old": was, "field": key}, tuple(edits))


def document(field: OwnField) -> dict[str, object]:
    """As it is stored."""
    facts = {"key": field.key, "name": field.name, "type": field.kind, "choices": list(field.choices),
             "unit": field.unit}  # fmt: skip
    return {
        name: value for name, value in facts.items() if value and (name, value) != ("type", "text")
    }


def _following(doc: dict[str, object], source: Mapping[str, str]) -> dict[str, object]:
    """A scoring model that reads the other key, in criteria, gates and conditions."""

    def follow(value: object) -> object:
        if isinstance(value, dict):
            return {k: source.get(v, v) if k == "source" and isinstance(v, str) else follow(v)
                    for k, v in value.items()}  # fmt: skip
        return [follow(one) for one in value] if isinstance(value, list) else value

    return {name: follow(value) for name, value in doc.items()}


def _refuse_twin(others: Sequence[OwnField], field: OwnField) -> None:
    twin = meant(others, field.key) or meant(others, field.name)
    if twin is not None:
        raise Refused(say("There is a field “%(field)s” already.", field=twin.name))


def _known(book: Book, written: str) -> tuple[int, Doc, OwnField]:
    found = meant(fields_of(book), written)
    if found is None:
        raise _unknown(book, written)
    doc_id, doc = next((i, d) for i, d in book.rows(TABLE) if text(d, "key") == found.key)
    return doc_id, doc, found


def _unknown(book: Book, written: str) -> Refused:
    names = [one.key for one in fields_of(book)]
    if not names:
        return Refused(
            say("There is no field “%(field)s”; field add makes one.", field=written.strip())
        )
    return Refused(
        say(
            "There is no field “%(field)s”; there are %(names)s.",
            field=written.strip(),
            names=names,
        )
    )
