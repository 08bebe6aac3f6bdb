"""Two terminals on one book: each sees what the other does, and neither writes over it."""

import pytest
from desk_in_terminal import FIRST, SECOND, begin_log, ready


def test_a_contact_that_one_logs_is_on_the_others_screen_within_two_seconds(home):
    with home.desk() as mine, home.desk(environment={"TIERDESK_OWNER": "wu"}) as theirs:
        ready(mine)
        ready(theirs)
        mine.press("down")
        mine.wait_until(lambda screen: screen.lines[3].startswith("▌"), "my cursor on the second")
        begin_log(theirs, "called")
        theirs.press("enter")
        theirs.wait_for(f"Logged for {FIRST}")
        mine.wait_for("wu: logged a contact with", seconds=2)
        mine.quiet(0.1)
        assert FIRST not in "".join(mine.screen.lines[:20])
        assert mine.screen.lines[mine.screen.place_of(SECOND)[1]].startswith("▌")
    assert home.touches()[-1] == "called"


@pytest.mark.slow
def test_two_entries_for_one_customer_are_both_in_the_book(home):
    """A contact is a record of its own: neither is in the other's way."""
    with home.desk() as mine, home.desk() as theirs:
        ready(mine)
        ready(theirs)
        begin_log(mine, "mine")
        begin_log(theirs, "theirs")
        mine.press("enter")
        mine.wait_for(f"Logged for {FIRST}")
        theirs.press("enter")
        theirs.wait_for(f"Logged for {FIRST}")
    assert sorted(home.touches()[-2:]) == ["mine", "theirs"]
    assert "whole" in home.run("check")
