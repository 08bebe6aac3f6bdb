"""`today` and `list` make their rows in one pass over the book, by the rules of the roster."""

from types import SimpleNamespace

import pytest
from test_show_and_filters import NOW, book_of, money

from tierdesk.commands.doing import list_, today
from tierdesk.commands.doing.subjects import chosen, found, subjects_of
from tierdesk.domain.document import stamp
from tierdesk.errors import Usage
from tierdesk.search.query import parse


def front_of(book, by="li"):
    return SimpleNamespace(desk=SimpleNamespace(book=book, moment=NOW, by=by), sentence=str)


def graded(tier, **fields):
    return {"name": f"{tier} customer", "tier_override": {"tier": tier, "reason": "r"}, **fields}


def ids(document, part="customers", key="id"):
    return [row[key] for row in document[part]]


def test_contacts_of_today_by_the_person_at_the_desk_use_slots():
    customers = [graded("A") for _ in range(6)]
    touches = [{"customer_id": n, "at": stamp(NOW.now), "result": "reached", "by": by}
               for n, by in ((1, "li"), (2, "li"), (3, "wang"))]  # fmt: skip
    book = book_of(customers=customers, touches=touches, settings=[{"capacity": 3}])
    document = today.run(front_of(book), {}).document
    assert ids(document, "queue", "customer_id") == [4]
    assert document["not_today"] == 2
    assert document["summary"]["done"] == 3
    others = today.run(front_of(book, by="wang"), {}).document
    assert ids(others, "queue", "customer_id") == [4, 5]


def test_the_list_is_sorted_and_cut():
    customers = [graded("A", name=name) for name in ("Cy", "Ann", "Bo")]
    front = front_of(book_of(customers=customers))
    assert ids(list_.run(front, {"sort": "name"}).document) == [2, 3, 1]
    document = list_.run(front, {"sort": "id", "limit": "2"}).document
    assert (ids(document), document["found"]) == ([1, 2], 3)
    with pytest.raises(Usage):
        list_.run(front, {"limit": "many"})


def test_the_list_says_when_nobody_fits():
    outcome = list_.run(front_of(book_of(customers=[graded("A")])), {"query": ("tier:D",)})
    assert (outcome.document["customers"], [str(m) for m in outcome.said]) == (
        [],
        ["No customer fits."],
    )


def test_a_free_group_is_found_by_its_name():
    book = book_of(customers=[graded("A", group_ids=[1]), graded("B", group_ids=[2]), graded("C")],
                   groups=[{"name": "展会"}, {"name": "VIP"}])  # fmt: skip
    query = parse("group:展会", NOW)
    assert [entry.customer_id for entry in found(book, query, NOW)] == [1]
    assert [subject.groups for subject in subjects_of(book, NOW)] == [("展会",), ("VIP",), ()]
    entries = list(found(book, parse("", NOW), NOW))
    assert [e.customer_id for e in chosen(entries, query, NOW, {1: "展会", 2: "VIP"})] == [1]


def test_what_somebody_owes_is_the_same_for_the_filter_and_the_row():
    from tierdesk.triage.roster import Roster

    contract = {"customer_id": 1, "signed_on": "2026-09-01", "amount": money(9),
                "instalments": [{"due_on": "2026-10-01", "amount": money(6)}]}  # fmt: skip
    book = book_of(customers=[graded("A"), graded("B")], contracts=[contract])
    rows = Roster(book, NOW).rows
    assert (
        [s.owes for s in subjects_of(book, NOW)]
        == [row.owes for row in rows.values()]
        == [6.0, 0.0]
    )
