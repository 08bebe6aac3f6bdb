"""Two profiles weighed against each other: what speaks for one customer, what against, and the score.

Every hint has a weight in log odds; a single hint alone comes to its own certainty, several add up,
and what differs takes away. The rule is one for the warning while a customer is added and for the
scan of a book. It must not know how the two were found.
"""

from collections.abc import Callable, Mapping
from math import exp, log
from typing import NamedTuple

from tierdesk.i18n.message import N_, Message
from tierdesk.quality.evidence import Evidence, alike, name_evidence
from tierdesk.quality.phones import DIGITS, same_number, two_countries
from tierdesk.quality.profile import Phone, Profile
from tierdesk.quality.two_values import two_addresses, two_births

PROBABLE = 0.55
"""The score from which on two customers are told to be probably one."""
CERTAIN = 0.99
"""The score from which on they may be one for certain: see `Weighed.certain`."""
SHARED = 5
"""Customers with one number or address from which on it is nobody's own."""
Shares = Callable[[int], int]
"""How many customers have the value of a hash (`hash_of`)."""

_PRIOR = log(0.08 / 0.92)
"""Log odds of two customers that were found somehow, before anything is compared."""
_UNLIKE = 0.55
"""Below this alike, of 1, two names are of two."""
_OWN_DIGITS = 6
_NAMESAKES = 6
"""Customers with one name from which on it tells less and less."""
_NOTHING: Mapping[str, object] = {}


class Weighed(NamedTuple):
    """`score` 0..1; reasons for and against, the weightiest first. `certain`: a person need not look,
    for two independent things agree and nothing that does not change is against it."""

    score: float
    reasons: tuple[Message, ...]
    against: tuple[Message, ...] = ()
    certain: bool = False


class _Hint(NamedTuple):
    """The sentence is made of `key` and `args` when somebody reads it: a scan weighs a million pairs."""

    kind: str
    weight: float
    key: str = ""
    args: Mapping[str, object] = _NOTHING
    strong: bool = False
    contradicts: bool = False


def hash_of(kind: str, value: str) -> int:
    """The hash under which it is counted who shares a value: "p" a number, "e" an address, "n" the base
    of a name."""
    return hash((kind, value[-DIGITS:] if kind == "p" else value))


def weigh(one: Profile, other: Profile, shares: Shares, least: float = 0.0) -> Weighed | None:
    """How likely two profiles are of one customer; None below the score `least`."""
    hints = [hint for ask in _ASKED if (hint := ask(one, other, shares)) is not None]
    hints = _under_one_roof(hints)
    score = 1 / (1 + exp(-_PRIOR - sum([hint.weight for hint in hints])))
    if score < least:
        return None
    hints.sort(key=lambda hint: -abs(hint.weight))
    sure = score >= CERTAIN and sum(h.strong for h in hints) >= 2
    return Weighed(
        round(score, 3),
        tuple(Message(h.key, h.args) for h in hints if h.key and h.weight > 0),
        tuple(Message(h.key, h.args) for h in hints if h.key and h.weight < 0),
        sure and not any(h.contradicts for h in hints),
    )


def _under_one_roof(hints: list[_Hint]) -> list[_Hint]:
    """Number and address go together: firms of other names in one house have one switchboard, and the
    second of the two says little that the first did not."""
    by_kind = {hint.kind: hint for hint in hints if hint.weight > 0 or hint.kind == "name"}
    phone, address, name = (by_kind.get(kind) for kind in ("phone", "address", "name"))
    if phone is None or address is None:
        return hints
    if name is not None and name.contradicts:
        less, share = phone, 0.0
    else:
        less, share = min(phone, address, key=lambda hint: hint.weight), 0.5
    return [h._replace(weight=h.weight * share, strong=False) if h is less else h for h in hints]


def _alone(certainty: float) -> float:
    """The weight of a hint that alone comes to this certainty."""
    return log(certainty / (1 - certainty)) - _PRIOR


