"""What to say: the templates that fit a customer, the best of them first, and filling one.

How a template is written is said in `template_text`, what its places stand for in `template_places`.
It must not know who sends it, nor by what.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book, Case
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import Doc, text
from tierdesk.domain.folding import fold
from tierdesk.domain.languages import code_of
from tierdesk.domain.moment import Moment
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import find_stage, stages_of
from tierdesk.pipeline.template_places import NAMES, About, occasion_of, values_of
from tierdesk.pipeline.template_presets import USUAL
from tierdesk.pipeline.template_starter import FIELDS, STARTER
from tierdesk.pipeline.template_text import parsed, rendered

TABLE, _NEW = "templates", -1
_LISTED = 8
_CHINESE = ("CN", "TW", "HK", "MO", "SG")


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
    """A template filled for one customer; `lacking` are the places that have no value. With a `fault`
    it is no template that can be filled, and stands as it was written."""

    template: Template
    subject: str
    body: str
    lacking: tuple[str, ...] = ()
    fault: Message | None = None


class Where(NamedTuple):
    """What a text is wanted for; "" for an occasion or a channel means whichever."""

    stage: Stage
    tier: str
    language: str
    occasion: str = ""
    channel: str = ""


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
    """What is said in a stage on no occasion, the most special first: own instead of built-in, with the
    tier before any tier. Where the language has nothing, English."""
    found = ranked([one for one in templates if one.stage], Where(stage, tier, language))
    own = [one for one in found if one.number]
    return tuple(own or found)


def ranked(templates: Sequence[Template], where: Where) -> tuple[Template, ...]:
    """All that fit, the most special first: for the occasion, the stage, the tier, one's own, the
    channel, the language. One for another stage, tier, channel or occasion does not fit, nor one
    for an occasion when none is asked for. In the customer's language; where that has nothing, English.
    A stage under a new key has the built-in texts of its old one."""
    stage = where.stage
    built_in = {one.stage for one in templates if not one.number}
    origin = next((k for k in (stage.key, *reversed(stage.words)) if k in built_in), "")
    fits = [
        one for one in templates
        if occasion_of(one.occasion) in ("", where.occasion)
        and one.tier in ("", where.tier)
        and one.stage in ("", stage.key if one.number else origin)
        and (not where.channel or one.channel in ("", where.channel))
    ]  # fmt: skip
    for wanted in dict.fromkeys((where.language, "en")):
        found = [one for one in fits if code_of(one.language) in ("", wanted)]
        if found:
            return tuple(sorted(found, key=_generality))
    return ()


def _generality(one: Template) -> tuple[bool, ...]:
    return (not one.occasion, not one.stage, not one.tier, not one.number, not one.channel,
            not one.language)  # fmt: skip


def meant(templates: Sequence[Template], written: str, language: str = "") -> Template:
    """The template of that number, or of that name, or whose name or subject begins so; of several
    the one in that language. Raises Refused that names those that could be meant."""
    bare = written.strip()
    if bare.isascii() and bare.isdigit() and int(bare):
        number = int(bare)
        found = next((one for one in templates if one.number == number), None)
        if found is not None:
            return found
        raise Refused(
            say("There is no template %(number)s; see tierdesk template list.", number=bare)
        )
    wanted = fold(bare)
    for fits in (str.__eq__, str.startswith):
        hits = [
            one for one in templates
            if wanted and any(fits(fold(words), wanted) for words in (one.name, one.subject) if words)
        ]  # fmt: skip
        spoken = [one for one in hits if language and code_of(one.language) == language]
        hits = spoken or hits
        if len({one[2:] for one in hits}) == 1:
            return hits[0]
        if hits:
            named = [f"{one.number or '–'} {one.name or one.subject}" for one in hits[:_LISTED]]
            raise Refused(
                say("“%(text)s” fits several templates: %(names)s; name one by its number.",
                    text=written, names=named)
            )  # fmt: skip
    raise Refused(say("There is no template “%(text)s”; see tierdesk template list.", text=written))


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
    language = language_of(case)
    about = About(stage, tier, "", language, owner)
    values = values_of(case, deal, moment, about)
    return tuple(said(one, values) for one in fitting(templates_of(book), stage, tier, language))


def said(template: Template, values: Mapping[str, str]) -> Saying:
    """The template with its places filled, or why that cannot be."""
    try:
        subject = rendered(parsed(template.subject, NAMES), values)
        body = rendered(parsed(template.body, NAMES), values)
    except Invalid as failure:
        return Saying(template, template.subject, template.body, (), failure.message)
    lacking = tuple(dict.fromkeys((*subject.lacking, *body.lacking)))
    return Saying(template, subject.text, body.text, lacking)


def added(fields: Doc) -> Change:
    """A template more. Raises Invalid for one that says nothing, or has a place nobody can fill."""
    _ensure_sound(fields)
    return Change(
        "template.add", {"what": _called(fields)}, (Edit(TABLE, _NEW, None, dict(fields)),)
    )


def started(book: Book, language: str = "") -> Change:
    """The starter set, of one language or of both, but for those that are there by name and language,
    and for those of a stage that the book does not have."""
    there = {
        (fold(text(doc, "name")), code_of(text(doc, "language"))) for _, doc in book.rows(TABLE)
    }
    stages = stages_of(book)
    edits: list[Edit] = []
    for one in STARTER:
        fields = {name: value for name, value in zip(FIELDS, one, strict=True) if value}
        if language not in ("", fields["language"]):
            continue
        if (fold(fields["name"]), fields["language"]) in there:
            continue
        if "stage" in fields:
            found = stage_named(fields["stage"], stages)
            if found is None:
                continue
            fields["stage"] = found.key
        edits.append(Edit(TABLE, _NEW - len(edits), None, fields))
    return Change("template.start", {"n": len(edits)}, tuple(edits))


def stage_named(word: str, stages: Sequence[Stage]) -> Stage | None:
    """The stage that goes by that word, None for none."""
    try:
        return find_stage(word, stages)
    except Invalid:
        return None


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
    for field in ("subject", "body"):
        parsed(text(doc, field), NAMES)
