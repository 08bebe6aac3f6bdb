"""A command line with a home of its own."""

import pytest
from command_line import Line


@pytest.fixture
def line(tmp_path, capsys):
    return Line(tmp_path, capsys)
