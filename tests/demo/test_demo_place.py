"""The demo as a file: it opens without a word, is whole, and is an ordinary book from then on."""

import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from demo_moments import READER, TUESDAY, seen
from tinydb import TinyDB

from tierdesk.demo.place import make
from tierdesk.desk.desk import Desk
from tierdesk.domain.change import Change, Edit, without_rev
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.errors import Refused
from tierdesk.store.engines import check, open_store
from tierdesk.store.port import Conflict

ZONE = ZoneInfo("Asia/Shanghai")


def opened(place, readonly=False):
    return open_store(place, readonly=readonly, resolve=resolve, who=READER)


def test_the_file_holds_the_book_and_opens_without_a_word(tmp_path):
    place = make(tmp_path / "demo", TUESDAY, ZONE, READER)
    assert check(place).ok
    store = opened(place, readonly=True)
    store.load()
    held = {t: {i: without_rev(d) for i, d in docs.items()} for t, docs in store.tables().items()}
    assert store.notes == []
    store.close()
    assert held == seen(TUESDAY).tables


def test_a_plain_tinydb_reads_it(tmp_path):
    place = make(tmp_path, TUESDAY, ZONE, READER)
    with TinyDB(place, encoding="utf-8", access_mode="r") as db:
        assert len(db.table("customers")) == len(seen(TUESDAY).tables["customers"])


def test_there_is_nothing_to_undo_before_the_first_change_and_then_only_that(tmp_path):
    desk = Desk(opened(make(tmp_path, TUESDAY, ZONE, READER)), Moment(TUESDAY, ZONE, "EUR"), READER)
    assert desk.moment.currency == "CNY"
    with pytest.raises(Refused):
        desk.undo()
    before = desk.book.get("customers", 1)
    desk.apply(
        Change("customer.set", {}, (Edit("customers", 1, before, {**before, "city": "苏州"}),))
    )
    desk.undo()
    assert without_rev(desk.book.get("customers", 1)) == without_rev(before)
    desk.close()


def test_a_demo_that_lies_there_is_not_overwritten(tmp_path):
    place = make(tmp_path, TUESDAY, ZONE, READER)
    before = place.read_bytes()
    with pytest.raises(Conflict):
        make(tmp_path, TUESDAY, ZONE, READER)
    assert place.read_bytes() == before


def test_somebody_without_a_name_can_open_a_demo(tmp_path):
    assert check(make(tmp_path, TUESDAY, ZONE, "")).ok


def test_telling_the_book_needs_neither_store_nor_records(tmp_path):
    code = (
        "import sys\n"
        "from datetime import UTC, datetime\n"
        "from tierdesk.demo.book import tables\n"
        "tables(datetime(2026, 11, 24, tzinfo=UTC), UTC, 'li')\n"
        "print('\\n'.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=tmp_path)  # fmt: skip
    modules = set(done.stdout.split())
    assert not {m.split(".")[0] for m in modules} & {"pydantic", "tinydb", "textual", "click"}
    assert not {
        m for m in modules if m.startswith(("tierdesk.store", "tierdesk.desk", "tierdesk.triage"))
    }
