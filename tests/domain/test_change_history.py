"""Undo and redo from the history's documents, as after a restart (invariant 17)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.document import stamp
from tierdesk.domain.history import Overtaken, entry, fingerprint, housekeeping, redo, undo
from tierdesk.errors import Refused

AT = "2026-11-24T02:00:00Z"


class Desk:
    """The smallest desk: applies edits to tables, numbers new entries, keeps nothing else."""

    def __init__(self, tables):
        self.tables = {"changes": {}} | {t: dict(docs) for t, docs in tables.items()}

    @property
    def book(self):
        return Book(self.tables)

    def records(self):
        return {t: docs for t, docs in self.tables.items() if t != "changes" and docs}

    def write(self, edits):
        for edit in edits:
            table = self.tables.setdefault(edit.table, {})
            if edit.after is None:
                table.pop(str(edit.id), None)
            else:
                table[str(edit.id)] = json.loads(json.dumps(edit.after))

    def do(self, change, by="me"):
        after = housekeeping(self.book, by)
        number = max(map(int, self.tables["changes"]), default=0) + 1
        self.write([*after, *change.edits, Edit("changes", number, None, entry(change, by, AT))])

    def turn(self, found):
        self.write([*found.edits, Edit("changes", found.entry_id, found.entry, found.after)])

    def undo(self, by="me"):
        self.turn(undo(self.book, by))

    def redo(self, by="me"):
        self.turn(redo(self.book, by))


VALUES = st.integers(0, 3) | st.text("ab", max_size=2)
DOCS = st.dictionaries(st.sampled_from(["name", "notes", "x"]), VALUES, min_size=1, max_size=3)
TABLES = st.fixed_dictionaries(
    {"customers": st.dictionaries(st.integers(1, 4).map(str), DOCS, max_size=4)}
)
STEPS = st.lists(st.dictionaries(st.integers(1, 6), st.none() | DOCS, min_size=1), max_size=5)


def _change(desk, wanted):
    """The change that turns documents into what is wanted; None deletes."""
    edits = []
    for doc_id, after in wanted.items():
        before = desk.book.get("customers", doc_id)
        if before != after:
            edits.append(Edit("customers", doc_id, before, after))
    return Change("customer.set", {}, tuple(edits))


@given(TABLES, STEPS)
def test_undoing_all_gives_back_the_beginning_and_redoing_all_the_end(tables, steps):
    """Invariant 17."""
    desk = Desk(tables)
    states = [desk.records()]
    for wanted in steps:
        change = _change(desk, wanted)
        if change.edits:
            desk.do(change)
            states.append(json.loads(json.dumps(desk.records())))
    for expected in states[-2::-1]:
        desk.undo()
        assert desk.records() == expected
    with pytest.raises(Refused, match="nothing to undo"):
        undo(desk.book, "me")
    for expected in states[1:]:
        desk.redo()
        assert desk.records() == expected
    with pytest.raises(Refused, match="nothing to redo"):
        redo(desk.book, "me")


def _set(desk, by="me", doc_id=1, **fields):
    before = desk.book.get("customers", doc_id)
    after = (before or {}) | fields
    desk.do(Change("customer.set", {}, (Edit("customers", doc_id, before, after),)), by)


def test_a_new_change_forgets_what_could_have_been_redone():
    desk = Desk({"customers": {"1": {"name": "A"}}})
    _set(desk, name="B")
    desk.undo()
    _set(desk, notes="n")
    with pytest.raises(Refused):
        redo(desk.book, "me")
    desk.undo()
    assert desk.records() == {"customers": {"1": {"name": "A"}}}


def test_everybody_takes_back_their_own_changes():
    desk = Desk({"customers": {"1": {"name": "A"}, "2": {"name": "B"}}})
    _set(desk, "me", 1, name="mine")
    _set(desk, "you", 2, name="yours")
    desk.undo("me")
    assert desk.records() == {"customers": {"1": {"name": "A"}, "2": {"name": "yours"}}}
    with pytest.raises(Refused):
        undo(desk.book, "me")


def test_a_field_that_somebody_else_changed_since_is_not_taken_back():
    desk = Desk({"customers": {"1": {"name": "A"}}})
    _set(desk, "me", name="mine")
    _set(desk, "you", name="yours")
    with pytest.raises(Overtaken, match="by you"):
        undo(desk.book, "me")


def test_another_field_that_somebody_else_changed_stays():
    desk = Desk({"customers": {"1": {"name": "A"}}})
    _set(desk, "me", name="mine")
    _set(desk, "you", notes="yours")
    desk.undo("me")
    assert desk.records() == {"customers": {"1": {"name": "A", "notes": "yours"}}}


def test_a_new_document_that_was_touched_since_is_not_taken_back():
    desk = Desk({})
    _set(desk, "me", name="A")
    _set(desk, "you", notes="yours")
    with pytest.raises(Overtaken):
        undo(desk.book, "me")


@given(DOCS, st.integers())
def test_a_fingerprint_knows_a_document_whatever_its_revision_and_order(doc, rev):
    mixed = dict(reversed(doc.items())) | {"rev": rev, "source_id": rev}
    assert fingerprint("customers", doc) == fingerprint("customers", mixed)
    assert fingerprint("customers", doc) != fingerprint("customers", doc | {"zz": 1})


def test_the_history_keeps_who_when_and_what():
    change = Change("customer.add", {"name": "A"}, (Edit("customers", -1, None, {"name": "A"}),))
    kept = entry(change, "me", stamp.__name__)
    assert (kept["verb"], kept["args"], kept["by"]) == ("customer.add", {"name": "A"}, "me")
    assert kept["edits"] == [["customers", -1, "+", fingerprint("customers", {"name": "A"})]]
