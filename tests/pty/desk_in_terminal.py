"""The whole program in a terminal: a person's folder with a book in it, and the desk on that book."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from pty_session import PtySession

SOURCE = Path(__file__).parents[2] / "src"
PROGRAM = [sys.executable, "-m", "tierdesk"]
NOW = "2026-11-24T10:00:00+08:00"
"""A Tuesday at ten in the morning."""
NAMES = ("宏达机械", "Nordwind GmbH", "青禾零售", "Kestrel Supplies", "乐行旅行社", "Café Zürich")
CUSTOMERS = 90


def name_of(number: int) -> str:
    """The name of a customer: 1 is the first of the queue, and so on."""
    return f"{NAMES[number % len(NAMES)]} {number:02d}"


def _due(number: int) -> str:
    """The first ones have waited longest."""
    return (date(2026, 11, 24) - timedelta(CUSTOMERS - number)).isoformat()


def write_book(folder: Path) -> Path:
    """A book of ninety customers, with somebody due every day; the folder that it is in."""
    from tierdesk.domain.references import resolve
    from tierdesk.store.engines import open_store
    from tierdesk.store.port import ChangeSet, Op

    ops = [
        Op("customers", number, 0, {"name": name_of(number), "created_at": "2026-01-01T00:00:00Z",
                                    "country": "CN", "owner": "li"})
        for number in range(1, CUSTOMERS + 1)
    ]  # fmt: skip
    ops += [
        Op("touches", number, 0, {"customer_id": number, "at": "2026-11-22T02:00:00Z", "content": "first",
                                  "result": "reached", "channel": "phone", "by": "wu"})
        for number in range(1, CUSTOMERS + 1)
    ]  # fmt: skip
    ops += [
        Op("follow_ups", number, 0, {"customer_id": number, "due_at": _due(number),
                                     "created_at": "2026-11-01T00:00:00Z"})
        for number in range(1, CUSTOMERS + 1)
    ]  # fmt: skip
    store = open_store(folder / "desk.json", readonly=False, resolve=resolve, who="li")
    store.load()
    store.commit(ChangeSet(tuple(ops), "0" * 32))
    store.close()
    return folder


FIRST, SECOND = name_of(1), name_of(2)
"""The first two rows of the queue."""


class Home:
    """Where one person's things are: the book, what is remembered, settings."""

    def __init__(self, folder: Path, written: Path) -> None:
        self.folder = folder
        shutil.copytree(written, folder, dirs_exist_ok=True)
        self.book = folder / "desk.json"
        self.environment = {
            "HOME": str(folder), "PYTHONPATH": str(SOURCE), "TZ": "Asia/Shanghai", "TIERDESK_NOW": NOW,
            "TIERDESK_DATA": str(self.book), "TIERDESK_OWNER": "li", "TIERDESK_LANG": "en",
        }  # fmt: skip

    def desk(self, *words: str, **how) -> PtySession:
        """The desk in a terminal; `environment` in `how` changes the person's."""
        changes = self.environment | how.pop("environment", {})
        return PtySession([*PROGRAM, *words], environment=changes, cwd=self.folder, **how)

    def run(self, *words: str, code: int = 0) -> str:
        """A command of the program, and what it printed."""
        done = subprocess.run(
            [*PROGRAM, *words], env=_here() | self.environment, cwd=self.folder, check=False,
            capture_output=True, text=True, encoding="utf-8", timeout=60,
        )  # fmt: skip
        assert done.returncode == code, (words, done)
        return done.stdout

    def touches(self) -> list[str]:
        """The notes of every logged contact, in order, as the store reads them."""
        from tierdesk.store.tiny.engine import FileStore

        store = FileStore(self.book, readonly=True)
        store.load()
        try:
            found = store.tables().get("touches", {})
            return [str(doc.get("content", "")) for _, doc in sorted(found.items())]
        finally:
            store.close(compact=False)

    def drafts(self) -> dict[str, dict[str, str]]:
        """What is half typed, by the name of its file."""
        files = sorted((self.folder / ".local").rglob("draft-*.json"))
        return {file.stem: json.loads(file.read_text(encoding="utf-8"))["fields"] for file in files}


def ready(session: PtySession) -> None:
    """The book is read and everything is painted."""
    session.wait_for("· 12 to contact", "saved", FIRST, " why ")
    session.quiet(0.15)


def begin_log(session: PtySession, text: str) -> None:
    """The log line of the selected customer with a result and a text that is on the screen."""
    session.press("enter", "r")
    session.type(text)
    session.wait_for("▸ reached ▸", text)
    session.quiet(0.1)


def is_given_back(session: PtySession) -> bool:
    """Whether the terminal is as it was before the desk."""
    modes = session.screen.modes
    shown = not session.screen.alternate and 25 in modes and 7 in modes
    return shown and not modes & {1000, 1002, 1003, 1006, 2004} and session.modes_restored()


def _here() -> dict[str, str]:
    """What a command needs of this process's environment."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
