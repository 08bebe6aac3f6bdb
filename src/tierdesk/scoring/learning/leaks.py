"""Which fields know the outcome because they were written after it.

Four signs, each with its sentence: filled for what is decided and for nothing that is open; filled
for one kind of outcome only; parting won from lost almost perfectly alone; an edge beyond which
nobody at all was won (or lost), in a field that parts them well. The last two are suspicions: an
honest field that tells this much would be named too, hence the words “check that” and “seldom”; they
are not raised where the history proves that a field held its value before the decision. A field
counts as filled when it is neither empty nor zero. It must not know models.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tierdesk.domain.folding import fold
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.learning.ranking import auc
from tierdesk.scoring.learning.readings import Bools, Floats

_PERFECT = 0.95
_SHARP = 0.8
_SELDOM = 0.01
_MOSTLY = 0.5
_EXPECTED = 10.0
"""So many would have to be there, were it chance, before their absence says anything."""
_FOLDS = 5
_FEWEST = 10


class Column(NamedTuple):
    """What one field held: `decided` by outcome in their order, `pending` for what is still open.
    `proven`: the history shows that the decided values stood before the decision."""

    name: str
    field: str
    decided: Sequence[object]
    pending: Sequence[object] = ()
    proven: bool = False


class Leak(NamedTuple):
    """A field that seems to know the outcome: its name as the reader knows it, where it stands
    (`custom.X`, `deal.amount`), and why."""

    name: str
    field: str
    why: Message


def leaks_of(columns: Sequence[Column], won: Bools) -> tuple[Leak, ...]:
    """The columns that leak, in their order. What is open is compared only where it is told as
    much as what is decided: leads that somebody typed in lack every column of an old table."""
    fills = [_Fill(column) for column in columns]
    told = [fill.pending for fill in fills if fill.decided >= _MOSTLY]
    alike = bool(told) and float(np.quantile(told, 0.75)) >= _MOSTLY
    found = []
    for column, fill in zip(columns, fills, strict=True):
        why = _only_decided(fill) if alike else None
        why = why or _only_one_kind(fill.filled, won) or _suspicion(column, won)
        if why is not None:
            found.append(Leak(column.name, column.field, why))
    return tuple(found)


def is_filled(value: object) -> bool:
    """Neither empty nor zero."""
    if isinstance(value, dict) and "minor" in value:
        return bool(value["minor"])
    return bool(value)


def as_numbers(values: Sequence[object], won: Bools) -> Floats:
    """Values as numbers to rank by, NaN for none. Words become the share won among the others
    with the same word, four fifths at a time, so that a word that occurs once says nothing."""
    out = np.full(len(values), np.nan)
    words: dict[int, str] = {}
    for at, value in enumerate(values):
        if isinstance(value, dict) and isinstance(value.get("minor"), int):
            out[at] = value["minor"]
        elif isinstance(value, bool | int | float):
            out[at] = float(value)
        elif isinstance(value, str) and value:
            words[at] = fold(value)
    if len(words) * 2 < np.count_nonzero(~np.isnan(out)):
        return out
    out[:] = np.nan
    overall = float(won.mean())
    for part in range(_FOLDS):
        seen: dict[str, list[int]] = {}
        for at, word in words.items():
            if at % _FOLDS != part:
                counts = seen.setdefault(word, [0, 0])
                counts[0] += bool(won[at])
                counts[1] += 1
        for at, word in words.items():
            if at % _FOLDS == part:
                good, n = seen.get(word, (0, 0))
                out[at] = (good + 10 * overall) / (n + 10)
    return out


class _Fill:
    """Where a column is filled: by outcome, and the shares of what is decided and open."""

    def __init__(self, column: Column) -> None:
        self.filled = np.array([is_filled(value) for value in column.decided], dtype=bool)
        self.decided = float(self.filled.mean())
        self.n = len(column.pending)
        self.open = sum(is_filled(value) for value in column.pending)
        self.pending = self.open / self.n if self.n else 0.0


def _only_decided(fill: _Fill) -> Message | None:
    expected = fill.decided * fill.n
    if fill.decided < _MOSTLY / 2 or expected < _EXPECTED or fill.pending > _SELDOM:
        return None
    return say("Filled for %(decided)s %% of what is decided and for %(open)s of the %(n)s still "
               "open: it is written after the outcome.",
               decided=round(100 * fill.decided), open=fill.open, n=fill.n)  # fmt: skip


def _only_one_kind(filled: Bools, won: Bools) -> Message | None:
    good, bad = float(filled[won].mean()), float(filled[~won].mean())
    seldom, often = sorted((good, bad))
    rare = int((~won).sum()) if bad == seldom else int(won.sum())
    if often < _MOSTLY or seldom > _SELDOM or often * rare < _EXPECTED:
        return None
    return say("Filled for %(won)s %% of the won and %(lost)s %% of the lost: it is written after the "
               "outcome.", won=round(100 * good), lost=round(100 * bad))  # fmt: skip


def _suspicion(column: Column, won: Bools) -> Message | None:
    if column.proven:
        return None
    values = as_numbers(column.decided, won)
    known = ~np.isnan(values)
    values, won = values[known], won[known]
    if min(won.sum(), (~won).sum()) < _FEWEST:
        return None
    alone = auc(values, won).value
    if alone < 0.5:
        values, alone = -values, 1.0 - alone
    if alone >= _PERFECT:
        return say("Parts won from lost almost perfectly alone (AUC %(auc)s): check that it is "
                   "known before the decision.", auc=f"{alone:.3f}")  # fmt: skip
    return _edge(values, won, alone) if alone >= _SHARP else None


def _edge(values: Floats, won: Bools, alone: float) -> Message | None:
    """Beyond the lowest won one nobody was won: how many would have been, were it chance?"""
    beyond = int((values < values[won].min()).sum())
    if beyond * float(won.mean()) >= _EXPECTED:
        return say("Parts won from lost well alone (AUC %(auc)s), and of the %(n)s at its worse end none "
                   "was won where %(expected)s would be by chance: so sharp an edge is seldom "
                   "known before the decision.", auc=f"{alone:.3f}", n=beyond,
                   expected=round(beyond * float(won.mean())))  # fmt: skip
    over = int((values > values[~won].max()).sum())
    if over * float((~won).mean()) >= _EXPECTED:
        return say("Parts won from lost well alone (AUC %(auc)s), and of the %(n)s at its better end "
                   "none was lost where %(expected)s would be by chance: so sharp an edge is seldom "
                   "known before the decision.", auc=f"{alone:.3f}", n=over,
                   expected=round(over * float((~won).mean())))  # fmt: skip
    return None
