"""What touches say about a customer: decay, kinds, response rate."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Case
from tierdesk.domain.contact_log import decay
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.grade import Grader
from tierdesk.scoring.model import Criterion, Group, ScoringModel
from tierdesk.scoring.touch_sources import decayed_points, response_rate
from tierdesk.scoring.valuemap import DecaySum

POINTS = {"inbound": 3, "reply": 3, "meeting": 4, "call": 2, "mail": 1}
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = Moment(datetime(2026, 11, 22, 4, 0, tzinfo=UTC), SHANGHAI)


def touch(days_ago=0, **fields):
    return {"at": stamp(NOW.now - timedelta(days=days_ago)), **fields}


def case(*docs):
    return Case(1, {}, touches=list(enumerate(docs, 1)))


def points(*docs, moment=NOW, table=POINTS):
    return decayed_points(Vantage(moment), table, 30)(case(*docs))


@pytest.mark.parametrize("days, left", [(0, 1), (7, 0.851), (14, 0.724), (30, 0.5), (90, 0.125)])
def test_a_half_life_of_30_days_leaves_the_published_shares(days, left):
    assert decay(days, 30) == pytest.approx(left, abs=5e-4)
    assert points(touch(days, direction="in")) == pytest.approx(3 * left, abs=2e-3)


def test_points_follow_the_kind_of_touch():
    assert points(touch(direction="in", channel="email")) == 3
    assert points(touch(channel="meeting", result="reached")) == 4
    assert points(touch(direction="in", channel="visit")) == 4
    assert points(touch(channel="phone", result="reached")) == 2
    assert points(touch(result="interested")) == 2, "a touch without a channel is a call"
    assert points(touch(channel="email")) == 1
    assert points(touch(channel="phone", result="no_answer")) == 0


def test_no_touch_at_all_is_unknown_and_an_unanswered_call_is_not():
    assert points() is None
    assert points(touch(-1, direction="in")) is None, "tomorrow's touch has not happened"
    assert points(touch(channel="phone", result="no_answer")) == 0


def test_an_answer_is_told_from_a_first_contact_when_the_points_differ():
    table = {**POINTS, "reply": 5}
    assert points(touch(direction="in", channel="email"), table=table) == 3
    assert points(touch(3, channel="email"), touch(direction="in"), table=table) == (
        pytest.approx(5 + decay(3, 30))
    )


def test_points_saturate_in_the_score():
    group = Group("g", "G", (Criterion("t", "T", 1, "touches.decayed", DecaySum(POINTS, 6),
                                       half_life=30),))  # fmt: skip
    model = ScoringModel("open", "t", (group,))
    score = Grader(model, Vantage(NOW)).grade(case(touch(30, direction="in")))
    assert score.value == pytest.approx(100 * (1 - math.exp(-1.5 / 6)))


def test_the_age_is_counted_in_the_readers_days():
    late = {"at": "2026-11-20T15:59:59Z", "direction": "in"}
    early_next_day = {"at": "2026-11-20T16:00:00Z", "direction": "in"}
    assert points(late) == pytest.approx(3 * decay(2, 30))
    assert points(early_next_day) == pytest.approx(3 * decay(1, 30))


def test_two_criteria_may_use_different_points():
    maps = (DecaySum(POINTS, 6), DecaySum({"call": 1}, 6))
    criteria = tuple(
        Criterion(f"t{i}", "T", 1, "touches.decayed", m, half_life=10 + i)
        for i, m in enumerate(maps)
    )
    model = Grader(ScoringModel("open", "t", (Group("g", "G", criteria),)), Vantage(NOW))
    found = model.grade(case(touch(0, channel="phone"), touch(5, direction="in")))
    expected = [
        1 - math.exp(-(2 + 3 * decay(5, 10)) / 6),
        1 - math.exp(-1 / 6),
    ]
    assert [c.value for c in found.contributions] == pytest.approx(expected)


def test_the_response_rate_counts_answers_per_outgoing_touch():
    rate = response_rate(Vantage(NOW))
    assert rate(case()) is None
    assert rate(case(touch(direction="in"))) is None
    assert rate(case(touch(result="no_answer"), touch(result="reached"))) == 0.5
    assert rate(case(touch(channel="email"), touch(channel="email"))) == 0
    assert rate(case(touch(channel="email"), touch(direction="in"))) == 1


touches = st.lists(
    st.fixed_dictionaries(
        {"at": st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 25)).map(
            lambda at: stamp(at.replace(tzinfo=UTC)))},
        optional={
            "direction": st.sampled_from(["in", "out"]),
            "channel": st.sampled_from(["phone", "email", "visit", "wechat"]),
            "result": st.sampled_from(["reached", "no_answer", "complaint"]),
        },
    ),
    max_size=8,
)  # fmt: skip


@given(touches, st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_matter(docs, random):
    shuffled = docs[:]
    random.shuffle(shuffled)
    assert points(*docs) == points(*shuffled)
    table = {**POINTS, "reply": 5}
    assert points(*docs, table=table) == points(*shuffled, table=table)


@given(touches)
def test_engagement_only_fades_while_nothing_happens(docs):
    soon, later = Moment(NOW.now + timedelta(days=4)), Moment(NOW.now + timedelta(days=9))
    first, second = points(*docs, moment=soon), points(*docs, moment=later)
    assert (first is None) == (second is None)
    assert first is None or second <= first


def test_what_is_malformed_is_left_out():
    odd = [{"at": 5, "direction": "in"}, {"direction": "in"}, {"at": "soon", "direction": "in"}]
    assert points(*odd, touch(direction="in")) == 3
