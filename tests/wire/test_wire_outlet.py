"""The way out, on a real terminal's two ends."""

import os
import pty
import threading
import tty

import pytest

from tierdesk.ui.wire.outlet import Outlet


class Ends:
    """A terminal: what is written to `slave` is read from `master`."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.drained, self.lost = threading.Event(), threading.Event()
        self.losses = 0
        self.outlet = Outlet(self.slave, self.drained.set, self._lose)

    def _lose(self) -> None:
        self.losses += 1
        self.lost.set()

    def read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            data += os.read(self.master, 1 << 16)
        return data


@pytest.fixture
def ends():
    made = Ends()
    yield made
    made.outlet.kill()
    made.outlet.close(1)
    for fileno in {made.master, made.slave}:
        if fileno >= 0:
            os.close(fileno)


def test_what_the_terminal_takes_is_written_at_once(ends):
    ends.outlet.send(b"hello")
    assert ends.outlet.unsent == 0
    assert ends.read(5) == b"hello"


def test_what_it_does_not_take_waits_and_comes_out_in_order(ends):
    sent = b"".join(b"%06d." % n for n in range(20_000))
    for at in range(0, len(sent), 1000):
        ends.outlet.send(sent[at : at + 1000])
    assert ends.outlet.unsent > 100_000
    assert not ends.drained.is_set()
    assert ends.read(len(sent)) == sent
    assert ends.drained.wait(5)
    assert ends.outlet.unsent == 0


def test_a_full_terminal_does_not_hold_up_the_close(ends):
    ends.outlet.send(b"x" * 500_000)
    assert ends.outlet.close(0.05) is False
    ends.outlet.send(b"more")
    assert ends.outlet.unsent == 0


def test_closing_brings_out_what_waits_while_the_terminal_takes_it(ends):
    ends.outlet.send(b"x" * 100_000)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(ends.read(100_000)))
    reader.start()
    assert ends.outlet.close(5) is True
    reader.join(5)
    assert len(got[0]) == 100_000


def test_dropped_bytes_do_not_come_out_and_later_ones_do(ends):
    ends.outlet.send(b"x" * 200_000)
    ends.outlet.drop_unsent()
    ends.outlet.send(b"END")
    data = b""
    while not data.endswith(b"END"):
        data += os.read(ends.master, 1 << 16)
    assert len(data) < 100_000


def test_the_descriptor_that_was_given_still_blocks(ends):
    assert os.get_blocking(ends.slave)


@pytest.mark.parametrize("waiting", [0, 200_000])
def test_a_terminal_that_has_gone_is_told_once_and_swallows_the_rest(ends, waiting):
    ends.outlet.send(b"x" * waiting)
    os.close(ends.master)
    ends.master = -1
    ends.outlet.send(b"y")
    assert ends.lost.wait(5)
    ends.outlet.send(b"z")
    assert (ends.losses, ends.outlet.dead, ends.outlet.unsent) == (1, True, 0)


def test_last_words_are_said_if_the_terminal_listens(ends):
    ends.outlet.send(b"abc")
    ends.outlet.last_words(b"bye")
    assert ends.read(6) == b"abcbye"
    ends.outlet.send(b"x" * 200_000)
    ends.outlet.last_words(b"nobody waits for this")


def test_a_pipe_will_do_where_there_is_no_terminal():
    read, write = os.pipe()
    outlet = Outlet(write, lambda: None, lambda: None)
    outlet.send(b"hello")
    assert outlet.close(5) is True
    assert os.read(read, 10) == b"hello"
    os.close(read)
    os.close(write)


def test_a_descriptor_that_may_block_never_holds_up_the_caller(monkeypatch):
    def refused(*_: object) -> int:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        ends = Ends()
    sent = b"x" * 300_000
    ends.outlet.send(sent)
    assert ends.outlet.unsent > 100_000
    assert ends.outlet.close(0.05) is False
    os.close(ends.master)
    os.close(ends.slave)
