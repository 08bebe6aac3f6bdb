"""The program called in this process, over a book of real data."""

import json
from pathlib import Path

from tierdesk.cli.app import run


class Desk:
    """A home of its own, and a book in it."""

    def __init__(self, folder: Path, capsys) -> None:
        self._capsys = capsys
        self._environment = {
            "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "Asia/Shanghai", "TIERDESK_OWNER": "li",
            "TIERDESK_NOW": "2026-11-24T09:30:00+08:00", "TIERDESK_DATA": str(folder / "desk.json"),
        }  # fmt: skip

    def __call__(self, *words: object, code: int = 0) -> str:
        self._capsys.readouterr()
        status = run([str(word) for word in words], self._environment)
        said = self._capsys.readouterr()
        assert status == code, (words, said)
        return said.out

    def json(self, *words: object) -> dict:
        return json.loads(self(*words, "--json"))
