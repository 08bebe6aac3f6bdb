"""The book's upkeep from the command line: reading only, checking, copies, damage."""

import fcntl
import json

import pytest

READ_ONLY = [
    ({}, ["--read-only"]), ({"TIERDESK_READ_ONLY": "1"}, []), ({}, ["--config"]),
]  # fmt: skip


@pytest.mark.parametrize(("environment", "flags"), READ_ONLY)
@pytest.mark.parametrize(
    "words", [["add", "B"], ["undo"], ["compact"], ["check", "--repair"], ["restore", "b.json"]]
)
def test_read_only_holds_wherever_it_is_said(line, environment, flags, words, tmp_path):
    line("add", "Acme")
    line("backup", str(tmp_path / "b.json"))
    if flags == ["--config"]:
        folder = tmp_path / ".config" / "tierdesk"
        folder.mkdir(parents=True)
        (folder / "config.toml").write_text("read_only = true\n")
        flags = []
    before = {p.name: p.read_bytes() for p in tmp_path.glob("desk.json*")}
    said = line(
        *flags,
        *[str(tmp_path / w) if w == "b.json" else w for w in words],
        code=None,
        **environment,
    )
    assert said.code in (1, 5)
    assert "read-only" in said.err
    assert {p.name: p.read_bytes() for p in tmp_path.glob("desk.json*")} == before


def test_a_backup_is_made_restored_and_never_overwrites(line, tmp_path):
    line("add", "Acme")
    copy = str(tmp_path / "copy.json")
    line("backup", copy)
    assert line("backup", copy, code=1).err
    line("add", "Later")
    told = line("restore", copy, "--json").json
    assert told["former"]
    assert [c["name"] for c in line("list", "--json").json["customers"]] == ["Acme"]
    assert line("restore", str(tmp_path / "none.json"), code=1).err


def test_check_tells_a_damaged_book_from_a_whole_one(line, tmp_path):
    line("add", "Acme")
    assert line("check", "--json").json["ok"] is True
    data = tmp_path / "desk.json"
    data.write_bytes(data.read_bytes()[:300])
    for name in ("desk.json.bak", "desk.json.journal.1"):
        (tmp_path / name).unlink(missing_ok=True)
    said = line("list", code=3)
    assert said.err.count("\n") == 1
    assert line("check", code=3)


def test_a_newer_book_is_not_opened(line, tmp_path):
    from tierdesk.store.tiny.snapshot import header, peek

    line("add", "Acme")
    line("compact")
    data = tmp_path / "desk.json"
    raw = data.read_bytes()
    from dataclasses import replace

    meta = peek(raw)
    data.write_bytes(header(replace(meta, min_reader=99)) + raw[512:])
    assert "newer" in line("list", code=3).err


def test_a_held_lock_is_told_after_a_while_and_nothing_is_written(line, tmp_path, monkeypatch):
    from tierdesk.store.tiny import engine

    line("add", "Acme")
    original = engine.FileStore.__init__
    monkeypatch.setattr(engine.FileStore, "__init__",
                        lambda self, *a, **k: original(self, *a, **{**k, "lock_timeout": 0.05}))  # fmt: skip
    before = (tmp_path / "desk.json").read_bytes()
    with (tmp_path / "desk.json.lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        said = line("add", "Other", code=5)
        fcntl.flock(lock, fcntl.LOCK_UN)
    assert "lock" in said.err
    assert (tmp_path / "desk.json").read_bytes() == before


def test_a_missing_folder_is_told_and_the_default_one_is_made(line, tmp_path):
    assert line("add", "Acme", "--data", str(tmp_path / "no" / "desk.json"), code=5).err
    line.environment.pop("TIERDESK_DATA")
    line("add", "Acme")
    assert (tmp_path / ".local/share/tierdesk/desk.json").exists()


def test_where_doctor_and_completion_answer(line):
    line("add", "宏达")
    assert set(line("where", "--json").json) >= {"data", "journal", "configuration", "cache"}
    assert line("doctor", "--json", code=None).json["findings"]
    assert "_TIERDESK_COMPLETE" in line("completion", "zsh").out


@pytest.mark.parametrize(("words", "offered"), [
    ("tierdesk lo", "log"), ("tierdesk log 宏", "宏达"), ("tierdesk move 1 neg", "negotiation"),
    ("tierdesk set 1 deal.am", "deal.amount="), ("tierdesk set 1 ti", "tier="),
])  # fmt: skip
def test_the_shell_is_offered_commands_customers_stages_and_fields(
    line, words, offered, monkeypatch
):
    line("add", "宏达")
    for name, value in line.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    answered = line(_TIERDESK_COMPLETE="zsh_complete").out.splitlines()
    assert offered in answered


def test_an_export_comes_back_whole(line, tmp_path):
    line("add", "=1+1", "budget=40k EUR", "contact.name=@li", "contact.birthday=05-12")
    line("log", "1", "hello\nworld", "--next", "fri")
    before = line.tables()
    for kind in ("csv", "json"):
        line("export", str(tmp_path / f"out.{kind}"))
        assert line("export", str(tmp_path / f"out.{kind}"), code=1).err
    told = line("import", str(tmp_path / "out.json"), "--json").json
    assert (told["created"], told["updated"], told["change_id"]) == (0, 0, None)
    other = {"TIERDESK_DATA": str(tmp_path / "other.json")}
    line("import", str(tmp_path / "out.json"), **other)
    first, second = (line("show", "1", "--json", **e).json for e in ({}, other))
    for key in ("name", "budget"):
        assert first["customer"][key] == second["customer"][key]
    assert [t["content"] for t in second["touches"]] == ["hello\nworld"]
    assert line.tables() == before


def test_exit_code_tells_that_nothing_was_taken_in(line, tmp_path):
    table = tmp_path / "bad.csv"
    table.write_text("name,budget\nA,-5\nB,lots\n", encoding="utf-8")
    said = line("import", str(table), "--json", code=1)
    told = json.loads(said.out)
    assert (told["read"], told["rejected"], told["created"]) == (2, 2, 0)
    assert len(told["problems"]) == 2


def test_an_import_whose_rejects_cannot_be_written_has_not_happened(line, tmp_path):
    table = tmp_path / "ragged.csv"
    table.write_text("name,city\nA1,Bonn\nA2,Ulm,extra\n", encoding="utf-8")
    taken = tmp_path / "taken.csv"
    taken.write_text("mine")
    said = line("import", str(table), "--rejects", str(taken), code=1)
    assert "exists already" in said.err
    assert line("list", "--json").json["customers"] == []
    assert taken.read_text() == "mine"
    line("import", str(table), "--rejects", str(tmp_path / "other.csv"))
    assert "A2" in (tmp_path / "other.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "name", ["desk.json", "desk.json.journal", "desk.json.lock", "desk.json.bak"]
)
def test_an_export_never_writes_over_the_book(line, tmp_path, name):
    line("add", "Acme")
    before = {p.name: p.read_bytes() for p in tmp_path.glob("desk.json*")}
    assert line("export", str(tmp_path / name), "--format", "json", "--force", code=1).err
    assert {p.name: p.read_bytes() for p in tmp_path.glob("desk.json*")} == before


def test_a_name_with_blanks_is_completed_as_one_word(line, monkeypatch):
    line("add", "Gulfmere Building")
    for name, value in line.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMP_WORDS", "tierdesk log Gulf")
    monkeypatch.setenv("COMP_CWORD", "2")
    monkeypatch.setenv("_TIERDESK_COMPLETE", "bash_complete")
    assert r"plain,Gulfmere\ Building" in line(_TIERDESK_COMPLETE="bash_complete").out.splitlines()
