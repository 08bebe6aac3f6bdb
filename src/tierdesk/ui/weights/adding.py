"""A criterion more: chosen from a list of all that is known of customers, the fields of the book's own
among it, with the share that is filled; its first value map is taken from what customers say.

`fields_known` and `proposed` run on the clerk's thread. It must not know how a page is painted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tierdesk.domain.folding import fold
from tierdesk.i18n.message import Message, say
from tierdesk.ui.lines import weights as lines
from tierdesk.ui.weights.page import Sifted

if TYPE_CHECKING:
    from tierdesk.desk.room import Room
    from tierdesk.domain.moment import OwnField
    from tierdesk.scoring.model import Criterion, ScoringModel
    from tierdesk.scoring.valuemap import ValueMap
    from tierdesk.ui.lines.line import Line, Paper
    from tierdesk.ui.weights.desk import WeightsDesk

_WORDS, _ENOUGH = 12, 20
_WEIGHT = 5.0
_MOST_FIELDS, _LONGEST = 500, 80


class Known(NamedTuple):
    """Something that a criterion may read: `filled` is the share of customers who have it, None where
    that is not counted."""

    source: str
    label: Message
    filled: float | None = None


class Other(NamedTuple):
    """A row above what is known that does something else."""

    label: Message
    value: Message | None
    taken: Callable[[], None]


class SourcesPage(Sifted):
    """Everything a criterion may read, found by its name or its source; above it `others`. The rows
    of what is known are numbered first, so that the cursor begins there."""

    title = say("a criterion over what? enter takes it")

    def __init__(
        self, desk: WeightsDesk, known: Sequence[Known], taken: Callable[[Known], None],
        others: Sequence[Other] = (), title: Message | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self.title = title or self.title
        self._known, self._taken, self._others, self._text = known, taken, others, ""
        self.at = 1 if known else None

    @property
    def whole(self) -> int:
        """All that is known, and the other rows."""
        return len(self._known) + len(self._others)

    def sift(self, text: str) -> None:
        """Those in whose name, as it is shown, or source every word stands."""
        self._text = text

    def keys(self) -> Sequence[int]:
        """One row for each that is found; a line that says so when there is none."""
        words, catalog = fold(self._text).split(), self.desk.desktop.catalog
        others = [
            number for number, one in enumerate(self._others, 1 + len(self._known))
            if not words or _says(catalog.text(one.label), words)
        ]  # fmt: skip
        found = [
            number for number, one in enumerate(self._known, 1)
            if not words or _says(f"{catalog.text(one.label)} {one.source}", words)
        ]  # fmt: skip
        return [*others, *found] or [-1]

    def line(self, key: int, paper: Paper, here: bool) -> Line:
        """What it is, and how often it is filled."""
        if key < 0:
            return lines.entry(
                lines.Entry(say("Nothing is called so."), off=True), paper, here=False
            )
        if not 0 < key <= self.whole:
            return ()
        if key > len(self._known):
            other = self._others[key - 1 - len(self._known)]
            return lines.entry(lines.Entry(other.label, other.value), paper, here=here)
        one = self._known[key - 1]
        used = self._used(one.source)
        value = say("in the model") if used else None
        if one.filled is not None:
            value = say("%(percent)s %% filled", percent=round(100 * one.filled))
        return lines.entry(lines.Entry(one.label, value, off=used), paper, here=here)

    def open(self, key: int) -> None:
        """Take it."""
        if 0 < key <= len(self._known):
            self._taken(self._known[key - 1])
        elif 0 < key <= self.whole:
            self._others[key - 1 - len(self._known)].taken()

    def _used(self, source: str) -> bool:
        """Is it read already?"""
        return any(criterion.source == source for criterion in self.desk.model.criteria)


def _says(text: str, words: Sequence[str]) -> bool:
    told = fold(text)
    return all(word in told for word in words)


def fields_known(room: Room) -> Sequence[Known]:
    """The book's own fields first, by how often they are filled, then all others."""
    from tierdesk.domain.document import mapping
    from tierdesk.scoring.sources import CUSTOM, SOURCES

    filled: Counter[str] = Counter()
    for _, customer in room.desk.book.rows("customers"):
        filled.update(mapping(customer, "custom").keys())
    whole = max(1, room.desk.book.count("customers"))
    own = sorted(filled.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_FIELDS]
    defined = {one.key: one.name for one in room.desk.moment.own_fields}
    own += [(key, 0) for key in defined if key not in filled]
    found = [Known(CUSTOM + name, Message("%(field)s", {"field": defined.get(name, name)}), n / whole)
             for name, n in own if name]  # fmt: skip
    return [*found, *(Known(key, Message(source.label)) for key, source in SOURCES.items())]


