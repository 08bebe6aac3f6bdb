"""Stages changed, added, removed, renamed, put in order and exchanged for a preset: each one Change,
with the deals that it concerns, so that no deal ever stands in a stage that is not there.

The first change of a book copies its preset into the table `stages`. Whatever changes which stages
there are also writes `stage_order` of the settings, so that two sessions that do so at once meet
there: the second is asked anew about the fresh book. It must not know who asks.
"""

from collections.abc import Mapping, Sequence
from itertools import count

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import Doc
from tierdesk.domain.moment import Moment
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.criterion_fields import refuse_unknown_fields
from tierdesk.pipeline.stage import Stage, from_document, to_document
from tierdesk.pipeline.stage_carrying import carried, moved_out, standing_in
from tierdesk.pipeline.stage_fields import (
    Fields,
    key_in,
    refuse_same_name,
    stated,
    with_fields,
)
from tierdesk.pipeline.stage_ways import here, unknown, ways_to
from tierdesk.pipeline.stages import (
    preset_of,
    stage_by_key,
    stages_of,
)

TABLE, SETTINGS, _SETTING_ID = "stages", "settings", 1
_NEW_PROBABILITY = 50


def changed(book: Book, key: str, fields: Fields) -> Change:
    """Fields of a stage set. Raises Invalid for values that cannot be, Refused for no such stage."""
    stages = list(stages_of(book))
    stage = here(key, stages)
    after = with_fields(stage, fields)
    if after.label != stage.label:
        refuse_same_name(after, [other for other in stages if other is not stage], new=False)
    refuse_unknown_fields(book, set(after.exit_criteria) - set(stage.exit_criteria))
    before, now = stated(stage), stated(after)
    names = [name for name in fields if before[name] != now[name]]
    stages[stages.index(stage)] = after
    args = {"stage": stage.label, "fields": names}
    return Change("stage.set", args, tuple(_written(book, stages)) if names else ())


def added(book: Book, key: str, fields: Fields, *, before: str = "") -> Change:
    """A new open stage, before the one of the key `before`, else behind the last open one. Without a
    probability it lies between its neighbours."""
    stages = list(stages_of(book))
    at = 1 + max(n for n, stage in enumerate(stages) if stage.kind == "open")
    if before:
        at = stages.index(here(before, stages))
    if at > 0 and stages[at - 1].kind != "open":
        raise Refused(
            say("A new stage stands among the open ones; name an open one to put it before.")
        )
    bare = Stage(key_in(key), key.strip(), "open", _between(stages, at))
    stage = with_fields(bare, {name: value for name, value in fields.items() if value is not None})
    refuse_same_name(stage, stages)
    refuse_unknown_fields(book, stage.exit_criteria)
    stages.insert(at, stage)
    return Change("stage.add", {"stage": stage.label}, tuple(_written(book, stages)))


def removed(book: Book, key: str, moment: Moment, *, to: str = "", by: str = "") -> Change:
    """A stage taken away, its deals moved to the open stage of the key `to`. Also a key that is no stage any
    more may be named, where deals were left behind. Raises Refused while deals stand there, for the
    last open stage and for one of the other kinds, of which each pipeline has one."""
    stages = list(stages_of(book))
    stage = stage_by_key(key, stages)
    deals = standing_in(book, key)
    if stage is None and not deals:
        raise unknown(key)
    if stage is not None and stage.kind != "open":
        raise Refused(
            say("%(stage)s stays: every pipeline needs a won, a maintain and a lost stage. It can be "
                "renamed.", stage=stage.title)
        )  # fmt: skip
    if stage is not None and sum(other.kind == "open" for other in stages) == 1:
        raise Refused(say("%(stage)s is the only open stage and stays.", stage=stage.title))
    left = [other for other in stages if other is not stage]
    title = stage.title if stage is not None else Message("%(text)s", {"text": key})
    if deals and not to:
        raise Refused(
            say_n("%(n)s deal stands in %(stage)s; say where to move it: --to STAGE, one of %(stages)s.",
                  "%(n)s deals stand in %(stage)s; say where to move them: --to STAGE, one of %(stages)s.",
                  len(deals), stage=title, stages=[other.key for other in left if other.kind == "open"])
        )  # fmt: skip
    edits = list(_written(book, left))
    if to:
        target = here(to, stages)
        if target is stage:
            raise Refused(
                say("%(stage)s is the stage that goes; name another one for its deals.",
                    stage=target.title)
            )  # fmt: skip
        if target.kind != "open":
            raise Refused(
                say("Deals of a stage that goes move to an open one; %(stage)s would close them.",
                    stage=target.title)
            )  # fmt: skip
        edits += moved_out(deals, target, moment, by)
    args: dict[str, object] = {"stage": stage.label if stage is not None else key}
    return Change("stage.remove", args | ({"n": len(deals)} if deals else {}), tuple(edits))


