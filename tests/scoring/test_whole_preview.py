"""The preview of a draft: what it says before is what grading says after."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_models import NOW, book, dice_of, in_force, model

from tierdesk.domain.book import Book
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.default_model import all_models_of, open_model, signed_model
from tierdesk.scoring.drafting import with_map
from tierdesk.scoring.grade import graders_of
from tierdesk.scoring.model import Criterion, Group, Scheme, ScoringModel, to_document
from tierdesk.scoring.models import Models
from tierdesk.scoring.valuemap import Linear, Log
from tierdesk.scoring.whole.panel import panel_of
from tierdesk.scoring.whole.preview import glance, survey
from tierdesk.scoring.whole.standing import standing, standing_among

SEEDS = st.integers(0, 2**32)


def with_model(found, one):
    """The same book with a model in force."""
    tables = {name: {str(i): d for i, d in found.rows(name)} for name in (
        "customers", "touches", "deals", "contracts", "payments", "orders", "survey_responses", "scoring_models")}  # fmt: skip
    tables["scoring_models"][str(len(tables["scoring_models"]) + 1)] = to_document(in_force(one))
    return Book(tables)


def grades(found):
    bound = graders_of(found, Vantage(NOW))
    return {case.id: bound.grade(case) for case in found.cases()}


def shuffled(dice, one):
    """A draft with other weights."""
    groups = tuple(
        g._replace(criteria=tuple(c._replace(weight=dice.randint(1, 30)) for c in g.criteria))
        for g in one.groups
    )
    return replace(one, groups=groups)


def drafted(seed, size=30):
    """A book, what is in force there, a draft, and a panel for both."""
    dice = dice_of(seed)
    base = model(dice)
    draft = dice.choice((shuffled(dice, base), model(dice, kind=base.kind)))
    found = with_model(book(dice, size), base)
    return found, base, draft, panel_of(found, Vantage(NOW), base, also=(draft,))


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_preview_equals_what_publishing_does_customer_by_customer(seed):
    found, base, draft, panel = drafted(seed)
    seen = survey(panel, draft, base)
    before, after = grades(found), grades(with_model(found, replace(draft, version=8)))
    for side, expected in ((seen.before, before), (seen.after, after)):
        mine = {i: score for i, score in sorted(expected.items()) if score.kind == base.kind}
        assert side.ids.tolist() == list(mine)
        assert [side.tiers[rung] for rung in side.rungs] == [s.tier for s in mine.values()]
        assert side.scores == pytest.approx([s.value for s in mine.values()], abs=1e-9)
    moved = {
        (i, before[i].tier, after[i].tier)
        for i in seen.before.ids.tolist()
        if before[i].tier != after[i].tier
    }
    assert {mover[:3] for mover in seen.movers} == moved
    for mover in seen.movers:
        assert mover.score_before == pytest.approx(before[mover.id].value)
        assert mover.score_after == pytest.approx(after[mover.id].value)


def test_the_preview_equals_publishing_on_a_large_book():
    found, base, draft, panel = drafted(8, 600)
    seen, after = survey(panel, draft, base), grades(with_model(found, replace(draft, version=8)))
    assert len(seen.movers) > 10
    tiers = [seen.after.tiers[rung] for rung in seen.after.rungs]
    assert dict(zip(seen.after.ids.tolist(), tiers, strict=True)) == {
        i: score.tier for i, score in sorted(after.items()) if score.kind == base.kind
    }


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(0, 40))
def test_a_glance_counts_what_the_survey_lists(seed, top):
    _, base, draft, panel = drafted(seed)
    seen, quick = survey(panel, draft, base), glance(panel, draft, base, top)
    assert quick.counts_before == seen.before.counts
    assert quick.counts_after == seen.after.counts
    assert quick.matrix == seen.matrix
    assert quick.moved == len(seen.movers)
    assert sum(quick.matrix.values()) == len(panel.ids)
    for tier, n in quick.counts_before.items():
        assert n == sum(cell for (old, _), cell in quick.matrix.items() if old == tier)
    for tier, n in quick.counts_after.items():
        assert n == sum(cell for (_, new), cell in quick.matrix.items() if new == tier)
    best = sorted(
        range(len(panel.ids)),
        key=lambda at: (-round(seen.after.scores[at], 9), panel.ids[at]),
    )
    assert list(quick.top) == panel.ids[best[:top]].tolist()
    assert [seen.rank_of(i)[1] for i in quick.top] == list(range(1, len(quick.top) + 1))
    again = glance(panel, draft, standing(panel, base), top)
    assert again == quick


def scored(rows, weights):
    """Customers 1… with known answers, and a model of such weights."""
    docs = {
        str(i): {"custom": {f"c{k}": v for k, v in enumerate(row)}} for i, row in enumerate(rows, 1)
    }
    return Book({"customers": docs}), weighing(weights)


def weighing(weights):
    criteria = tuple(
        Criterion(f"c{k}", "", w, f"custom.c{k}", Linear(0, 1)) for k, w in enumerate(weights)
    )
    return ScoringModel("open", "t", (Group("g", "G", criteria),))


def test_movers_stand_by_the_size_of_the_change_then_by_id():
    found, base = scored([(1, 0), (1, 0), (0, 1), (0.9, 0.6), (0.5, 0.5)], (9, 1))
    seen = survey(panel_of(found, Vantage(NOW), base), weighing((1, 9)), base)
    assert [(m.id, m.before, m.after) for m in seen.movers] == [
        (1, "A", "D"), (2, "A", "D"), (3, "D", "A"), (4, "A", "B"),
    ]  # fmt: skip
    assert seen.movers[0].score_before == pytest.approx(90)
    assert seen.movers[0].score_after == pytest.approx(10)
    assert [m.id for m in seen.movers[1:3]] == [2, 3]
    assert seen.movers[-1].id == 4
    with pytest.raises(IndexError):
        seen.movers[4]


def test_leaders_of_equal_score_stand_by_id():
    found, base = scored([(0.5, 0.5)] * 30 + [(1, 1)], (1, 1))
    assert glance(panel_of(found, Vantage(NOW), base), base, base, 4).top == (31, 1, 2, 3)


def slow_rho(one, other):
    def ranks(values):
        return [
            1 + sum(x > v for x in values) + (sum(x == v for x in values) - 1) / 2 for v in values
        ]

    a, b = ranks(one), ranks(other)
    ma, mb = sum(a) / len(a), sum(b) / len(b)
    up = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    return up / sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from((0, 0.25, 0.5, 1)), st.floats(0, 1)), min_size=3, max_size=30
    )
)
def test_rho_is_spearmans_with_mid_ranks(rows):
    found, base = scored(rows, (1, 0))
    draft = weighing((1, 1))
    panel = panel_of(found, Vantage(NOW), base)
    seen = survey(panel, draft, base)
    sides = [np.round(side.scores, 9).tolist() for side in (seen.before, seen.after)]
    if any(len(set(side)) == 1 for side in sides):
        assert seen.rho is None
    else:
        assert seen.rho == pytest.approx(slow_rho(*sides))


def test_a_published_rank_correlation():
    """IQ and hours of television, the worked example of Spearman's ρ: −29/165."""
    iq = (86, 97, 99, 100, 101, 103, 106, 110, 112, 113)
    hours = (2, 20, 28, 27, 50, 29, 7, 17, 6, 12)
    found, base = scored([(a / 200, b / 100) for a, b in zip(iq, hours, strict=True)], (1, 0))
    seen = survey(panel_of(found, Vantage(NOW), base), weighing((0, 1)), base)
    assert seen.rho == pytest.approx(-29 / 165)
    assert seen.rank_of(10) == (1, 7)


