"""Who can be called now: in the filter, in the day's list and on the card, by hours and holidays there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from command_front import NOW, DeskFront

from tierdesk.desk.holiday_cache import HolidayCache
from tierdesk.errors import Usage
from tierdesk.search.query import parse


@pytest.fixture
def front(tmp_path):
    return DeskFront(tmp_path)


def fill(front):
    """At 09:30 UTC it is 10:30 in Berlin and 18:30 in Tokyo."""
    front("add", "Bär", "country=DE")
    front("add", "Sato", "country=JP")
    front("add", "Quiet", "country=DE", "do_not_contact=yes")


def names(front, *words):
    return {row["name"] for row in front("list", *words).document["customers"]}


@pytest.mark.parametrize("word", ["is:callable", "是:可致电", "is:可联系"])
def test_the_filter_finds_who_would_answer(front, word):
    fill(front)
    assert names(front, word) == {"Bär"}


def test_the_rest_is_found_by_the_contrary(front):
    fill(front)
    assert names(front, "!callable") == {"Sato", "Quiet"}
    with pytest.raises(Usage):
        parse("is:calable", NOW)


def test_a_public_holiday_there_counts(tmp_path):
    """The third of October, a Friday in 2025, is a holiday in Germany alone."""
    moment = replace(
        NOW, now=datetime(2025, 10, 3, 9, 30, tzinfo=UTC), is_working=HolidayCache(None)
    )
    front = DeskFront(tmp_path, now=moment)
    front("add", "Bär", "country=DE")
    front("add", "Dupont", "country=FR")
    assert names(front, "is:callable") == {"Dupont"}
    local = front("show", "Bär").document["local"]
    assert (local["callable"], local["working_day"]) == (False, False)
    assert front("show", "Dupont").document["local"]["callable"] is True


def test_the_day_can_be_cut_to_them(front):
    fill(front)
    everybody = {row["name"] for row in front("today").document["queue"]}
    assert everybody == {"Bär", "Sato"}
    assert [row["name"] for row in front("today", "--callable").document["queue"]] == ["Bär"]


def test_when_nobody_would_answer_it_is_said(front):
    front("add", "Sato", "country=JP")
    outcome = front("today", "--callable")
    assert front.said(outcome) == ["Nobody who is due can be called now."]
    assert outcome.document["queue"] == []
