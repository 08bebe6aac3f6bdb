"""Tables that stay lines answer like any other table, take less room, and are written as they
were read."""

import json
import tracemalloc
from copy import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_steps import change, opened

from tierdesk.domain.book import Book
from tierdesk.store.port import Op
from tierdesk.store.tiny import line_table
from tierdesk.store.tiny.line_table import LineTable
from tierdesk.store.tiny.snapshot import Meta, parse, write_snapshot
from tierdesk.store.tiny.syscalls import OsIO

LAZY = ("touches",)
OWNERS = st.integers(-1, 4) | st.sampled_from(["1", "x", None, 1.0, True, [1], 10**18, 10**20])
DOCS = st.lists(
    st.tuples(st.just("customer_id"), OWNERS)
    | st.tuples(st.just("corrects"), st.integers(1, 12) | st.just("9"))
    | st.tuples(st.just("content"), st.sampled_from(['"corrects":', '"customer_id":1,', "a\nb", "}"]))
    | st.tuples(st.just("custom"), st.just({"customer_id": 2, "corrects": 1})),
    max_size=4,
).map(dict)  # fmt: skip
IDS = st.integers(1, 12) | st.just(10**17)
TABLES = st.dictionaries(IDS, DOCS, max_size=8)
STEPS = st.lists(st.tuples(IDS, st.none() | DOCS), max_size=8)


def written(folder, tables):
    """The bytes of a snapshot."""
    meta = Meta("ab" * 16, 3, 7, "0badf00d", {})
    write_snapshot(OsIO(), str(folder / "crm.json"), tables, meta, None)
    return (folder / "crm.json").read_bytes()


def lazily(raw):
    return parse(raw, "crm.json", lazy=LAZY).tables


