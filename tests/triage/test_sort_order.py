"""The orders of a list: total, the same after any change as made anew, nothing shown twice."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from triage_cases import NOW, book_of, contact, day, money, tiered

from tierdesk.domain.moment import Rates
from tierdesk.pipeline.stages import stages_of
from tierdesk.triage.roster import Roster
from tierdesk.triage.sort_order import SORTS, SortOrder, ordered, scale_of

CUSTOMERS = [
    tiered("C", name="beta", owner="Wu", country="DE"),
    tiered("A", name="Alpha", owner="li", country="CN"),
    tiered("B", name="青禾零售", parked={"since": day(-3), "reason": "later"}),
    tiered("D", name="alpha", owner="Li"),
    tiered("A", name="delta", country="US"),
]
DEALS = [
    {
        "customer_id": 1,
        "stage": "negotiation",
        "amount": money(90),
        "created_at": NOW.now.isoformat(),
    },
    {
        "customer_id": 2,
        "stage": "prospect",
        "amount": money(100),
        "created_at": NOW.now.isoformat(),
    },
    {
        "customer_id": 5,
        "stage": "prospect",
        "amount": money(80, "EUR"),
        "created_at": NOW.now.isoformat(),
    },
]
TOUCHES = [contact(3, 1), contact(30, 2), contact(1, 4)]
FOLLOW_UPS = [
    {"customer_id": 1, "due_at": day(4)},
    {"customer_id": 2, "due_at": day(-2)},
    {"customer_id": 5, "due_at": day(0)},
]


def small_book():
    return book_of(CUSTOMERS, deals=DEALS, touches=TOUCHES, follow_ups=FOLLOW_UPS)


def rows_of(book=None, moment=NOW):
    return Roster(book or small_book(), moment).rows


SCALE = scale_of(NOW, stages_of(small_book()))


def test_the_usual_way_round_is_the_best_score_first_and_the_first_name_first():
    rows = rows_of()
    scores = [rows[i].score for i in ordered(rows, "score", SCALE)]
    assert scores == sorted(scores, reverse=True)
    assert ordered(rows, "name", SCALE) == [2, 4, 1, 5, 3]


def test_names_that_differ_in_case_alone_stand_in_the_order_of_their_numbers():
    order = ordered(rows_of(), "name", SCALE)
    assert order.index(2) < order.index(4)


def test_the_earliest_due_day_comes_first_and_whoever_is_left_alone_last():
    order = ordered(rows_of(), "due", SCALE)
    assert [i for i in order if i in (1, 2, 5)] == [2, 5, 1]
    assert order[-1] == 3


def test_amounts_are_compared_in_the_base_currency():
    rates = Rates([{"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "8"}])
    moment = replace(NOW, rates=rates)
    rows = rows_of(moment=moment)
    scale = scale_of(moment, stages_of(small_book()))
    assert ordered(rows, "amount", scale) == [5, 2, 1, 3, 4]
    assert ordered(rows, "amount", SCALE) == [2, 1, 3, 4, 5], "without a rate there is no amount"


def test_stages_stand_in_the_order_of_the_pipeline():
    rows = rows_of()
    order = ordered(rows, "stage", SCALE)
    places = [SCALE.stages[rows[i].stage.key] for i in order]
    assert places == sorted(places)


def test_whoever_was_never_contacted_comes_before_the_longest_silence():
    assert ordered(rows_of(), "last", SCALE) == [3, 5, 2, 1, 4]


def test_an_unknown_order_is_the_usual_one():
    rows = rows_of()
    assert ordered(rows, "colour", SCALE) == ordered(rows, "score", SCALE)


@given(st.sampled_from(sorted(SORTS)))
def test_the_other_way_round_turns_all_but_those_without_a_value(name):
    rows = rows_of()
    there = ordered(rows, name, SCALE)
    back = ordered(rows, name, SCALE, turned=True)
    without = [i for i in there if SORTS[name].key(rows[i], SCALE) is None]
    keyed = there[: len(there) - len(without)]
    assert there == keyed + without
    assert back == keyed[::-1] + without


def test_while_nothing_changes_the_answer_is_the_same_list():
    order, rows = SortOrder(), rows_of()
    first = order.of(rows, "name", SCALE)
    assert order.of(rows, "name", SCALE) is first
    turned = order.of(rows, "name", SCALE, turned=True)
    assert turned is not first
    assert sorted(turned) == sorted(first)


CHANGE = st.tuples(
    st.integers(1, 40),
    st.one_of(
        st.none(),
        st.tuples(
            st.floats(0, 100), st.text(max_size=3), st.integers(739000, 739050), st.booleans()
        ),
    ),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(CHANGE, max_size=40),
    st.lists(st.tuples(st.sampled_from(sorted(SORTS)), st.booleans(), st.lists(CHANGE, max_size=6)),
             max_size=6),
)  # fmt: skip
def test_after_any_changes_the_order_is_the_one_made_anew(start, steps):
    model = rows_of()[1]
    order, rows = SortOrder(), {}
    for name, turned, changes in [("score", True, start), *steps]:
        rows = dict(rows)
        for customer_id, values in changes:
            if values is None:
                rows.pop(customer_id, None)
                continue
            score, text, due, eligible = values
            rows[customer_id] = model._replace(
                customer_id=customer_id, score=score, name=text, due_ordinal=due, eligible=eligible
            )
        got = order.of(rows, name, SCALE, turned=turned)
        assert got == ordered(rows, name, SCALE, turned=turned)
        assert sorted(got) == sorted(rows)


def test_thousands_of_new_rows_are_put_in_order_like_a_few():
    model, order = rows_of()[1], SortOrder()
    rows = {i: model._replace(customer_id=i, name=f"n{i * 7919 % 5003}") for i in range(1, 5001)}
    order.of({i: rows[i] for i in range(1, 11)}, "name", SCALE)
    assert order.of(rows, "name", SCALE) == ordered(rows, "name", SCALE)
