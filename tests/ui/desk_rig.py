"""The desk at work without a terminal, further than `desk_on_screen` goes: a book of a few documents or the
demo's, what is on the disk, what was said, and another session of the same book.
"""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from desk_on_screen import NOW, Screen, fill, session

__all__ = ["NOW", "Desk", "demo_book", "desk", "fill", "kept", "opened", "session"]
ZONE = ZoneInfo("Asia/Shanghai")


class Desk(Screen):
    """A running desk and its book."""

    def __init__(self, app, pilot, folder) -> None:
        super().__init__(app, pilot)
        self.folder = folder

    @property
    def shell(self):
        return self.app.shell

    @property
    def foot(self):
        return self.app.shell.foot

    @property
    def snapshot(self):
        return self.app.snapshot

    async def quiet(self) -> None:
        """Until the clerk has answered everything that was asked of it, and all of it is laid out. What
        is only to be shown comes last with it, in the order in which it was asked for."""
        await self.heard()
        answered = asyncio.Event()
        self.app.clerk.latest("quiet", lambda room: None, lambda _: answered.set())
        await asyncio.wait_for(answered.wait(), 10)
        await self.heard()
        await self.laid_out()
        await self.pilot._wait_for_screen()

    async def do(self, action: str) -> None:
        """An action of the table, without its key."""
        self.shell.do(action)
        await self.quiet()

    def go(self, name: str) -> int:
        """The cursor to the customer of that name."""
        found = self.id_of(name)
        self.here.moving.go(found)
        return found

    def id_of(self, name: str) -> int:
        return next(key for key, row in self.snapshot.rows.items() if row.name == name)

    def names(self) -> list[str]:
        """The customers among the rows, in order."""
        return [self.snapshot.rows[key].name for key in self.here.moving.rows if key > 0]

    @property
    def selected(self) -> str | None:
        """The name under the cursor."""
        key = self.here.selected()
        return None if key is None else self.snapshot.rows[key].name

    @property
    def said(self) -> str:
        """The sentence in the status line, "" where nothing was said."""
        said = self.shell.status.said
        return "" if said is None else str(said.message)

    @property
    def failed(self) -> bool:
        """Whether it tells a failure."""
        said = self.shell.status.said
        return said is not None and said.failed

    def book(self) -> dict:
        """What is on the disk."""
        return kept(self.folder)


def kept(folder) -> dict:
    """The documents on the disk, as {table: {id: document}} without revisions and history."""
    from tierdesk.store.engines import open_store

    store = open_store(folder / "desk.json", readonly=True, resolve=lambda *_: None, who="test")
    store.load()
    tables = {
        table: {key: {k: v for k, v in doc.items() if k != "rev"} for key, doc in docs.items()}
        for table, docs in store.tables().items()
        if docs and table != "changes"
    }
    store.close(compact=False)
    return json.loads(json.dumps(tables, sort_keys=True))


def demo_book(folder, now: str = NOW) -> None:
    """The demo's book in the folder, as it is at a fixed moment."""
    from tierdesk.demo.place import make

    made = make(folder, datetime.fromisoformat(now), ZONE, "li")
    made.rename(folder / "desk.json")
    for beside in folder.glob("demo.json*"):
        beside.rename(folder / beside.name.replace("demo", "desk"))


@asynccontextmanager
async def desk(folder, size=(80, 24), *, wait: bool = True, held=None, **flags):
    """The desk of the folder's book; with `wait` after it is read. Left as by a quit. `held`: an
    event until which the book is not read further than to four tenths."""
    from tierdesk.ui.app import TierdeskApp
    from tierdesk.ui.launch import clerk_of, host_of

    caller = session(folder, **flags)
    if held is not None:
        caller.open_desk = _held(caller.open_desk, held)
    host = host_of(caller)
    app = TierdeskApp(host, clerk_of(host))
    async with app.run_test(size=size) as pilot:
        screen = Desk(app, pilot, folder)
        try:
            if wait:
                await screen.until(lambda: screen.snapshot is not None, "the book is read")
                await screen.quiet()
            yield screen
        finally:
            app.keep()
            app.clerk.stop()


def _held(open_desk, held):
    def slowly(progress):
        progress(0.4 / 0.55)
        assert held.wait(20)
        return open_desk(progress)

    return slowly


def opened(folder, by: str = "wang"):
    """The same book opened by somebody else, without a screen."""
    from tierdesk.desk.desk import Desk as Book
    from tierdesk.domain.references import resolve
    from tierdesk.store.engines import open_store

    store = open_store(folder / "desk.json", readonly=False, resolve=resolve, who=by)
    return Book(store, session(folder)._bare_moment, by)


NAMES = ("宏达机械", "Nordwind GmbH", "青禾零售", "Kestrel Supplies", "乐行旅行社")
"""The customers of `morning`, in the order in which they stand in its queue."""


def morning(folder, **tables) -> None:
    """A book of five customers who are due today or were before, and nothing else to do."""
    customers = [
        {"name": name, "created_at": "2026-01-01T00:00:00Z", "country": "CN", "owner": "li"}
        for name in NAMES
    ]
    plans = [
        {"customer_id": n, "due_at": f"2026-11-{19 + n}"} for n in range(1, len(NAMES) + 1)
    ]  # fmt: skip
    touches = [
        {"customer_id": n, "at": "2026-11-01T02:00:00Z", "result": "reached", "by": "li"}
        for n in range(1, len(NAMES) + 1)
    ]
    fill(folder, **{"customers": customers, "follow_ups": plans, "touches": touches, **tables})
