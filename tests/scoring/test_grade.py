"""Grades: the sum, the interval, the tier and everything that may change it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.moment import Moment, Rates
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.grade import Grader, Graders, graders_of
from tierdesk.scoring.model import Criterion, Gate, Group, Scheme, ScoringModel
from tierdesk.scoring.valuemap import Flag, Linear

NOW = Moment(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
TODAY = NOW.today


def custom_model(weights, *, cap=None, gates=(), scheme=None):
    criteria = tuple(
        Criterion(f"c{i}", f"C{i}", w, f"custom.c{i}", Linear(0, 1)) for i, w in enumerate(weights)
    )
    group = Group("g", "G", criteria, cap=cap)
    return ScoringModel("open", "t", (group,), gates, scheme or Scheme())


def customer(values, **fields):
    known = {f"c{i}": v for i, v in enumerate(values) if v is not None}
    return Case(1, {"name": "x", "custom": known, **fields})


def graded(weights, values, moment=NOW, gates=(), cap=None, **fields):
    model = custom_model(weights, gates=gates, cap=cap)
    return Grader(model, Vantage(moment)).grade(customer(values, **fields))


def stood(tier, days=30):
    """The record of a tier in which somebody has been for so many days."""
    return {"tier": tier, "since": (TODAY - timedelta(days=days)).isoformat()}


weights_and_values = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.lists(st.floats(0, 50), min_size=n, max_size=n).filter(lambda ws: sum(ws) > 1e-6),
        st.lists(st.none() | st.floats(0, 1), min_size=n, max_size=n),
    )
)


def test_the_published_example_scores_65():
    score = graded((40, 30, 20, 10), (0.9, 0.6, 0.3, 0.5))
    assert score.value == pytest.approx(65)
    assert (score.low, score.high) == (score.value, score.value)
    assert (score.completeness, score.tier, score.certain) == (1, "B", True)


def test_an_unknown_answer_counts_a_half_and_widens_the_interval():
    score = graded((40, 30, 20, 10), (0.9, 0.6, None, 0.5))
    assert score.value == pytest.approx(69)
    assert (score.low, score.high) == (pytest.approx(59), pytest.approx(79))
    assert score.completeness == pytest.approx(0.8)
    assert not score.certain


def test_zero_is_not_unknown():
    assert graded((1,), (0,)).value == 0
    assert graded((1,), (None,)).value == 50


@given(weights_and_values, st.none() | st.floats(5, 100))
def test_contributions_add_up_and_the_interval_holds_the_score(case, cap):
    weights, values = case
    score = graded(weights, values, cap=cap)
    assert sum(c.points for c in score.contributions) == pytest.approx(score.value, abs=1e-6)
    assert 0 <= score.low <= score.value <= score.high <= 100
    assert 0 <= score.completeness <= 1
    assert [c.value for c in score.contributions] == values


@given(weights_and_values, st.integers(0, 7))
def test_a_better_answer_never_lowers_the_score(case, at):
    weights, values = case
    at %= len(values)
    better = [1.0 if i == at else v for i, v in enumerate(values)]
    assert graded(weights, better).value >= graded(weights, values).value - 1e-9


@given(weights_and_values)
def test_any_answer_stays_inside_the_interval(case):
    weights, values = case
    score = graded(weights, values)
    for answer in (0.0, 0.3, 1.0):
        told = graded(weights, [answer if v is None else v for v in values])
        assert score.low - 1e-9 <= told.value <= score.high + 1e-9


def test_a_capped_group_gives_no_more_than_its_cap():
    score = graded((60, 40), (1, 1), cap=30)
    assert score.value == pytest.approx(30)
    assert [c.points for c in score.contributions] == pytest.approx([18, 12])


@pytest.mark.parametrize("points, tier", [(75, "A"), (74.9, "B"), (55, "B"), (35, "C"), (34, "D")])
def test_a_tier_starts_at_its_threshold(points, tier):
    assert graded((1,), (points / 100,)).tier == tier


@pytest.mark.parametrize(
    "points, tier", [(75, "A"), (72.5, "A"), (71.9, "B"), (53, "B"), (52.1, "B"), (51, "C")]
)
def test_a_demotion_needs_three_points_under_the_threshold(points, tier):
    assert graded((1,), (points / 100,), stood=stood("A")).tier == tier


def test_a_demotion_waits_seven_days():
    assert graded((1,), (0.1,), stood=stood("A", 6)).tier == "A"
    assert graded((1,), (0.1,), stood=stood("A", 7)).tier == "D"


def test_a_promotion_waits_for_nothing():
    assert graded((1,), (0.75,), stood=stood("D", 0)).tier == "A"


@pytest.mark.parametrize("record", [
    stood("A", -1), {"tier": "Z", "since": "2026-11-01"}, {"tier": "A"}, {"tier": "A", "since": "soon"},
    {"since": "2026-11-20"}, "A", [],
])  # fmt: skip
def test_a_record_of_a_day_to_come_or_that_cannot_be_read_is_none(record):
    score = graded((1,), (0.74,), stood=record)
    assert (score.tier, score.previous) == ("B", None)


def test_a_tier_that_the_scheme_does_not_have_is_no_record():
    model = custom_model((1,), scheme=Scheme((("A", 75.0),), "B"))
    score = Grader(model, Vantage(NOW)).grade(customer((0.1,), stood=stood("C", 1)))
    assert (score.tier, score.previous) == ("B", None)


def test_gates_and_the_hand_act_upon_a_held_tier():
    held = {"stood": stood("A", 1)}
    assert graded((1,), (0.1,), gates=(VETO,), bad_debt=True, **held)[4:8] == (
        "D",
        True,
        ("bad_debt",),
        False,
    )
    assert graded((1,), (0.1,), gates=(CAP,), **held, custom={"c0": 0.1, "late": 31}).tier == "B"
    by_hand = graded((1,), (0.1,), **held, tier_override={"tier": "C", "reason": "x"})
    assert (by_hand.tier, by_hand.earned, by_hand.overridden) == ("C", "A", True)


VETO = Gate("bad_debt", "", "veto", "D", "customer.bad_debt")
CAP = Gate("late", "", "cap", "B", "custom.late", 30)
FLOOR = Gate("key", "", "floor", "B", "customer.key_account")


def test_a_veto_beats_a_cap_and_a_cap_beats_a_floor():
    gates = (VETO, CAP, FLOOR)
    late = {"c0": 0.9, "late": 31}
    assert graded((1,), (0.1,), gates=gates, key_account=True).tier == "B"
    assert graded((1,), (0.9,), gates=gates, custom=late).tier == "B"
    assert graded((1,), (0.9,), gates=gates, custom={**late, "late": 30}).tier == "A"
    vetoed = graded((1,), (0.9,), gates=gates, key_account=True, bad_debt=True)
    assert (vetoed.tier, vetoed.certain, vetoed.gates) == ("D", True, ("key", "bad_debt"))
    assert vetoed.value == pytest.approx(90), "a gate changes the tier, not the score"


def test_a_floor_does_not_lower_and_a_cap_does_not_lift():
    assert graded((1,), (0.9,), gates=(FLOOR,), key_account=True).tier == "A"
    assert graded((1,), (0.1,), gates=(CAP,), custom={"c0": 0.1, "late": 90}).tier == "D"


def test_a_gate_whose_value_is_unknown_does_not_fire():
    assert graded((1,), (0.9,), gates=(CAP,)).gates == ()


@pytest.mark.parametrize("until, tier", [("2026-11-22", "C"), ("2026-11-21", "A"), (None, "C")])
def test_an_override_holds_through_its_last_day(until, tier):
    override = {"tier": "C", "reason": "boss", **({"until": until} if until else {})}
    score = graded((1,), (0.9,), tier_override=override)
    assert (score.tier, score.overridden) == (tier, tier == "C")


def test_a_malformed_override_is_none():
    assert graded((1,), (0.9,), tier_override={"tier": "Z"}).tier == "A"
    assert graded((1,), (0.9,), tier_override="C").tier == "A"


def test_a_tier_is_certain_when_both_ends_give_it():
    assert graded((95, 5), (0.9, None)).certain
    assert not graded((80, 20), (0.9, None)).certain


def test_a_person_is_not_asked_for_what_only_companies_have():
    keys = {
        c.key
        for c in Grader(open_model(), Vantage(NOW)).grade(Case(1, {"kind": "person"})).contributions
    }
    assert not keys & {"size", "industry_position", "background"}
    assert "size" in {
        c.key for c in Grader(open_model(), Vantage(NOW)).grade(Case(1, {})).contributions
    }


def test_true_is_not_one():
    grader = Grader(open_model(), Vantage(NOW))
    one, true = Case(1, {"interest": 1}), Case(2, {"interest": True})
    values = {}
    for case in (one, true):
        found = {c.key: c.value for c in grader.grade(case).contributions}
        values[case.id] = found["interest"]
    assert values == {1: 0.2, 2: None}


SIGNED = Case(
    1,
    {"name": "x"},
    contracts=[
        (5, {"customer_id": 1, "signed_on": "2026-01-05",
             "amount": {"minor": 1_000_000, "currency": "CNY"},
             "first_payment_amount": {"minor": 100_000, "currency": "CNY"}})
    ],
    payments=[(1, {"contract_id": 5, "paid_on": "2026-01-06",
                   "amount": {"minor": 100_000, "currency": "CNY"}})],
)  # fmt: skip


def test_a_signed_customer_is_graded_by_the_signed_model_from_the_first_payment_on():
    def kind(moment):
        return Graders(open_model(), signed_model(), Vantage(moment)).grade(SIGNED).kind

    assert kind(NOW) == "signed"
    assert kind(Moment(datetime(2026, 1, 5, 9, 0, tzinfo=UTC))) == "open"


def test_grading_twice_and_in_another_order_gives_the_same():
    """Invariants 8 and 16: nothing that was graded before changes a grade."""
    cases = [
        Case(i, {"employees": i * 10, "interest": i % 6, "custom": {"x": i}},
             touches=[(i, {"at": f"2026-11-{i + 1:02}T08:00:00Z", "direction": "in"})])
        for i in range(20)
    ]  # fmt: skip
    model = Grader(open_model(), Vantage(NOW))
    first = [model.grade(case) for case in cases]
    assert [model.grade(case) for case in reversed(cases)] == first[::-1]
    assert [Grader(open_model(), Vantage(NOW)).grade(case) for case in cases] == first


fields = st.fixed_dictionaries(
    {},
    optional={
        "employees": st.integers(0, 5000) | st.text(max_size=2),
        "interest": st.integers(0, 5) | st.booleans(),
        "industry_position": st.sampled_from(["leader", "minor", "unknown"]),
        "budget": st.builds(
            lambda m, c: {"minor": m, "currency": c}, st.integers(0, 10**9),
            st.sampled_from(["CNY", "EUR"]),
        ),
        "needs": st.lists(st.builds(lambda s: {"strength": s}, st.integers(0, 3)), max_size=2),
        "key_account": st.booleans(),
    },
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(fields, min_size=1, max_size=5), fields)
def test_adding_a_customer_changes_nobody_elses_score(docs, newcomer):
    def scores(customers):
        book = Book({"customers": {str(i): doc for i, doc in enumerate(customers, 1)}})
        bound = graders_of(book, Vantage(NOW))
        return [bound.grade(case) for case in book.cases()]

    assert scores([*docs, newcomer])[:-1] == scores(docs)


def test_another_moment_is_another_grade():
    case = Case(1, {}, touches=[(1, {"at": "2026-11-01T08:00:00Z", "direction": "in"})])

    def at(moment, found=case):
        return Grader(open_model(), Vantage(moment)).grade(found)

    before = Moment(datetime(2026, 10, 1, tzinfo=UTC))
    assert at(Moment(NOW.now + timedelta(days=60))).value < at(NOW).value
    assert at(before) == at(before, Case(1, {}))


def test_a_flag_criterion_reads_a_custom_field_only_when_it_is_yes_or_no():
    group = Group("g", "G", (Criterion("vip", "VIP", 1, "custom.vip", Flag()),))
    grader = Grader(ScoringModel("open", "t", (group,)), Vantage(NOW))
    found = [grader.grade(Case(1, {"custom": {"vip": v}})).value for v in (True, False, 1, "y")]
    assert found == [100, 0, 50, 50]


def test_a_missing_rate_is_unknown_not_zero():
    budget = {"budget": {"minor": 10_000_000, "currency": "EUR"}}
    rated = Moment(
        NOW.now, rates=Rates([{"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "8"}])
    )

    def power(moment):
        found = Grader(open_model(), Vantage(moment)).grade(Case(1, budget)).contributions
        return next(c.value for c in found if c.key == "purchasing_power")

    assert power(NOW) is None
    assert power(rated) == pytest.approx(0.9515, abs=1e-4)
    assert power(Moment(datetime(2025, 12, 31, tzinfo=UTC), rates=rated.rates)) is None