def test_a_draft_that_changes_nothing_moves_nobody():
    found = book(dice_of(3), 100)
    base = open_model()
    panel = panel_of(found, Vantage(NOW), base)
    doubled = tuple(g._replace(weight=2 * (g.weight or 0)) for g in base.groups)
    for draft in (base, replace(base, groups=doubled)):
        seen = survey(panel, draft, base)
        assert len(seen.movers) == 0 and seen.rho == pytest.approx(1)
        assert seen.ranks_before.tolist() == seen.ranks_after.tolist()
        assert glance(panel, draft, base).moved == 0


def test_another_scheme_is_compared_by_letters():
    found, base = scored([(0.9,), (0.6,), (0.1,)], (1,))
    draft = replace(base, scheme=Scheme((("A", 50.0),), "C"))
    seen = survey(panel_of(found, Vantage(NOW), base), draft, base)
    assert seen.after.counts == {"A": 2, "C": 1}
    assert [(m.id, m.before, m.after) for m in seen.movers] == [(2, "B", "A"), (3, "D", "C")]
    assert {pair: n for pair, n in seen.matrix.items() if n} == {
        ("A", "A"): 1, ("B", "A"): 1, ("D", "C"): 1,
    }  # fmt: skip


def test_nobody_at_all_can_be_surveyed():
    panel = panel_of(Book({}), Vantage(NOW), open_model())
    seen = survey(panel, open_model(), open_model())
    assert (len(seen.movers), seen.rho, sum(seen.matrix.values())) == (0, None, 0)
    assert glance(panel, open_model(), open_model()).top == ()


