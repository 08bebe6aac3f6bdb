"""Which customers may be merged without a look: groups of certain pairs, each around the one that stays.

It must not know how pairs are found.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tierdesk.domain.book import Book
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message
from tierdesk.quality.apart import apart, pair_of
from tierdesk.quality.duplicates import Duplicate, sharing
from tierdesk.quality.merging import Into, keeper, merging
from tierdesk.quality.profile import profile_of
from tierdesk.quality.weighing import PROBABLE, weigh


class Plan(NamedTuple):
    """`into`: who goes, with who stays. `left` are the groups that a person must look at, and why."""

    into: Into
    left: tuple[tuple[tuple[int, ...], Message], ...] = ()


def plan_of(book: Book, found: Iterable[Duplicate]) -> Plan:
    """What the certain ones of these pairs come to. In a group, who is only like somebody that is like
    the one that stays is left to a person, and so is whoever was said to be another."""
    into: dict[int, int] = {}
    left: list[tuple[tuple[int, ...], Message]] = []
    for group in _groups([(pair.one, pair.other) for pair in found if pair.certain]):
        kept = keeper(book, group)
        gone = {i: kept for i in group if i != kept and _alike(book, kept, i)}
        try:
            merging(book, gone)
        except Refused as refusal:
            left.append((group, refusal.message))
        else:
            into |= gone
    return Plan(into, tuple(left))


def _groups(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Ids that hang together, each group and all of them in order."""
    root: dict[int, int] = {}

    def top(one: int) -> int:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for one, other in pairs:
        low, high = sorted((top(one), top(other)))
        root[high] = low
    groups: dict[int, list[int]] = {}
    for one in sorted(root):
        groups.setdefault(top(one), []).append(one)
    return [tuple(ids) for ids in groups.values()]


def _alike(book: Book, kept: int, gone: int) -> bool:
    if pair_of(kept, gone) in apart(book):
        return False
    one, other = (
        profile_of(book.get("customers", i) or {}, book.having("contacts", "customer_id", i))
        for i in (kept, gone)
    )
    return weigh(one, other, sharing((one, other)), PROBABLE) is not None
