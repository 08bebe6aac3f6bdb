"""The verb `template`: texts to send, listed, filled for a customer, and edited."""

from collections.abc import Mapping, Sequence

from tierdesk.commands.doing.customer_ref import find_customer
from tierdesk.commands.doing.making import made
from tierdesk.commands.doing.stage_documents import saying, template
from tierdesk.commands.doing.template_render import channel_of, merge, render
from tierdesk.commands.doing.template_use import fits, used
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.domain.languages import code_of
from tierdesk.domain.vocabulary import CHANNELS, TIERS, choose
from tierdesk.errors import Invalid, Usage
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline import templates
from tierdesk.pipeline.stages import find_stage, stages_of
from tierdesk.pipeline.template_places import PLACES, occasion_of
from tierdesk.pipeline.template_starter import FIELDS
from tierdesk.triage.overview import Overview


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    action, words = text_of(values, "action"), texts_of(values, "words")
    book = front.desk.book
    if action in _ELSEWHERE:
        return _ELSEWHERE[action](front, values)
    if action == "list":
        return _listed(book, values, words)
    if action == "fill":
        return _filled(front, values, words)
    if action == "places":
        return _places()
    if action == "starter":
        return _started(front, values, words)
    if action == "add":
        fields = {name: value for name, value in _fields(words, book).items() if value is not None}
        return made(front, values, lambda _: templates.added(fields))
    number = _number(words)
    if action == "remove":
        if words[1:]:
            raise Usage(say("Removing takes no fields; name only what is to go."))
        return made(front, values, lambda now: templates.removed(now, number), template_id=number)
    changes = _fields(words[1:], book)

    def rule(now: Book) -> Change:
        return templates.changed(now, number, changes)

    return made(front, values, rule, template_id=number)


def _listed(book: Book, values: Values, words: Sequence[str]) -> Outcome:
    if words:
        raise Usage(say("“template list” takes no more words; --stage STAGE shows those of one."))
    found = templates.templates_of(book)
    stage, channel, language = text_of(values, "stage"), channel_of(values), _language(values)
    occasion = occasion_of(text_of(values, "occasion"))
    if stage:
        key = find_stage(stage, stages_of(book)).key
        found = tuple(one for one in found if one.stage == key)
    found = tuple(
        one for one in found
        if channel in ("", one.channel) and occasion in ("", occasion_of(one.occasion))
        and language in ("", code_of(one.language))
    )  # fmt: skip
    return Outcome({"schema": 1, "templates": [template(one) for one in found]}, view="templates")


def _filled(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if not 1 <= len(words) <= 2:
        raise Usage(say("Say for whom: template fill CUSTOMER, or template fill CUSTOMER NUMBER."))
    desk = front.desk
    book, moment = desk.book, desk.moment
    customer_id = find_customer(book, words[0], moment)
    entry = Overview(book, moment).entry_of(customer_id)
    occasion, channel = text_of(values, "occasion"), channel_of(values)
    contact = text_of(values, "contact")
    if words[1:]:
        chosen = [templates.meant(templates.templates_of(book), str(_number(words[1:])))]
    elif occasion or channel:
        chosen = list(fits(book, entry, occasion, channel))
    else:
        language = templates.language_of(entry.case)
        every = templates.templates_of(book)
        chosen = list(templates.fitting(every, entry.stage, entry.tier, language))
    found = [
        used(
            entry, one, moment, desk.by, contact=contact, occasion=occasion, channel=channel
        ).saying
        for one in chosen
    ]
    document = {"schema": 1, "customer_id": customer_id, "texts": [saying(one) for one in found]}
    return Outcome(document, view="texts")


def _places() -> Outcome:
    document = {
        "schema": 1,
        "places": [
            {"place": name, "chinese": chinese, "label": Message(label)}
            for name, (chinese, label) in PLACES.items()
        ],
    }
    return Outcome(document, view="places")


def _started(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if words:
        raise Usage(
            say("“template starter” takes no more words; --language en takes in one language.")
        )
    language = _language(values)
    return made(front, values, lambda book: templates.started(book, language))


def _language(values: Values) -> str:
    """The code of the language that was asked for, "" for any. Raises Invalid."""
    written = text_of(values, "language")
    code = code_of(written) if written else ""
    if written and not code:
        raise Invalid(say("“%(text)s” names no language that tierdesk knows; write en or zh.",
                          text=written))  # fmt: skip
    return code


_ELSEWHERE = {"render": render, "merge": merge}


def _number(words: Sequence[str]) -> int:
    if not words or not (words[0].isascii() and words[0].isdigit()) or words[0] == "0":
        raise Usage(say("Say which template, by its number in “template list”."))
    return int(words[0])


def _fields(words: Sequence[str], book: Book) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise Usage(say("“%(text)s” is no FIELD=VALUE; write it like city=Berlin.", text=word))
        if name not in FIELDS:
            raise Usage(
                say("There is no field “%(name)s” here; choose one of %(choices)s.",
                    name=name, choices=list(FIELDS))
            )  # fmt: skip
        found[name] = read(name, value, book)
    if not found:
        raise Usage(say("Nothing to set; write FIELD=VALUE, like %(name)s=….", name="body"))
    return found


def read(name: str, typed: str, book: Book) -> object:
    """The value of a template's field as somebody types it, None for nothing. Raises Invalid."""
    bare = typed.strip()
    if not bare:
        return None
    if name == "stage":
        return find_stage(bare, stages_of(book)).key
    if name == "channel":
        return choose(CHANNELS, bare, "channel")
    if name == "tier" and bare.upper() in TIERS:
        return bare.upper()
    if name == "occasion":
        return occasion_of(bare)
    return typed if name == "body" else bare
