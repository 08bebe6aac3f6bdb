"""CDNOW, imported and reported by the program itself: the published figures to the printed digits.

Orders of one day are one purchase (as in the paper); the calibration ends 39 weeks before the last
order; quintiles by mid-rank. Lift is the part of the hold-out's orders that the top tenth brought
over a tenth, and among equal RFM sums the lower number of a customer comes first.
"""

import pytest
from import_steps import program_in, real

pytestmark = pytest.mark.realdata


MAPS = ("#1=", "#2=code", "#3=order.on", "#4=", "#5=order.amount")
"""The file has no headings: master number, number, day, CDs, dollars."""


@pytest.fixture(scope="module")
def call(tmp_path_factory):
    """The program on a book of its own: words in, the JSON document out."""
    return program_in(tmp_path_factory.mktemp("cdnow"))


@pytest.fixture(scope="module")
def imported(call):
    """What the program said of its import of the sample."""
    maps = [word for pair in MAPS for word in ("--map", pair)]
    sample = real("cdnow", "CDNOW_sample.txt")
    return call("import", str(sample), "--as", "orders", *maps, "--currency", "USD")


@pytest.fixture
def report(call, imported):
    """`report rfm` with these words."""
    return lambda *words: call("report", "rfm", *words)


def test_all_purchases_come_in_and_each_belongs_to_its_customer(report, imported):
    found = report("--as-of", "1998-06-30", "--limit", "0")
    assert imported["read"] == imported["created"] == 6919
    assert imported["rejected"] == 0
    assert (found["buyers"], found["currency"]) == (2357, "USD")


def test_the_hold_out_figures_are_the_printed_ones(report):
    found = report("--as-of", "1998-06-30", "--holdout", "39")["holdout"]
    assert (found["cut"], found["weeks"], found["customers"]) == ("1997-09-30", 39, 2357)
    assert (found["bought_again"], found["orders"]) == (684, 1882)
    rfm, bgnbd = found["rfm_sum"], found["bgnbd"]
    assert (f"{rfm['auc']:.3f}", f"{rfm['lift10']:.1f}") == ("0.776", "4.6")
    assert (f"{bgnbd['auc']:.3f}", f"{bgnbd['lift10']:.1f}") == ("0.773", "4.7")
    assert f"{rfm['top10_share']:.3f}" == "0.463"
    assert f"{bgnbd['correlation']:.3f}" == "0.626"
    # what the lift of the RFM sum owes to the order of equal sums
    assert f"{rfm['lift10_ties_shared']:.2f}" == "4.49"
    assert bgnbd["lift10_ties_shared"] == pytest.approx(bgnbd["lift10"], abs=0.001)


def test_the_parameters_are_those_of_the_paper(report):
    model = report("--as-of", "1998-06-30", "--holdout", "39")["holdout"]["model"]
    printed = {key: f"{model[key]:.3f}" for key in ("r", "alpha", "a", "b")}
    assert printed == {"r": "0.243", "alpha": "4.414", "a": "0.793", "b": "2.426"}
    assert f"{model['log_likelihood']:.1f}" == "-9582.4"
    assert (model["customers"], model["firm"]) == (2357, True)


def test_the_papers_customer_is_expected_to_buy_1_226_times(report):
    found = report("--as-of", "1997-09-30", "--ahead", "39")
    first = next(row for row in found["customers"] if row["name"] == "0001")
    assert (first["repeats"], first["frequency"], first["recency_days"]) == (2, 3, 59)
    assert f"{first['expected']:.3f}" == "1.226"
    assert found["holdout"] is None


def test_the_best_fifth_holds_two_thirds_of_the_spending(report):
    found = report("--as-of", "1998-06-30")
    assert (f"{found['top20']:.2f}", f"{found['top10']:.2f}") == ("0.67", "0.51")


def test_a_customer_who_bought_once_has_no_chance_of_being_alive(report):
    found = report("--as-of", "1997-09-30")
    once = [row for row in found["customers"] if row["repeats"] == 0]
    assert len(once) == 2357 - 946
    assert {row["p_alive"] for row in once} == {None}
    assert all(0 <= row["p_alive"] <= 1 for row in found["customers"] if row["repeats"])
