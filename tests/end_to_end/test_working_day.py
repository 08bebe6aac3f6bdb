"""A whole working day by command line, every command a process of its own: import, the queue, ten
contacts, two moves, three undos, and the queue again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample-book.csv"
MORNING = "2026-11-24T08:30:00+08:00"  # a Tuesday


class Day:
    """One book, one person, one clock that only moves when the test says so."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.now = MORNING
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "Asia/Shanghai",
            "TIERDESK_DATA": str(folder / "desk.json"), "TIERDESK_LANG": lang, "TIERDESK_OWNER": "li",
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        }  # fmt: skip

    def run(self, *words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "tierdesk", "--now", self.now, *words],
            env=self.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == status, (
            words,
            done.returncode,
            done.stdout[-800:],
            done.stderr[-800:],
        )
        return done

    def json(self, *words: str) -> dict:
        return json.loads(self.run(*words, "--json").stdout)


@pytest.fixture(params=["en", "zh"])
def day(tmp_path, request):
    return Day(tmp_path, request.param)


def test_a_working_day(day):
    imported = day.json("import", str(EXAMPLE))
    assert imported["schema"] == 1
    assert imported["rejected"] == 0, imported["problems"][:5]
    assert imported["read"] == imported["created"] + imported["updated"] + imported["unchanged"]
    customers = day.json("list")["customers"]
    assert 50 <= len(customers) <= 70

    morning = day.json("today")
    queue = morning["queue"]
    assert len(queue) >= 10
    assert morning["date"] == "2026-11-24"
    assert all(q["why"] and q["terms"] for q in queue)

    results = [
        "reached",
        "n",
        "interested",
        "o",
        "promised",
        "r",
        "needs_info",
        "r",
        "i",
        "rejected",
    ]
    dates = ["+3d", "明天", "下周三", "fri", "+3d", "tomorrow", "后天", "+2w", "下周三", "+1m"]
    expected = ["2026-11-27", "2026-11-25", "2026-12-02", "2026-11-27", "2026-11-27", "2026-11-25",
                "2026-11-26", "2026-12-08", "2026-12-02", "2026-12-24"]  # fmt: skip
    logged = []
    for item, result, when, due in zip(queue, results, dates, expected, strict=False):
        told = day.json(
            "log", str(item["customer_id"]), "报价已发", "--result", result, "--next", when
        )
        assert told["next_due"] == due, (when, told)
        assert told["change_id"]
        logged.append(item["customer_id"])
    assert len(logged) == 10
    shown = day.json("show", str(logged[0]))
    assert shown["touches"][-1]["content"] == "报价已发"
    assert shown["touches"][-1]["result"] == "reached"

    movable = [c["id"] for c in customers if c["stage"] == "prospect"][:2]
    for customer in movable:
        moved = day.json("move", str(customer), "意向", "--reason", "met at the fair")
        assert moved["stage"] == "interested"
    before_undo = day.json("list", "--sort", "id")["customers"]

    for _ in range(3):
        day.run("undo")
    # the two moves and the tenth contact are gone, the nine others stand
    after = {c["id"]: c for c in day.json("list", "--sort", "id")["customers"]}
    assert all(after[c]["stage"] == "prospect" for c in movable)
    assert [c["id"] for c in before_undo] == sorted(after)
    untouched = Sample(day)
    for customer in logged[:9]:
        assert len(day.json("show", str(customer))["touches"]) == untouched.touches(customer) + 1
    assert len(day.json("show", str(logged[9]))["touches"]) == untouched.touches(logged[9])

    evening = day.json("today")
    left = {q["customer_id"] for q in evening["queue"]}
    reached = {c for c, result in zip(logged[:9], results, strict=False) if result != "n"}
    assert not left & reached, "who was reached today and has a later date is not due again"
    assert evening["summary"]["done"] == len(reached)
    states = [c["state"] for c in day.json("history")["changes"]]
    assert states[:3] == ["undone"] * 3
    assert states.count("done") == 10  # the import and nine contacts
    assert day.json("check")["problems"] == []

    for _ in range(3):
        day.run("redo")
    assert len(day.json("show", str(logged[9]))["touches"]) == untouched.touches(logged[9]) + 1
    assert {c["id"] for c in day.json("list", "stage:interested")["customers"]} >= set(movable)


class Sample:
    """An untouched second book: what the sample gave each customer."""

    def __init__(self, day: Day) -> None:
        folder = Path(day.environment["HOME"]) / "other"
        folder.mkdir()
        self._day = Day(folder, day.environment["TIERDESK_LANG"])
        self._day.json("import", str(EXAMPLE))

    def touches(self, customer_id: int) -> int:
        """How many touches a customer had from the start."""
        return len(self._day.json("show", str(customer_id))["touches"])


def test_one_undo_takes_an_import_back_and_a_second_import_creates_nothing(day):
    day.json("import", str(EXAMPLE))
    again = day.json("import", str(EXAMPLE))
    assert again["created"] == 0
    assert again["updated"] == 0
    assert again["change_id"] is None
    day.run("undo")
    assert day.json("list")["customers"] == []
    day.run("redo")
    assert len(day.json("list")["customers"]) > 50


def test_text_for_people_is_in_their_language(day):
    day.json("import", str(EXAMPLE))
    shown = day.run("today").stdout
    assert ("今天" in shown) == (day.environment["TIERDESK_LANG"] == "zh")
