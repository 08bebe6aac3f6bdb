"""Whatever bytes stand in for the data file: no crash, and not one byte of a refused one changes."""

import json
import os
from pathlib import Path

import pytest
from store_story import (
    bytes_of,
    change,
    opened,
    put,
)

from tierdesk.store.port import Damaged, Op, StoreError
from tierdesk.store.tiny.integrity import check

WEIRD = {
    "list": b"[1,2]",
    "text": b'"x"',
    "document is a text": b'{"customers":{"1":"x"}}',
    "table is a list": b'{"customers":[]}',
    "id is a word": b'{"customers":{"abc":{}}}',
    "id with zeros": b'{"customers":{"007":{}}}',
    "id zero": b'{"customers":{"0":{}}}',
    "id below zero": b'{"customers":{"-1":{}}}',
    "huge id": b'{"customers":{"' + b"9" * 5000 + b'":{}}}',
    "duplicate ids": b'{"customers":{"1":{"name":"a"},"1":{"name":"b"}}}',
    "duplicate fields": b'{"customers":{"1":{"name":"a","name":"b"}}}',
    "NaN": b'{"customers":{"1":{"x":NaN}}}',
    "infinite": b'{"customers":{"1":{"x":1e999}}}',
    "latin-1": b'{"customers":{"1":{"x":"\xe9"}}}',
    "lone surrogate": b'{"customers":{"1":{"x":"\\ud800"}}}',
    "foreign _meta": b'{"_meta":{"1":{"x":1}},"customers":{}}',
    "conflict markers": b'<<<<<<< HEAD\n{"customers":{}}\n',
    "byte order mark": b'\xef\xbb\xbf{"customers":{}}',
    "UTF-16": '{"customers":{}}'.encode("utf-16"),
    "binary": bytes(range(256)),
    "deep": b'{"a":{"1":' + b'{"x":' * 400 + b"1" + b"}" * 400 + b"}}",
}


@pytest.mark.parametrize("name", sorted(WEIRD))
def test_weird_content_is_refused_with_a_sentence_and_not_one_byte_changes(tmp_path, name):
    path = str(tmp_path / "crm.json")
    Path(path).write_bytes(WEIRD[name])
    before = bytes_of(tmp_path)
    with pytest.raises(Damaged, match="nothing was changed"):
        opened(path)
    assert not check(path).ok
    assert bytes_of(tmp_path) == before


def test_big_numbers_and_strange_texts_survive(tmp_path):
    path = str(tmp_path / "crm.json")
    doc = {"big": 10**300, "small": -0.0, "text": '\u2028\x7f"\\\U0001f600', "deep": [[{}]]}
    Path(path).write_text(json.dumps({"t": {"3": doc}}))
    store = opened(path)
    put(store, 4, table="t", **doc)
    store.close()
    again = opened(path)
    for key in ("3", "4"):
        assert {k: v for k, v in again.tables()["t"][key].items() if k != "rev"} == doc
    again.close()


def suites():
    root = os.environ.get("TIERDESK_REALDATA") or str(
        Path(__file__).resolve().parents[3] / "shared" / "data"
    )
    return Path(root) / "hostile_text" / "JSONTestSuite"


@pytest.mark.realdata
@pytest.mark.parametrize("shape", ["file", "document"])
def test_no_file_of_the_json_test_suite_crashes_the_store(tmp_path, shape):
    if not suites().is_dir():
        pytest.skip(f"no JSONTestSuite in {suites()}")
    opened_files = refused = 0
    for number, source in enumerate(sorted(suites().rglob("*.json"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        path, raw = str(folder / "crm.json"), source.read_bytes()
        if shape == "document":
            raw = b'{"t":{"1":{"value":' + raw + b"}}}"
        Path(path).write_bytes(raw)
        before = bytes_of(folder)
        try:
            store = opened(path)
        except StoreError:
            refused += 1
            assert bytes_of(folder) == before, source
            continue
        opened_files += 1
        held = {name: dict(docs) for name, docs in store.tables().items()}
        store.commit(change(Op("added", -1, 0, {"x": 1})))
        store.close()
        again = opened(path)
        assert {k: v for k, v in again.tables().items() if k != "added"} == held, source
        again.close()
    assert refused > 150 and opened_files > (2 if shape == "file" else 60)
