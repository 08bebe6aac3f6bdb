"""The panel: the whole book at once agrees with the grader, customer by customer."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_models import (
    NOW,
    book,
    criterion,
    dice_of,
    in_force,
    model,
    numeric_map,
)

from tierdesk.domain.book import Book
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.grade import Grader, Graders, graders_of
from tierdesk.scoring.model import (
    Condition,
    Criterion,
    Gate,
    Group,
    Scheme,
    ScoringModel,
    to_document,
)
from tierdesk.scoring.sources import SOURCES
from tierdesk.scoring.valuemap import DecaySum, Enum, Linear
from tierdesk.scoring.whole.facts import Stored, Words, facts_of
from tierdesk.scoring.whole.mapped import values_of
from tierdesk.scoring.whole.panel import panel_of
from tierdesk.scoring.whole.standing import pinned, standing

SEEDS = st.integers(0, 2**32)


def graders(one):
    both = {"open": open_model(), "signed": signed_model(), one.kind: one}
    return Graders(both["open"], both["signed"], Vantage(NOW))


def graded(found, one):
    """Scores by the ordinary grader, of those whom the model grades."""
    all_ = {case.id: graders(one).grade(case) for case in found.cases()}
    return {customer: score for customer, score in sorted(all_.items()) if score.kind == one.kind}


def custom_model(weights, scheme=None, cap=None):
    criteria = tuple(
        Criterion(f"c{i}", f"C{i}", w, f"custom.c{i}", Linear(0, 1)) for i, w in enumerate(weights)
    )
    return ScoringModel("open", "t", (Group("g", "G", criteria, cap=cap),), (), scheme or Scheme())


def custom_book(rows):
    docs = {
        str(i): {"name": "x", "custom": {f"c{k}": v for k, v in enumerate(row) if v is not None}}
        for i, row in enumerate(rows, 1)
    }
    return Book({"customers": docs})


def assert_agrees(found, one):
    expected = graded(found, one)
    panel = panel_of(found, Vantage(NOW), one)
    stand = standing(panel, one)
    assert stand.ids.tolist() == list(expected)
    assert stand.scores == pytest.approx([s.value for s in expected.values()], abs=1e-9)
    assert [stand.tiers[rung] for rung in stand.rungs] == [s.tier for s in expected.values()]
    for customer, score in expected.items():
        own = pinned(panel, one, customer)
        assert own[:4] == pytest.approx(score[:4], abs=1e-9)
        assert own[4:8] == score[4:8], customer
        assert own.plan == score.plan
        assert own.values == pytest.approx(score.values, abs=1e-12)
        assert own.widest == pytest.approx(score.widest)
        assert own[11:] == score[11:], customer
        points = [c.points for c in own.contributions]
        assert points == pytest.approx([c.points for c in score.contributions], abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_any_model_on_any_book_agrees_with_the_grader(seed):
    dice = dice_of(seed)
    assert_agrees(book(dice), model(dice))


@pytest.mark.parametrize("seed", range(40))
def test_seeded_models_agree_with_the_grader(seed):
    dice = dice_of(seed)
    assert_agrees(book(dice, 40), model(dice, kind=("open", "signed")[seed % 2]))


@pytest.mark.parametrize("one", [open_model(), signed_model()], ids=["open", "signed"])
def test_the_default_models_agree_with_the_grader(one):
    assert_agrees(book(dice_of(3), 200), one)


def test_a_score_that_is_its_threshold_has_reached_it():
    """Sums of twentieths hit whole thresholds all the time; single precision would miss them."""
    dice = dice_of(11)
    hits = 0
    for _ in range(200):
        weights = [dice.choice((1, 2, 3, 5, 7, 10, 12)) for _ in range(dice.randint(2, 9))]
        steps = sorted(dice.sample(range(10, 91, 5), 3), reverse=True)
        scheme = Scheme(tuple(zip("ABC", map(float, steps), strict=True)))
        rows = [[dice.randint(0, 20) / 20 for _ in weights] for _ in range(60)]
        one = custom_model(weights, scheme)
        found = custom_book(rows)
        stand = standing(panel_of(found, Vantage(NOW), one), one)
        grader = Grader(one, Vantage(NOW))
        scores = [grader.grade(case) for case in found.cases()]
        assert [stand.tiers[rung] for rung in stand.rungs] == [score.tier for score in scores]
        hits += sum(min(abs(score.value - step) for step in steps) < 1e-9 for score in scores)
    assert hits > 100


def test_the_same_answers_give_the_same_bits():
    """A tie is a tie wherever the customers stand: ranks may not depend on places."""
    dice = dice_of(5)
    weights = [dice.uniform(0, 20) for _ in range(14)]
    row = [dice.random() for _ in weights]
    one = custom_model(weights)
    stand = standing(panel_of(custom_book([row] * 1003), Vantage(NOW), one), one)
    assert len(set(stand.scores.tolist())) == 1


def test_only_those_whom_the_model_grades_are_in_the_panel():
    found = book(dice_of(8), 60)
    sides = [set(panel_of(found, Vantage(NOW), m).ids) for m in (open_model(), signed_model())]
    assert sides[0] and sides[1]
    assert not sides[0] & sides[1]
    assert sides[0] | sides[1] == {i for i, _ in found.rows("customers")}


def test_a_variant_has_the_customers_of_its_industries_and_the_others_lose_them():
    variant = replace(in_force(open_model()), industries=("STEEL",))
    found = book(dice_of(8), 80, models=[to_document(variant)])
    bound = graders_of(found, Vantage(NOW))
    by_model = {True: set(), False: set()}
    for case in found.cases():
        if bound.grade(case).kind == "open":
            by_model[bool(bound.model_of(case).industries)].add(case.id)
    assert by_model[True] and by_model[False]
    assert set(panel_of(found, Vantage(NOW), variant).ids) == by_model[True]
    assert set(panel_of(found, Vantage(NOW), open_model()).ids) == by_model[False]


def test_ids_rise_whatever_the_order_of_the_book():
    panel = panel_of(book(dice_of(2), 50), Vantage(NOW), open_model())
    assert panel.ids.tolist() == sorted(panel.ids.tolist())


def test_an_empty_book_makes_an_empty_panel():
    panel = panel_of(Book({}), Vantage(NOW), open_model())
    assert standing(panel, open_model()).counts == {"A": 0, "B": 0, "C": 0, "D": 0}


def test_values_and_applies_are_what_the_grader_read():
    found = book(dice_of(4), 40)
    one = open_model()
    panel = panel_of(found, Vantage(NOW), one)
    values, applies = panel.values, panel.applies
    assert values.shape == applies.shape == (len(one.criteria), len(panel.ids))
    for column, (_, score) in enumerate(graded(found, one).items()):
        got = dict(zip(score.plan.keys, score.values, strict=True))
        for row, criterion_ in enumerate(one.criteria):
            assert applies[row, column] == (criterion_.key in got)
            if criterion_.key in got:
                expected = np.nan if got[criterion_.key] is None else got[criterion_.key]
                assert values[row, column] == pytest.approx(expected, nan_ok=True)


def test_where_no_criterion_has_a_condition_all_apply():
    assert panel_of(custom_book([[1]]), Vantage(NOW), custom_model([1])).applies is None


def test_when_nothing_with_a_weight_applies_everything_does():
    only = Condition("customer.kind", ("company",))
    criteria = (
        Criterion("a", "", 3, "custom.c0", Linear(0, 1), applies_if=only),
        Criterion("b", "", 0, "custom.c1", Linear(0, 1)),
    )
    one = ScoringModel("open", "t", (Group("g", "G", criteria),))
    found = custom_book([[0.5, 1]])
    found.get("customers", 1)["kind"] = "person"
    assert_agrees(found, one)
    assert standing(panel_of(found, Vantage(NOW), one), one).scores == pytest.approx([50])


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_panel_that_follows_is_the_panel_made_anew(seed):
    dice = dice_of(seed)
    found, first = book(dice), model(dice, kind="open")
    second = edited(dice, first)
    panel = panel_of(found, Vantage(NOW), first)
    followed = panel.following(second, found, Vantage(NOW))
    anew = panel_of(found, Vantage(NOW), second)
    assert followed.ids.tolist() == anew.ids.tolist()
    assert np.array_equal(followed.values, anew.values, equal_nan=True)
    one, other = standing(followed, second), standing(anew, second)
    assert np.array_equal(one.scores, other.scores)
    assert np.array_equal(one.rungs, other.rungs)
    assert np.array_equal(standing(followed, first).scores, standing(panel, first).scores)


def edited(dice, one):
    """A draft a few edits away."""
    groups = [list(group.criteria) for group in one.groups]
    some = groups[dice.randrange(len(groups))]
    at = dice.randrange(len(some))
    some[at] = dice.choice(
        (
            some[at]._replace(unknown=dice.random()),
            some[at]._replace(applies_if=Condition("custom.t", ("x",))),
            criterion(dice, some[at].key, weight=3),
        )
    )
    some.append(criterion(dice, "new", weight=2))
    made = tuple(g._replace(criteria=tuple(c)) for g, c in zip(one.groups, groups, strict=True))
    gates = (*one.gates[1:], Gate("late", "", "cap", one.scheme.lowest, "payments.days_late", 5))
    return replace(one, groups=(made[0]._replace(weight=None), *made[1:]), gates=gates)


class Closed(Book):
    """A book that nobody may look into."""

    def cases(self):
        raise AssertionError("the book was read")

    case = get = rows = having = cases


def test_weights_maps_gates_and_conditions_need_no_second_look_at_the_book():
    found, one = book(dice_of(6), 30), open_model()
    panel = panel_of(found, Vantage(NOW), one)
    group = one.groups[1]
    draft = replace(
        one,
        groups=(
            one.groups[0],
            group._replace(
                criteria=(
                    group.criteria[0]._replace(weight=3, map=Linear(0, 4)),
                    group.criteria[1]._replace(unknown=0.1),
                    group.criteria[2]._replace(applies_if=Condition("customer.kind", ("person",))),
                ),
                cap=20,
                weight=50,
            ),
            *one.groups[2:],
        ),
        gates=(
            Gate("late", "", "cap", "C", "payments.days_late", 90),
            one.gates[0]._replace(tier="C"),
        ),
        scheme=Scheme((("A", 60.0), ("B", 40.0)), "C"),
    )
    assert panel.lacks(draft) == ()
    followed = panel.following(draft, Closed({}), Vantage(NOW))
    expected = standing(panel_of(found, Vantage(NOW), draft), draft)
    for ready in (followed, panel):
        assert np.array_equal(standing(ready, draft).scores, expected.scores)
        assert np.array_equal(standing(ready, draft).rungs, expected.rungs)


def test_what_did_not_change_is_shared():
    found, one = book(dice_of(6), 30), open_model()
    panel = panel_of(found, Vantage(NOW), one)
    first = one.groups[0].criteria
    changed = first[0]._replace(map=numeric_map(dice_of(1)))
    draft = replace(
        one, groups=(one.groups[0]._replace(criteria=(changed, *first[1:])), *one.groups[1:])
    )
    followed = panel.following(draft, found, Vantage(NOW))
    assert followed.answers["size"] is not panel.answers["size"]
    assert all(followed.answers[c.key] is panel.answers[c.key] for c in one.criteria[1:])
    assert followed.ids is panel.ids and followed.routes is panel.routes
    assert followed.bounds is panel.bounds


def test_a_new_source_is_lacking_until_the_panel_follows():
    found, one = book(dice_of(6), 30), custom_model([1, 1])
    panel = panel_of(found, Vantage(NOW), one)
    extra = Criterion("e", "", 5, "customer.employees", Linear(0, 100))
    draft = replace(one, groups=(one.groups[0]._replace(criteria=(*one.criteria, extra)),))
    assert [fact.source for fact in panel.lacks(draft)] == ["customer.employees"]
    with pytest.raises(KeyError):
        standing(panel, draft)
    assert standing(panel.following(draft, found, Vantage(NOW)), draft).ids is panel.ids


def test_half_lives_that_a_draft_passed_through_are_not_kept():
    def decaying(days):
        map_ = DecaySum({"call": 2.0}, 3)
        return ScoringModel("open", "t", (Group("g", "G", (Criterion("t", "", 1, "touches.decayed", map_, days),)),))  # fmt: skip

    found = book(dice_of(9), 30)
    panel = panel_of(found, Vantage(NOW), decaying(30))
    for days in (31, 32, 33):
        panel = panel.following(decaying(days), found, Vantage(NOW))
    assert [fact.half_life for fact in panel.facts] == [30, 33], "where it began, and where it is"
    assert_same(panel, panel_of(found, Vantage(NOW), decaying(33)))


def assert_same(one, other):
    assert np.array_equal(one.values, other.values, equal_nan=True)


def test_a_customer_who_is_gone_meanwhile_is_unknown():
    found = book(dice_of(9), 30)
    panel = panel_of(found, Vantage(NOW), custom_model([1]))
    rest = Book(
        {"customers": {str(i): doc for i, doc in found.rows("customers") if i != panel.ids[3]}}
    )
    for source in ("customer.employees", "touches.response_rate"):
        draft = ScoringModel("open", "t", (Group("g", "G", (Criterion("e", "", 1, source, Linear(0, 9)),)),))  # fmt: skip
        followed = panel.following(draft, rest, Vantage(NOW))
        assert np.isnan(followed.values[0, 3])
        assert followed.ids is panel.ids


def test_sources_called_the_customers_own_read_its_document_alone():
    """`following` hands them no touches, deals or orders."""
    for case in book(dice_of(14), 60).cases():
        alone = type(case)(case.id, case.customer)
        for source in SOURCES.values():
            if source.key.startswith(("customer.", "needs.")):
                read = source.bind(Vantage(NOW))
                assert read(alone) == read(case), source.key


def test_nothing_of_a_panel_can_be_written_to():
    dice = dice_of(10)
    panel = panel_of(book(dice), Vantage(NOW), open_model())
    arrays = [
        panel.ids,
        *panel.footing[:3],
        panel.bounds.before,
        panel.bounds.least,
        panel.bounds.most,
        panel.routes.code,
    ]
    arrays += [*panel.routes.holds, panel.bounds.forced]
    for answers in panel.answers.values():
        arrays += [answers.felt, answers.known]
    for column in panel.facts.values():
        match column:
            case Words(codes, _):
                arrays.append(codes)
            case Stored(true, amounts):
                arrays += [true, amounts]
            case _:
                arrays.append(column)
    stand = standing(panel, open_model())
    arrays += [stand.scores, stand.rungs]
    assert not any(array.flags.writeable for array in arrays)


def test_progress_is_told_and_others_are_let_in():
    told, turns = [], []
    panel_of(
        book(dice_of(1), 200), Vantage(NOW), open_model(),
        progress=told.append, yield_=lambda: turns.append(1),
    )  # fmt: skip
    assert told == sorted(told) and told[0] > 0 and told[-1] <= 1
    assert len(turns) == 200 // 32


def test_a_stranger_cannot_be_pinned():
    panel = panel_of(custom_book([[1]]), Vantage(NOW), custom_model([1]))
    with pytest.raises(KeyError):
        pinned(panel, custom_model([1]), 99)


@settings(max_examples=60)
@given(SEEDS)
def test_maps_of_arrays_are_the_maps_of_values(seed):
    dice = dice_of(seed)
    value_map = numeric_map(dice)
    numbers = [dice.choice((0, -1, dice.uniform(-5, 20), dice.uniform(0, 5000))) for _ in range(30)]
    found = values_of(value_map, np.array([*numbers, np.nan]))
    assert found[:-1] == pytest.approx([value_map(x) for x in numbers], abs=1e-12)
    assert np.isnan(found[-1])


def test_words_are_mapped_once_each():
    words = Words(np.array([0, -1, 1, 0]), ("a", "b"))
    assert values_of(Enum({"a": 1.0}, 0.25), words)[[0, 2, 3]] == pytest.approx([1, 0.25, 1])
    assert np.isnan(values_of(Enum({"a": 1.0}, 0.25), words)[1])


def test_what_two_criteria_read_alike_is_read_once():
    pair = [
        Criterion(k, "", 1, "customer.interest", Linear(0, hi)) for k, hi in (("a", 5), ("b", 4))
    ]
    one = ScoringModel("open", "t", (Group("g", "G", tuple(pair)),))
    assert len(facts_of(one)) == 1
