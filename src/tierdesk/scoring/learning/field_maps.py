"""What the values of a field are worth, learned from outcomes: a value map for each kind of field.

Numbers run straight from their 5 % to their 95 % quantile in the direction in which more were won;
where bands tell clearly more (the middle wins, say) they become bands. Words, and yes and no,
stand by the share won among them, pulled towards the overall share. It must not know where the
values come from.
"""

from collections.abc import Sequence

import numpy as np

from tierdesk.scoring.field_readers import as_number
from tierdesk.scoring.learning.ranking import auc
from tierdesk.scoring.learning.readings import Bools, Floats
from tierdesk.scoring.valuemap import Bands, Enum, Flag, Linear, ValueMap

_PULL = 10.0
"""So many outcomes at the overall share are added to every value."""
_LEAST_SPAN = 1.0
"""Values whose odds differ by less than e do not span the whole range."""
_BANDS = 5
_CLEARLY = 0.02
_FOLDS = 5


def map_of(values: Sequence[object], won: Bools) -> ValueMap | None:
    """The value map of a field by its earlier values and how they ended; None when they say the
    same of everybody."""
    flags = [value for value in values if isinstance(value, bool)]
    words = [value for value in values if isinstance(value, str) and value]
    numbers = [at for at, value in enumerate(values) if as_number(value) is not None]
    if max(len(flags), len(words), len(numbers)) == 0:
        return None
    if len(flags) >= max(len(words), len(numbers)):
        return _flag(values, won)
    if len(words) >= len(numbers):
        return _enum(values, won)
    known = np.array([float(values[at]) for at in numbers])  # type: ignore[arg-type]  # are numbers
    return _numeric(known, won[numbers])


def _flag(values: Sequence[object], won: Bools) -> Flag | None:
    worth = _worth({"yes": won[[v is True for v in values]], "no": won[[v is False for v in values]]},
                   won)  # fmt: skip
    return None if worth["yes"] == worth["no"] else Flag(worth["yes"], worth["no"])


def _enum(values: Sequence[object], won: Bools) -> Enum | None:
    words = sorted({value for value in values if isinstance(value, str) and value})
    worth = _worth({word: won[[value == word for value in values]] for word in words}, won)
    return Enum(worth, 0.5) if len(set(worth.values())) > 1 else None


def _numeric(known: Floats, won: Bools) -> ValueMap | None:
    lo, hi = np.quantile(known, (0.05, 0.95))
    if not lo < hi:
        lo, hi = known.min(), known.max()
    if not lo < hi or not 0 < won.sum() < won.size:
        return None
    edges = np.unique(np.quantile(known, np.arange(1, _BANDS) / _BANDS))
    straight = auc(np.clip(known, lo, hi), won).value
    if edges.size > 1 and _banded(known, won, edges) > max(straight, 1 - straight) + _CLEARLY:
        return _bands(known, won, edges)
    ends = _short(float(lo), float(hi))
    return Linear(*ends) if straight >= 0.5 else Linear(*ends[::-1])


def _bands(known: Floats, won: Bools, edges: Floats) -> Bands:
    """Bands up to each edge, and one above."""
    place = np.searchsorted(edges, known, side="left")
    worth = _worth({str(at): won[place == at] for at in range(edges.size + 1)}, won)
    steps = tuple((float(edge), worth[str(at)]) for at, edge in enumerate(edges))
    return Bands(steps, worth[str(edges.size)])


def _banded(known: Floats, won: Bools, edges: Floats) -> float:
    """The AUC of bands, each outcome judged by the others (four fifths at a time)."""
    place = np.searchsorted(edges, known, side="left")
    fold = np.arange(won.size) % _FOLDS
    judged = np.zeros(won.size)
    for part in range(_FOLDS):
        rest = fold != part
        for band in range(edges.size + 1):
            judged[~rest & (place == band)] = _pulled(won[rest & (place == band)], won)
    return auc(judged, won).value


def _worth(parts: dict[str, Bools], won: Bools) -> dict[str, float]:
    """Values from 0 to 1 by the log-odds of each part against all: a half is the overall share,
    the part that differs most stands at an end."""
    odds = {
        name: _odds(_pulled(part, won)) - _odds(_pulled(won, won)) for name, part in parts.items()
    }
    span = max(_LEAST_SPAN, *(abs(difference) for difference in odds.values()))
    return {name: round(0.5 + difference / (2 * span), 3) for name, difference in odds.items()}


def _pulled(part: Bools, won: Bools) -> float:
    return float((part.sum() + _PULL * won.mean()) / (part.size + _PULL))


def _odds(share: float) -> float:
    return float(np.log(share / (1.0 - share)))


def _short(lo: float, hi: float) -> tuple[float, float]:
    """Four significant digits where that parts them: a map is read by people."""
    short = float(f"{lo:.4g}"), float(f"{hi:.4g}")
    return short if short[0] < short[1] else (lo, hi)
