"""Lets the tests of the parts of the screen find their common steps."""

import pytest


@pytest.fixture
def seven(tmp_path):
    """A folder with a book of seven customers (see `customers_rig`)."""
    from customers_rig import fill_with_seven

    fill_with_seven(tmp_path)
    return tmp_path
