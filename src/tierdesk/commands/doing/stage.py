"""The verb `stage`: the stages of the book shown, and changed by the rules of `pipeline.stage_edits`."""

from collections.abc import Callable, Mapping, Sequence

from tierdesk.commands.doing.making import made
from tierdesk.commands.doing.stage_documents import document_of, left_behind
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change
from tierdesk.errors import Usage
from tierdesk.i18n.message import N_, Message, say
from tierdesk.pipeline import stage_edits, stage_ways
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_fields import FIELDS, LISTS, Fields, Stored, read, stated
from tierdesk.pipeline.stages import (
    find_stage,
    preset_of,
    readable,
    stage_by_key,
    stages_of,
)

_STAGE = N_("STAGE")
Verb = Callable[[Front, Values, Sequence[str]], Outcome]


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    return _VERBS[text_of(values, "action")](front, values, texts_of(values, "words"))


def _list(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if words:
        raise Usage(say("“stage list” takes no more words; stage show STAGE shows one."))
    return _shown(front.desk.book, stages_of(front.desk.book), "stages")


def _show(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    stages = stages_of(front.desk.book)
    chosen = [find_stage(word, stages) for word in words]
    return _shown(front.desk.book, chosen or stages, "stage")


def _shown(book: Book, stages: Sequence[Stage], view: str) -> Outcome:
    document = {
        "schema": 1, "preset": preset_of(book), "own": book.count("stages") > 0,
        "stages": [document_of(book, stage, whole=view == "stage") for stage in stages],
        "left_behind": left_behind(book) if view == "stages" else [],
    }  # fmt: skip
    return Outcome(document, view=view)


def _set(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if not words:
        raise _missing(_STAGE)
    key = find_stage(words[0], stages_of(front.desk.book)).key

    def rule(book: Book) -> Change:
        stage = stage_by_key(key, stages_of(book))
        return stage_edits.changed(book, key, _fields(words[1:], stage))

    return made(front, values, rule, stage=key)


def _add(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if not words:
        raise _missing(_STAGE)
    name, fields = words[0], _fields(words[1:], None) if words[1:] else {}
    stages = stages_of(front.desk.book)
    before = text_of(values, "before") and find_stage(text_of(values, "before"), stages).key
    return made(
        front, values, lambda book: stage_edits.added(book, name, fields, before=before), stage=name
    )


def _remove(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if len(words) != 1:
        raise Usage(say("Name one stage that is to go: stage remove STAGE --to STAGE."))
    desk = front.desk
    stages = stages_of(desk.book)
    known = stage_by_key(words[0], stages) or desk.book.having("deals", "stage", words[0])
    key = words[0] if known else find_stage(words[0], stages).key
    to = text_of(values, "to")
    if to and to != key:  # a stage that is no more has no other stage's word for a name
        to = find_stage(to, stages).key

    def rule(book: Book) -> Change:
        return stage_edits.removed(book, key, desk.moment, to=to, by=desk.by)

    return made(front, values, rule, stage=key)


def _rename(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    stages = stages_of(front.desk.book)
    keys = {find_stage(old, stages).key: new for old, new in _pairs(words).items()}
    if not keys:
        raise Usage(say("Say which stage gets which key: stage rename OLD=NEW."))
    return made(front, values, lambda book: stage_edits.renamed(book, keys), stages=keys)


def _order(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if not words:
        raise _missing(_STAGE)
    stages = stages_of(front.desk.book)
    keys = [find_stage(word, stages).key for word in words]
    return made(front, values, lambda book: stage_edits.ordered(book, keys))


def _preset(front: Front, values: Values, words: Sequence[str]) -> Outcome:
    if not words:
        raise Usage(say("Say which preset: stage preset intent, or stage preset leads."))
    name, stages = words[0], readable(front.desk.book)
    ways = {find_stage(old, stages).key: new for old, new in _pairs(words[1:]).items()}
    found: list[stage_ways.Transfer] = []

    def rule(book: Book) -> Change:
        found[:] = stage_ways.transfers(book, name, ways)
        return stage_edits.preset(book, name, ways)

    outcome = made(front, values, rule, preset=name)
    moves = [{"deals": n, "from": old.key, "to": new.key} for n, old, new in found]
    told = stage_ways.told(found)
    first, *rest = outcome.said
    return outcome._replace(
        document={**outcome.document, "moves": moves},
        said=(first, *(() if told is None else (say("%(what)s.", what=told),)), *rest),
    )


_VERBS: Mapping[str, Verb] = {
    "list": _list, "show": _show, "set": _set, "add": _add, "remove": _remove, "rename": _rename,
    "order": _order, "preset": _preset,
}  # fmt: skip


def _missing(what: str) -> Usage:
    return Usage(say("%(what)s is missing; see --help.", what=Message(what)))


def _pairs(words: Sequence[str]) -> dict[str, str]:
    """OLD=NEW words. Raises Usage for others, and for a stage that is named twice."""
    found: dict[str, str] = {}
    for word in words:
        old, equals, new = word.partition("=")
        if not equals or not old or not new:
            raise Usage(
                say("“%(text)s” is no OLD=NEW; write it like demo=presentation.", text=word)
            )
        if old in found:
            raise Usage(say("“%(text)s” is named twice; once is enough.", text=old))
        found[old] = new
    return found


def _fields(words: Sequence[str], stage: Stage | None) -> Fields:
    """What FIELD=VALUE, FIELD+=VALUE and FIELD-=VALUE set; the latter two need the stage as it is."""
    fields: dict[str, Stored | None] = {}
    for word in words:
        written, equals, value = word.partition("=")
        name = written[:-1] if written[-1:] in ("+", "-") else written
        if not equals or not name:
            raise Usage(say("“%(text)s” is no FIELD=VALUE; write it like city=Berlin.", text=word))
        if name not in FIELDS:
            raise Usage(
                say("There is no field “%(name)s” here; choose one of %(choices)s.",
                    name=name, choices=list(FIELDS))
            )  # fmt: skip
        if name != written and name not in LISTS:
            raise Usage(
                say(
                    "%(name)s is no list to which something could be added; write %(name)s=….",
                    name=name,
                )
            )
        found = read(name, value)
        fields[name] = found if name == written else _joined(written, found, fields, stage)
    if not fields:
        raise Usage(say("Nothing to set; write FIELD=VALUE, like rot_days=14."))
    return fields


def _joined(
    written: str, found: Stored | None, fields: Fields, stage: Stage | None
) -> tuple[str, ...]:
    """The list with these added, or without them."""
    name, more = written[:-1], found if isinstance(found, tuple) else ()
    stored = fields.get(name) or (stated(stage)[name] if stage is not None else ())
    before = stored if isinstance(stored, tuple) else ()
    if written.endswith("+"):
        return tuple(dict.fromkeys((*before, *more)))
    return tuple(one for one in before if one not in more)