def answers(tables):
    """All that a book asks of a table."""
    book = Book(tables)
    having = {
        str(value): sorted(book.having("touches", "customer_id", value), key=lambda row: row[0])
        for value in (-1, 0, 1, 2, 3, 4, "1", "x", None, 10**18, 10**20)
    }
    walked = {case.id: sorted(case.touches, key=lambda row: row[0]) for case in book.cases()}
    looked = [sorted(book.case(i).touches, key=lambda row: row[0]) for i in range(1, 5)]
    return having, walked, looked, sorted(i for i, _ in book.holding("touches", "corrects"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(touches=TABLES, steps=STEPS, asked=st.integers(0, 8))
def test_lines_answer_like_documents_whatever_was_written_over_them(
    tmp_path_factory, touches, steps, asked
):
    customers = {str(i): {"name": "A"} for i in (4, 1, 2, 3)}
    plain = {"customers": customers, "touches": {str(i): touches[i] for i in sorted(touches)}}
    folder = tmp_path_factory.mktemp("lines")
    lazy = lazily(written(folder, plain))
    assert isinstance(lazy["touches"], LineTable) or not touches
    for at, (doc_id, doc) in enumerate(steps):
        if at == asked:
            assert answers(lazy) == answers(plain)
        for table in (lazy["touches"], plain["touches"]):
            if doc is not None:
                table[str(doc_id)] = doc
            elif str(doc_id) in table:
                del table[str(doc_id)]
    table, expected = lazy["touches"], plain["touches"]
    assert table == expected and len(table) == len(expected)
    assert sorted(table) == sorted(expected)
    assert sorted(table.items(), key=str) == sorted(expected.items(), key=str)
    assert sorted(map(str, table.values())) == sorted(map(str, expected.values()))
    assert [str(i) in table for i in range(14)] == [str(i) in expected for i in range(14)]
    assert answers(lazy) == answers(plain)
    assert written(folder, lazy) == written(folder, plain)


@pytest.mark.parametrize("key", ["", "0", "01", "x", "-1", "１", "9" * 19])
def test_what_is_no_id_names_no_line(tmp_path, key):
    table = lazily(written(tmp_path, {"touches": {"1": {"customer_id": 1}}}))["touches"]
    assert key not in table and table.get(key) is None
    with pytest.raises(KeyError):
        del table[key]


def test_a_copy_does_not_see_what_is_written_later(tmp_path):
    table = lazily(written(tmp_path, {"touches": {"1": {"customer_id": 1}, "2": {}}}))["touches"]
    before = copy(table)
    table["1"], table["3"] = {"customer_id": 2}, {"customer_id": 1}
    del table["2"]
    assert before == {"1": {"customer_id": 1}, "2": {}} and len(before) == 2
    assert before.owned(1) == [(1, {"customer_id": 1})]
    assert table.owned(1) == [(3, {"customer_id": 1})]


def test_lines_that_another_writer_would_write_are_read_as_documents(tmp_path):
    """A writer of ours that ever puts a space there loses the saving, and nothing else."""
    raw = written(tmp_path, {"touches": {"1": {"customer_id": 1}}})
    body = raw[raw.index(b"\n") + 1 :].replace(b'"1":{', b'"1": {')
    from tierdesk.store.tiny.reading import tables_of

    tables = tables_of(raw[: raw.index(b"\n") + 1] + body, None, LAZY)
    assert tables == {"touches": {"1": {"customer_id": 1}}}
    assert type(tables["touches"]) is dict


MANY = {
    "touches": {
        str(i): {
            "customer_id": i % 500 + 1, "at": f"2026-11-{i % 28 + 1:02}T08:00:{i % 60:02}Z",
            "by": "li", "result": "reached", "content": f"客户对新版报价单有疑问 {i}", "rev": 1,
        }
        for i in range(1, 5001)
    }
}  # fmt: skip


def test_lines_take_little_more_than_their_bytes(tmp_path):
    raw = written(tmp_path, MANY)
    tracemalloc.start()
    plain = parse(raw, "crm.json").tables
    parsed, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    tracemalloc.start()
    lazy = lazily(raw)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lazy == plain
    assert kept < 1.15 * len(raw)
    assert kept < 0.4 * parsed


def test_opening_and_copying_parse_no_line_and_a_look_parses_its_own(tmp_path, monkeypatch):
    raw, read, loads = written(tmp_path, MANY), [], line_table.loads
    monkeypatch.setattr(line_table, "loads", lambda raw: read.append(raw) or loads(raw))
    tables = lazily(raw)
    assert len(copy(tables["touches"])) == 5000 and "7" in tables["touches"]
    assert written(tmp_path, tables) == raw
    assert read == []
    rows = Book(tables).case(3).touches
    assert [i for i, _ in rows] == list(range(2, 5000, 500))
    assert sum(len(part) for part in read) < 10 * 200


def test_a_pass_over_the_book_parses_each_line_once(tmp_path, monkeypatch):
    raw, read, loads = written(tmp_path, MANY), [], line_table.loads
    tables = {**lazily(raw), "customers": {str(i): {} for i in range(1, 501)}}
    monkeypatch.setattr(line_table, "loads", lambda raw: read.append(raw) or loads(raw))
    assert sum(len(case.touches) for case in Book(tables).cases()) == 5000
    assert sum(map(len, read)) < len(raw) * 1.02
    assert len(read) < 50


def logged(path):
    """A book with two touches, folded into the data file."""
    store = opened(path)
    store.commit(change(Op("customers", -1, 0, {"name": "张三"})))
    touches = [Op("touches", -i, 0, {"customer_id": 1, "result": "reached"}) for i in (1, 2)]
    store.commit(change(*touches))
    store.compact()
    store.close(compact=False)


def test_two_sessions_see_each_other_s_changes_of_lines(path):
    logged(path)
    one, other = opened(path, lazy=LAZY), opened(path, lazy=LAZY)
    applied = one.commit(
        change(
            Op("touches", 1, 2, None),
            Op("touches", 2, 2, {"customer_id": 1, "result": "no_answer"}),
            Op("touches", -1, 0, {"customer_id": 1, "corrects": 2}),
        )
    )
    assert applied.before[0] == {"customer_id": 1, "result": "reached", "rev": 2}
    other.changes()
    for store in (one, other):
        assert isinstance(store.tables()["touches"], LineTable)
        assert sorted(store.tables()["touches"]) == ["2", "3"]
        assert [i for i, _ in Book(store.tables()).case(1).touches] == [3]
        store.close(compact=False)


@pytest.mark.parametrize("off_lock", [False, True])
def test_compaction_writes_the_same_bytes_with_lines_as_without(tmp_path, off_lock):
    files = []
    for name, lazy in (("a", ()), ("b", LAZY)):
        logged(tmp_path / name)
        store = opened(tmp_path / name, lazy=lazy)
        store.commit(change(Op("touches", 1, 2, {"customer_id": 1, "content": "改"})))
        store.compact(off_lock)
        store.close(compact=False)
        files.append((tmp_path / name).read_bytes())
    assert files[0][512:] == files[1][512:]
    assert json.loads(files[1])["touches"]["1"] == {"customer_id": 1, "content": "改", "rev": 3}


def test_a_journal_that_was_not_folded_in_lies_over_the_lines(path):
    logged(path)
    store = opened(path)
    store.commit(change(Op("touches", 2, 2, None), Op("touches", -1, 0, {"customer_id": 1})))
    store.close(compact=False)
    store = opened(path, lazy=LAZY)
    assert [i for i, _ in Book(store.tables()).case(1).touches] == [1, 3]
    assert store.free_id("touches") == 4
    store.close(compact=False)


def test_a_pass_that_looks_at_no_contact_parses_none(tmp_path, monkeypatch):
    contacts = {str(i): {"customer_id": i % 300 + 1, "name": f"王 {i}"} for i in range(1, 601)}
    customers = {str(i): {"name": "A"} for i in range(1, 301)}
    written(tmp_path, {"contacts": contacts, "customers": customers})
    raw, read, loads = (tmp_path / "crm.json").read_bytes(), [], line_table.loads
    tables = parse(raw, "crm.json", lazy=("contacts",)).tables
    monkeypatch.setattr(line_table, "loads", lambda raw: read.append(raw) or loads(raw))
    cases = list(Book(tables).cases())
    assert read == []
    assert len(cases[2].contacts) == 2 and len(read) == 1
    assert cases[2].contacts[0] == (2, contacts["2"])
    assert cases == [Book({**tables, "contacts": contacts}).case(i) for i in range(1, 301)]
    assert cases[3].contacts != cases[2].contacts
    assert [name for _, doc in cases[3].contacts[:1] if (name := doc["name"])] == ["王 3"]
