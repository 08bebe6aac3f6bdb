"""RFM: scores by fifths and by fixed cut points, segments, and the criterion sources."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book, Case
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Invalid
from tierdesk.scoring.buying.cuts import DEFAULT_CUTS, Cuts, read_cuts, write_cuts
from tierdesk.scoring.buying.history import Figures, bought_by, days_of, figures, histories_of
from tierdesk.scoring.buying.overview import overview_of
from tierdesk.scoring.buying.rfm import LEAST_BUYERS, SILENT, Rating, by_cuts, quintiles, rated
from tierdesk.scoring.buying.segments import OTHER, SEGMENTS, segment_of
from tierdesk.scoring.model import Criterion, Group, ScoringModel, from_document, to_document
from tierdesk.scoring.sources import bound, find_source
from tierdesk.scoring.valuemap import Linear, Rfm, read_map, write_map
from tierdesk.scoring.wording import map_in_words

NOW = Moment(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
CELLS = [Rating(*cell) for cell in product(range(1, 6), repeat=3)]
buyers = st.lists(
    st.builds(
        Figures, st.integers(0, 900), st.integers(0, 8),
        st.floats(0, 1e6).map(lambda x: round(x, 2)), st.just(0),
    ), min_size=1, max_size=80,
)  # fmt: skip


def money(units, currency="CNY"):
    return {"minor": round(units * 100), "currency": currency}


def ordering(*orders):
    rows = [(i, {"on": day, **({} if paid is None else {"amount": money(paid)})})
            for i, (day, paid) in enumerate(orders, 1)]  # fmt: skip
    return Case(1, {"name": "Hongda"}, orders=rows)


def read(key, case, value_map=None, moment=NOW):
    return bound(find_source(key), Vantage(moment), value_map or Rfm(), None)(case)


# scores


def test_fifths_of_ten_different_values_are_two_each():
    assert quintiles([5, 1, 9, 3, 7, 2, 8, 4, 10, 6]) == [3, 1, 5, 2, 4, 1, 4, 2, 5, 3]


def test_equal_values_share_the_mean_of_their_ranks():
    assert quintiles([1.0] * 6 + [2.0] * 4) == [2] * 6 + [5] * 4  # ranks 3.5 and 8.5 of 10
    assert quintiles([4.0] * 25) == [3] * 25


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_fifths_follow_the_values_and_nothing_else(values):
    scores = quintiles([float(v) for v in values])
    assert set(scores) <= {1, 2, 3, 4, 5}
    for (one, first), (other, second) in product(zip(values, scores, strict=True), repeat=2):
        assert first == second if one == other else (first <= second or one > other)
    backwards = quintiles([float(v) for v in reversed(values)])
    assert backwards == scores[::-1]


def test_the_newest_buyer_has_the_highest_recency():
    seen = [Figures(day, 1 + day % 3, 10.0 * day, 0) for day in range(1, 41)]
    found = rated(seen)
    assert found.method == "quintiles"
    assert [r.recency for r in found.ratings[:8]] == [5] * 8
    assert [r.monetary for r in found.ratings[:8]] == [1] * 8
    assert [r.recency for r in found.ratings[-8:]] == [1] * 8


@given(buyers)
def test_the_cut_points_of_a_report_give_the_scores_of_the_report(seen):
    found = rated(seen)
    for buyer, rating in zip(seen, found.ratings, strict=True):
        again = by_cuts(buyer, found.cuts)
        assert rating[1:] == again[1:]
        assert rating == again or not buyer.frequency


def test_few_buyers_are_scored_by_the_cut_points():
    seen = [Figures(20, 3, 60_000.0, 0)] * (LEAST_BUYERS - 1)
    found = rated([*seen, Figures(700, 0, 0.0, 0)])
    assert (found.method, found.cuts, found.silent) == ("cut_points", DEFAULT_CUTS, 1)
    assert found.ratings[0] == Rating(5, 3, 3)
    assert rated([*seen, seen[0]]).method == "quintiles"


def test_who_bought_nothing_in_the_window_has_no_rank_among_those_who_did():
    active = [Figures(day, 1 + day % 4, 10.0 * day, 0) for day in range(1, 31)]
    silent = [Figures(500, 0, 0.0, 0)] * 100
    found = rated([*silent, *active])
    assert set(found.ratings[:100]) == {SILENT}
    assert found.ratings[100:] == rated(active).ratings
    assert found.silent == 100


@pytest.mark.parametrize(
    "days, orders, amount, rating",
    [
        (0, 12, 1_000_000, (5, 5, 5)),
        (30, 6, 200_000, (5, 4, 4)),
        (31, 3, 50_000, (4, 3, 3)),
        (91, 2, 10_000, (3, 2, 2)),
        (181, 1, 9_999.99, (2, 1, 1)),
        (366, 0, 0, (1, 1, 1)),
    ],
)
def test_a_cut_point_belongs_to_the_better_score(days, orders, amount, rating):
    assert by_cuts(Figures(days, orders, amount, 0), DEFAULT_CUTS) == rating


@pytest.mark.parametrize("stored", [
    {"recency": [1, 2, 3]}, {"recency": [4, 3, 2, 1]}, {"frequency": [1, 2, 3, "4"]},
    {"monetary": [1, 2, 3, float("nan")]}, {"monetary": "1, 2, 3, 4"}, {"recency": [True, 2, 3, 4]},
    {"monetary": [1, 2, 3, 10**400]},
])  # fmt: skip
def test_cut_points_that_are_none_are_refused(stored):
    with pytest.raises(Invalid, match="four numbers"):
        read_cuts(stored)


def test_cut_points_are_read_back_as_they_were_written():
    cuts = Cuts(recency=(7, 7, 30, 60), monetary=(1.5, 2, 3, 4))
    assert read_cuts(write_cuts(cuts)) == cuts
    assert read_map(write_map(Rfm(cuts))) == Rfm(cuts)
    assert read_map({"kind": "rfm"}) == Rfm()
    assert write_map(Rfm()) == {"kind": "rfm"}
    assert read_cuts({"recency": [1, 2, 3, 4]}).frequency == DEFAULT_CUTS.frequency


# segments


def test_every_cell_has_exactly_one_segment():
    assert {cell: segment_of(cell).key for cell in CELLS}.keys() == set(CELLS)
    assert all(segment_of(cell) in SEGMENTS for cell in CELLS)


def test_the_first_segment_of_the_order_takes_a_cell():
    for cell in CELLS:
        earlier = SEGMENTS[: SEGMENTS.index(segment_of(cell))]
        assert not any(segment.holds(cell) for segment in earlier)


@pytest.mark.parametrize("cell, key", [
    ((5, 5, 5), "champions"), ((5, 5, 4), "potential_loyalist"), ((3, 3, 2), "potential_loyalist"),
    ((2, 2, 2), "loyal"), ((4, 2, 4), "loyal"), ((4, 1, 3), "promising"), ((5, 1, 1), "new"),
    ((1, 3, 5), "cant_lose"), ((1, 5, 5), "at_risk"), ((2, 5, 3), "need_attention"),
    ((2, 1, 1), "about_to_sleep"), ((1, 1, 1), "lost"), ((5, 4, 1), "other"), ((2, 1, 5), "other"),
])  # fmt: skip
def test_a_cell_of_each_segment(cell, key):
    assert segment_of(Rating(*cell)).key == key


def test_no_segment_but_the_last_takes_everything():
    assert SEGMENTS[-1] is OTHER
    assert 0 < sum(segment_of(cell) is OTHER for cell in CELLS) < 25


# what was bought


def test_orders_of_one_day_are_one_purchase():
    bought = bought_by(
        Vantage(NOW), ordering(("2026-11-20", 10), ("2026-11-20", 5), ("2026-01-02", 7))
    )
    assert figures(bought, Vantage(NOW).ordinal) == Figures(2, 2, 22.0, 0)


def test_a_return_lowers_the_sum_and_is_no_purchase():
    bought = bought_by(Vantage(NOW), ordering(("2026-11-10", 10), ("2026-11-20", -4)))
    assert figures(bought, Vantage(NOW).ordinal) == Figures(12, 1, 6.0, 0)
    only = bought_by(Vantage(NOW), ordering(("2026-11-20", -4)))
    assert figures(only, Vantage(NOW).ordinal) is None


def test_the_window_bounds_frequency_and_amount_but_not_recency():
    bought = bought_by(Vantage(NOW), ordering(("2024-05-01", 10), ("2024-05-02", None)))
    assert figures(bought, Vantage(NOW).ordinal) == Figures(934, 0, 0.0, 0)
    assert figures(bought, Vantage(NOW).ordinal, 1000) == Figures(934, 2, 10.0, 1)


def test_a_day_of_the_past_is_seen_as_it_was():
    vantage = Vantage(NOW)
    bought = bought_by(
        vantage, ordering(("2026-01-01", 10), ("2026-06-01", 20), ("2026-12-01", 40))
    )
    then = datetime(2026, 3, 1).toordinal()
    assert figures(bought, then) == Figures(59, 1, 10.0, 0)
    assert days_of(bought, vantage.ordinal) == (
        datetime(2026, 1, 1).toordinal(), datetime(2026, 6, 1).toordinal())  # fmt: skip


def test_a_customer_without_orders_has_signed_contracts():
    contracts = [(1, {"signed_on": "2026-11-12", "amount": money(500)})]
    tables = {"customers": {"1": {"name": "A"}, "2": {"name": "B"}},
              "contracts": {"1": {**contracts[0][1], "customer_id": 1}}}  # fmt: skip
    found = list(histories_of(Book(tables), Vantage(NOW)))
    assert [(h.customer_id, h.name, len(h.bought)) for h in found] == [(1, "A", 1)]
    assert figures(found[0].bought, Vantage(NOW).ordinal) == Figures(10, 1, 500.0, 0)


# the criterion


def test_sources_score_by_the_default_cut_points():
    case = ordering(("2026-11-20", 30_000), ("2026-08-01", 30_000))
    found = {
        key: read(key, case)
        for key in ("rfm.recency", "rfm.frequency", "rfm.monetary", "rfm.total")
    }
    assert found == {
        "rfm.recency": 5,
        "rfm.frequency": 2,
        "rfm.monetary": 3,
        "rfm.total": pytest.approx(10 / 3),
    }
    assert read("rfm.monetary", case, Linear(1, 5)) == 3


def test_the_cut_points_of_the_value_map_decide():
    case = ordering(("2026-11-20", 30_000), ("2026-08-01", 30_000))
    cuts = Cuts(recency=(1, 3, 9, 30), frequency=(1, 1, 1, 2), monetary=(1e5, 2e5, 3e5, 4e5))
    assert [read(f"rfm.{part}", case, Rfm(cuts)) for part in ("recency", "frequency", "monetary")] == [
        4, 5, 1]  # fmt: skip


def test_an_amount_that_is_not_known_is_not_little():
    case = ordering(("2026-11-20", None))
    assert read("rfm.monetary", case) is None
    assert read("rfm.total", case) is None
    assert read("rfm.frequency", case) == 1


def test_the_score_of_a_customer_does_not_hang_on_others():
    vantage = Vantage(NOW)
    case = ordering(("2026-11-01", 900))
    alone = [
        bound(find_source(f"rfm.{p}"), vantage, Rfm(), None)(case) for p in ("recency", "total")
    ]
    crowd = [ordering(("2026-11-21", 10**7))] * 200
    reader = bound(find_source("rfm.recency"), vantage, Rfm(), None)
    assert [reader(other) for other in crowd] == [5] * 200
    assert [
        bound(find_source(f"rfm.{p}"), vantage, Rfm(), None)(case) for p in ("recency", "total")
    ] == alone


def test_a_model_keeps_the_cut_points_of_its_criterion():
    cuts = Cuts(frequency=(1, 2, 3, 4))
    model = ScoringModel("signed", "RFM", (
        Group("rfm", "RFM", (Criterion("total", "RFM", 10, "rfm.total", Rfm(cuts)),)),
    ))  # fmt: skip
    assert from_document(to_document(model)) == model


def test_other_cut_points_are_a_difference_in_words():
    plain, cut = map_in_words(Rfm()), map_in_words(Rfm(Cuts(frequency=(1, 2, 3, 4))))
    assert str(plain) != str(cut)
    assert "frequency 1/2/3/4" in str(cut)


# the whole book


def book_of(rows):
    orders = {str(i): {"customer_id": c, "on": day, "amount": money(paid)}
              for i, (c, day, paid) in enumerate(rows, 1)}  # fmt: skip
    customers = {str(c): {"name": f"C{c}"} for c in sorted({row[0] for row in rows})}
    return Book({"customers": customers, "orders": orders})


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 28), st.integers(1, 12),
                          st.integers(0, 10**6)), min_size=1, max_size=120))  # fmt: skip
def test_grid_and_segments_count_every_buyer_once(rows):
    book = book_of([(c, f"2025-{month:02}-{day:02}", paid) for c, day, month, paid in rows])
    vantage = Vantage(NOW)
    seen = overview_of(histories_of(book, vantage), vantage.ordinal, 365)
    assert sum(map(sum, seen.grid)) == len(seen.buyers) == book.count("customers")
    assert sum(share.customers for share in seen.segments) == len(seen.buyers)
    total = sum(buyer.figures.monetary for buyer in seen.buyers)
    assert sum(share.amount for share in seen.segments) == pytest.approx(total)
    assert seen.grid[4][0] >= seen.silent
