"""What may be typed where a customer, a stage, a field or a view is wanted: the words that a
shell's tab and the screen's `:` line offer. It must not know who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tierdesk.domain.book import Book

Opened = Callable[[], "Book"]
Words = Iterable[tuple[str, str]]
_MOST = 50


def candidates(what: str, begun: str, book: Opened) -> list[tuple[str, str]]:
    """(word, what it means) of everything of that kind that begins so; `book` is asked for only
    where it is needed. Empty for a kind of which nothing is known."""
    found = _KINDS[what](begun, book) if what in _KINDS else ()
    return list(islice(found, _MOST))


def _customers(begun: str, book: Opened) -> Words:
    from tierdesk.domain.document import text
    from tierdesk.terminal.clean import clean

    folded = begun.casefold()
    for customer_id, doc in book().rows("customers"):
        name = clean(text(doc, "name"))
        if str(customer_id).startswith(begun):
            yield str(customer_id), name
        elif name.casefold().startswith(folded):
            yield name, str(customer_id)


def _stages(begun: str, book: Opened) -> Words:
    from tierdesk.pipeline.stages import stages_of

    keys = [stage.key for stage in stages_of(book())]
    return ((key, key) for key in keys if key.startswith(begun))


def _stage_words(begun: str, book: Opened) -> Words:
    """Stages, and the fields of one."""
    from tierdesk.pipeline.stage_fields import FIELDS, GATES

    yield from _stages(begun, book)
    yield from _pairs(begun, FIELDS, {"gate": list(GATES)})


def _lost_reasons(begun: str, book: Opened) -> Words:
    from tierdesk.pipeline.lost_reasons import reasons_of

    return ((one.word, one.word) for one in reasons_of(book()) if one.word.startswith(begun))


def _lost_kinds(begun: str, book: Opened) -> Words:
    from tierdesk.pipeline.lost_reasons import KINDS

    return ((kind, kind) for kind in KINDS if kind.startswith(begun))


def _template_fields(begun: str, book: Opened) -> Words:
    from tierdesk.domain.vocabulary import CHANNELS, TIERS
    from tierdesk.pipeline.stages import stages_of
    from tierdesk.pipeline.template_starter import FIELDS

    stages = [stage.key for stage in stages_of(book())] if begun.startswith("stage=") else []
    choices = {"stage": stages, "channel": list(CHANNELS), "tier": list(TIERS)}
    return _pairs(begun, FIELDS, choices)


def _fields(begun: str, book: Opened) -> Words:
    from tierdesk.commands.doing.assignments import typed
    from tierdesk.domain.vocabulary import TIERS

    choices = _choices("customer", "contact", "deal") | {"tier": [*TIERS, "model"]}
    if begun.startswith("groups"):
        from tierdesk.domain.groups import names_of

        groups = list(names_of(book()).values())
        choices |= {"groups": groups, "groups+": groups, "groups-": groups}
    return _pairs(begun, [*typed(), "tier", "parked", "groups"], choices)


def _part(form_name: str) -> Callable[[str, Opened], Words]:
    def fields(begun: str, book: Opened) -> Words:
        from tierdesk.desk.forms import form

        choices = {
            target.rpartition(".")[2]: words for target, words in _choices(form_name).items()
        }
        return _pairs(begun, [field.name for field in form(form_name).fields], choices)

    return fields


def _pairs(begun: str, names: Iterable[str], choices: Mapping[str, list[str]]) -> Words:
    """FIELD= of the names that begin so; behind the equals sign the words of a closed list."""
    name, equals, value = begun.partition("=")
    if not equals:
        return ((f"{known}=", known) for known in names if known.startswith(begun))
    found = (word for word in choices.get(name, ()) if word.startswith(value))
    return ((f"{name}={word}", word) for word in found)


def _choices(*form_names: str) -> dict[str, list[str]]:
    """FIELD -> the words that it may hold, of the fields that have a closed list of them."""
    from tierdesk.desk.forms import form

    fields = (field for name in form_names for field in form(name).fields)
    return {
        field.target: ["yes", "no"] if field.kind == "flag" else [c.value for c in field.choices]
        for field in fields
        if field.choices or field.kind == "flag"
    }


def _policy_fields(begun: str, book: Opened) -> Words:
    from tierdesk.triage.policy_edits import FIELDS, PROMOTIONS

    return _pairs(begun, FIELDS, {"discount_limit": [PROMOTIONS]})


def _groups(begun: str, book: Opened) -> Words:
    from tierdesk.domain.folding import fold
    from tierdesk.domain.groups import names_of
    from tierdesk.terminal.clean import clean

    names = sorted(clean(name) for name in names_of(book()).values())
    return ((name, name) for name in names if fold(name).startswith(fold(begun)))


def _own_fields(begun: str, book: Opened) -> Words:
    from tierdesk.domain.own_fields import fields_of

    return ((one.key, one.name) for one in fields_of(book()) if one.key.startswith(begun))


def _own_field_facts(begun: str, book: Opened) -> Words:
    from tierdesk.domain.own_fields import FIELDS, KINDS

    return _pairs(begun, FIELDS, {"type": list(KINDS)})


def _views(begun: str, book: Opened) -> Words:
    from tierdesk.domain.document import text

    rows = [(text(doc, "name"), text(doc, "query")) for _, doc in book().rows("views")]
    return (row for row in rows if row[0].startswith(begun))


def _tiers(begun: str, book: Opened) -> Words:
    from tierdesk.domain.vocabulary import TIERS

    return ((word, word) for word in (*TIERS, "model") if word.startswith(begun))


def _commands(begun: str, book: Opened) -> Words:
    from tierdesk.commands.registry import COMMANDS

    return ((c.name, c.title) for c in COMMANDS if c.name.startswith(begun))


_KINDS: dict[str, Callable[[str, Opened], Words]] = {
    "customer": _customers, "stage": _stages, "field": _fields, "view": _views,
    "command": _commands, "tier": _tiers, "contact_field": _part("contact"),
    "need_field": _part("need"), "deal_field": _part("deal"), "follow_up_field": _part("follow_up"),
    "contract_field": _part("contract"), "payment_field": _part("payment"),
    "policy_field": _policy_fields, "stage_word": _stage_words, "lost_reason": _lost_reasons,
    "lost_kind": _lost_kinds, "template_field": _template_fields, "group": _groups,
    "own_field": _own_fields, "own_field_fact": _own_field_facts,
}  # fmt: skip
