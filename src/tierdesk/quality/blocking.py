"""Which customers of a book are worth comparing: those that share a key of some kind.

Kinds are gone through one after another, so that only one kind's keys are kept at a time. A key
that many share makes no pairs of everybody with everybody: of a common name or a switchboard those
are compared that stand side by side in the order of all they are recognised by, and a word or a street
that is everybody's is no key at all. It must not know what makes two customers one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from tierdesk.quality.evidence import readings
from tierdesk.quality.name_key import NameKey
from tierdesk.quality.phones import DIGITS
from tierdesk.quality.profile import Profile
from tierdesk.search.pinyin import has_han

Keys = Iterator[object]
Pair = tuple[int, int]
_CROWD, _FEW = 24, 12
"""Customers of one key from which on not all of them are compared with each other: of what is one's
own, and of what is only a part of it."""
_WINDOW = 6
_HAN = 4
_LETTERS = 3
_STEP = 500


def pairs(profiles: Mapping[int, Profile], progress: Callable[[float], None]) -> Iterator[Pair]:
    """Pairs of ids, the lower first, each once. `progress` gets the share done; it may raise."""
    seen: set[int] = set()
    for done, (kind, own) in enumerate(_KINDS):
        blocks = _blocks(profiles, kind, lambda share: progress((done + share) / len(_KINDS)))  # noqa: B023
        for ids in blocks:
            for one, other in _together(ids, profiles, own):
                pair = one << 32 | other
                if pair not in seen:
                    seen.add(pair)
                    yield one, other
    progress(1.0)


def _blocks(
    profiles: Mapping[int, Profile],
    kind: Callable[[Profile], Keys],
    progress: Callable[[float], None],
) -> Iterator[list[int]]:
    found: dict[object, int | list[int]] = {}
    for at, (customer_id, profile) in enumerate(profiles.items()):
        if at % _STEP == 0:
            progress(at / len(profiles))
        for key in set(kind(profile)):
            known = found.get(key)
            if known is None:
                found[key] = customer_id
            elif isinstance(known, int):
                found[key] = [known, customer_id]
            else:
                known.append(customer_id)
    return (ids for ids in found.values() if isinstance(ids, list))


def _together(ids: Sequence[int], profiles: Mapping[int, Profile], own: bool) -> Iterator[Pair]:
    if len(ids) <= (_CROWD if own else _FEW):
        yield from ((min(p), max(p)) for p in combinations(ids, 2))
        return
    if not own:
        return
    for order in (_by_name, _by_place):
        ranked = sorted(ids, key=lambda i: (order(profiles[i]), i))
        for at, one in enumerate(ranked):
            for other in ranked[at + 1 : at + _WINDOW]:
                yield (one, other) if one < other else (other, one)


def _by_name(profile: Profile) -> str:
    return profile.names[0].sorted if profile.names else ""


def _by_place(profile: Profile) -> tuple[object, ...]:
    return (profile.births, profile.emails, [p.digits[-DIGITS:] for p in profile.phones],
            profile.addresses, profile.city)  # fmt: skip


def _names(profile: Profile) -> Keys:
    for key in profile.names:
        yield key.base
        yield key.sorted
        yield from readings(key.base)


def _han(profile: Profile) -> Keys:
    """Parts of names in Han characters: a name without one of them, the first and the last four."""
    for key in profile.names:
        base = key.base.replace(" ", "")
        if not has_han(base):
            continue
        letters = "".join(c for c in base if not c.isdecimal())
        yield key.numbers, base
        if len(base) > _HAN:
            for at, character in enumerate(base):
                if not character.isdecimal():
                    yield key.numbers, base[:at] + base[at + 1 :]
            yield "^", key.numbers, letters[:_HAN]
            yield "$", key.numbers, letters[-_HAN:]


def _words(profile: Profile) -> Keys:
    """Each word of a name in letters, whole and as it sounds."""
    for key in profile.names:
        for word in _latin(key):
            yield word
            yield "~", _skeleton(word)


def _two_words(profile: Profile) -> Keys:
    """The beginnings of two words, however the rest is spelled."""
    for key in profile.names:
        begun = sorted({word[:_LETTERS] for word in _latin(key)})[:6]
        yield from combinations(begun, 2)
        if len(begun) == 1:
            yield begun[0]


def _latin(key: NameKey) -> list[str]:
    return [w for w in key.sorted.split() if len(w) >= _LETTERS and w.isascii() and w.isalpha()]


def _skeleton(word: str) -> str:
    """The first letter and the consonants behind it, each once in a row."""
    kept = [word[0]]
    for letter in word[1:]:
        if letter not in "aeiouhwy" and letter != kept[-1]:
            kept.append(letter)
    return "".join(kept)[:6]


def _ways(profile: Profile) -> Keys:
    """Numbers, addresses and names on networks."""
    yield from (("p", phone.digits[-DIGITS:]) for phone in profile.phones)
    yield from (("e", email) for email in profile.emails)
    yield from (("w", name) for name in profile.wechat)
    if profile.code:
        yield "c", profile.code


def _mail(profile: Profile) -> Keys:
    """E-mail addresses that may be one with a slip in it: by the letters before the @."""
    for email in profile.emails:
        local = email.partition("@")[0]
        letters = "".join(c for c in local if c.isalpha())
        if len(letters) > _LETTERS:
            yield "l", local
            yield "b", letters[:5]
            yield "z", letters[-5:]


def _places(profile: Profile) -> Keys:
    for address in profile.addresses:
        yield address
        words = address.words.split()
        longest = max(words, key=len, default="")
        if len(address.numbers) > 1:
            yield *address.numbers[:2], longest[:4]
            yield *address.numbers[:2], words[0][:4] if words else ""
        elif address.numbers:
            yield address.numbers[0], longest[:4]
            yield address.numbers[0], words[0][:4] if words else ""


def _births(profile: Profile) -> Keys:
    for birth in profile.births:
        if birth.year:
            yield birth
        for key in profile.names:
            for word in key.sorted.split():
                yield birth.month, birth.day, word[:2]
                yield "y", birth.year, birth.month, word[:2]
                yield "d", birth.year, birth.day, word[:2]


_KINDS = (
    (_names, True), (_ways, True), (_mail, False), (_births, False), (_places, False), (_han, False),
    (_words, False), (_two_words, False),
)  # fmt: skip
"""What keys are made of, and whether such a key is a customer's own rather than a part of something."""
