"""The bytes of the data file and of the journal, as docs/data-format.md promises them."""

import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.store.tiny.codec import crc8, dumps, loads, strict
from tierdesk.store.tiny.journal import (
    Header,
    Record,
    change_ids,
    follow,
    frame,
    header_line,
    payload_of,
    scan,
    tail_state,
    unframe,
)
from tierdesk.store.tiny.snapshot import (
    BLOCK,
    Meta,
    UnreadableError,
    header,
    is_id,
    parse,
    peek,
    write_snapshot,
)
from tierdesk.store.tiny.syscalls import OsIO

SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text('ab\n"}', max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
DOCS = st.dictionaries(st.text('xyz{},:\n"', min_size=1, max_size=4), VALUES, max_size=4)
TABLES = st.dictionaries(
    st.text('tuv"{}\n客', min_size=1, max_size=5),
    st.dictionaries(st.integers(1, 10**6).map(str), DOCS, max_size=5),
    max_size=4,
)


def written(path, tables, meta=None):
    meta = meta or Meta("ab" * 16, 3, 7, "0badf00d", dict.fromkeys(tables, 9))
    return write_snapshot(OsIO(), str(path), tables, meta, None)


@settings(max_examples=80, deadline=None)
@given(tables=TABLES)
def test_a_snapshot_reads_back_in_one_go_and_by_pieces(tmp_path_factory, tables):
    path = tmp_path_factory.mktemp("s") / "crm.json"
    meta = written(path, tables)
    raw, calls = path.read_bytes(), []
    for progress in (None, calls.append):
        parsed = parse(raw, "crm.json", progress)
        assert (parsed.tables, parsed.meta, parsed.state) == (tables, meta, "ok")
    assert all(0 < done <= 1 for done in calls) and calls == sorted(calls)
    assert {**json.loads(raw), "_meta": None} == {**tables, "_meta": None}


def test_a_snapshot_has_one_document_a_line_in_the_order_of_the_ids(tmp_path):
    path = tmp_path / "crm.json"
    written(path, {"b": {"10": {"n": "客"}, "9": {}}, "a": {}})
    raw = path.read_bytes()
    assert raw[:14] == b'{"_meta":{"1":' and raw[BLOCK - 1 : BLOCK] == b"\n"
    assert raw[BLOCK:].decode() == ',"a":{\n}\n,"b":{\n"9":{},\n"10":{"n":"客"}\n}\n}\n'
    known = json.loads(raw)["_meta"]["1"]
    assert known["size"] == len(raw) - BLOCK
    assert known["crc"] == f"{zlib.crc32(raw[BLOCK:]):08x}"
    assert (known["app"], known["format"], known["schema"]) == ("tierdesk", 1, 1)


def test_pieces_are_cut_at_lines_in_a_large_table(tmp_path):
    tables = {
        name: {str(i): {"text": "x" * 300, "i": i} for i in range(1, 4000)} for name in ("a", "b")
    }
    written(tmp_path / "f", tables)
    seen = []
    assert parse((tmp_path / "f").read_bytes(), "f", seen.append).tables == tables
    assert len(seen) > 8 and seen[-1] > 0.99


def test_a_first_line_of_many_tables_takes_more_blocks(tmp_path):
    tables = {f"table number {i} with a long name": {"1": {}} for i in range(60)}
    written(tmp_path / "f", tables)
    raw = (tmp_path / "f").read_bytes()
    assert (raw.index(b"\n") + 1) % BLOCK == 0 and raw.index(b"\n") > BLOCK
    assert parse(raw, "f").tables == tables


def test_the_meta_checksum_survives_a_rewrite_by_another_program(tmp_path):
    meta = written(tmp_path / "f", {"t": {"1": {"a": "客"}}})
    again = json.dumps(json.loads((tmp_path / "f").read_bytes()), indent=1).encode()
    assert peek(again) is None
    parsed = parse(again, "f")
    assert (parsed.state, parsed.meta) == ("edited", meta)


def test_a_first_line_with_a_wrong_checksum_is_unreadable(tmp_path):
    written(tmp_path / "f", {"t": {}})
    raw = (tmp_path / "f").read_bytes().replace(b'"seq":7', b'"seq":8')
    with pytest.raises(UnreadableError, match="_meta"):
        parse(raw, "f")


def test_the_length_of_the_first_line_does_not_depend_on_the_size_of_the_book():
    small = Meta("ab" * 16, 1, 1, "00000000", {"t": 1}, size=1)
    assert len(header(small, BLOCK)) == BLOCK


@pytest.mark.parametrize("key", ["1", "10", "999999999999999999"])
def test_ids_are_whole_numbers_from_one(key):
    assert is_id(key)


@pytest.mark.parametrize("key", ["0", "01", "-1", "1.0", "", "一", "²", "a", "9" * 19, " 1"])
def test_anything_else_is_no_id(key):
    assert not is_id(key)


def line(seq, prev, ops=(), cid="c"):
    payload = payload_of(Record(seq, prev, cid, "me", "", list(ops), ""))
    return frame(payload)


def journal(count, first=5):
    prev = "00000000"
    raw = header_line(Header("s", 2, first - 1, prev, "", 0))
    for seq in range(first, first + count):
        raw += (new := line(seq, prev, [("t", seq, 0, {"rev": seq})], f"c{seq}"))
        prev = new[2:10].decode()
    return raw


def test_each_line_is_json_and_carries_the_checksum_of_its_payload():
    for text in journal(2).splitlines():
        crc, payload = json.loads(text)
        assert crc == crc8(text[12:-1])
        assert payload == unframe(text)
    record = json.loads(journal(1).splitlines()[1])[1]
    assert list(record) == ["seq", "prev", "cid", "by", "at", "ops"]


def test_a_scan_follows_the_chain():
    found = scan(journal(3))
    assert [record.seq for record in found.records] == [5, 6, 7]
    assert (found.state, found.last, found.header.gen) == ("ok", 7, 2)
    assert change_ids(journal(3)) == {"c5": 5, "c6": 6, "c7": 7}


def test_a_record_of_another_history_is_damage_not_a_continuation():
    raw = journal(2) + line(7, "deadbeef")
    found = scan(raw)
    assert (len(found.records), found.state) == (2, "damaged")


def test_a_record_out_of_order_is_damage():
    lines = journal(3).splitlines(keepends=True)
    found = scan(lines[0] + lines[2] + lines[1] + lines[3])
    assert (len(found.records), found.state) == (0, "damaged")


def test_a_missing_newline_between_two_records_is_damage():
    raw = journal(3)
    cut = raw.rindex(b"\n", 0, -1)
    assert scan(raw[:cut] + raw[cut + 1 :]).state == "damaged"


@pytest.mark.parametrize("tail", [b"", b"[", b'["0000', b"\0" * 40, b'["00000000",{"seq":9,'])
def test_an_unfinished_tail_is_torn(tail):
    assert not tail or tail_state(tail, 0) == "torn"
    found = scan(journal(2) + tail)
    assert (len(found.records), found.state) == (2, "torn" if tail else "ok")


def test_follow_stops_where_the_chain_breaks():
    raw = journal(2)
    start = raw.index(b"\n") + 1
    assert follow(raw, start, 4, "11111111") == ([], start)


@pytest.mark.parametrize("raw", [b'{"a":1,"a":2}', b"[NaN]", b"[1e999]", b"[Infinity]"])
def test_strict_json_refuses_what_would_be_lost(raw):
    with pytest.raises(ValueError, match=r"duplicate|not JSON|too large"):
        strict(raw)


@settings(deadline=None)
@given(value=VALUES)
def test_the_codec_keeps_every_value(value):
    assert loads(dumps(value)) == value == json.loads(dumps(value))