def renamed(book: Book, keys: Mapping[str, str]) -> Change:
    """Stages under other keys, all at once (two may change theirs); deals, their histories and
    templates go along. Raises Refused where two would have the same key."""
    stages = list(stages_of(book))
    wanted = {here(old, stages).key: key_in(new) for old, new in keys.items()}
    after = [wanted.get(stage.key, stage.key) for stage in stages]
    twice = next((key for key in after if after.count(key) > 1), None)
    if twice is not None:
        raise Refused(
            say("Two stages would have the key “%(key)s”; nothing was renamed.", key=twice)
        )
    wanted = {old: new for old, new in wanted.items() if old != new}
    now = [_with_key(stage, key) for stage, key in zip(stages, after, strict=True)]
    edits = [*_written(book, now, wanted), *carried(book, wanted)] if wanted else []
    return Change("stage.rename", {"old": list(wanted), "new": list(wanted.values())}, tuple(edits))


def ordered(book: Book, keys: Sequence[str]) -> Change:
    """The open stages in this order; those that are not named follow in their old one."""
    stages = stages_of(book)
    named = [here(key, stages) for key in dict.fromkeys(keys)]
    closed = next((stage for stage in named if stage.kind != "open"), None)
    if closed is not None:
        raise Refused(
            say("%(stage)s has its place behind the open stages; only those are put in order.",
                stage=closed.title)
        )  # fmt: skip
    rest = [stage for stage in stages if stage not in named]
    now = [*named, *(s for s in rest if s.kind == "open"), *(s for s in rest if s.kind != "open")]
    edits = _written(book, now) if [s.key for s in now] != [s.key for s in stages] else ()
    return Change("stage.order", {"stages": [stage.label for stage in named]}, tuple(edits))


def preset(book: Book, name: str, ways: Mapping[str, str]) -> Change:
    """The stages of a preset in the place of those that there are. Every deal keeps its place: a stage
    leads to the one of `ways`, of the same key, of the same kind, or that goes by its name. Also
    stages that are faulty, or of which one is missing, are exchanged so. Raises Refused for a stage
    with deals that leads nowhere, Invalid for no such preset."""
    keys = ways_to(book, name, ways)
    edits = [Edit(TABLE, number, doc, None) for number, doc in book.rows(TABLE)]
    edits += carried(book, {old: new for old, new in keys.items() if old != new})
    if edits or preset_of(book) != name:
        edits.append(_settings(book, {"stage_preset": name}))
    return Change("stage.preset", {"preset": name}, tuple(edits))


def _between(stages: Sequence[Stage], at: int) -> float:
    """A probability between those of the neighbours."""
    low = stages[at - 1].probability if at else 0
    high = stages[at].probability if stages[at].kind == "open" else 100
    middle = ((low or 0) + (high or 100)) / 2
    return round(middle) if 1 <= round(middle) <= 99 else _NEW_PROBABILITY


def _with_key(stage: Stage, key: str) -> Stage:
    """The old key still finds it, as a word."""
    if key == stage.key:
        return stage
    document = {**to_document(stage), "key": key, "words": [*stage.words, stage.key]}
    return from_document(document)


def _written(
    book: Book, stages: Sequence[Stage], keys: Mapping[str, str] | None = None
) -> list[Edit]:
    """The documents of these stages, and their order where there are others than before. `keys` leads
    from the old key of a renamed stage to its new one."""
    before: dict[str, tuple[int, Doc]] = {}
    edits = []
    for number, doc in book.rows(TABLE):
        key = str(doc.get("key"))
        if key in before:
            edits.append(Edit(TABLE, number, doc, None))  # a second one of the key was never read
        else:
            before[key] = (number, doc)
    old_of = {new: old for old, new in (keys or {}).items()}
    fresh = count(-1, -1)
    for stage in stages:
        found = before.pop(old_of.get(stage.key, stage.key), None)
        if found is None:
            edits.append(Edit(TABLE, next(fresh), None, to_document(stage)))
        else:
            edits.append(Edit(TABLE, found[0], found[1], _document(found[1], stage)))
    edits += [Edit(TABLE, number, doc, None) for number, doc in before.values()]
    order = [stage.key for stage in stages]
    if book.settings().get("stage_order") != order:
        edits.append(_settings(book, {"stage_order": order}))
    return edits


def _document(before: Doc, stage: Stage) -> dict[str, object]:
    """Fields of a newer version stay."""
    known = to_document(stage)
    fields = {*stated(stage), "key", "kind", "words", "hard"}
    return {**{k: v for k, v in before.items() if k not in fields}, **known}


def _settings(book: Book, fields: Doc) -> Edit:
    before = book.get(SETTINGS, _SETTING_ID)
    kept = {k: v for k, v in (before or {}).items() if k not in ("stage_order", "stage_preset")}
    if "stage_preset" not in fields and before is not None and "stage_preset" in before:
        kept["stage_preset"] = before["stage_preset"]
    return Edit(SETTINGS, _SETTING_ID, before, {**kept, **fields})
