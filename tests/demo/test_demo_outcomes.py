"""Won and lost deals of the demo: enough of them, over more than a year, for learning to say something."""

from datetime import date

import pytest
from demo_moments import MOMENTS, TUESDAY, WEEKDAY_MORNINGS, seen

from tierdesk.scoring.kept_versions import can_be_tried, versions_of
from tierdesk.scoring.learning.challengers import challengers
from tierdesk.scoring.learning.evidence import FEWEST
from tierdesk.scoring.learning.outcomes import outcomes_of
from tierdesk.scoring.learning.suggest import suggested
from tierdesk.scoring.versions import base_at

every_moment = pytest.mark.parametrize("now", (*MOMENTS, *WEEKDAY_MORNINGS), ids=str)


def learned(now):
    look = seen(now)
    outcomes = outcomes_of(look.book, look.moment)
    return outcomes, suggested(look.book, outcomes, base_at(look.book, "open"))


@every_moment
def test_what_was_decided_lies_over_more_than_a_year_in_both_kinds(now):
    outcomes, _ = learned(now)
    for won in (True, False):
        days = [date.fromisoformat(d.on) for d in outcomes.decided if d.won is won]
        assert (max(days) - min(days)).days > 365
        assert len({day.strftime("%Y-%m") for day in days}) >= 10


@every_moment
def test_there_is_evidence_on_both_sides_of_the_cut_and_no_field_leaks(now):
    _, found = learned(now)
    assert found.evidence is not None
    assert min(*found.evidence.earlier, *found.evidence.later) >= FEWEST
    assert not found.leaks
    assert found.verdict in ("better", "same", "no_signal")


def test_the_outcomes_say_that_answering_counts_and_size_does_not():
    _, found = learned(TUESDAY)
    moved = {weight.criterion: weight.suggested - weight.current for weight in found.weights}
    assert found.verdict == "better"
    assert moved["size"] < 0 and moved["purchasing_power"] < 0
    assert moved["response_rate"] > 0 and moved["touches"] > 0


def test_they_are_no_oracle():
    evidence = learned(TUESDAY)[1].evidence
    assert evidence is not None
    assert 0.6 < evidence.suggested.auc.value < 0.95


@every_moment
def test_a_saved_draft_is_being_tried_on_enough_outcomes(now):
    look = seen(now)
    drafts = [version for version in versions_of(look.book) if can_be_tried(version)]
    (one,) = challengers(look.book, look.moment, drafts).values()
    assert min(one.contest.n_won, one.contest.n_lost) >= FEWEST
    assert one.contest.draft.auc.value > one.contest.active.auc.value
