"""The weekly points of a customer's score, and the causes of the last change of its tier."""

from types import SimpleNamespace

from card_book import NOW, OPEN, room
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.desk.score_history import score_history
from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.lines.line import ASCII, Paper, plain, width
from tierdesk.ui.lines.score_history import over_time

TOUCHES = {str(n): {"customer_id": 1, "at": f"2026-11-{n:02}T02:00:00Z", "channel": "meeting",
                    "result": "interested", "direction": "out"} for n in range(10, 21)}  # fmt: skip
CUSTOMER = {
    "name": "宏达", "created_at": "2026-09-01T00:00:00Z", "interest": 4, "willingness": 4, "kind": "person",
    "budget": {"minor": 90_000_000, "currency": "CNY"},
    "needs": [{"text": "x", "strength": 3, "matched_product": "y"}],
}  # fmt: skip
TABLES = {"customers": {"1": CUSTOMER}, "touches": TOUCHES}


def lines(history, width_=78, language="en", **how):
    return over_time(history, NOW.now.astimezone(NOW.zone), Paper(width_, Catalog(language), **how))


def test_points_begin_when_the_customer_came_and_end_with_what_the_card_says():
    here = room(TABLES)
    history = score_history(here, 1)
    assert 2 < len(history.points) < 27
    assert history.points[-1].score == here.roster.rows[1].score
    assert history.points[-1].tier == here.roster.rows[1].tier


def test_the_last_change_of_tier_is_told_with_its_causes():
    history = score_history(room(TABLES), 1)
    change = history.change
    assert change is not None
    assert change.before.tier != change.after.tier
    moved = change.time.points + change.facts.points + change.model.points
    assert abs(moved - (change.after.score - change.before.score)) < 1e-9
    told = "\n".join(plain(line) for line in lines(history))
    assert f"{change.before.tier} → {change.after.tier} between 11-" in told
    assert "something happened or was learnt" in told


def test_whoever_came_this_week_has_no_history_yet():
    new = {"customers": {"1": {**CUSTOMER, "created_at": "2026-11-23T00:00:00Z"}}}
    history = score_history(room(new), 1)
    assert lines(history) == []
    assert lines(SimpleNamespace(points=(), change=None)) == []


@given(cells=st.integers(20, 200), language=st.sampled_from(["en", "zh"]))
def test_no_line_is_wider_than_there_is_room(cells, language):
    history = score_history(room(TABLES), 1)
    assert all(width(line) <= cells for line in lines(history, cells, language))


def test_ascii_signs_draw_it_too():
    made = lines(score_history(room(TABLES), 1), glyphs=ASCII)
    assert plain(made[0]).isascii()


def test_the_demo_customer_of_the_card_has_one():
    assert score_history(room({**TABLES, "customers": {str(OPEN): CUSTOMER}}), OPEN).points
