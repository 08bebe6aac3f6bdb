"""The board of last time: believed only when nothing happened since, and never trusted with a type or a
control character."""

import json
from datetime import date, timedelta

import pytest

from tierdesk.desk.board_digest import BoardDigest, CardRow, ColumnRow, load, save

TODAY = date(2026, 11, 24)
CARD = CardRow(
    2,
    1,
    "A",
    "宏达",
    "¥320k",
    60,
    78,
    70,
    83,
    "+2d",
    False,
    False,
    True,
    False,
    "Line 3",
    12,
    14,
    "",
)
COLUMN = ColumnRow("prospect", "Prospect", "open", 41, "¥1.2M", "NZD 3k", "NZD", "¥120k")
DIGEST = BoardDigest("en", "2026-11-24", 41, "¥120k", "NZD", (COLUMN,), (7,), ((CARD,),))


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "desk.json"
    path.write_text("{}")
    return path


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def kept(cache):
    (path,) = cache.glob("board-*.json")
    return path


def test_what_was_kept_is_what_comes_back(book, cache):
    save(cache, book, DIGEST)
    assert load(cache, book, "en", TODAY) == DIGEST
    assert kept(cache).stat().st_mode & 0o077 == 0, "nobody else reads it"


def test_nothing_kept_is_nothing_shown(book, cache):
    assert load(cache, book, "en", TODAY) is None
    save(cache, book, DIGEST)
    save(cache, book, None)
    assert load(cache, book, "en", TODAY) is None
    save(cache, book, None)


def test_another_day_language_or_book_is_not_it(book, cache, tmp_path):
    save(cache, book, DIGEST)
    assert load(cache, book, "zh", TODAY) is None
    assert load(cache, book, "en", TODAY + timedelta(1)) is None
    assert load(cache, tmp_path / "other.json", "en", TODAY) is None
    book.write_text("{ }")
    assert load(cache, book, "en", TODAY) is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 1), (("deals",), "41"), (("deals",), True), (("weighted",), None), (("heads",), {}),
        (("heads", 0), []), (("heads", 0, 3), "41"), (("firsts",), []), (("firsts", 0), 1.5), (("cards",), []),
        (("cards", 0), [[]]), (("cards", 0, 0, 0), "2"), (("cards", 0, 0, 10), 0), (("day",), 3),
    ],
)  # fmt: skip
def test_a_field_of_another_type_is_nothing_at_all(book, cache, path, value):
    save(cache, book, DIGEST)
    document = json.loads(kept(cache).read_text())
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    kept(cache).write_text(json.dumps(document))
    assert load(cache, book, "en", TODAY) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_a_file_that_is_something_else_is_nothing_at_all(book, cache, content):
    save(cache, book, DIGEST)
    kept(cache).write_bytes(content)
    assert load(cache, book, "en", TODAY) is None


def test_what_was_written_into_the_cache_cannot_act_on_the_terminal(book, cache):
    evil = "\x1b]52;c;aGk=\x07\u202e"
    save(cache, book, DIGEST._replace(weighted=evil, heads=(COLUMN._replace(title=evil),),
                                      cards=((CARD._replace(name=evil, note=evil),),)))  # fmt: skip
    found = load(cache, book, "en", TODAY)
    assert found is not None
    shown = found.weighted + found.heads[0].title + found.cards[0][0].name + found.cards[0][0].note
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_a_cache_that_cannot_be_written_is_no_failure(book, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    save(blocked, book, DIGEST)
    assert load(blocked, book, "en", TODAY) is None
