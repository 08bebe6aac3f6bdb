"""One pass over the touches answers what plain readings of the log answer."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain import touches as words
from tierdesk.domain.book import Case
from tierdesk.domain.contact_log import Gains
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = Moment(datetime(2026, 11, 22, 4, 0, tzinfo=UTC), SHANGHAI)


def case(*docs):
    return Case(1, {}, touches=list(enumerate(docs, 1)))


def history(*docs, moment=NOW):
    return Vantage(moment).histories.of(case(*docs))


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
instants = st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 25)).map(
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
zones = st.sampled_from([UTC, SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")])


def attempts_on_the_day(docs, moment):
    start, end = words.day_bounds(moment.today, moment.zone)
    now = stamp(moment.now)
    return sum(
        start <= d["at"] < end and d["at"] <= now and d.get("direction") != "in" for d in docs
    )


def waiting_since(docs, now):
    """When the customer first wrote or called after our last touch that reached it."""
    ours = [d["at"] for d in docs if words.counted(d, now) and d.get("direction") != "in"]
    answered = max(ours, default="")
    theirs = [d["at"] for d in docs if d.get("direction") == "in" and d["at"] <= now]
    return min((at for at in theirs if at > answered), default=None)


@given(touches, instants, zones)
def test_one_pass_answers_what_plain_readings_answer(docs, now, zone):
    moment, text, told = Moment(now, zone), stamp(now), case(*docs)
    found = history(*docs, moment=moment)
    day = words.last_contact_day(told, moment)
    assert (found.last_contact or None) == words.last_contact(told, text)
    assert found.contact_ordinal == (day.toordinal() if day else 0)
    assert found.attempts == attempts_on_the_day(docs, moment)
    waiting = [at for at in found.inbound if at > found.last_reached]
    assert min(waiting, default=None) == waiting_since(docs, text)
    days = [datetime.fromisoformat(d["at"]).toordinal() for d in docs if words.counted(d, text)]
    assert sorted(found.days) == sorted(days)


@given(touches, st.randoms(use_true_random=False))
def test_the_order_of_the_log_means_nothing(docs, random):
    shuffled = docs[:]
    random.shuffle(shuffled)
    one, other = history(*docs), history(*shuffled)
    assert one._replace(inbound=(), days=()) == other._replace(inbound=(), days=())
    assert sorted(one.inbound) == sorted(other.inbound)


@given(touches)
def test_a_no_answer_changes_neither_contact_nor_rhythm_nor_who_waits(docs):
    missed = {"at": stamp(NOW.now), "result": "no_answer", "direction": "out"}
    before, after = history(*docs), history(*docs, missed)
    for name in ("last_contact", "last_reached", "inbound", "answers", "days", "contact_ordinal"):
        assert getattr(before, name) == getattr(after, name)


def test_attempts_are_what_we_tried_on_the_readers_day_answered_or_not():
    docs = [
        {"at": "2026-11-21T15:59:59Z"}, {"at": "2026-11-21T16:00:00Z"},
        {"at": "2026-11-22T01:00:00Z", "result": "no_answer"},
        {"at": "2026-11-22T01:30:00Z", "direction": "in"}, {"at": "2026-11-22T04:00:01Z"},
    ]  # fmt: skip
    assert history(*docs).attempts == 2


def test_the_first_table_of_gains_counts_the_points():
    gains = Gains({"phone": 2.0}, {}, 1.0, 3.0, 30.0)
    vantage = Vantage(NOW)
    assert vantage.histories.claim(gains)
    assert vantage.histories.claim(gains)
    assert not vantage.histories.claim(gains._replace(message=5.0))
    docs = [{"at": stamp(NOW.now), "channel": c, "direction": d}
            for c, d in (("phone", "out"), ("email", "out"), ("phone", "in"))]  # fmt: skip
    assert vantage.histories.of(case(*docs)).points == pytest.approx(6)