def test_the_standing_of_another_panel_is_refused():
    found, base = scored([(1,)], (1,))
    one, other = (panel_of(found, Vantage(NOW), base) for _ in range(2))
    with pytest.raises(ValueError, match="another panel"):
        glance(one, base, standing(other, base))


def test_a_stranger_has_no_rank():
    found, base = scored([(1,)], (1,))
    with pytest.raises(KeyError):
        survey(panel_of(found, Vantage(NOW), base), base, base).rank_of(2)


def test_a_preview_leaves_no_trace():
    _, base, draft, panel = drafted(12)
    first = glance(panel, draft, base)
    facts = dict(panel.facts)
    survey(panel, draft, base)
    assert panel.facts == facts and panel.model is base
    assert glance(panel, draft, base) == first


def test_several_models_in_force_are_each_asked_for_their_own():
    """A first variant for an industry is compared with what grades its customers now."""
    dice = dice_of(21)
    scheme = Scheme((("A", 90.0), ("B", 10.0)), "C")
    gates = tuple(g._replace(tier="C") for g in open_model().gates if g.effect == "veto")
    food = replace(in_force(open_model()), industries=("food",), scheme=scheme, gates=gates)
    found = book(dice, 120, models=[to_document(food)])
    models = all_models_of(found)
    draft = replace(shuffled(dice, open_model()), industries=("steel", "food"))
    panel = panel_of(found, Vantage(NOW), draft, also=models.all)
    stand = standing_among(panel, models)
    expected = grades(found)
    assert len(panel.ids) > 20
    for customer, score, rung in zip(stand.ids.tolist(), stand.scores, stand.rungs, strict=True):
        assert stand.tiers[rung] == expected[customer].tier
        assert score == pytest.approx(expected[customer].value)
    assert glance(panel, draft, stand).counts_before == stand.counts


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_what_is_kept_for_variants_from_step_to_step_changes_no_answer(seed):
    """Drafts and variants change their weights and maps, and a draft reads what nobody had read."""
    dice = dice_of(seed)
    base = in_force(open_model())
    names = ("food", "steel")
    variants = [replace(shuffled(dice, base), industries=(name,), version=2) for name in names]
    found = book(dice, 60, models=[to_document(one) for one in (base, *variants)])
    panel = panel_of(found, Vantage(NOW), base, also=variants, heirs=True)
    kept = {}
    for step in range(6):
        draft = shuffled(dice, base)
        if step == 3:
            shoe = Criterion("shoe", "Shoe", 9, "custom.shoe", Linear(30, 50))
            draft = replace(draft, groups=(*draft.groups, Group("own", "Own", (shoe,))))
            panel = panel.following(draft, found, Vantage(NOW))
        if step % 2:
            size = with_map(variants[0], "size", Log(1 + step, 900))
            variants[0] = replace(size, industries=("food",))
        models = Models(draft, signed_model(), tuple(variants))
        first, second = standing_among(panel, models, kept), standing_among(panel, models)
        assert first.tiers == second.tiers
        assert first.scores.tolist() == second.scores.tolist()
        assert first.rungs.tolist() == second.rungs.tolist()
        for one, of in zip((*variants, draft), (*names, None), strict=True):
            mine = standing(panel, one)
            for at, customer in enumerate(first.ids.tolist()):
                industry = found.get("customers", customer).get("industry")
                if (industry if industry in names else None) == of:
                    assert first.scores[at] == pytest.approx(mine.scores[at])
                    assert first.tiers[first.rungs[at]] == mine.tiers[mine.rungs[at]]
