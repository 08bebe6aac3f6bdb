"""The parts of a model in words: figures, value maps, conditions, gates, whom it grades.

One line each, for screens and for what differs (`wording`). Words that people typed are given
as values, never as sentences. It must not know customers or the book.
"""

from collections.abc import Sequence

from tierdesk.domain.vocabulary import LABELS
from tierdesk.i18n.message import N_, Message, say
from tierdesk.scoring import valuemap
from tierdesk.scoring.buying.cuts import write_cuts
from tierdesk.scoring.model import Condition, Gate
from tierdesk.scoring.sources import CUSTOM, find_source
from tierdesk.scoring.touch_sources import POINTS

NONE = N_("none")
"""Where nothing stands."""
KINDS = {"open": N_("open deals"), "signed": N_("signed customers")}
_PLAIN = 1e15
_EFFECTS = {
    "veto": N_("sets the tier to"),
    "cap": N_("lowers the tier to"),
    "floor": N_("lifts the tier to"),
}


def figure(value: float | None) -> object:
    """A number as short as it can be told without becoming another one; “none” for None."""
    if value is None:
        return Message(NONE)
    if value == round(value) and abs(value) < _PLAIN:
        return f"{value:,.0f}"
    short = f"{value:g}"
    return short if float(short) == value else repr(float(value))


def source_in_words(key: str) -> Message:
    """What a source says; the name of a field of one's own."""
    source = find_source(key)
    if source is None or key.startswith(CUSTOM):
        return Message("%(field)s", {"field": key.removeprefix(CUSTOM)})
    return Message(source.label)


def customers_in_words(kind: str, industries: Sequence[str]) -> Message:
    """Whom a model grades."""
    whom = Message(KINDS.get(kind, kind))
    if industries:
        return say("%(kind)s of %(industries)s", kind=whom, industries=list(industries))
    return whom


def map_in_words(value_map: valuemap.ValueMap) -> Message:
    """What a value map says, in one line."""
    match value_map:
        case valuemap.Enum():
            listed = [_pair(word_in_words(word), v) for word, v in value_map.table.items()]
            return say("%(values)s; any other %(otherwise)s", values=listed or Message(NONE),
                       otherwise=figure(value_map.otherwise))  # fmt: skip
        case valuemap.Bands():
            steps = [
                say("≤ %(limit)s: %(value)s", limit=figure(limit), value=figure(v))
                for limit, v in value_map.steps
            ]
            return say(
                "%(values)s; above that %(above)s", values=steps, above=figure(value_map.above)
            )
        case valuemap.Linear():
            return say("straight from 0 at %(lo)s to 1 at %(hi)s", lo=figure(value_map.lo),
                       hi=figure(value_map.hi))  # fmt: skip
        case valuemap.Log():
            return say("even in ratios from 0 at %(lo)s to 1 at %(hi)s", lo=figure(value_map.lo),
                       hi=figure(value_map.hi))  # fmt: skip
        case valuemap.Inverse():
            return say(
                "1 at nothing, a half at %(scale)s, towards 0 beyond", scale=figure(value_map.scale)
            )
        case valuemap.Flag():
            return say("yes %(yes)s, no %(no)s", yes=figure(value_map.yes), no=figure(value_map.no))
        case valuemap.DecaySum():
            points = [
                _pair(Message(POINTS[kind]) if kind in POINTS else kind, p)
                for kind, p in value_map.points.items()
            ]
            return say("points that decay: %(points)s; saturation %(saturation)s, cap %(cap)s",
                       points=points or Message(NONE), saturation=figure(value_map.saturation),
                       cap=figure(value_map.cap))  # fmt: skip
        case valuemap.Rfm():
            if value_map.cuts is None:
                return say("a score of 1 to 5 in quarters")
            cuts = [
                f"{part} {'/'.join(str(figure(point)) for point in points)}"
                for part, points in write_cuts(value_map.cuts).items()
            ]
            return say("a score of 1 to 5 in quarters, cut at %(cuts)s", cuts=cuts)


def condition_in_words(condition: Condition | None) -> Message:
    """To whom a criterion applies."""
    if condition is None:
        return say("everybody")
    return say("those whose “%(source)s” is %(among)s", source=source_in_words(condition.source),
               among=[word_in_words(word) for word in condition.among] or Message(NONE))  # fmt: skip


def gate_in_words(gate: Gate) -> Message:
    """What a gate does and when."""
    effect = Message(_EFFECTS[gate.effect])
    if gate.above is None:
        return say("%(effect)s %(tier)s when “%(source)s” is true", effect=effect, tier=gate.tier,
                   source=source_in_words(gate.source))  # fmt: skip
    return say("%(effect)s %(tier)s when “%(source)s” is above %(limit)s", effect=effect, tier=gate.tier,
               source=source_in_words(gate.source), limit=figure(gate.above))  # fmt: skip


def _pair(name: object, value: float) -> Message:
    return say("%(name)s %(points)s", name=name, points=figure(value))


def word_in_words(word: str) -> object:
    """A word of a closed list as its label, any other as a value."""
    return Message(LABELS[word]) if word in LABELS else word
