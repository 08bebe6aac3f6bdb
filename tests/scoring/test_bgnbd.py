"""BG/NBD: the likelihood and its formulas by hand, against integrals, and the published figures."""

from math import exp, expm1, lgamma, log, log1p
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tierdesk.errors import Refused
from tierdesk.scoring.buying import bgnbd
from tierdesk.scoring.buying.bgnbd import BgNbd, Repeat, alive, expected, fit, repeat_of
from tierdesk.scoring.buying.hypergeometric import damped_tail

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426, -9582.4, 2357, 946, True)
"""The fit of the paper to the CDNOW sample."""
positive = st.floats(0.1, 20)
models = st.builds(
    BgNbd,
    positive,
    positive,
    positive,
    positive,
    st.just(0.0),
    st.just(0),
    st.just(0),
    st.just(True),
)


@st.composite
def repeats(draw):
    age, times = draw(st.floats(0.2, 150)), draw(st.integers(0, 30))
    return Repeat(times, age * draw(st.floats(0.01, 1)) if times else 0.0, age)


def likelihood(model, *rows):
    point = tuple(log(part) for part in model[:4])
    return bgnbd._mean_likelihood([(row, 1) for row in rows], 1, point)[0]


def over_p(model, repeat, value, steps=4000):
    """E[value(p)] over the beta distribution of who is still there, by the trapezium rule on the
    logit of p."""
    a, b = model.a, model.b + repeat.times
    low, high = -min(300.0, 60 / min(1, a)), min(300.0, 60 / min(1, b))
    width, scale, total = (high - low) / steps, lgamma(a + b) - lgamma(a) - lgamma(b), 0.0
    for i in range(steps + 1):
        v = low + i * width
        log_p = -log1p(exp(-v)) if v > -30 else v
        log_q = -log1p(exp(v)) if v < 30 else -v
        total += exp(scale + a * log_p + b * log_q) * value(exp(log_p))
    return total * width


def simulated(model, customers, weeks, seed):
    """Customers as the model supposes them: a rate and a chance of leaving each, watched for
    `weeks` or a little less."""
    random, rows = Random(seed), []
    for _ in range(customers):
        rate, leaving = (
            random.gammavariate(model.r, 1 / model.alpha),
            random.betavariate(model.a, model.b),
        )
        age, at, times, last = weeks - random.randrange(12), 0.0, 0, 0.0
        while True:
            at += random.expovariate(max(rate, 1e-12))
            if at > age:
                break
            times, last = times + 1, at
            if random.random() < leaving:
                break
        rows.append(Repeat(times, last, float(age)))
    return rows


# published figures


def test_the_papers_customer_is_expected_to_buy_1_226_times():
    assert f"{expected(PUBLISHED, Repeat(2, 30.43, 38.86), 39):.3f}" == "1.226"


def test_days_become_weeks():
    assert repeat_of((100, 107, 121), 135) == Repeat(2, 3.0, 5.0)
    assert repeat_of((100,), 107) == Repeat(0, 0.0, 1.0)


# the likelihood


def test_the_likelihood_of_who_never_bought_again_is_a_gamma_mixture():
    model = PUBLISHED
    found = likelihood(model, Repeat(0, 0.0, 38.86))
    assert found == pytest.approx(model.r * log(model.alpha / (model.alpha + 38.86)))


def test_the_likelihood_of_one_repeat_by_hand():
    # r=1, α=1, a=1, b=1, x=1, t_x=1, T=3: λe^(−λT)(1−p) + λe^(−λt_x)p over an exponential λ
    # and a uniform p: ½·∫λe^(−4λ) + ½·∫λe^(−2λ) = ½·(1/16 + 1/4)
    model = BgNbd(1, 1, 1, 1, 0, 0, 0, True)
    assert likelihood(model, Repeat(1, 1.0, 3.0)) == pytest.approx(log((1 / 16 + 1 / 4) / 2))


@given(models, st.lists(repeats(), min_size=1, max_size=6))
def test_the_gradient_is_that_of_the_likelihood(model, rows):
    groups = sorted(dict.fromkeys(rows, 1).items())
    point = tuple(log(part) for part in model[:4])
    _, slopes = bgnbd._mean_likelihood(groups, len(groups), point)
    for i, slope in enumerate(slopes):
        ends = []
        for step in (-1e-5, 1e-5):
            moved = tuple(p + step * (i == j) for j, p in enumerate(point))
            ends.append(bgnbd._mean_likelihood(groups, len(groups), moved)[0])
        assert slope == pytest.approx((ends[1] - ends[0]) / 2e-5, rel=1e-4, abs=1e-4)


# the fit


def test_a_fit_finds_the_customers_that_were_made_for_it():
    truth = PUBLISHED._replace(r=0.6, alpha=5.0, a=0.8, b=2.5)
    rows = simulated(truth, 3000, 60, seed=11)
    found = fit(rows)
    assert found.firm
    assert found.customers == 3000
    assert found.log_likelihood > 3000 * likelihood_mean(truth, rows)
    assert (found.r, found.alpha) == pytest.approx((truth.r, truth.alpha), rel=0.15)
    assert (found.a / (found.a + found.b)) == pytest.approx(0.8 / 3.3, rel=0.15)


