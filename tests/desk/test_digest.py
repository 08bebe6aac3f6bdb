"""The Today screen of last time: believed only when nothing happened since."""

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta

import pytest
from desk_cases import NOW, added, new, open_desk

from tierdesk.desk.digest import Digest, TodayRow, TodayRows, digest_of, figures_of, load, save
from tierdesk.desk.room import Room
from tierdesk.i18n.catalog import Catalog

TODAY = NOW.today
EN, ZH = Catalog("en"), Catalog("zh")


def a_snapshot(count=3, **settings):
    desk = open_desk()
    desk.apply(new("settings", capacity=2, **settings))
    for n in range(count):
        desk.apply(added(f"宏达{n}\x1b[2J", country="JP" if n else "DE"))
    amount = {"minor": 12_000_000, "currency": "CNY"}
    deal = {"customer_id": 1, "stage": "negotiation", "amount": amount}
    desk.apply(new("deals", **deal))
    desk.apply(new("follow_ups", customer_id=1, due_at="2026-11-24T09:30:00Z", promised=True))
    return Room(desk).snapshot


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "desk.json"
    path.write_text("{}")
    (tmp_path / "desk.json.journal").write_text("[]")
    return path


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def test_rows_and_figures_are_those_of_the_snapshot():
    digest = digest_of(a_snapshot(), EN)
    assert (digest.language, digest.day) == ("en", "2026-11-24")
    first, second, third = digest.rows
    assert first == TodayRow(
        customer_id=1, tier="A", name="宏达0[2J", lane=True, waiting=False, asleep=False,
        local_time="10:00", late=0, due="2026-11-24", reason="promised", amount="¥120k", percent=60,
        urgency=first.urgency, stage="Negotiation", promised=True, signed=False, at="09:30",
    )  # fmt: skip
    assert first.urgency > 20
    assert [(row.lane, row.waiting, row.asleep) for row in (second, third)] == [
        (False, False, True), (False, True, True),
    ]  # fmt: skip
    figures = digest.figures
    assert (figures["planned"], figures["waiting"], figures["not_today"]) == (2, 2, 1)
    assert (figures["capacity"], figures["quota_A"], figures["tier_A"]) == (2, 1, 3)
    assert figures["customers"] == 3


def test_texts_are_in_the_readers_language():
    digest = digest_of(a_snapshot(), ZH)
    assert digest.language == "zh"
    assert digest.rows[0].amount == "¥12万"
    assert digest.rows[0].stage == "洽谈"


def test_a_promise_without_a_time_has_none():
    desk = open_desk()
    desk.apply(added("A"))
    desk.apply(new("follow_ups", customer_id=1, due_at="2026-11-24", promised=True))
    assert digest_of(Room(desk).snapshot, EN).rows[0].at == ""


def test_rows_are_made_when_somebody_looks():
    snapshot = a_snapshot(9)
    rows = TodayRows(snapshot, EN)
    assert (rows.lane, len(rows.plan), len(rows.waiting), len(rows)) == ([1], 1, 7, 9)
    assert tuple(rows.row(i) for i in rows.ids) == digest_of(snapshot, EN).rows
    assert rows.row(1) is rows.row(1)
    with pytest.raises(KeyError):
        rows.row(77)


def test_no_capacity_is_told_as_minus_one():
    snapshot = a_snapshot()
    assert figures_of(snapshot)["capacity"] == 2
    assert len(digest_of(snapshot, EN, 1).rows) == 1


def kept(cache, book, language="en"):
    digest = digest_of(a_snapshot(), Catalog(language))
    save(cache, book, digest)
    return digest


def test_what_was_kept_comes_back(cache, book):
    assert load(cache, book, "en", TODAY) is None
    digest = kept(cache, book)
    assert load(cache, book, "en", TODAY) == digest
    (file,) = cache.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_digest_of_zh_comes_back_whole(cache, book):
    assert kept(cache, book, "zh") == load(cache, book, "zh", TODAY)


@pytest.mark.parametrize("name", ["desk.json", "desk.json.journal"])
@pytest.mark.parametrize("what", ["longer", "touched", "replaced", "gone"])
def test_anything_that_happened_to_the_book_ends_it(cache, book, name, what):
    kept(cache, book)
    file = book.with_name(name)
    before = file.stat()
    if what == "longer":
        file.write_text(file.read_text() + " ")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif what == "touched":
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    elif what == "replaced":
        copy = file.with_name("copy")
        copy.write_text(file.read_text())
        os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
        copy.replace(file)
    else:
        file.unlink()
    assert load(cache, book, "en", TODAY) is None


