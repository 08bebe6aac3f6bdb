"""A desk of its own for every test of the commands."""

import pytest
from command_front import DeskFront


@pytest.fixture
def front(tmp_path):
    front = DeskFront(tmp_path)
    yield front
    front.desk.close()
