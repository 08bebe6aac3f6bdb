"""Where the deals of each stage go when a preset takes the place of a book's stages. It must not know how
the change is made or asked for.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.errors import Invalid, Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_carrying import standing_in
from tierdesk.pipeline.stage_presets import COUNTERPARTS, PRESETS
from tierdesk.pipeline.stages import find_stage, of_kind, readable, stage_by_key


class Transfer(NamedTuple):
    """So many deals, closed ones too, that go from one stage to another."""

    deals: int
    source: Stage
    target: Stage


def ways_to(book: Book, name: str, ways: Mapping[str, str]) -> dict[str, str]:
    """{key of a stage: key of the stage of the preset}: that of `ways`, of the same key, of the same
    kind, in the same place of the other preset, or that goes by its name. Raises Refused for a stage with
    deals that leads nowhere, Invalid for no such preset."""
    if name not in PRESETS:
        raise Invalid(
            say("There is no preset “%(name)s”; choose one of %(choices)s.",
                name=name, choices=list(PRESETS))
        )  # fmt: skip
    stages, now = readable(book), PRESETS[name]
    keys = {here(old, stages).key: find_stage(new, now).key for old, new in ways.items()}
    for stage in stages:
        found = keys.get(stage.key) or _led_to(stage, now)
        if found:
            keys[stage.key] = found
        elif deals := standing_in(book, stage.key):
            raise Refused(
                say_n("%(stage)s with its %(n)s deal has no counterpart there; say which: %(key)s=STAGE, "
                      "one of %(stages)s.",
                      "%(stage)s with its %(n)s deals has no counterpart there; say which: %(key)s=STAGE, "
                      "one of %(stages)s.", len(deals), stage=stage.title, key=stage.key,
                      stages=[one.key for one in now if one.kind == "open"])
            )  # fmt: skip
    turned = next((s for s in stages if _turns(s, keys.get(s.key, ""), now)), None)
    if turned is not None:
        raise Refused(say("%(stage)s must lead to a stage of its own kind.", stage=turned.title))
    return keys


def transfers(book: Book, name: str, ways: Mapping[str, str]) -> tuple[Transfer, ...]:
    """The deals that would stand in a stage of another key or label, by the stage in which they stand
    now. Raises what `ways_to` raises."""
    keys, found = ways_to(book, name, ways), []
    for stage in readable(book):
        target = stage_by_key(keys.get(stage.key), PRESETS[name])
        if target is None or (target.key, target.label) == (stage.key, stage.label):
            continue
        if deals := standing_in(book, stage.key):
            found.append(Transfer(len(deals), stage, target))
    return tuple(found)


def told(found: Sequence[Transfer]) -> Message | None:
    """`12 deals: Quoted → Negotiation; …`, None where no deal goes anywhere."""
    said: Message | None = None
    for one in reversed(found):
        part = say_n("%(n)s deal: %(source)s → %(target)s", "%(n)s deals: %(source)s → %(target)s",
                     one.deals, source=one.source.title, target=one.target.title)  # fmt: skip
        said = part if said is None else say("%(first)s; %(rest)s", first=part, rest=said)
    return said


def here(key: str, stages: Sequence[Stage]) -> Stage:
    """The stage of that very key: its other names may have become those of another one. Raises Refused."""
    found = stage_by_key(key, stages)
    if found is None:
        raise unknown(key)
    return found


def unknown(key: str) -> Refused:
    """The refusal of a key that no stage has."""
    return Refused(
        say("There is no stage “%(key)s”; it may have been removed a moment ago.", key=key)
    )


def _led_to(stage: Stage, now: Sequence[Stage]) -> str:
    if stage_by_key(stage.key, now):
        return stage.key
    if stage.kind != "open":
        return of_kind(stage.kind, now).key
    if stage_by_key(COUNTERPARTS.get(stage.key), now):
        return COUNTERPARTS[stage.key]
    for name in (stage.key, stage.label, *stage.words[:1]):
        try:
            found = find_stage(name, now)
        except Invalid:
            continue
        if found.kind == "open":
            return found.key
    return ""


def _turns(stage: Stage, key: str, now: Sequence[Stage]) -> bool:
    target = stage_by_key(key, now)
    return target is not None and target.kind != stage.kind
