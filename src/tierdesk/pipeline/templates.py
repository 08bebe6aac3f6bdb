"""What to say: the templates that fit a stage, a tier and a language, and filling one.

Places like {contact} are filled literally, once, from a fixed list: what a customer wrote is never
looked at for places again, and nothing else in a text means anything. A place without a value stays
as it is, so that the reader sees what lacks. It must not know who sends it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import Doc, text, texts
from tierdesk.domain.languages import code_of
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import Money, read
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import say
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.template_presets import USUAL

TABLE, _NEW = "templates", -1
FIELDS = ("name", "stage", "tier", "occasion", "language", "channel", "subject", "body")
PLACES = ("customer", "contact", "owner", "deal", "amount", "product", "city", "today", "contract")
_PLACE = re.compile(r"\{([^{}\s]{1,20})\}")
_CHINESE = ("CN", "TW", "HK", "MO", "SG")
_IN_CHINESE: Mapping[str, str] = {
    "客户": "customer", "联系人": "contact", "负责人": "owner", "商机": "deal", "金额": "amount",
    "产品": "product", "城市": "city", "今天": "today", "合同": "contract",
}  # fmt: skip


class Template(NamedTuple):
    """`number` 0 for a built-in one; "" for a stage, tier, language or channel means any."""

    number: int
    name: str
    stage: str
    tier: str
    occasion: str
    language: str
    channel: str
    subject: str
    body: str


class Saying(NamedTuple):
    """A template filled for one customer; `lacking` are the places that have no value."""

    template: Template
    subject: str
    body: str
    lacking: tuple[str, ...]


def templates_of(book: Book) -> tuple[Template, ...]:
    """The book's own templates, then the built-in ones."""
    own = [
        Template(number, *(text(doc, field) for field in FIELDS))
        for number, doc in book.rows(TABLE) if text(doc, "body")
    ]  # fmt: skip
    return (
        *own,
        *(Template(0, "", stage, "", "", *rest) for stages, *rest in USUAL for stage in stages),
    )


def language_of(case: Case) -> str:
    """The code of the language to write to a customer in: its own, else that of its country."""
    stated = code_of(text(case.customer, "language"))
    return stated or ("zh" if text(case.customer, "country") in _CHINESE else "en")


def fitting(
    templates: Sequence[Template], stage: Stage, tier: str, language: str
) -> tuple[Template, ...]:
    """What fits, the most special first: own before built-in, with the tier before any tier. Where the
    language has nothing, English. A stage under a new key has the built-in texts of its old one."""
    built_in = {one.stage for one in templates if not one.number}
    origin = next((k for k in (stage.key, *reversed(stage.words)) if k in built_in), "")
    fits = [
        one for one in templates
        if not one.occasion and one.tier in ("", tier)
        and one.stage == (stage.key if one.number else origin)
    ]  # fmt: skip
    for wanted in dict.fromkeys((language, "en")):
        found = [one for one in fits if code_of(one.language) in ("", wanted)]
        own = [one for one in found if one.number]
        if found:
            return tuple(sorted(own or found, key=lambda one: (not one.tier, not one.language)))
    return ()


def values_of(case: Case, deal: Doc | None, moment: Moment, owner: str = "") -> dict[str, str]:
    """What the places stand for with this customer; those without a value are left out."""
    people = [doc for _, doc in case.contacts]
    deciding = [doc for doc in people if text(doc, "role") == "decision_maker"]
    person = next((name for doc in (*deciding, *people) if (name := text(doc, "name"))), "")
    if not person and text(case.customer, "kind") == "person":
        person = text(case.customer, "name")
    amount = read(deal or {}, "amount")
    contract = case.contracts[-1][1] if case.contracts else {}
    found = {
        "customer": text(case.customer, "name"), "contact": person,
        "owner": text(case.customer, "owner") or owner, "deal": text(deal or {}, "title"),
        "amount": _amount(amount) if amount else "",
        "product": next(iter(texts(deal or {}, "products")), ""),
        "city": text(case.customer, "city"), "today": moment.today.isoformat(),
        "contract": text(contract, "code"),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def sayings(
    book: Book,
    case: Case,
    deal: Doc | None,
    stage: Stage,
    tier: str,
    moment: Moment,
    owner: str = "",
) -> tuple[Saying, ...]:
    """What to say to a customer in a stage, filled, the most special first."""
    fits = fitting(templates_of(book), stage, tier, language_of(case))
    values = values_of(case, deal, moment, owner)
    return tuple(said(one, values) for one in fits)


def _amount(amount: Money) -> str:
    """`23,500 CNY`, `99.50 EUR`."""
    whole, _, part = f"{amount.major:,f}".partition(".")
    return f"{whole}.{part} {amount.currency}" if part.strip("0") else f"{whole} {amount.currency}"


def said(template: Template, values: Mapping[str, str]) -> Saying:
    """The template with its places filled."""
    lacking: dict[str, None] = {}

    def fill(place: re.Match[str]) -> str:
        name = _IN_CHINESE.get(place[1], place[1])
        if name in values:
            return values[name]
        if name in PLACES:
            lacking[name] = None
        return place[0]

    subject, body = _PLACE.sub(fill, template.subject), _PLACE.sub(fill, template.body)
    return Saying(template, subject, body, tuple(lacking))


def added(fields: Doc) -> Change:
    """A template more. Raises Invalid for one that says nothing, or has a place nobody can fill."""
    _ensure_sound(fields)
    return Change(
        "template.add", {"what": _called(fields)}, (Edit(TABLE, _NEW, None, dict(fields)),)
    )


def changed(book: Book, number: int, fields: Mapping[str, object]) -> Change:
    """Fields of a template set, None takes one away."""
    before = _here(book, number)
    after = {k: v for k, v in {**before, **fields}.items() if v is not None}
    _ensure_sound(after)
    names = [name for name in fields if before.get(name) != after.get(name)]
    args = {"what": _called(before), "fields": names}
    return Change("template.set", args, (Edit(TABLE, number, before, after),))


def removed(book: Book, number: int) -> Change:
    """A template less."""
    before = _here(book, number)
    return Change(
        "template.remove", {"what": _called(before)}, (Edit(TABLE, number, before, None),)
    )


def _here(book: Book, number: int) -> Doc:
    found = book.get(TABLE, number)
    if found is None:
        raise Refused(
            say("There is no template %(number)s; see tierdesk template list.", number=number)
        )
    return found


def _called(doc: Doc) -> str:
    return text(doc, "name") or text(doc, "subject") or text(doc, "body")[:30]


def _ensure_sound(doc: Doc) -> None:
    if not text(doc, "body").strip():
        raise Invalid(say("A template needs a text; write body=…."))
    language = text(doc, "language")
    if language and not code_of(language):
        raise Invalid(say("“%(text)s” names no language that tierdesk knows; write en or zh.",
                          text=language))  # fmt: skip
    for place in _PLACE.findall(text(doc, "subject") + " " + text(doc, "body")):
        if _IN_CHINESE.get(place, place) not in PLACES:
            raise Invalid(
                say("Nobody can fill {%(place)s}; places are %(choices)s.",
                    place=place, choices=["{" + name + "}" for name in PLACES])
            )  # fmt: skip
