"""The value maps of `scoring.valuemap` over all customers at once.

Each does to an array what the map does to one value, in the same order of operations, so that
both agree to the last bits. It must not know weights or customers.
"""

from math import log

import numpy as np

from tierdesk.scoring.valuemap import (
    Bands,
    DecaySum,
    Enum,
    Flag,
    Inverse,
    Linear,
    Log,
    Rfm,
    ValueMap,
)
from tierdesk.scoring.whole.facts import Column, Floats, Stored, Words


def values_of(value_map: ValueMap, column: Column) -> Floats:
    """The value (0 to 1) of every customer, NaN where the fact is not known."""
    if isinstance(column, Words):
        by_code = np.array([*(value_map(word) for word in column.words), np.nan], np.float64)
        return by_code[column.codes]
    if isinstance(column, Stored):
        return _of_numbers(value_map, column.amounts)
    return _of_numbers(value_map, column)


def _of_numbers(value_map: ValueMap, x: Floats) -> Floats:
    found: Floats
    match value_map:
        case Linear(lo, hi):
            found = np.clip((x - lo) / (hi - lo), 0.0, 1.0)
        case Log():
            found = _log(value_map, x)
        case Bands(steps, above):
            limits = np.array([limit for limit, _ in steps], np.float64)
            values = np.array([*(value for _, value in steps), above], np.float64)
            found = values[np.searchsorted(limits, x, side="left")]
            found[np.isnan(x)] = np.nan
        case Inverse(scale):
            found = scale / (scale + np.maximum(x, 0.0))
        case Flag(yes, no):
            found = np.where(x != 0.0, yes, no)
            found[np.isnan(x)] = np.nan
        case DecaySum(_, saturation, cap):
            left = np.maximum(x, 0.0)
            found = 1.0 - np.exp(-(left if cap is None else np.minimum(left, cap)) / saturation)
        case Rfm():
            found = np.clip((x - 1.0) / 4.0, 0.0, 1.0)
        case Enum():  # words only: ensure_sound lets no other map read them
            found = np.full(x.shape, np.nan)
    return found


def _log(value_map: Log, x: Floats) -> Floats:
    lo, hi = log(value_map.lo), log(value_map.hi)
    nothing = x <= 0.0
    share = (np.log(np.where(nothing, 1.0, x)) - lo) / (hi - lo)
    found: Floats = np.clip(share, 0.0, 1.0)
    found[nothing] = 0.0 if lo < hi else 1.0
    return found
