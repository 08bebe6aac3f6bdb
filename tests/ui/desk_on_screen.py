"""The desk on a screen without a terminal: a book in a folder, the app, keys, and waiting for what
should be seen instead of sleeping."""

import asyncio
import time
import unicodedata
from contextlib import asynccontextmanager, suppress
from pathlib import Path

NOW = "2026-11-24T10:00:00+08:00"
"""A Tuesday at ten in the morning."""
PATIENCE = 10.0


def shown_in(widget) -> list:
    """The widget and what is shown in it."""
    found = [widget]
    for child in widget.children:
        if child.display:
            found += shown_in(child)
    return found


class Screen:
    """The running desk: `app`, keys, text, and `until`."""

    def __init__(self, app, pilot) -> None:
        self.app, self.pilot = app, pilot

    @property
    def here(self):
        """The place on top."""
        return self.app.shell.here

    def lines(self) -> list[str]:
        """What is painted, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def text(self) -> str:
        """What is painted."""
        return "\n".join(self.lines())

    async def until(self, condition, what: str):
        """Wait until the condition holds and give back what it said."""
        deadline = time.monotonic() + PATIENCE
        while not (found := condition()):
            assert time.monotonic() < deadline, f"never: {what}\n{self.text()}"
            await self.pilot.pause(0.01)
        return found

    async def sees(self, *texts: str) -> None:
        """Wait until all of these stand on the screen."""
        await self.until(
            lambda: all(text in self.text() for text in texts), f"on the screen: {texts}"
        )

    def send(self, *keys: str) -> None:
        """Hand keys in, all at once, as one packet brings them."""
        from textual import events
        from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = key if len(key) == 1 else None
            if character is None:
                named = _get_unicode_name_from_key(REPLACED_KEYS.get(key, key))
                with suppress(KeyError):
                    character = unicodedata.lookup(named)
            event = events.Key(name, character)
            event.set_sender(self.app)
            self.app.post_message(event)

    async def press(self, *keys: str) -> None:
        """Keys one after the other, each heard before the next; without the library's own wait
        after each, which is a tenth of a second."""
        for key in keys:
            self.send(key)
            await self.heard()
        await self.laid_out()

    async def type(self, text: str) -> None:
        """A text, in one packet."""
        self.send(*text)
        await self.heard()
        await self.laid_out()

    async def laid_out(self) -> None:
        """Until every widget has the size and place that it gets, and is painted."""
        for _ in range(2):
            await self.flushed()
            if self.app.screen_stack:
                self.app.screen._on_timer_update()

    async def flushed(self) -> None:
        """Until every widget that is shown has dealt with what it was sent."""
        if not self.app.screen_stack:
            return
        waiting = [asyncio.Event() for widget in shown_in(self.app.screen)]
        for widget, reached in zip(shown_in(self.app.screen), waiting, strict=True):
            widget.call_later(reached.set)
        for reached in waiting:
            if self.app._running:
                await asyncio.wait_for(reached.wait(), PATIENCE)

    async def heard(self) -> None:
        """Until the keys that were sent have done what they do, and what they had saved is
        acknowledged."""
        reached = asyncio.Event()
        self.app.call_later(reached.set)
        await asyncio.wait_for(reached.wait(), PATIENCE)
        if self.app._running:
            await self.app._rest()


def session(folder: Path, remote: bool = False, **flags):
    """The caller that opens the book of a folder."""
    from tierdesk.cli.session import Session

    environment = {
        "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "Asia/Shanghai", "TIERDESK_NOW": NOW,
        "TIERDESK_DATA": str(folder / "desk.json"), "TIERDESK_OWNER": "li",
        **({"TIERDESK_REMOTE": "1"} if remote else {}),
    }  # fmt: skip
    return Session(flags, environment, writes=True)


def fill(folder: Path, **tables) -> None:
    """Write a book: lists of documents by table, their ids from 1."""
    from tierdesk.domain.change import Change, Edit

    desk = session(folder).open_desk()
    edits, placeholder = [], -1
    for table, docs in tables.items():
        for number, doc in enumerate(docs, 1):
            if table == "customers":
                edits.append(Edit(table, -number, None, doc))
            else:
                placeholder = min(placeholder, -100_000) - 1
                edits.append(
                    Edit(table, placeholder, None, {**doc, "customer_id": -doc["customer_id"]})
                )
    desk.apply(
        Change("book.import", {"file": "test", "created": len(edits), "updated": 0}, tuple(edits))
    )
    desk.close()


@asynccontextmanager
async def on_screen(folder: Path, size=(80, 24), **flags):
    """The desk of the folder's book, open until the end of the block; leaving it keeps its state."""
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.launch import clerk_of, host_of

    host = host_of(session(folder, **flags))
    app = TierdeskApp(host, clerk_of(host))
    async with app.run_test(size=size) as pilot:
        screen = Screen(app, pilot)
        try:
            yield screen
        finally:
            app.keep()
            app.clerk.stop()


@asynccontextmanager
async def at_work(folder: Path, **how):
    """The same with the book read."""
    async with on_screen(folder, **how) as screen:
        await screen.until(lambda: screen.app.snapshot is not None, "the book is read")
        yield screen
