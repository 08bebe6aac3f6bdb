"""Who looks like the one being added: the index is made when somebody adds, and follows the book."""

from types import SimpleNamespace

from tierdesk.domain.book import Book
from tierdesk.ui.alikes import Alikes


def room_of(*names):
    tables = {"customers": {str(n): {"name": name} for n, name in enumerate(names, 1)}}
    return SimpleNamespace(desk=SimpleNamespace(book=Book(tables)), listeners=[]), tables


def found(alikes, room, name="", phones="", emails=""):
    return [similar.customer_id for similar in alikes.of(room, name, phones, emails)]


def test_the_likeliest_are_found_by_name():
    room, _ = room_of("宏达机械有限公司", "Nordwind GmbH", "Oakline")
    assert found(Alikes(), room, "宏达机械") == [1]
    assert found(Alikes(), room, "Nordwind") == [2]


def test_a_phone_is_enough_and_several_may_be_typed():
    room, tables = room_of("Acme", "Oakline")
    tables["contacts"] = {"1": {"customer_id": 2, "phones": ["+86 138 0000 2101"]}}
    assert found(Alikes(), room, "", "139 1111 2222; 13800002101") == [2]


def test_nobody_looks_like_a_name_that_was_hardly_begun():
    room, _ = room_of("Acme")
    assert found(Alikes(), room, "A") == []
    assert found(Alikes(), room, "  ") == []
    assert room.listeners == [], "no index is made for nothing"


def test_the_index_follows_what_is_added_changed_and_removed():
    room, tables = room_of("Acme Tools")
    alikes = Alikes()
    assert found(alikes, room, "Kestrel Supplies") == []
    tables["customers"]["2"] = {"name": "Kestrel Supplies"}
    room.listeners[0](frozenset({2}))
    assert found(alikes, room, "Kestrel Supplies") == [2]
    del tables["customers"]["2"]
    room.listeners[0](frozenset({2}))
    assert found(alikes, room, "Kestrel Supplies") == []


def test_a_book_that_was_exchanged_is_read_again_and_listened_to_once():
    room, tables = room_of("Acme Tools")
    alikes = Alikes()
    found(alikes, room, "Acme Tools")
    tables["customers"]["3"] = {"name": "Oakline Ltd"}
    room.listeners[0](None)
    assert found(alikes, room, "Oakline") == [3]
    assert len(room.listeners) == 1
