"""The second opinion: Odoo's published figures to their printed digits."""

import pytest

from tierdesk.scoring.learning.bayes import Counts, NaiveBayes, counted

ENDED = Counts(42.1, 105.1)
TAGS = {"tag": {"1": Counts(33.1, 65.1), "2": Counts(23.1, 75.1)}}


@pytest.mark.parametrize("tags, percent", [
    ((), 28.60), (("1",), 33.69), (("2",), 23.51), (("1", "2"), 28.05),
])  # fmt: skip
def test_odoos_tags(tags, percent):
    assert NaiveBayes(ENDED, TAGS).percent([("tag", tag) for tag in tags]) == percent


def seen(won, won_total, lost, lost_total):
    """Counts of one value, and of all others of its field together."""
    return {"this": Counts(won, lost), "rest": Counts(won_total - won, lost_total - lost)}


ONE_LEAD = {
    "email": seen(2.1, 2.1, 3.1, 3.1), "phone": seen(2.1, 2.2, 1.1, 3.2),
    "state": seen(2.1, 2.2, 0.1, 1.2), "country": seen(1.1, 2.2, 1.1, 1.2),
    "source": seen(0.1, 1.2, 2.1, 2.2),
}  # fmt: skip


def test_odoos_single_lead():
    bayes = NaiveBayes(Counts(2.1, 3.1), ONE_LEAD, {"s": Counts(2.1, 1.1)})
    assert bayes.percent([(field, "this") for field in ONE_LEAD], "s") == 74.30


def test_counts_stand_a_tenth_above_what_was_seen():
    bayes = counted([([("tag", "1")], True), ([("tag", "1"), ("tag", "2")], False)])
    assert bayes.ended == Counts(1.1, 1.1)
    assert bayes.seen == {"tag": {"1": Counts(1.1, 1.1), "2": Counts(0.1, 1.1)}}


def test_a_won_deal_counts_in_all_stages_a_lost_one_up_to_where_it_died():
    bayes = counted([], [("c", True), ("a", False), ("b", False)], ["a", "b", "c"])
    assert bayes.stages == {"a": Counts(1.1, 2.1), "b": Counts(1.1, 1.1), "c": Counts(1.1, 0.1)}


def test_what_was_never_seen_says_nothing_and_nothing_is_certain():
    bayes = counted([([("f", "good")], True)] * 500 + [([("f", "bad")], False)] * 500)
    assert bayes.percent([("f", "other"), ("g", "good")]) == 50.0
    assert bayes.percent([("f", "good")] * 3) == 99.99
    assert bayes.percent([("f", "bad")] * 3) == 0.01
