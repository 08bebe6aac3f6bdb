"""How far long work is, told on the stderr of a terminal and nowhere else."""

import io
import sys

import pytest

from tierdesk.cli.streams import Meter
from tierdesk.i18n.catalog import Catalog


class Stream(io.StringIO):
    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


def metered(monkeypatch, steps, *, terminal=True):
    """What a meter writes of (second, share) steps."""
    stream, seconds = Stream(terminal=terminal), iter([steps[0][0], *(s for s, _ in steps)])
    monkeypatch.setattr(sys, "stderr", stream)
    meter = Meter(Catalog("en"), clock=lambda: next(seconds))
    with meter:
        for _, share in steps:
            meter(share)
    return stream.getvalue()


def test_long_work_is_told_in_one_line_that_goes_away(monkeypatch):
    written = metered(monkeypatch, [(0.0, 0.0), (1.0, 0.25), (2.0, 0.5)])
    told, last = "looking through the book: 25 %", "looking through the book: 50 %"
    assert written == f"\r{told}\r{last}\r{' ' * 2 * len(last)}\r"


def test_short_work_and_no_terminal_are_told_nothing(monkeypatch):
    assert metered(monkeypatch, [(0.0, 0.0), (0.1, 0.5), (0.2, 0.9)]) == ""
    assert metered(monkeypatch, [(0.0, 0.0), (5.0, 0.5)], terminal=False) == ""


def test_the_line_goes_away_when_the_work_is_broken_off(monkeypatch):
    stream = Stream(terminal=True)
    seconds = iter((0.0, 1.0, 1.0))
    monkeypatch.setattr(sys, "stderr", stream)
    meter = Meter(Catalog("zh"), clock=lambda: next(seconds))
    with pytest.raises(KeyboardInterrupt), meter:
        meter(0.5)
        raise KeyboardInterrupt
    assert "50 %" in stream.getvalue()
    assert stream.getvalue().endswith(" \r")
