import asyncio

from textual.message import Message

from tierdesk.ui.wire.type_ahead import TypeAhead


async def chain(log: list[str], name: str, hops: int) -> None:
    for _ in range(hops):
        await asyncio.sleep(0)
    log.append(f"done {name}")


async def test_a_key_waits_until_the_one_before_has_had_its_effect():
    log: list[str] = []
    tasks = []

    def deliver(message: Message) -> None:
        log.append(f"key {message}")
        tasks.append(asyncio.ensure_future(chain(log, str(message), 40)))

    ahead = TypeAhead(asyncio.get_running_loop(), deliver)
    for name in "abc":
        ahead.put(name)
    assert log == ["key a"]
    await asyncio.wait_for(settled_log(log, 6), 5)
    assert log == ["key a", "done a", "key b", "done b", "key c", "done c"]


async def settled_log(log: list[str], count: int) -> None:
    while len(log) < count:
        await asyncio.sleep(0.01)


async def test_a_loop_that_is_always_busy_does_not_keep_keys_for_ever():
    log: list[str] = []
    ahead = TypeAhead(asyncio.get_running_loop(), lambda message: log.append(str(message)))
    busy = asyncio.ensure_future(never_idle())
    ahead.put("a")
    ahead.put("b")
    await asyncio.wait_for(settled_log(log, 2), 5)
    busy.cancel()
    assert log == ["a", "b"]


async def never_idle() -> None:
    while True:
        await asyncio.sleep(0)


async def test_what_was_dropped_is_not_delivered():
    log: list[str] = []
    ahead = TypeAhead(asyncio.get_running_loop(), lambda message: log.append(str(message)))
    ahead.put("a")
    ahead.put("b")
    ahead.drop()
    await asyncio.sleep(0.01)
    ahead.put("c")
    assert log == ["a", "c"]
