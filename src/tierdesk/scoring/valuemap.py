"""Value maps: how a raw value of a criterion becomes a value between 0 and 1.

A map is fixed by the model and sees one value at a time. It must not know the other
customers: a score never moves because somebody else was added.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, isfinite, log
from typing import ClassVar, Literal

from tierdesk.domain.document import Doc, items, mapping, number, text
from tierdesk.errors import Invalid
from tierdesk.i18n.message import say
from tierdesk.scoring.buying.cuts import Cuts, read_cuts, write_cuts

Raw = float | str | bool
Takes = Literal["number", "text", "flag"]


@dataclass(frozen=True, slots=True)
class Enum:
    """A value for each word; `otherwise` for a word that is not listed."""

    table: Mapping[str, float]
    otherwise: float = 0.5
    kind: ClassVar[str] = "enum"
    takes: ClassVar[Takes] = "text"

    def __post_init__(self) -> None:
        for value in (*self.table.values(), self.otherwise):
            _ensure_share(value)

    def __call__(self, x: Raw) -> float:
        """The value of a word."""
        return self.table.get(str(x), self.otherwise)


@dataclass(frozen=True, slots=True)
class Bands:
    """The value of the first band whose limit is not below x, else `above`.

    `steps` are (limit, value) with rising limits; a limit that does not rise would make two
    bands claim the same x and raises Invalid."""

    steps: tuple[tuple[float, float], ...]
    above: float
    kind: ClassVar[str] = "bands"
    takes: ClassVar[Takes] = "number"

    def __post_init__(self) -> None:
        for value in (*(v for _, v in self.steps), self.above):
            _ensure_share(value)
        limits = [limit for limit, _ in self.steps]
        if not limits or not all(isfinite(limit) for limit in limits):
            raise Invalid(say("A value map of bands needs at least one limit, a number each."))
        for lower, upper in pairwise(limits):
            if lower >= upper:
                raise Invalid(
                    say("The bands up to %(lower)s and up to %(upper)s overlap; write the limits "
                        "in rising order.", lower=f"{lower:g}", upper=f"{upper:g}")
                )  # fmt: skip

    def __call__(self, x: Raw) -> float:
        """The value of a number."""
        at = bisect_left(self.steps, (float(x),))
        return self.steps[at][1] if at < len(self.steps) else self.above


@dataclass(frozen=True, slots=True)
class Linear:
    """0 at `lo`, 1 at `hi`, straight between them; falling when lo > hi."""

    lo: float
    hi: float
    kind: ClassVar[str] = "linear"
    takes: ClassVar[Takes] = "number"

    def __post_init__(self) -> None:
        _ensure_ends(self.lo, self.hi)

    def __call__(self, x: Raw) -> float:
        """The value of a number."""
        share = (float(x) - self.lo) / (self.hi - self.lo)
        return 0.0 if share <= 0.0 else 1.0 if share >= 1.0 else share


@dataclass(frozen=True, slots=True)
class Log:
    """0 at `lo` > 0, 1 at `hi`, even in ratios between them; falling when lo > hi."""

    lo: float
    hi: float
    kind: ClassVar[str] = "log"
    takes: ClassVar[Takes] = "number"

    def __post_init__(self) -> None:
        _ensure_ends(self.lo, self.hi)
        if min(self.lo, self.hi) <= 0:
            raise Invalid(say("The ends of a logarithmic value map must be greater than zero."))
        _ensure_ends(log(self.lo), log(self.hi))

    def __call__(self, x: Raw) -> float:
        """The value of a number."""
        amount, lo, hi = float(x), self.lo, self.hi
        if amount <= 0.0:
            return 0.0 if lo < hi else 1.0
        share = (log(amount) - log(lo)) / (log(hi) - log(lo))
        return 0.0 if share <= 0.0 else 1.0 if share >= 1.0 else share


@dataclass(frozen=True, slots=True)
class Inverse:
    """scale / (scale + x): 1 at nothing, a half at `scale`, towards 0 beyond it."""

    scale: float
    kind: ClassVar[str] = "inverse"
    takes: ClassVar[Takes] = "number"

    def __post_init__(self) -> None:
        _ensure_positive(self.scale)

    def __call__(self, x: Raw) -> float:
        """The value of a number."""
        return self.scale / (self.scale + max(0.0, float(x)))


@dataclass(frozen=True, slots=True)
class Flag:
    """One value for yes, one for no."""

    yes: float = 1.0
    no: float = 0.0
    kind: ClassVar[str] = "bool"
    takes: ClassVar[Takes] = "flag"

    def __post_init__(self) -> None:
        _ensure_share(self.yes)
        _ensure_share(self.no)

    def __call__(self, x: Raw) -> float:
        """The value of yes or no."""
        return self.yes if x else self.no


@dataclass(frozen=True, slots=True)
class DecaySum:
    """Saturates a sum of decaying points: v = 1 − e^(−E/saturation), E at most `cap`.

    The source sums E(t) = Σ pⱼ·2^(−(t−tⱼ)/h) with the `points` of this map, by kind of touch
    (touches.POINTS names them), and the half-life of the criterion."""

    points: Mapping[str, float]
    saturation: float
    cap: float | None = None
    kind: ClassVar[str] = "decay_sum"
    takes: ClassVar[Takes] = "number"

    def __post_init__(self) -> None:
        _ensure_positive(self.saturation)
        if self.cap is not None:
            _ensure_positive(self.cap)
        if any(not isfinite(p) or p < 0 for p in self.points.values()):
            raise Invalid(say("The points of a touch must be zero or more."))

    def __call__(self, x: Raw) -> float:
        """The value of a sum of points."""
        total, cap = float(x), self.cap
        if total <= 0.0:
            return 0.0
        return 1.0 - exp(-(total if cap is None or total < cap else cap) / self.saturation)


@dataclass(frozen=True, slots=True)
class Rfm:
    """A score of 1 to 5 in quarters. The sources `rfm.…` score by the cut points given here, so
    that a version of a model holds them; None: by the default ones."""

    cuts: Cuts | None = None
    kind: ClassVar[str] = "rfm"
    takes: ClassVar[Takes] = "number"

    def __call__(self, x: Raw) -> float:
        """The value of a score of 1 to 5."""
        return min(max((float(x) - 1.0) / 4.0, 0.0), 1.0)


ValueMap = Enum | Bands | Linear | Log | Inverse | Flag | DecaySum | Rfm


def read_map(doc: Doc) -> ValueMap:
    """The value map of a document {"kind": …, …}; raises Invalid naming the fault."""
    read = _READERS.get(text(doc, "kind"))
    if read is None:
        raise Invalid(
            say("“%(kind)s” is no value map; choose one of %(choices)s.",
                kind=text(doc, "kind"), choices=list(_READERS))
        )  # fmt: skip
    return read(doc)


def write_map(value_map: ValueMap) -> dict[str, object]:
    """The document that `read_map` reads."""
    out: dict[str, object] = {"kind": value_map.kind}
    match value_map:
        case Enum():
            out |= {"table": dict(value_map.table), "otherwise": value_map.otherwise}
        case Bands():
            out["steps"] = [{"upto": limit, "value": value} for limit, value in value_map.steps]
            out["above"] = value_map.above
        case Linear() | Log():
            out |= {"lo": value_map.lo, "hi": value_map.hi}
        case Inverse():
            out["scale"] = value_map.scale
        case Flag():
            out |= {"yes": value_map.yes, "no": value_map.no}
        case DecaySum():
            out |= {"points": dict(value_map.points), "saturation": value_map.saturation}
            out |= {} if value_map.cap is None else {"cap": value_map.cap}
        case Rfm():
            out |= {} if value_map.cuts is None else {"cuts": write_cuts(value_map.cuts)}
    return out


def _read_bands(doc: Doc) -> Bands:
    steps = tuple((_needed(s, "upto"), _needed(s, "value")) for s in items(doc, "steps"))
    return Bands(steps, _needed(doc, "above"))


def _read_decay_sum(doc: Doc) -> DecaySum:
    cap = None if doc.get("cap") is None else _needed(doc, "cap")
    return DecaySum(_numbers(doc, "points"), _needed(doc, "saturation"), cap)


_READERS: Mapping[str, Callable[[Doc], ValueMap]] = {
    "enum": lambda doc: Enum(_numbers(doc, "table"), _needed(doc, "otherwise", 0.5)),
    "bands": _read_bands,
    "linear": lambda doc: Linear(_needed(doc, "lo"), _needed(doc, "hi")),
    "log": lambda doc: Log(_needed(doc, "lo"), _needed(doc, "hi")),
    "inverse": lambda doc: Inverse(_needed(doc, "scale")),
    "bool": lambda doc: Flag(_needed(doc, "yes", 1.0), _needed(doc, "no", 0.0)),
    "decay_sum": _read_decay_sum,
    "rfm": lambda doc: Rfm(read_cuts(mapping(doc, "cuts")) if "cuts" in doc else None),
}


def _needed(doc: Doc, key: str, default: float | None = None) -> float:
    value = number(doc, key)
    if value is None and key not in doc and default is not None:
        return default
    if value is None:
        raise Invalid(say("A value map needs a number under “%(key)s”.", key=key))
    return value


def _numbers(doc: Doc, key: str) -> dict[str, float]:
    table = mapping(doc, key)
    if not table:
        raise Invalid(say("A value map needs a table of numbers under “%(key)s”.", key=key))
    return {name: _needed(table, name) for name in table}


def _ensure_share(value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise Invalid(
            say("The values of a value map lie between 0 and 1; %(value)s does not.",
                value=f"{value:g}")
        )  # fmt: skip


def _ensure_positive(value: float) -> None:
    if not (isfinite(value) and value > 0):
        raise Invalid(
            say("A value map needs a scale greater than zero; %(value)s is not.",
                value=f"{value:g}")
        )  # fmt: skip


def _ensure_ends(lo: float, hi: float) -> None:
    if not (isfinite(lo) and isfinite(hi) and lo != hi):
        raise Invalid(say("The two ends of a value map must be different numbers."))