def _of_name(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.names or not other.names:
        return None
    person = one.is_person or other.is_person
    best: Evidence | None = None
    for mine in one.names:
        for own in other.names:
            found = name_evidence(mine, own, person)
            if found and (best is None or found.certainty > best.certainty):
                best = found
    if best is not None:
        weight, reason = _alone(best.certainty), best.reason
        crowd = shares(hash_of("n", one.names[0].base))
        if crowd > _NAMESAKES and best.certainty >= 0.6:
            weight -= log(crowd / _NAMESAKES)
        return _Hint("name", weight, reason.key, reason.args, best.certainty >= 0.6)
    mine, own = one.names[0], other.names[0]
    if mine.numbers != own.numbers:
        return _Hint("name", -2.0, N_("The names have different numbers."), contradicts=True)
    if alike(mine.sorted, own.sorted) < _UNLIKE:
        return _Hint("name", -1.1, N_("The names differ."), contradicts=True)
    return None


_EMAIL = N_("The e-mail address %(address)s is the same.")
_SAME_EMAIL, _CROWDS_EMAIL = _alone(0.9), _alone(0.4)


def _of_email(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.emails or not other.emails:
        return None
    for email in one.emails:
        if email in other.emails:
            rare = shares(hash_of("e", email)) <= SHARED
            weight = _SAME_EMAIL if rare else _CROWDS_EMAIL
            return _Hint("email", weight, _EMAIL, {"address": email}, rare)
    best = max([alike(mine, own) for mine in one.emails for own in other.emails])
    if best >= 0.75:
        weight = 2.6 if best >= 0.85 else 1.4
        return _Hint("email", weight, N_("The e-mail addresses are almost the same."))
    return _Hint("email", -0.4) if best < 0.6 else None


_PHONE = N_("The telephone number %(number)s is the same.")
_SAME_PHONE, _CROWDS_PHONE = _alone(0.8), _alone(0.4)


def _of_phone(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.phones or not other.phones:
        return None
    for mine in one.phones:
        for own in other.phones:
            if _one_number(mine, own):
                rare = shares(hash_of("p", mine.digits)) <= SHARED
                weight = _SAME_PHONE if rare else _CROWDS_PHONE
                return _Hint("phone", weight, _PHONE, {"number": own.written}, rare)
    return _Hint("phone", -0.4, N_("The telephone numbers differ."))


def _one_number(one: Phone, other: Phone) -> bool:
    """A short code is everybody's, and 00000000 stands for "not known"."""
    if len(one.digits) < _OWN_DIGITS or len(set(one.digits)) < 3:
        return False
    return same_number(one.digits, other.digits) and not two_countries(one.written, other.written)


def _of_wechat(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    for name in one.wechat:
        if name in other.wechat:
            return _Hint("wechat", _alone(0.85), N_("The WeChat name %(name)s is the same."),
                         {"name": name}, strong=True)  # fmt: skip
    return None


def _of_address(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.addresses or not other.addresses:
        return None
    weight = max([two_addresses(a, b) for a in one.addresses for b in other.addresses])
    if weight > 2.5:
        return _Hint("address", weight, N_("The address is the same."), strong=True)
    if weight > 0:
        return _Hint("address", weight, N_("The address is almost the same."))
    return _Hint("address", weight, N_("The addresses differ."))


def _of_birth(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.births or not other.births:
        return None
    weight, same = max([two_births(a, b) for a in one.births for b in other.births])
    if same:
        return _Hint("birth", weight, N_("The birthday is the same."), strong=True)
    if weight > 0:
        return _Hint("birth", weight, N_("The birthday is almost the same."), contradicts=True)
    return _Hint("birth", weight, N_("The birthdays differ."), contradicts=True)


def _of_people(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    for name in one.people:
        if name in other.people:
            return _Hint("people", 1.0, N_("The contact %(name)s is the same."), {"name": name})
    return None


def _of_country(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if one.country and other.country and one.country != other.country:
        return _Hint("country", -1.0, N_("The countries differ."))
    return None


def _of_city(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.city or not other.city:
        return None
    same = one.city == other.city or alike(one.city, other.city) >= 0.8
    return _Hint("city", 0.4 if same else -0.7)


def _of_code(one: Profile, other: Profile, shares: Shares) -> _Hint | None:
    if not one.code or one.code != other.code:
        return None
    return _Hint(
        "code", _alone(0.7), N_("The code %(code)s is the same."), {"code": one.code}, strong=True
    )


_ASKED = (
    _of_name, _of_email, _of_phone, _of_wechat, _of_address, _of_birth, _of_people, _of_country, _of_city,
    _of_code,
)  # fmt: skip
