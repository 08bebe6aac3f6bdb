"""BG/NBD: whether a customer still buys, and how often he will, from three figures of the past.

P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting Your Customers" the Easy Way, Marketing Science
24 (2005): orders come at a steady rate that differs between customers (gamma r, α), and after
every order a customer may be gone for good, with a chance that differs too (beta a, b). Time is
in weeks. It must not know what was paid, segments or screens.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, expm1, inf, lgamma, log, log1p
from typing import NamedTuple

from tierdesk.errors import Refused
from tierdesk.i18n.message import say
from tierdesk.scoring.buying.ascent import Point, highest
from tierdesk.scoring.buying.hypergeometric import damped_tail

LEAST_CUSTOMERS = 100
LEAST_REPEATERS = 10
WEEK = 7.0
_EDGE = 1e3
_FARTHEST = 30.0
_BESIDE = 1e-4
_START = (0.0, 0.0, 0.0, 0.0)
_LARGEST_EXPONENT = 700.0


class Repeat(NamedTuple):
    """`times`: purchases after the first; `last`: weeks from the first to the last one (0 when
    there was but one); `age`: weeks from the first to the day of looking. 0 ≤ last ≤ age."""

    times: int
    last: float
    age: float


class BgNbd(NamedTuple):
    """Parameters of the maximum likelihood. `firm` is False when the data do not hold one of them:
    it ran towards zero or infinity, or the search did not come to rest."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    customers: int
    repeaters: int
    firm: bool


def repeat_of(days: Sequence[int], until: int) -> Repeat:
    """The three figures of a customer who bought on `days` (numbers of days, rising, each once,
    none after `until`, at least one)."""
    first, last = days[0], days[-1]
    return Repeat(len(days) - 1, (last - first) / WEEK, (until - first) / WEEK)


def fit(repeats: Iterable[Repeat]) -> BgNbd:
    """The parameters under which these customers are likeliest. Raises Refused for fewer than
    LEAST_CUSTOMERS customers or LEAST_REPEATERS who bought again."""
    groups = Counter(repeats)
    customers = sum(groups.values())
    repeaters = sum(count for repeat, count in groups.items() if repeat.times)
    if customers < LEAST_CUSTOMERS or repeaters < LEAST_REPEATERS:
        raise Refused(
            say("BG/NBD needs %(least)s customers who bought, %(again)s of them again; here are "
                "%(customers)s and %(repeaters)s.", least=LEAST_CUSTOMERS, again=LEAST_REPEATERS,
                customers=customers, repeaters=repeaters)
        )  # fmt: skip
    ordered = sorted(groups.items())
    peak = highest(lambda point: _mean_likelihood(ordered, customers, point), _START)
    r, alpha, a, b = (exp(part) for part in peak.point)
    firm = peak.settled and all(1 / _EDGE < part < _EDGE for part in (r, alpha, a, b))
    return BgNbd(r, alpha, a, b, peak.value * customers, customers, repeaters, firm)


def alive(model: BgNbd, repeat: Repeat) -> float | None:
    """P(alive), the chance that the customer has not gone (Fader, Hardie, Lee, "Computing P(alive)
    Using the BG/NBD Model", 2008); None for who never bought again, of whom the model would
    always say 1."""
    return 1.0 / (1.0 + _odds_gone(model, repeat)) if repeat.times else None


def expected(model: BgNbd, repeat: Repeat, weeks: float) -> float | None:
    """E[Y(t)], the purchases to expect in the next `weeks` (equation 10 of the paper); None
    where its series does not converge."""
    beyond = (model.a - 1.0) / _BESIDE
    if abs(beyond) >= 1.0:
        return _expected(model, repeat, weeks)
    # the formula divides by a − 1; around 1 it is smooth, and all but straight between two sides
    below = _expected(model._replace(a=1.0 - _BESIDE), repeat, weeks)
    above = _expected(model._replace(a=1.0 + _BESIDE), repeat, weeks)
    if below is None or above is None:
        return None
    return below + (above - below) * (1.0 + beyond) / 2


def _expected(model: BgNbd, repeat: Repeat, weeks: float) -> float | None:
    """Equation 10 with its series taken apart so that nothing overflows or divides by zero."""
    a, b, times = model.a, model.b, repeat.times
    power, c, since = model.r + times, a + b + times - 1.0, model.alpha + repeat.age
    tail = damped_tail(power, b + times, c, weeks / (since + weeks))
    if tail is None:
        return None
    head = -c * expm1(-power * log1p(weeks / since))
    return (head - tail) / (a - 1.0) / (1.0 + _odds_gone(model, repeat))


def _odds_gone(model: BgNbd, repeat: Repeat) -> float:
    """How much likelier it is that the customer went after his last purchase than that he is
    still there."""
    if not repeat.times:
        return 0.0
    silence = log((model.alpha + repeat.age) / (model.alpha + repeat.last))
    odds = log(model.a / (model.b + repeat.times - 1)) + (model.r + repeat.times) * silence
    return exp(min(odds, _LARGEST_EXPONENT))


def _mean_likelihood(
    groups: Sequence[tuple[Repeat, int]], customers: int, point: Point
) -> tuple[float, Point]:
    """Log-likelihood (equation 6 of the paper) a customer, and its gradient, at the logarithms of
    r, α, a, b."""
    if max(map(abs, point)) > _FARTHEST:
        return -inf, point
    r, alpha, a, b = (exp(part) for part in point)
    often = Counter[int]()
    value = by_r = by_alpha = by_a = by_b = 0.0
    for (times, last, age), count in groups:
        often[times] += count
        power, here = r + times, log(alpha + age)
        stays, gone = -power * here, 0.0
        if times:
            there = log(alpha + last)
            leaves = log(a / (b + times - 1)) - power * there
            gone = 1.0 / (1.0 + exp(min(stays - leaves, _LARGEST_EXPONENT)))
            stays = max(stays, leaves) + log1p(exp(-abs(stays - leaves)))
            by_r -= count * gone * (there - here)
            by_alpha -= count * gone * power * (1 / (alpha + last) - 1 / (alpha + age))
            by_a += count * gone / a
            by_b -= count * gone / (b + times - 1)
        value += count * stays
        by_r -= count * here
        by_alpha -= count * power / (alpha + age)
    for times, count in sorted(often.items()):
        value += count * _weight(times, r, alpha, a, b)
        rates, leaving = _harmonic(r, times), _harmonic(a + b, times)
        by_r += count * (rates + point[1])
        by_alpha += count * r / alpha
        by_a -= count * leaving
        by_b += count * (_harmonic(b, times) - leaving)
    slopes = (by_r * r, by_alpha * alpha, by_a * a, by_b * b)
    return value / customers, tuple(slope / customers for slope in slopes)


def _weight(times: int, r: float, alpha: float, a: float, b: float) -> float:
    """The part of a customer's log-likelihood that hangs on the number of purchases alone."""
    rate = lgamma(r + times) - lgamma(r) + r * log(alpha)
    return rate + lgamma(a + b) - lgamma(b) + lgamma(b + times) - lgamma(a + b + times)


def _harmonic(start: float, steps: int) -> float:
    """ψ(start + steps) − ψ(start), the slope of lgamma(start + steps) − lgamma(start)."""
    return sum(1.0 / (start + k) for k in range(steps))
