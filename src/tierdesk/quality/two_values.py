"""How strongly two addresses, or two birthdays, speak for one customer or against it, in log odds.

It must not know who lives there.
"""

from tierdesk.quality.addresses import AddressKey
from tierdesk.quality.evidence import alike
from tierdesk.quality.profile import Birth


def two_addresses(one: AddressKey, other: AddressKey) -> float:
    """2.6 to 2.9 for one address, above 0 for one that is written or remembered differently, below 0
    for two."""
    if one == other:
        return 2.9 if one.numbers and one.words else 1.5
    words = alike(one.words, other.words) if one.words and other.words else 0.0
    if one.numbers == other.numbers and one.numbers:
        return 2.6 if words >= 0.9 else 2.0 if words >= 0.7 else 0.8 if words >= 0.45 else -0.3
    if not set(one.numbers).isdisjoint(other.numbers):
        return 1.8 if words >= 0.8 else 1.0 if words >= 0.6 else -0.5
    if words >= 0.9:
        return 0.6 if not one.numbers or not other.numbers else 0.3
    return -1.5 if words < 0.5 else -0.3


def two_births(one: Birth, other: Birth) -> tuple[float, bool]:
    """The weight, and whether they are one day. Year, month and day count each by itself: one of them
    is mistyped more often than all three."""
    if one.lunar != other.lunar:
        return -0.5, False
    same = one.month == other.month and one.day == other.day
    if not one.year or not other.year:
        return (2.2, True) if same else (-1.5, False)
    if same and one.year == other.year:
        return 4.0, True
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return 2.0, False
    year, month = abs(one.year - other.year), abs(one.month - other.month)
    day = abs(one.day - other.day)
    weight = 1.6 if not year else 0.5 if year in (1, 10) else -1.2
    weight += 1.2 if not month else 0.2 if month == 1 else -0.8
    return weight + (1.2 if not day else 0.2 if day <= 3 or day in (10, 20) else -0.8), False
