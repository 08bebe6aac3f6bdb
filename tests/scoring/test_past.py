"""Earlier scores and why a tier changed: each moment with what held and had happened by then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring import drafting as draft
from tierdesk.scoring.default_model import all_models_of, open_model, signed_model
from tierdesk.scoring.grade import graders_of
from tierdesk.scoring.models import Models
from tierdesk.scoring.past import TABLES, case_at, causes, causes_in_words, history_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = open_model()


def at(days):
    return Moment(NOW + days * DAY)


def touch(days, **fields):
    return {"customer_id": 1, "at": stamp(NOW + days * DAY), "direction": "in", **fields}


def entry(days, table, doc_id, kind, patch, state="done"):
    return {
        "verb": "x",
        "by": "li",
        "at": stamp(NOW + days * DAY),
        "state": state,
        "edits": [[table, doc_id, kind, patch]],
    }


def book(customer=None, **tables):
    numbered = {t: {str(i): d for i, d in enumerate(docs, 1)} for t, docs in tables.items()}
    return Book(
        {"customers": {"1": {"name": "Acme", "interest": 3, **(customer or {})}}, **numbered}
    )


def test_touches_of_later_are_not_known_yet():
    mine = book(touches=[touch(-40), touch(-5), touch(2)])
    points = history_of(mine, 1, [at(n) for n in (-50, -20, 0)])
    assert [p.when for p in points] == [NOW - 50 * DAY, NOW - 20 * DAY, NOW]
    today = graders_of(mine, Vantage(at(0))).grade(mine.case(1))
    assert (points[-1].score, points[-1].tier, points[-1].version) == (today.value, today.tier, 1)
    without = book(touches=[touch(-40)])
    assert points[1] == history_of(without, 1, [at(-20)])[0]


def test_a_moment_before_the_customer_was_there_has_no_point():
    mine = book({"created_at": stamp(NOW - 10 * DAY)})
    assert len(history_of(mine, 1, [at(-20), at(-10), at(0)])) == 2


def test_fields_are_as_the_history_of_changes_tells():
    mine = book(
        {"interest": 5},
        changes=[
            entry(-30, "customers", 1, "~", {"interest": [1, 2]}),
            entry(-20, "customers", 1, "~", {"interest": [2, 4]}),
            entry(-15, "customers", 1, "~", {"interest": [4, 9]}, state="undone"),
            entry(-10, "customers", 1, "~", {"interest": [4, 5], "city": [None, "Ulm"]}),
            entry(-10, "customers", 2, "~", {"interest": [1, 5]}),
        ],
    )
    rewound = Rewound(mine, TABLES)
    known = [
        case_at(mine.case(1), Vantage(at(n)), rewound).customer.get("interest")
        for n in (-40, -25, -12, 0)
    ]
    assert known == [1, 2, 4, 5]
    assert rewound.reaches == stamp(NOW - 30 * DAY)


def test_deals_and_orders_of_later_are_left_out():
    mine = book(
        deals=[
            {"customer_id": 1, "opened_on": "2026-01-01", "stage": "prospect"},
            {"customer_id": 1, "opened_on": "2026-11-20", "stage": "prospect"},
            {"customer_id": 1, "stage": "prospect"},
        ],
        orders=[{"customer_id": 1, "on": "2026-11-21"}, {"customer_id": 1, "on": "2026-10-01"}],
        contracts=[{"customer_id": 1, "signed_on": "2026-11-21"}],
        changes=[entry(-3, "deals", 3, "+", "0badcafe")],
    )
    rewound, vantage = Rewound(mine, TABLES), Vantage(at(-10))
    case = case_at(mine.case(1), vantage, rewound)
    assert [i for i, _ in case.deals] == [1]
    assert [i for i, _ in case.orders] == [2]
    assert list(case.contracts) == []
    whole = case_at(mine.case(1), Vantage(at(0)), rewound)
    assert len(whole.deals) == 3


BOLD = replace(draft.with_points(OPEN, {"touches": 60}), version=2)


def held(moment):
    """Version 2 held from ten days ago on."""
    return Models(BOLD if moment.now >= NOW - 10 * DAY else OPEN, signed_model())


def test_the_version_of_each_moment_grades_it():
    points = history_of(book(touches=[touch(-40)]), 1, [at(-11), at(-10)], held)
    assert [p.version for p in points] == [1, 2]


def test_a_change_of_tier_is_split_in_time_facts_and_model():
    mine = book(
        {"interest": 5},
        touches=[touch(-60), touch(-58), touch(-5), touch(-4), touch(-3), touch(-2)],
        changes=[entry(-6, "customers", 1, "~", {"interest": [1, 5]})],
    )
    found = causes(mine, 1, at(-55), at(0), held)
    assert (found.before.version, found.after.version) == (1, 2)
    assert found.time.points < 0
    assert [part.key for part in found.time.parts] == ["touches"]
    assert found.facts.points > 0
    assert {part.key for part in found.facts.parts} == {"touches", "interest"}
    assert found.model.points > 0
    assert (
        found.before.score + found.time.points + found.facts.points + found.model.points
        == pytest.approx(found.after.score, abs=1e-9)
    )
    assert found.model.tier == found.after.tier
    said = [str(message) for message in causes_in_words(found)]
    assert [line.split(":")[0] for line in said] == [
        "time went by", "something happened or was learnt", "model version 1 → 2",
    ]  # fmt: skip
    assert "Degree of interest +9.6" in said[1]


def stood(days, tier):
    return {"tier": tier, "since": (NOW + days * DAY).date().isoformat()}


def test_an_earlier_day_is_graded_with_the_tier_before_as_it_was_then():
    """A since a month, on record since a change twenty days ago; an edit two days ago cost points."""
    keen = {"interest": 5, "willingness": 5, "employees": 900, "industry_position": "leader",
            "budget": {"minor": 10**9, "currency": "CNY"}}  # fmt: skip
    mine = book(
        {**keen, "interest": 0, "willingness": 0, "stood": stood(-2, "B")},
        changes=[
            entry(-20, "customers", 1, "~", {"stood": [None, stood(-20, "A")]}),
            entry(-2, "customers", 1, "~", {"interest": [5, 0], "willingness": [5, 0],
                                            "stood": [stood(-20, "A"), stood(-2, "B")]}),
        ],
    )  # fmt: skip

    def record(days):
        vantage = Vantage(at(days))
        rewound = Rewound(mine, TABLES)
        return graders_of(mine, vantage).grade(case_at(mine.case(1), vantage, rewound)).previous

    assert record(-21) is None
    assert record(-3).tier == record(-20).tier == "A"
    assert record(-1).tier == "B"
    found = causes(mine, 1, at(-3), at(0))
    assert found.facts.tier == found.after.tier == "B"


def test_a_record_that_the_history_no_longer_tells_does_not_reach_back_before_its_day():
    mine = book({"interest": 0, "stood": stood(-5, "A")})
    late, early = (history_of(mine, 1, [at(n)])[0].tier for n in (-3, -6))
    assert (late, early) == ("A", history_of(book({"interest": 0}), 1, [at(-6)])[0].tier)


def test_nothing_happened_has_no_causes():
    found = causes(book(), 1, at(-1), at(0))
    assert [c.points for c in (found.time, found.facts, found.model)] == [0, 0, 0]
    assert causes_in_words(found) == ()


moments = st.integers(-200, 0)


@given(
    st.lists(moments, max_size=12),
    st.lists(st.tuples(moments, st.integers(0, 5), st.integers(0, 5)), max_size=5),
    moments, moments, st.floats(1, 60), st.sampled_from([None, 20.0]),
)  # fmt: skip
@settings(max_examples=60)
def test_the_three_causes_add_up_to_the_change_and_so_do_their_parts(
    days, edits, first, last, weight, cap
):
    mine = book(
        {"interest": 3, "decision_by": "2026-08-01"},
        touches=[touch(n) for n in days],
        changes=[entry(n, "customers", 1, "~", {"interest": [a, b]}) for n, a, b in sorted(edits)],
    )
    other = draft.with_cap(draft.with_weight(OPEN, "touches", weight), "engagement", cap)
    earlier, later = at(min(first, last)), at(max(first, last))
    models = {earlier.now: Models(OPEN, signed_model()), later.now: Models(other, signed_model())}
    found = causes(mine, 1, earlier, later, lambda moment: models[moment.now])
    three = (found.time, found.facts, found.model)
    assert sum(c.points for c in three) == pytest.approx(
        found.after.score - found.before.score, abs=1e-9
    )
    for cause in three:
        assert sum(p.points for p in cause.parts) == pytest.approx(cause.points, abs=1e-9)
    assert (found.before, found.after) == (
        history_of(mine, 1, [earlier], lambda m: models[m.now])[0],
        history_of(mine, 1, [later], lambda m: models[m.now])[0],
    )
    assert found.model.tier == found.after.tier


@given(st.lists(moments, max_size=12), st.integers(0, 5))
def test_today_is_as_the_list_grades_it(days, interest):
    mine = book({"interest": interest}, touches=[touch(n) for n in days])
    score = graders_of(mine, Vantage(at(0))).grade(mine.case(1))
    assert history_of(mine, 1, [at(0)])[0][1:] == (score.value, score.tier, 1)
    assert all_models_of(mine).open == OPEN
