"""`merge` and `clean`: one change each, one undo, and what another session does meanwhile."""

import pytest
from command_front import DeskFront

from tierdesk.domain.change import Change, Edit
from tierdesk.domain.contracts import standing
from tierdesk.domain.integrity import broken_references
from tierdesk.errors import EXIT_CONFLICT, Refused, Usage
from tierdesk.quality.duplicates import duplicates
from tierdesk.store.port import Conflict


@pytest.fixture
def full(front):
    front(
        "add",
        "宏达机械有限公司",
        "country=CN",
        "city=上海",
        "contact.name=李雷",
        "contact.phones=13800138000",
        "deal.amount=50k",
    )
    front(
        "add",
        "宏達機械",
        "country=CN",
        "industry=机械",
        "contact.name=李雷",
        "contact.phones=0086 138 0013 8000",
    )
    front(
        "add",
        "Acme Tools GmbH",
        "country=DE",
        "contact.name=Eva",
        "contact.emails=eva@acme.example",
        "contact.phones=+49 40 123456",
    )
    front(
        "add",
        "Acme Tools",
        "country=DE",
        "contact.name=Eva",
        "contact.emails=eva@acme.example",
        "contact.phones=040 123456",
    )
    front("add", "Bystander", "contact.phones=030 999999")
    front("log", "2", "hello", "--next", "fri")
    return front


def test_a_merge_keeps_everything_and_one_undo_brings_back_every_byte(full):
    before = full.tables()
    front = full
    front(
        "contract",
        "add",
        "2",
        "code=K1",
        "amount=100",
        "signed_on=2026-11-01",
        "first_payment_amount=10",
    )
    front("pay", "2", "10", "2026-11-02")
    signed = front.tables()
    outcome = front("merge", "1", "2", "--keep", "1")
    assert outcome.document["customer_id"] == 1 and outcome.document["merged"] == [2]
    book = front.desk.book
    assert front.doc("customers", 2) is None and broken_references(book) == []
    assert (
        front.doc("customers")["aliases"] == ["宏達機械"]
        and front.doc("customers")["industry"] == "机械"
    )
    assert (
        len(book.having("contacts", "customer_id", 1)) == 1
        and len(book.having("deals", "customer_id", 1)) == 2
    )
    assert [
        text for _, doc in book.having("touches", "customer_id", 1) if (text := doc.get("content"))
    ] == ["hello"]
    ((number, contract),) = book.having("contracts", "customer_id", 1)
    paid = book.having("payments", "contract_id", number)
    assert standing(contract, paid, front.moment.today, front.moment.rates).signed
    merged = front.tables()
    front("undo")
    assert front.tables() == signed
    front("redo")
    assert front.tables() == merged
    for _ in range(3):
        front("undo")
    assert front.tables() == before


def test_a_dry_run_tells_what_would_be_and_changes_nothing(full):
    before = full.tables()
    outcome = full("merge", "1", "2", "--dry-run")
    assert outcome.document["dry_run"] and outcome.document["customer_id"] == 2
    assert outcome.document["moved"] == {"deals": 1} and outcome.document["folded_contacts"] == 1
    assert [d["field"] for d in outcome.document["differences"]] == ["name"]
    assert full.tables() == before


def test_a_field_takes_the_value_that_was_chosen(full):
    full("merge", "1", "2", "--keep", "1", "--field", "name=2")
    assert full.doc("customers")["name"] == "宏達機械" and full.doc("customers")["aliases"] == [
        "宏达机械有限公司"
    ]


@pytest.mark.parametrize("words", [
    ("1",), ("1", "1"), ("1", "2", "--keep", "3"), ("1", "2", "--field", "city"), ("1", "2", "--field", "city=3"), ("1", "2", "--field", "moon=2"),
    ("1", "2", "--field", "tags=2"), ("1", "2", "3", "--field", "name=2"), ("1", "--certain"), ("1", "2", "--back"), ("1", "2", "3", "--not"),
])  # fmt: skip
def test_words_that_say_no_merge_are_told(full, words):
    before = full.tables()
    with pytest.raises(Usage):
        full("merge", *words)
    assert full.tables() == before


