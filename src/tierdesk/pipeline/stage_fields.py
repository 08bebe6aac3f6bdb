"""The fields of a stage as somebody types them, and a stage with fields set.

A value is kept as it is stored; None means the default again: what the preset says of a stage of
that key, else nothing. It must not know the book, nor who asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from unicodedata import normalize

from tierdesk.domain.typed_numbers import days_in, number_in
from tierdesk.errors import Invalid
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.exit_criteria import LABELS
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stage_presets import PRESETS, labels
from tierdesk.terminal.clean import clean

FIELDS = (
    "label", "probability", "rot_days", "gate", "goal", "tasks", "exit_criteria", "content",
)  # fmt: skip
LISTS = frozenset(("tasks", "exit_criteria"))
GATES = ("soft", "hard")
_HARD = frozenset(("hard", "硬", "硬门槛"))
_SOFT = frozenset(("soft", "软", "软门槛"))
_LONGEST, _LABEL, _KEY, _MOST = 1_000, 60, 40, 50
_MOST_DAYS = 36_500
Stored = str | float | int | bool | tuple[str, ...]
Fields = Mapping[str, Stored | None]


def read(field: str, typed: str) -> Stored | None:
    """The value of a field as somebody types it, None for nothing. Tasks are parted by semicolons,
    exit criteria by commas; a criterion that no rule knows is one that people tick off. Raises
    Invalid."""
    bare = typed.strip()
    if not bare:
        return None
    if field == "probability":
        return _plain(number_in(bare))
    if field == "rot_days":
        return days_in(bare)
    if field == "gate":
        return _gate(bare)
    if field == "tasks":
        return listed(normalize("NFC", bare).replace("；", ";").split(";"))
    if field == "exit_criteria":
        return tuple(
            map(criterion_of, listed(bare.replace("，", ",").replace("、", ",").split(",")))
        )
    return clean(bare)[: _LABEL if field == "label" else _LONGEST]


def listed(parts: Sequence[str]) -> tuple[str, ...]:
    """The texts that say something, each once. Raises Invalid for too many."""
    found = tuple(dict.fromkeys(clean(part.strip())[:_LONGEST] for part in parts if part.strip()))
    if len(found) > _MOST:
        raise Invalid(say("%(n)s are too many for one stage; keep it to %(most)s.",
                          n=len(found), most=_MOST))  # fmt: skip
    return found


def criterion_of(written: str) -> str:
    """The key of a criterion by its key or its label; what no rule knows is its own key."""
    folded = written.strip().casefold().replace(" ", "_").replace("-", "_")
    by_label = {label.casefold(): key for key, label in LABELS.items()}
    return folded if folded in LABELS else by_label.get(written.strip().casefold(), written.strip())


def key_in(written: str) -> str:
    """The key of a stage as somebody writes it: a short word without spaces. Raises Invalid."""
    key = normalize("NFKC", written).strip().casefold()
    if not key or len(key) > _KEY or not all(c.isalnum() or c in "-_" for c in key):
        raise Invalid(
            say("“%(text)s” cannot be the key of a stage; write a short word of letters, digits and "
                "hyphens.", text=written[:_KEY * 2])
        )  # fmt: skip
    return key


def stated(stage: Stage) -> dict[str, Stored | None]:
    """Every field of a stage as it is stored."""
    return {
        "label": stage.label, "probability": _plain(stage.probability), "rot_days": stage.rot_days,
        "gate": GATES[stage.hard], "goal": stage.goal, "tasks": stage.tasks,
        "exit_criteria": stage.exit_criteria, "content": stage.content,
    }  # fmt: skip


def default_of(stage: Stage) -> Stage:
    """The stage as a preset has it; one that no preset knows has nothing but its key and figures."""
    for preset in PRESETS.values():
        for known in preset:
            if known.key == stage.key and known.kind == stage.kind:
                return known
    return Stage(stage.key, stage.key, stage.kind, stage.probability)


def with_fields(stage: Stage, fields: Fields) -> Stage:
    """The stage with fields set. Raises Invalid naming the fault."""
    default = stated(default_of(stage))
    values = {name: default[name] if value is None else value for name, value in fields.items()}
    if stage.kind != "open" and values.get("probability", stage.probability) != stage.probability:
        raise Invalid(
            say("Only an open stage has a probability of its own: won is 100, lost is 0.")
        )
    if stage.kind != "open" and values.get("rot_days", stage.rot_days) is not None:
        raise Invalid(
            say("Only deals in an open stage rot; “%(stage)s” is none.", stage=stage.title)
        )
    days = values.get("rot_days")
    if isinstance(days, int) and days > _MOST_DAYS:
        raise Invalid(say("A deal may rest for %(most)s days at most; %(days)s are too many.",
                          most=_MOST_DAYS, days=days))  # fmt: skip
    if "gate" in values:
        values["hard"] = values.pop("gate") == "hard"
    return replace(stage, **values)  # type: ignore[arg-type]  # read() made them what they are


def written(field: str, stage: Stage) -> str:
    """The text that `read` reads as the value that the stage has."""
    value = stated(stage)[field]
    if isinstance(value, tuple):
        return ("; " if field == "tasks" else ", ").join(value)
    return "" if value is None else f"{value:.10g}" if isinstance(value, int | float) else value


def refuse_same_name(stage: Stage, others: Sequence[Stage], *, new: bool = True) -> None:
    """Raise Invalid when another stage goes by the stage's label, or by the key of a `new` one:
    neither would be found."""
    names = {stage.key.casefold(), stage.label.casefold()} if new else {stage.label.casefold()}
    for other in others:
        if names & {name.casefold() for name in (other.key, *labels(other))}:
            raise Invalid(
                say("The stage %(other)s is called that already; choose another name.",
                    other=Message(other.label))
            )  # fmt: skip


def _gate(bare: str) -> str:
    folded = normalize("NFKC", bare).casefold()
    if folded in _HARD:
        return "hard"
    if folded in _SOFT:
        return "soft"
    raise Invalid(say("“%(text)s” is no gate; write soft (a reason will do) or hard.", text=bare))


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
