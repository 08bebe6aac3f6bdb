"""What a deal's document says of its outcome."""

import pytest

from tierdesk.domain.deals import status


@pytest.mark.parametrize("stated", ["won", "lost"])
def test_an_outcome_is_what_the_deal_states(stated):
    assert status({"status": stated}) == stated


@pytest.mark.parametrize("stated", ["open", "", "Won", "finished", None, True, 1, ["won"], {}])
def test_what_is_not_understood_is_open(stated):
    assert status({"status": stated}) == "open"
    assert status({}) == "open"