def test_all_certain_ones_are_one_change_and_one_undo(full):
    before = full.tables()
    dry = full("merge", "--certain", "--dry-run").document
    assert {(m["customer_id"], m["into"]) for m in dry["merged"]} == {(1, 2), (4, 3)}
    assert full.tables() == before
    assert full("merge", "--certain").document["merged"] == dry["merged"]
    assert len(full.tables()["customers"]) == 3 and broken_references(full.desk.book) == []
    assert full("merge", "--certain").document["change_id"] is None
    full("undo")
    assert full.tables() == before


def test_a_certain_pair_whose_contracts_have_one_code_is_left_to_a_person(full):
    for customer in ("1", "2"):
        full("contract", "add", customer, "code=K1", "amount=100")
    outcome = full("merge", "--certain")
    assert [m["customer_id"] for m in outcome.document["merged"]] == [4]
    assert outcome.document["left"][0]["customer_ids"] == [1, 2]
    with pytest.raises(Refused, match="K1"):
        full("merge", "1", "2")


def test_two_that_are_two_are_remembered_across_sessions_and_undone(full):
    full("merge", "--not", "3", "4")
    other = full.beside()
    assert [(p.one, p.other) for p in duplicates(other.desk.book)] == [(1, 2)]
    other.desk.close()
    assert full("merge", "--not", "4", "3").document["change_id"] is None
    full("merge", "--not", "3", "4", "--back")
    assert len(duplicates(full.desk.book)) == 2
    full("undo")
    assert len(duplicates(full.desk.book)) == 1
    full("remove", "4")
    assert broken_references(full.desk.book) == [] and "not_duplicates" not in full.tables()
    full("undo")
    full("undo")
    assert len(duplicates(full.desk.book)) == 2


def test_another_session_that_was_faster_is_told(full):
    other = full.beside()
    other("set", "1", "city=北京")
    full("merge", "1", "2", "--keep", "1")
    assert full.doc("customers")["city"] == "北京"
    with pytest.raises(Refused) as refused:
        other("merge", "1", "2")
    assert refused.value.exit_code == EXIT_CONFLICT
    other.desk.close()


@pytest.mark.parametrize("words", [("merge", "1", "2", "--keep", "1"), ("remove", "2")])
def test_what_another_session_added_to_the_one_that_goes_goes_along(full, words):
    full("log", "2", "first")
    other = full.beside()
    other("log", "2", "second")
    other("contact", "add", "2", "name=New")
    full(*words)
    assert broken_references(full.desk.book) == []
    told = {doc["content"] for _, doc in full.desk.book.having("touches", "customer_id", 1)}
    assert told == ({"hello", "first", "second"} if words[0] == "merge" else set())
    other.desk.close()


def test_a_logged_contact_names_another_customer_only_where_its_own_goes(full):
    touch = full.doc("touches")
    for change in ({"content": "other"}, {"customer_id": 3}):
        edits = (Edit("touches", 1, touch, {**touch, **change}),)
        with pytest.raises(Refused, match="not rewritten"):
            full.desk.apply(Change("customer.merge", {}, edits))


def test_what_there_is_to_clean(full):
    document = full("clean").document
    assert set(document) == {
        "schema",
        "what",
        "found",
        "limit",
        "duplicates",
        "faults",
        "missing",
        "incomplete",
        "stale",
        "health",
    }
    assert sorted(pair["customer_ids"] for pair in document["duplicates"]) == [[1, 2], [3, 4]]
    assert all(pair["certain"] and pair["reasons"] for pair in document["duplicates"])
    points = [row["points"] for row in document["missing"]]
    assert points == sorted(points, reverse=True) and document["missing"][0]["customers"] == 5
    assert (
        sum(row["customers"] for row in document["health"]) == 5
        and document["health"][0]["doubled"] == 4
    )
    assert full("clean", "duplicates", "--limit", "1").document["found"] == {"duplicates": 2}
    assert len(full("clean", "duplicates", "--limit", "1").document["duplicates"]) == 1
    assert full.said(full("clean", "stale")) == ["There is nothing to clean."]
    assert full("clean", "stale", "--days", "0").document["found"] == {"stale": 5}


