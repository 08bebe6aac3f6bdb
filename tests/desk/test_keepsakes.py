"""Places and drafts survive a quit, a kill and a second session."""

import json
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.desk.keepsakes import MOST_CHARACTERS, MOST_DRAFTS, Draft, Keepsakes, State, View


@pytest.fixture
def book(tmp_path):
    return tmp_path / "desk.json"


def kept(tmp_path, book):
    made = Keepsakes(tmp_path / "state", book)
    return made, made.load()


def folder(tmp_path):
    return next((tmp_path / "state" / "books").iterdir())


def test_at_first_nothing_is_remembered_and_nothing_is_written(tmp_path, book):
    keepsakes, said = kept(tmp_path, book)
    assert (keepsakes.state, keepsakes.drafts, said) == (State(), {}, None)
    assert os.listdir(tmp_path) == []


def test_places_come_back(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    view = View(selected=7, filter="tier:A 张", sort="due", descending=True, scroll=40, section="x")
    state = State("customers", {"customers": view, "today": View(3)})
    keepsakes.keep_state(state)
    again, said = kept(tmp_path, book)
    assert (again.state, said) == (state, None)


def test_a_draft_is_on_the_disk_after_each_keystroke(tmp_path, book):
    typing, _ = kept(tmp_path, book)
    for end in range(1, 6):
        typing.keep_draft("log", 12, Draft({"result": "reached", "text": "要报价单吗"[:end]}, end))
        after_a_kill, _ = kept(tmp_path, book)
        assert after_a_kill.drafts == typing.drafts
        assert after_a_kill.drafts["log", 12].fields["text"] == "要报价单吗"[:end]


def test_a_draft_that_was_sent_is_gone(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 12, Draft({"text": "a"}))
    keepsakes.keep_draft("log", 13, Draft({"text": "b"}))
    keepsakes.keep_draft("log", 12, None)
    keepsakes.keep_draft("log", 99, None)
    assert list(kept(tmp_path, book)[0].drafts) == [("log", 13)]


def test_two_sessions_do_not_take_each_others_drafts_away(tmp_path, book):
    one, other = kept(tmp_path, book)[0], kept(tmp_path, book)[0]
    one.keep_draft("log", 1, Draft({"text": "one"}))
    other.keep_draft("log", 2, Draft({"text": "other"}))
    one.keep_draft("log", 1, Draft({"text": "one more"}))
    assert {key: d.fields["text"] for key, d in kept(tmp_path, book)[0].drafts.items()} == {
        ("log", 1): "one more", ("log", 2): "other",
    }  # fmt: skip


def test_books_are_kept_apart(tmp_path, book):
    kept(tmp_path, book)[0].keep_draft("log", 1, Draft({"text": "x"}))
    assert kept(tmp_path, tmp_path / "elsewhere" / "desk.json")[0].drafts == {}


def test_files_are_private(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 1, Draft({"text": "secret"}))
    keepsakes.keep_state(State())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder(tmp_path).iterdir()}
    assert modes == {0o600}


BROKEN = [b"", b"{", b"\xff\xfe", b"[]", b'{"screen": 1, "views": {}}', b'{"fields": [], "cursor": 0}',
          b'{"fields": {"a": 1}, "cursor": 0}', b'{"fields": {}, "cursor": true}',
          b'{"screen": "x", "views": {"today": [1, 2]}}', b"null", b"[" * 99_999, b"x" * 300_000]  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
def test_broken_files_are_put_aside_and_told_in_one_sentence(tmp_path, book, content):
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 1, Draft({"text": "whole"}))
    keepsakes.keep_draft("log", 2, Draft({"text": "broken"}))
    keepsakes.keep_state(State("customers"))
    where = folder(tmp_path)
    (where / "draft-log-2.json").write_bytes(content)
    (where / "state.json").write_bytes(content)
    again, said = kept(tmp_path, book)
    if content == b"null":
        assert said is None, "as good as nothing"
        return
    assert list(again.drafts) == [("log", 1)]
    assert again.state == State()
    assert said.args["files"] == ["state.json", "draft-log-2.json"]
    assert (where / "draft-log-2.json.broken").read_bytes() == content
    assert kept(tmp_path, book)[1] is None, "told once"


@pytest.mark.parametrize(
    "name", ["draft-../../x-1.json", "draft-log-.json", "draft-log-1.json.tmp", "x"]
)
def test_strange_files_in_the_folder_are_left_alone(tmp_path, book, name):
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 1, Draft({"text": "x"}))
    strange = folder(tmp_path) / name.replace("/", "_")
    strange.write_text("?")
    again, said = kept(tmp_path, book)
    assert (list(again.drafts), said) == ([("log", 1)], None)
    assert strange.read_text() == "?"


def test_the_oldest_drafts_give_way(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    for customer_id in range(MOST_DRAFTS + 3):
        keepsakes.keep_draft("log", customer_id, Draft({"text": "x"}))
    assert len(keepsakes.drafts) == len(os.listdir(folder(tmp_path))) == MOST_DRAFTS
    assert ("log", 2) not in keepsakes.drafts
    assert ("log", MOST_DRAFTS + 2) in kept(tmp_path, book)[0].drafts


def test_a_text_of_any_length_is_bounded_on_the_disk(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 1, Draft({"text": "报" * (MOST_CHARACTERS + 5)}, 9))
    again, _ = kept(tmp_path, book)
    assert again.drafts["log", 1].fields["text"] == "报" * MOST_CHARACTERS


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_comes_back(tmp_path_factory, text, name):
    where = tmp_path_factory.mktemp("any")
    keepsakes = Keepsakes(where, where / "book")
    keepsakes.keep_draft("log", 1, Draft({"text": text, name: "x"}))
    keepsakes.keep_state(State(name, {name: View(filter=text)}))
    again = Keepsakes(where, where / "book")
    assert again.load() is None
    assert again.drafts == keepsakes.drafts
    assert again.state == keepsakes.state


def test_a_disk_that_takes_nothing_is_told_and_typing_goes_on(tmp_path, book):
    (tmp_path / "state").write_text("a file in the way")
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 1, Draft({"text": "x"}))
    assert keepsakes.drafts["log", 1].fields == {"text": "x"}
    assert str(tmp_path / "state") in keepsakes.fault.args["folder"]


def test_a_place_is_a_name_and_no_path(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    with pytest.raises(ValueError):
        keepsakes.keep_draft("../x", 1, Draft({}))


def test_the_files_are_json_that_a_person_can_read(tmp_path, book):
    keepsakes, _ = kept(tmp_path, book)
    keepsakes.keep_draft("log", 1, Draft({"text": "要报价"}, 3))
    written = (folder(tmp_path) / "draft-log-1.json").read_text(encoding="utf-8")
    assert json.loads(written) == {"fields": {"text": "要报价"}, "cursor": 3}
    assert "要报价" in written
