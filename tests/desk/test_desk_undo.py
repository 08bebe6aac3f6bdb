"""Changes, undo and redo through the desk: nothing is lost, nothing is undone over others."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_store import Disk, MemoryStore

from tierdesk.desk.desk import Desk
from tierdesk.domain import history
from tierdesk.domain.change import Change, Edit, guard
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.errors import EXIT_CONFLICT, Invalid, Refused
from tierdesk.i18n.message import say

NOW = Moment(datetime(2026, 11, 24, 9, tzinfo=UTC))


def desk(disk: Disk | None = None, by: str = "li") -> Desk:
    return Desk(MemoryStore(resolve, disk), NOW, by)


def add(name: str, **fields: object) -> Change:
    touch = {"customer_id": -1, "at": "2026-11-20T08:00:00Z"}
    edits = (
        Edit("customers", -1, None, {"name": name, **fields}),
        Edit("touches", -2, None, touch),
    )
    return Change("customer.add", {"name": name}, edits)


def put(d: Desk, customer_id: int, **fields: object) -> Change:
    before = d.book.get("customers", customer_id)
    assert before is not None
    after = {k: v for k, v in {**before, **fields}.items() if v is not None}
    return Change("customer.set", {"name": "x", "fields": list(fields)},
                  (Edit("customers", customer_id, before, after),))  # fmt: skip


def content(d: Desk) -> dict[str, dict[str, dict[str, object]]]:
    """All documents but the history, without revisions; field order counts."""
    return {
        table: {i: [(k, v) for k, v in doc.items() if k != "rev"] for i, doc in rows.items()}
        for table, rows in d.store.tables().items()
        if table != history.TABLE and rows
    }


def test_new_documents_point_at_each_other_by_their_real_ids():
    d = desk()
    receipt = d.apply(add("宏达"))
    customer = receipt.ids[-1]
    assert d.book.get("touches", receipt.ids[-2])["customer_id"] == customer
    assert receipt.change_id == 1
    assert receipt.revision == 1


def test_undo_and_redo_restore_the_documents_byte_for_byte():
    d = desk()
    d.apply(add("a", city="Berlin", notes="n"))
    first = content(d)
    d.apply(put(d, 1, city=None, industry="x"))
    second = content(d)
    d.undo()
    assert content(d) == first
    d.redo()
    assert content(d) == second
    d.undo()
    d.undo()
    assert content(d) == {}
    d.redo()
    d.redo()
    assert content(d) == second


def test_undo_works_after_a_restart():
    d = desk()
    d.apply(add("a"))
    again = desk(d.store.disk)
    again.undo()
    assert content(again) == {}
    third = desk(d.store.disk)
    third.redo()
    assert third.book.get("customers", 1)["name"] == "a"


def test_a_new_change_ends_what_could_be_redone():
    d = desk()
    d.apply(add("a"))
    d.apply(put(d, 1, city="x"))
    d.undo()
    d.apply(put(d, 1, city="y"))
    with pytest.raises(Refused, match="nothing to redo"):
        d.redo()
    d.undo()
    d.redo()
    assert d.book.get("customers", 1)["city"] == "y"
    d.undo()
    assert "city" not in d.book.get("customers", 1)


def test_each_person_undoes_their_own_changes():
    mine = desk(by="li")
    mine.apply(add("a"))
    theirs = desk(mine.store.disk, by="wang")
    with pytest.raises(Refused, match="nothing to undo"):
        theirs.undo()
    theirs.apply(add("b"))
    mine.refresh()
    mine.undo()
    assert [doc["name"] for _, doc in mine.book.rows("customers")] == ["b"]


def test_undo_over_somebody_elses_later_edit_is_refused_and_changes_nothing():
    mine = desk(by="li")
    mine.apply(add("a", city="Berlin"))
    mine.apply(put(mine, 1, city="Bonn"))
    theirs = desk(mine.store.disk, by="wang")
    theirs.apply(put(theirs, 1, city="Köln"))
    mine.refresh()
    before = content(mine)
    with pytest.raises(history.Overtaken, match="wang") as refused:
        mine.undo()
    assert refused.value.exit_code == 4
    assert content(mine) == before


def test_undo_keeps_somebody_elses_edit_of_another_field():
    mine = desk(by="li")
    mine.apply(add("a", city="Berlin"))
    mine.apply(put(mine, 1, city="Bonn"))
    theirs = desk(mine.store.disk, by="wang")
    theirs.apply(put(theirs, 1, industry="medical"))
    mine.refresh()
    mine.undo()
    assert mine.book.get("customers", 1)["city"] == "Berlin"
    assert mine.book.get("customers", 1)["industry"] == "medical"


def test_undoing_an_addition_that_somebody_has_worked_with_is_refused():
    mine = desk(by="li")
    mine.apply(add("a"))
    theirs = desk(mine.store.disk, by="wang")
    touch = Edit("touches", -1, None, {"customer_id": 1, "at": "2026-11-21T08:00:00Z"})
    theirs.apply(Change("touch.log", {"name": "a", "result": ""}, (touch,)))
    mine.refresh()
    with pytest.raises(Refused, match="still belongs to it"):
        mine.undo()


def test_a_verb_that_lost_a_race_is_asked_again_about_the_fresh_book():
    mine, asked = desk(by="li"), []
    mine.apply(add("a", interest=1))
    theirs = desk(mine.store.disk, by="wang")

    def rule(book):
        asked.append(book.get("customers", 1)["interest"])
        if len(asked) == 1:
            theirs.apply(put(theirs, 1, interest=2))
        return put(mine, 1, interest=book.get("customers", 1)["interest"] + 1)

    mine.perform(rule)
    assert asked == [1, 2]
    assert mine.book.get("customers", 1)["interest"] == 3


def test_two_who_go_by_the_same_document_meet_there_and_the_second_is_asked_anew():
    mine = desk(by="li")
    mine.apply(add("a", interest=1))
    theirs = desk(mine.store.disk, by="wang")
    first = [lambda: theirs.perform(other)]

    def other(book):
        if any(book.rows("people")):
            raise Refused(say("somebody is there"))
        edit = Edit("people", -1, None, {"name": "x"})
        return Change("x", {}, (edit,), (guard("customers", 1, book.get("customers", 1)),))

    def rule(book):
        made = other(book)
        if first:
            first.pop()()
        return made

    with pytest.raises(Refused, match="somebody is there") as told:
        mine.perform(rule)
    assert told.value.exit_code == EXIT_CONFLICT
    assert mine.book.count("people") == 1
    with pytest.raises(Refused) as told:
        mine.perform(other)
    assert told.value.exit_code != EXIT_CONFLICT, "nobody was faster this time"


def test_a_guard_changes_nothing_and_concerns_nobody():
    d = desk()
    d.apply(add("a", interest=1))
    kept = dict(d.book.get("customers", 1))
    d.take_touched()
    edit = Edit("people", -1, None, {"name": "x"})
    d.apply(Change("x", {}, (edit,), (guard("customers", 1, d.book.get("customers", 1)),)))
    assert d.take_touched() == frozenset()
    now = d.book.get("customers", 1)
    assert now["rev"] > kept["rev"]
    assert {**now, "rev": 0} == {**kept, "rev": 0}
    entry = max(d.book.rows(history.TABLE))[1]
    assert [one[0] for one in entry["edits"]] == ["people"]
    d.undo()
    assert d.book.count("people") == 0
    assert d.apply(Change("x", {}, (), (guard("customers", 1, now),))).change_id is None


def test_a_document_that_breaks_its_record_is_refused_and_nothing_is_written():
    d = desk()
    with pytest.raises(Invalid, match="interest"):
        d.apply(add("a", interest=9))
    assert content(d) == {}


def test_a_change_that_changes_nothing_leaves_no_trace():
    d = desk()
    d.apply(add("a"))
    receipt = d.apply(put(d, 1, name="a"))
    assert receipt.change_id is None
    assert d.book.count(history.TABLE) == 1


def test_the_history_stays_bounded(monkeypatch):
    monkeypatch.setattr(history, "KEPT_CHANGES", 5)
    d = desk()
    d.apply(add("a"))
    for n in range(9):
        d.apply(put(d, 1, city=str(n)))
    assert d.book.count(history.TABLE) == 5
    for _ in range(5):
        d.undo()
    with pytest.raises(Refused):
        d.undo()
    assert d.book.get("customers", 1)["city"] == "3"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.text(max_size=4)), max_size=12))
def test_undo_all_is_the_beginning_and_redo_all_the_end(steps):
    d = desk()
    states = [content(d)]
    for kind, pick, word in steps:
        ids = [i for i, _ in d.book.rows("customers")]
        if kind == 0 or not ids:
            d.apply(add(word if word.strip() else "x"))
        elif kind == 1:
            chosen = ids[pick % len(ids)]
            edits = [Edit(t, i, doc, None) for t in ("touches",)
                     for i, doc in d.book.having(t, "customer_id", chosen)]  # fmt: skip
            edits.append(Edit("customers", chosen, d.book.get("customers", chosen), None))
            d.apply(Change("customer.delete", {}, tuple(edits)))
        else:
            fields = {"city": word or None, "notes": word * 2 or None}
            if d.apply(put(d, ids[pick % len(ids)], **fields)).change_id is None:
                continue
        states.append(content(d))
    for state in reversed(states[:-1]):
        d.undo()
        assert content(d) == state
    for state in states[1:]:
        d.redo()
        assert content(d) == state
