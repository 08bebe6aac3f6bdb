"""What speaks for two records being one, and how strongly: a reason and a certainty.

One hint at a time, each between 0 and 1; whoever asks adds them up. It must not know where the
records come from.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from tierdesk.i18n.message import Message, say
from tierdesk.quality.name_key import NameKey
from tierdesk.search.pinyin import has_han, syllables

_OTHER_READING = re.compile(r"\|[A-Z][^A-Z|]*")
_FIRST_READING = re.compile(r"[A-Z][^A-Z|]*\|")
_PERSONS_HAN = 3
"""Han characters of a person's name: as many share one as there are in a town."""
_LEAST_HAN, _LEAST = 4, 5
"""Characters from which on two names may be compared by spelling or by containing."""

_ONE_WORD = 8


class Evidence(NamedTuple):
    """One hint: how likely it alone makes two records one, and why in one sentence."""

    certainty: float
    reason: Message


def name_evidence(typed: NameKey, own: NameKey, is_person: bool = False) -> Evidence | None:
    """The strongest hint of two names, None when they say nothing."""
    if not typed.base or not own.base:
        return None
    crowd = is_person or (has_han(own.base) and len(own.base) <= _PERSONS_HAN)
    if typed.folded == own.folded:
        return Evidence(0.65 if crowd else _whole(own, 0.95), say("The name is the same."))
    if typed.plain == own.plain:
        return Evidence(
            0.65 if crowd else _whole(own, 0.95),
            say("The name is the same but for accents or traditional characters."),
        )
    if typed.core == own.core:
        return Evidence(
            0.6 if crowd else _whole(own, 0.9),
            say("The name is the same but for the legal form or a sign."),
        )
    if typed.numbers != own.numbers:
        return None
    if typed.sorted == own.sorted:
        return Evidence(0.8, say("The name has the same words in another order."))
    if typed.base == own.base:
        both = typed.core != typed.base and own.core != own.base
        return Evidence(
            0.45 if both else 0.75, say("The name is the same but for what stands in brackets.")
        )
    return _strongest((_by_sound(typed, own), _by_part(typed, own), _by_spelling(typed, own)))


def _whole(name: NameKey, certainty: float) -> float:
    """One short word in letters is the name of many firms."""
    short = len(name.base) <= _ONE_WORD and name.base.isascii() and " " not in name.base
    return certainty - 0.05 if short else certainty


def _strongest(found: Iterable[Evidence | None]) -> Evidence | None:
    return max((e for e in found if e), key=lambda e: e.certainty, default=None)


def readings(base: str) -> frozenset[str]:
    """How a base is read aloud, in plain letters: pinyin for Han characters, by the first and by
    the other readings; the letters themselves for a name in letters."""
    if base.isascii():
        return frozenset((base.replace(" ", ""),))
    key = syllables(base)
    if not key:
        return frozenset()
    return frozenset(other.sub("", key).lower() for other in (_OTHER_READING, _FIRST_READING))


def _by_sound(typed: NameKey, own: NameKey) -> Evidence | None:
    if typed.base.isascii() and own.base.isascii():
        return None
    if not readings(typed.base) & readings(own.base):
        return None
    read = max(
        len(typed.base) if has_han(typed.base) else 0, len(own.base) if has_han(own.base) else 0
    )
    return Evidence(min(0.75, 0.2 + 0.12 * read), say("The name is read the same."))


def _by_part(typed: NameKey, own: NameKey) -> Evidence | None:
    short, long = sorted((typed.base, own.base), key=len)
    share = len(short) / len(long)
    if has_han(short):
        inside, weight = len(short) >= _LEAST_HAN and short in long, 0.35
    else:
        inside = len(short) >= _LEAST and f" {short} " in f" {long} "
        weight = 0.4 if " " in short else 0.3 if long.startswith(short) else 0.2
    if not inside:
        return None
    return Evidence(weight + 0.4 * share, say("One name is a part of the other."))


def _by_spelling(typed: NameKey, own: NameKey) -> Evidence | None:
    one, other = typed.base, own.base
    shortest = min(len(one), len(other))
    if has_han(one) or has_han(other):
        if (
            shortest <= _LEAST_HAN
            or abs(len(one) - len(other)) > 1
            or _letters_apart(one, other) > 1
        ):
            return None
        return Evidence(0.6, say("The name is spelled almost the same."))
    if shortest < _LEAST:
        return None
    certainty = min(0.85, 4 * (max(alike(one, other), alike(typed.sorted, own.sorted)) - 0.75))
    if certainty <= 0:
        return None
    return Evidence(certainty, say("The name is spelled almost the same."))


def alike(one: str, other: str) -> float:
    """How alike two texts are spelled, 0..1: letters to take out and put in make one of the other."""
    return _indel().normalized_similarity(one, other)  # type: ignore[no-any-return]


def _letters_apart(one: str, other: str) -> int:
    return _indel().distance(one, other, score_cutoff=1)  # type: ignore[no-any-return]


@cache
def _indel() -> Any:  # noqa: ANN401  # a module of functions, loaded when names are first compared
    from rapidfuzz.distance import Indel

    return Indel
