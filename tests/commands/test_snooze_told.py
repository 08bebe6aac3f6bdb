"""Nobody is put off in silence beyond what the tier allows: said before, and said after."""

from datetime import timedelta

import pytest
from command_front import NOW

from tierdesk.commands.doing import snooze
from tierdesk.domain.dates import When
from tierdesk.errors import TierdeskError


@pytest.fixture
def two(front):
    for name in ("Acme", "Nova"):
        front("add", name)
    front("tier", "1", "2", "A", "--reason", "x")
    return front


def words(messages):
    return " ".join(str(message) for message in messages)


def in_days(days):
    return When(NOW.today + timedelta(days=days))


@pytest.mark.parametrize(("days", "over"), [(7, 0), (8, 1), (30, 23)])
@pytest.mark.parametrize("contacted", [True, False])
def test_the_hint_and_the_answer_tell_the_same_days(two, contacted, days, over):
    """Tier A: seven days at most."""
    if contacted:
        two("log", "1", "call")
    hinted = words(snooze.hints(two.desk.book, [1], in_days(days), NOW))
    two("snooze", "1", f"+{days}d")
    told = words(snooze.told(two.desk.book, [1], in_days(days), NOW))
    for said in (hinted, told):
        longer = f"waited {over} days longer" if over > 1 else f"waited {over} day longer"
        assert (longer in said) == bool(over), said


def test_of_several_it_is_told_how_many(two):
    two("log", "1", "call")
    assert "2 customers will then have waited longer" in words(two("snooze", "1", "2", "+30d").said)
    assert "longer" not in words(two("snooze", "1", "2", "+31d", "--dry-run").said)


def test_a_day_of_rest_is_told_before_and_after(two):
    saturday = in_days(4)
    assert "no working day" in words(snooze.hints(two.desk.book, [1], saturday, NOW))
    assert "no working day" in words(two("snooze", "1", "sat").said)


def test_of_several_the_promised_are_told_as_promised(two):
    """A promise for an earlier day is no plan for later."""
    two("add", "Third")
    two("log", "1", "call", "--next", "+3d", "--promised")
    said = words(two("snooze", "1", "2", "3", "+20d").said)
    assert said.startswith("2 customers are put off")
    assert f"Acme was promised a contact on {in_days(3).day}, which stays." in said
    assert "later already" not in said
    two("log", "2", "call", "--next", "+2d", "--promised")
    two("undo")
    two("log", "3", "call", "--next", "+40d")
    two("log", "2", "call", "--next", "+2d", "--promised")
    two("add", "Fourth")
    said = words(two("snooze", "1", "2", "3", "4", "+25d").said)
    assert "2 were promised a contact before that, which stays." in said
    assert "Third is planned for later already and stays so." in said


def test_a_plan_put_off_beside_a_promise_counts_as_put_off(two):
    two("log", "1", "call", "--next", "+1d", "--promised")
    two("follow-up", "add", "1", "+2d")
    said = words(two("snooze", "1", "2", "+20d").said)
    assert said.startswith("2 customers are put off")
    assert "Acme was promised a contact" in said


@pytest.mark.parametrize("day", ["9999-12-31", "+11y", "today 1am"])
def test_what_cannot_be_meant_is_refused_in_one_sentence(two, day):
    with pytest.raises(TierdeskError) as refused:
        two("snooze", "1", day)
    assert str(refused.value.message).count(".") == 1
    with pytest.raises(TierdeskError):
        two("log", "1", "call", "--next", day)
