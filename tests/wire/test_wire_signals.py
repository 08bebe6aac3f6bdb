import asyncio
import os
import signal

import pytest

from tierdesk.ui.wire.signals import SIGNALS, Departure, install


class Hooks:
    def __init__(self) -> None:
        self.codes: list[int] = []
        self.left = asyncio.Event()

    def leave(self, code: int) -> None:
        self.codes.append(code)
        self.left.set()

    def keep(self) -> None:
        raise AssertionError("the loop is not stuck")

    restore_terminal = keep


@pytest.fixture
async def leaving():
    before = [signal.getsignal(number) for number in SIGNALS]
    hooks = Hooks()
    departure = install(hooks, grace=60)
    yield hooks, departure
    departure.remove()
    assert [signal.getsignal(number) for number in SIGNALS] == before


@pytest.mark.parametrize("number", SIGNALS)
async def test_the_first_call_decides_the_code(leaving: tuple[Hooks, Departure], number: int):
    hooks, departure = leaving
    os.kill(os.getpid(), number)
    await asyncio.wait_for(hooks.left.wait(), 5)
    os.kill(os.getpid(), signal.SIGTERM)
    departure.begin(7)
    await asyncio.sleep(0)
    assert hooks.codes == [128 + number]


async def test_a_lost_terminal_is_a_call_like_any_other(leaving):
    hooks, departure = leaving
    departure.begin(129)
    departure.begin(130)
    await asyncio.wait_for(hooks.left.wait(), 5)
    assert hooks.codes == [129]


async def test_an_interrupt_of_another_program_is_not_ours(leaving):
    hooks, departure = leaving
    with departure.ignoring_interrupts():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(hooks.left.wait(), 5)
    assert hooks.codes == [128 + signal.SIGTERM]


async def test_other_signals_do_not_leave(leaving):
    hooks, departure = leaving
    before = signal.signal(signal.SIGWINCH, lambda *_: None)
    os.kill(os.getpid(), signal.SIGWINCH)
    departure.begin(5)
    await asyncio.wait_for(hooks.left.wait(), 5)
    signal.signal(signal.SIGWINCH, before)
    assert hooks.codes == [5]


async def test_a_hang_up_that_was_to_be_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    departure = install(Hooks())
    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    departure.remove()
    departure.remove()
    signal.signal(signal.SIGHUP, before)