def test_another_day_language_or_book_ends_it(cache, book, tmp_path):
    digest = kept(cache, book)
    assert load(cache, book, "zh", TODAY) is None
    assert load(cache, book, "en", TODAY + timedelta(days=1)) is None
    assert load(cache, tmp_path / "other.json", "en", TODAY) is None
    assert load(cache, book, "en", TODAY) == digest


def broken(change):
    """A digest file in which somebody changed something."""

    def write(cache, book):
        kept(cache, book)
        (file,) = cache.iterdir()
        document = json.loads(file.read_text())
        change(document)
        file.write_text(json.dumps(document))

    return write


def spoil(content):
    def write(cache, book):
        kept(cache, book)
        (file,) = cache.iterdir()
        file.write_bytes(content)

    return write


BROKEN = [
    spoil(b""), spoil(b"{"), spoil(b"\xff"), spoil(b"[]"), spoil(b"null"), spoil(b"[" * 99_999),
    spoil(b" " * (2 << 20)),
    broken(lambda d: d.update(schema=2)), broken(lambda d: d.pop("rows")),
    broken(lambda d: d["rows"][0].pop()), broken(lambda d: d["rows"][0].append(1)),
    broken(lambda d: d["rows"].append("row")), broken(lambda d: d["rows"].extend(d["rows"] * 40)),
    broken(lambda d: d["rows"][0].__setitem__(0, "1")),
    broken(lambda d: d["rows"][0].__setitem__(3, 1)),
    broken(lambda d: d["figures"].pop("planned")), broken(lambda d: d["figures"].update(done="3")),
    broken(lambda d: d["figures"].update(done=True)), broken(lambda d: d.update(figures=[])),
    broken(lambda d: d.update(language=7)), broken(lambda d: d.update(day=None)),
    broken(lambda d: d.update(book="/elsewhere")), broken(lambda d: d.update(files=[])),
]  # fmt: skip


@pytest.mark.parametrize("damage", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_digest_is_as_good_as_none(cache, book, damage):
    damage(cache, book)
    assert load(cache, book, "en", TODAY) is None


def test_text_that_somebody_wrote_into_the_cache_cannot_act(cache, book):
    broken(lambda d: d["rows"][0].__setitem__(2, "\x1b]0;owned\x07 name\u202e"))(cache, book)
    assert load(cache, book, "en", TODAY).rows[0].name == "]0;owned name"


def test_a_cache_that_cannot_be_written_is_no_failure(cache, book):
    cache.write_text("a file in the way")
    save(cache, book, Digest("en", "2026-11-24", {}, ()))
    assert load(cache, book, "en", TODAY) is None


def test_a_real_book_is_recognised_after_it_was_closed(tmp_path, cache):
    from tierdesk.desk.desk import Desk
    from tierdesk.domain.references import resolve
    from tierdesk.store.engines import open_store

    path = tmp_path / "real.json"

    def session():
        return Desk(open_store(path, readonly=False, resolve=resolve, who="li"), NOW, "li")

    desk = session()
    desk.apply(added("A"))
    snapshot = Room(desk).snapshot
    desk.close()
    save(cache, path, digest_of(snapshot, EN))
    session().close()
    assert load(cache, path, "en", TODAY).rows[0].name == "A", "looking changes nothing"
    other = session()
    other.apply(added("B"))
    assert load(cache, path, "en", TODAY) is None
    other.close()


def test_loading_imports_neither_records_nor_rules_nor_a_store(tmp_path, cache, book):
    kept(cache, book)
    code = (
        "import sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from tierdesk.desk.digest import load\n"
        "from tierdesk.desk.keepsakes import Keepsakes\n"
        "found = load(Path(sys.argv[1]), Path(sys.argv[2]), 'en', date(2026, 11, 24))\n"
        "Keepsakes(Path(sys.argv[1]), Path(sys.argv[2])).load()\n"
        "assert len(found.rows) == 3, found\n"
        "print(' '.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(cache), str(book)], check=True, text=True,
                          capture_output=True, env={**os.environ, "HOME": str(tmp_path)})  # fmt: skip
    modules = set(done.stdout.split())
    roots = {name.split(".")[0] for name in modules}
    assert not roots & {"pydantic", "pydantic_core", "tinydb", "textual", "rich", "holidays", "click",
                        "decimal", "hashlib", "tempfile"}  # fmt: skip
    ours = {name for name in modules if name.startswith("tierdesk.")}
    assert not any(name.startswith(("tierdesk.triage", "tierdesk.scoring", "tierdesk.pipeline",
                                    "tierdesk.store.tiny.engine")) for name in ours)  # fmt: skip
