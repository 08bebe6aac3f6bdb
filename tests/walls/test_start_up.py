"""What a command may import and write: asserted in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCREEN = {"textual", "rich", "numpy"}
SLOW = {
    "holidays", "pypinyin", "python_calamine", "charset_normalizer", "borax", "babel", "icalendar",
    "xlsxwriter", "opencc", "cleanco", "phonenumbers", "rapidfuzz",
}  # fmt: skip


def run_and_list(tmp_path: Path, *words: str) -> tuple[int, set[str]]:
    """Run the program in a fresh process; its exit code and all modules that it imported."""
    code = (
        "import sys, json, contextlib, io\n"
        "from tierdesk.cli.app import run\n"
        "import os\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    status = run(sys.argv[1:], os.environ)\n"
        "print(json.dumps([status, sorted(sys.modules)]))\n"
    )
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8",
        "TIERDESK_DATA": str(tmp_path / "desk.json"), "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    status, modules = json.loads(done.stdout.splitlines()[-1])
    return status, {name.split(".")[0] for name in modules}


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["log", "--help"], ["merge", "--help"], ["clean", "--help"]],
)
def test_help_and_version_import_no_record_and_no_store(tmp_path, words):
    status, modules = run_and_list(tmp_path, *words)
    assert status == 0
    assert not modules & (SCREEN | SLOW | {"pydantic", "pydantic_core", "tinydb", "tomllib"})


def test_read_commands_import_neither_screen_nor_slow_libraries(tmp_path):
    assert run_and_list(tmp_path, "add", "宏达机械", "country=CN")[0] == 0
    assert run_and_list(tmp_path, "today")[0] == 0  # fills the cache of holidays
    for words in (["today", "--json"], ["list", "--json"], ["show", "1", "--json"], ["history"],
                  ["grade", "--json"], ["model", "show", "--json"], ["model", "versions"],
                  ["report", "funnel"], ["report", "forecast"], ["report", "receivables"]):  # fmt: skip
        status, modules = run_and_list(tmp_path, *words)
        assert status == 0, words
        assert not modules & (SCREEN | SLOW | {"tinydb"}), words


def test_importing_any_module_writes_nothing_and_reads_no_configuration(tmp_path):
    code = (
        "import pkgutil, importlib, sys, tierdesk\n"
        "opened = []\n"
        "sys.addaudithook(lambda e, a: opened.append(str(a[0])) if e == 'open' else None)\n"
        "for m in pkgutil.walk_packages(tierdesk.__path__, 'tierdesk.'):\n"
        "    if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
        "print('\\n'.join(opened))\n"
    )
    home = tmp_path / "home"
    (home / ".config" / "tierdesk").mkdir(parents=True)
    (home / ".config" / "tierdesk" / "config.toml").write_text("lang = [")
    before = sorted(tmp_path.rglob("*"))
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TIERDESK_LANG": "no such language",
                   "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, cwd=tmp_path,
                          capture_output=True, text=True)  # fmt: skip
    assert sorted(tmp_path.rglob("*")) == before
    assert [path for path in done.stdout.splitlines() if str(home) in path] == []


def test_a_read_command_on_a_missing_book_creates_nothing(tmp_path):
    status, _ = run_and_list(tmp_path, "--data", str(tmp_path / "none.json"), "list", "--json")
    assert status == 0
    assert not list(tmp_path.glob("none.json*"))
