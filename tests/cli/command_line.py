"""The program called in this process: words in, exit code, stdout and stderr out."""

import json
from pathlib import Path
from typing import NamedTuple

from tierdesk.cli.app import run

NOW = "2026-11-24T09:30:00+08:00"  # a Tuesday


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


class Line:
    """A home of its own, and a book in it."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder, self._capsys = folder, capsys
        self.environment = {
            "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "Asia/Shanghai", "TIERDESK_NOW": NOW,
            "TIERDESK_DATA": str(folder / "desk.json"), "TIERDESK_OWNER": "li",
        }  # fmt: skip

    def __call__(self, *words: str, code: int | None = 0, **environment: str) -> Said:
        self._capsys.readouterr()
        status = run(list(words), self.environment | environment)
        captured = self._capsys.readouterr()
        said = Said(status, captured.out, captured.err)
        assert code is None or status == code, (words, said)
        return said

    def tables(self) -> dict[str, dict[str, object]]:
        """All documents but the history, without revisions."""
        from tierdesk.store.tiny.engine import FileStore

        store = FileStore(self.folder / "desk.json", readonly=True)
        store.load()
        found = {
            table: {i: [(k, v) for k, v in doc.items() if k != "rev"] for i, doc in docs.items()}
            for table, docs in store.tables().items() if docs and table != "changes"
        }  # fmt: skip
        store.close(compact=False)
        return found