def proposed(room: Room, model: ScoringModel, source_key: str) -> Criterion:
    """A criterion over a source with a map that fits what customers say."""
    from tierdesk.domain.own_fields import by_key
    from tierdesk.scoring.model import Criterion
    from tierdesk.scoring.sources import CUSTOM, find_source

    source = find_source(source_key)
    own = by_key(room.desk.moment.own_fields, source_key.removeprefix(CUSTOM))
    defined = own if own is not None and source_key.startswith(CUSTOM) else None
    said = answers(room, source_key)
    scored = source is not None and source.scored is not None
    found = proposed_cuts(room) if scored else _map(source_key, said)
    if defined is not None:
        found = _by_kind(defined, said) or found
    key = free_key(source_key.rpartition(".")[2], [c.key for c in model.criteria], "criterion")
    label = named(source_key) if defined is None else defined.name
    return Criterion(key, label, _WEIGHT, source_key, found)


def answers(room: Room, source_key: str) -> list[object]:
    """What is known of customers under a source."""
    from tierdesk.domain.vantage import Vantage
    from tierdesk.scoring.sources import find_source

    source = find_source(source_key)
    read = source.bind(Vantage(room.roster.moment)) if source is not None else lambda _: None
    return [raw for case in room.desk.book.cases() if (raw := read(case)) is not None]


def named(source_key: str) -> str:
    """What a part over a source is called at first."""
    from tierdesk.scoring.sources import CUSTOM, find_source
    from tierdesk.terminal.clean import clean

    source = find_source(source_key)
    label = source_key.removeprefix(CUSTOM) if source is None else source.label
    return clean(label[:_LONGEST]).strip() or source_key.partition(".")[0]


def proposed_cuts(room: Room) -> ValueMap:
    """The cut points that score the buyers of the book by fifths today, in figures that people read;
    the default ones while the buyers are few."""
    from tierdesk.domain.vantage import Vantage
    from tierdesk.scoring.buying.cuts import PARTS, Cuts
    from tierdesk.scoring.buying.history import figures, histories_of
    from tierdesk.scoring.buying.rfm import rated
    from tierdesk.scoring.valuemap import Rfm

    vantage = Vantage(room.roster.moment)
    seen = [figures(one.bought, vantage.ordinal) for one in histories_of(room.desk.book, vantage)]
    judged = rated([buyer for buyer in seen if buyer is not None])
    if judged.method != "quintiles":
        return Rfm(judged.cuts)
    return Rfm(Cuts(**{
        part: tuple(float(f"{max(0.0, point):.3g}") for point in getattr(judged.cuts, part))
        for part in PARTS
    }))  # fmt: skip


def free_key(name: str, taken: Collection[str], otherwise: str) -> str:
    """A short name that is not taken; `otherwise` where nothing is left of the one that is wished."""
    bare = re.sub(r"\W+", "_", name).strip("_") or otherwise
    key, number = bare[:40], 2
    while key in taken:
        key, number = f"{bare[:36]}_{number}", number + 1
    return key


def _map(source_key: str, said: Sequence[object]) -> ValueMap:
    """Numbers straight from their twentieth to their last twentieth; words all a half."""
    from tierdesk.scoring.valuemap import Enum, Flag, Linear
    from tierdesk.ui.weights.map_fields import beginning, kinds_for

    kinds = kinds_for(source_key)
    numbers = sorted(float(raw) for raw in said if isinstance(raw, int | float)
                     and not isinstance(raw, bool))  # fmt: skip
    words = [raw for raw in said if isinstance(raw, str)]
    if kinds[0] == "decay_sum":
        return beginning(kinds[0], Linear(0, 10))
    if "enum" in kinds and (kinds == ("enum",) or len(words) > len(numbers)):
        common = [word for word, _ in Counter(words).most_common(_WORDS)]
        return Enum(dict.fromkeys(common or ["yes"], 0.5), 0.5)
    if "bool" in kinds and (kinds == ("bool",) or not numbers):
        return Flag()
    if len(numbers) < 2 or numbers[0] == numbers[-1]:
        return Linear(0, numbers[0] if numbers and numbers[0] > 0 else 10)
    lo, hi = quantile(numbers, 0.05), quantile(numbers, 0.95)
    return Linear(lo, hi) if lo < hi else Linear(numbers[0], numbers[-1])


def _by_kind(own: OwnField, said: Sequence[object]) -> ValueMap | None:
    """The map that the kind of a defined field asks for whatever customers say; None where what they
    say decides."""
    from tierdesk.scoring.valuemap import Enum, Flag, Linear

    if own.kind == "choice":
        return Enum(dict.fromkeys(own.choices, 0.5), 0.5)
    if own.kind == "yes_no":
        return Flag()
    return Linear(0, 10) if own.kind in ("number", "money") and not said else None


def quantile(rising: Sequence[float], share: float) -> float:
    """Three digits of it: a map is read by people."""
    return float(f"{rising[min(len(rising) - 1, int(share * len(rising)))]:.3g}")