def likelihood_mean(model, rows):
    point = tuple(log(part) for part in model[:4])
    return bgnbd._mean_likelihood(sorted({row: rows.count(row) for row in set(rows)}.items()), len(rows),
                                  point)[0]  # fmt: skip


def test_a_fit_hangs_neither_on_the_order_nor_on_how_often_all_are_counted():
    rows = simulated(PUBLISHED, 400, 50, seed=3)
    once, backwards, twice = fit(rows), fit(rows[::-1]), fit(rows + rows)
    assert once == backwards
    assert twice[:4] == pytest.approx(once[:4], rel=1e-4)
    assert twice.log_likelihood == pytest.approx(2 * once.log_likelihood)


def test_too_few_customers_or_repeats_are_not_fitted():
    rows = simulated(PUBLISHED, 99, 50, seed=3)
    with pytest.raises(Refused, match="100 customers"):
        fit(rows)
    with pytest.raises(Refused, match="are 200 and 9"):
        fit([Repeat(0, 0.0, 30.0)] * 191 + [Repeat(1, 3.0, 30.0)] * 9)
    assert fit([Repeat(0, 0.0, 30.0)] * 90 + [Repeat(1, 3.0, 30.0)] * 10).customers == 100


def test_customers_who_are_all_alike_do_not_hold_the_parameters():
    found = fit([Repeat(5, 25.0, 30.0)] * 200)
    assert not found.firm
    hope = expected(found, Repeat(5, 25.0, 30.0), 6)
    assert hope is not None
    assert 0 < hope < 3


def test_first_orders_of_the_very_day_do_not_disturb():
    rows = simulated(PUBLISHED, 400, 50, seed=5)
    assert fit([*rows, *[Repeat(0, 0.0, 0.0)] * 50])[:4] == pytest.approx(fit(rows)[:4], rel=1e-4)


# P(alive) and expected orders


def test_who_never_bought_again_has_no_chance_of_being_alive():
    assert alive(PUBLISHED, Repeat(0, 0.0, 40.0)) is None


@given(models, repeats())
def test_silence_makes_it_likelier_that_a_customer_is_gone(model, repeat):
    assume(repeat.times)
    now, later = alive(model, repeat), alive(model, repeat._replace(age=repeat.age + 10))
    assert 0 <= later <= now <= 1
    at_once = alive(model, repeat._replace(age=repeat.last))
    assert at_once == pytest.approx(1 / (1 + model.a / (model.b + repeat.times - 1)))


def test_a_thousand_orders_and_a_long_silence_overflow_nothing():
    assert alive(PUBLISHED, Repeat(2000, 1.0, 500.0)) == pytest.approx(0, abs=1e-200)
    assert 185 < expected(PUBLISHED, Repeat(2000, 499.0, 500.0), 52) < 208


@given(models, repeats(), st.floats(0.1, 100))
def test_expected_orders_are_the_mean_over_rates_and_chances(model, repeat, weeks):
    since, power = model.alpha + repeat.age, model.r + repeat.times
    hope = over_p(model, repeat, lambda p: (
        -expm1(-power * log1p(p * weeks / since)) / p if p > 1e-300 else power * weeks / since
    ))  # fmt: skip
    there = alive(model, repeat)
    hope *= 1 if there is None else there
    assert expected(model, repeat, weeks) == pytest.approx(hope, rel=1e-5, abs=1e-12)


@given(models, repeats(), st.floats(0.1, 100), st.floats(0.1, 100))
def test_more_weeks_bring_more_orders(model, repeat, weeks, more):
    first, second = expected(model, repeat, weeks), expected(model, repeat, weeks + more)
    assert 0 <= first <= second * (1 + 1e-9)
    assert expected(model, repeat, 0) == 0


@pytest.mark.parametrize("repeat", [Repeat(0, 0.0, 20.0), Repeat(2, 30.43, 38.86)])
def test_nothing_happens_where_the_formula_divides_by_zero(repeat):
    around = [
        expected(PUBLISHED._replace(a=1 + d), repeat, 39) for d in (-2e-4, -1e-7, 0.0, 1e-7, 2e-4)
    ]
    assert max(around) - min(around) < 1e-3 * max(around)
    assert around == sorted(around, reverse=True)
    half = PUBLISHED._replace(a=0.5, b=0.5)  # a + b + x − 1 = 0
    near = half._replace(b=0.5 + 1e-9)
    assert expected(half, Repeat(0, 0.0, 9.0), 26) == pytest.approx(
        expected(near, Repeat(0, 0.0, 9.0), 26)
    )


# the series


@given(positive, positive, st.floats(0, 0.95))
def test_the_series_agrees_with_known_sums(a, b, z):
    # 2F1(a, b; b; z) = (1−z)^(−a)
    assert damped_tail(a, b, b, z) == pytest.approx(b * (1 - (1 - z) ** a), rel=1e-9, abs=1e-12)


def test_a_series_that_does_not_come_to_rest_is_no_answer():
    assert damped_tail(30.0, 2.0, 1.0, 1 - 1e-9) is None
    assert damped_tail(1.0, 2.0, 3.0, 0.0) == 0
    assert expected(PUBLISHED._replace(alpha=1e-9), Repeat(0, 0.0, 0.0), 1000) is None