def test_repairs_are_one_change_and_what_has_none_is_told(full):
    full("set", "5", "name=學(xué)習(xí)")
    doc = full.doc("contacts", 5)
    full.desk.apply(
        Change(
            "book.import",
            {},
            (Edit("contacts", 5, doc, {**doc, "emails": ["li＠x.example", "none"]}),),
        )
    )
    before = full.tables()
    dry = full("clean", "repair", "--dry-run").document
    assert [(f["kind"], f["repaired"]) for f in dry["repaired"]] == [
        ("gloss", ["學習"]),
        ("email", ["li@x.example"]),
    ]
    assert [f["value"] for f in dry["left"]] == ["none"] and full.tables() == before
    full("clean", "repair", "--kind", "email")
    assert full.doc("customers", 5)["name"] == "學(xué)習(xí)" and full.doc("contacts", 5)[
        "emails"
    ] == ["li@x.example", "none"]
    assert full("clean", "repair").document["change_id"] is not None
    assert full("clean", "repair").document["change_id"] is None
    full("undo")
    full("undo")
    assert full.tables() == before


def test_a_read_only_session_looks_and_changes_nothing(full, tmp_path):
    other = DeskFront(tmp_path, read_only=True)
    assert other("clean").document["found"]["duplicates"] == 2
    assert other("merge", "--certain", "--dry-run").document["merged"]
    for words in (
        ("clean", "repair"),
        ("merge", "1", "2"),
        ("merge", "--certain"),
        ("merge", "--not", "1", "2"),
    ):
        with pytest.raises(Refused, match="read-only"):
            other(*words)
    other.desk.close()


@pytest.mark.parametrize(
    "words", [("clean",), ("clean", "duplicates"), ("clean", "faults"), ("merge", "--certain", "--dry-run")]
)  # fmt: skip
def test_long_looks_tell_how_far_they_are(full, words):
    full.shares.clear()
    full(*words)
    assert full.shares == sorted(full.shares)
    assert full.shares[-1] == 1.0


def just_before_the_lock(front, monkeypatch, act):
    """Something that another session does after this one looked, before it has the lock."""
    commit, acts = front.desk.store.commit, [act]

    def late(change):
        if acts:
            acts.pop()()
        return commit(change)

    monkeypatch.setattr(front.desk.store, "commit", late)


def with_a_plan(front, customer_id):
    """A document more that names a customer, and writes nothing else once its tier was recorded."""
    plan = {"customer_id": customer_id, "due_at": "2026-12-01", "status": "open"}
    change = Change(
        "follow_up.add", {"name": "x", "day": "x"}, (Edit("follow_ups", -1, None, plan),)
    )
    return front.desk.apply(change)


def test_what_another_session_plans_with_the_one_that_goes_goes_along(full, monkeypatch):
    with_a_plan(full, 4)
    other = full.beside()
    just_before_the_lock(full, monkeypatch, lambda: with_a_plan(other, 4))
    full("merge", "3", "4", "--keep", "3")
    assert len(full.desk.book.having("follow_ups", "customer_id", 3)) == 2
    assert broken_references(full.desk.book) == []


def test_nothing_is_planned_with_who_became_a_part_of_another_meanwhile(full, monkeypatch):
    with_a_plan(full, 4)
    other = full.beside()
    just_before_the_lock(full, monkeypatch, lambda: other("merge", "3", "4", "--keep", "3"))
    with pytest.raises(Conflict):
        with_a_plan(full, 4)
    full.desk.refresh()
    assert broken_references(full.desk.book) == []


def test_who_is_removed_by_another_session_meanwhile_is_not_merged(full, monkeypatch):
    other = full.beside()
    just_before_the_lock(full, monkeypatch, lambda: other("remove", "4"))
    with pytest.raises(Refused) as refused:
        full("merge", "3", "4", "--keep", "3")
    assert refused.value.exit_code == EXIT_CONFLICT
    assert full.doc("customers", 3)["name"] == "Acme Tools GmbH"
