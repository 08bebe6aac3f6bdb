"""The tier in which a customer stood: written in the change, by nothing else, and taken back with it."""

import copy

import pytest
from desk_cases import NOW, added, new, open_desk, put, touched
from hypothesis import given, settings
from hypothesis import strategies as st

from tierdesk.desk.dossier import dossier
from tierdesk.desk.room import Room
from tierdesk.desk.stood import recorded
from tierdesk.domain import history
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.drafting import with_hysteresis
from tierdesk.scoring.grade import graders_of
from tierdesk.scoring.model import to_document

KEEN = {"interest": 5, "willingness": 5, "employees": 900, "industry_position": "leader",
        "decision_by": "2026-12-01", "budget": {"minor": 10**9, "currency": "CNY"}}  # fmt: skip


def known(**fields):
    """A customer that the model grades."""
    return added("Acme", **{"tier_override": None, **fields})


def stood(desk, customer_id=1):
    return desk.book.get("customers", customer_id).get("stood")


def earned(desk, customer_id=1):
    """By the plain grader, of the book as it is."""
    return graders_of(desk.book, Vantage(desk.moment)).grade(desk.book.case(customer_id)).earned


def content(desk):
    """All documents but the history, without revisions; field order counts."""
    return {
        table: {i: [(k, v) for k, v in doc.items() if k != "rev"] for i, doc in rows.items()}
        for table, rows in desk.store.tables().items()
        if table != history.TABLE and rows
    }


def test_a_new_customer_has_none_and_the_first_change_after_it_leaves_one():
    desk = open_desk()
    desk.apply(known())
    assert stood(desk) is None
    desk.apply(touched(1))
    assert stood(desk) == {"tier": earned(desk), "since": "2026-11-24"}
    assert list(desk.book.get("customers", 1)) == ["name", "stood", "rev"]


def test_a_change_that_leaves_the_tier_leaves_the_record_and_the_customer_alone():
    desk = open_desk()
    desk.apply(known())
    desk.apply(touched(1))
    before = desk.book.get("customers", 1)
    desk.apply(touched(1))
    assert desk.book.get("customers", 1) is before


def test_a_change_of_the_tier_is_recorded_with_its_day_in_the_same_change():
    desk = open_desk()
    desk.apply(known(interest=0))
    desk.apply(touched(1))
    low = stood(desk)["tier"]
    desk.moment = NOW.__class__(NOW.now.replace(day=26), country="DE")
    changes = desk.book.count("changes")
    desk.apply(put(desk, "customers", 1, **KEEN))
    assert stood(desk) == {"tier": earned(desk), "since": "2026-11-26"}
    assert stood(desk)["tier"] < low
    assert desk.book.count("changes") == changes + 1


def test_within_the_days_of_the_hold_a_typing_error_costs_no_tier():
    desk = open_desk()
    desk.apply(known(**KEEN))
    desk.apply(touched(1))
    before = stood(desk)
    desk.apply(put(desk, "customers", 1, interest=0, willingness=0, employees=1))
    score = graders_of(desk.book, Vantage(desk.moment)).grade(desk.book.case(1))
    assert (score.tier, stood(desk)) == (before["tier"], before)
    assert score.value < 55


def test_gates_and_a_tier_by_hand_are_not_what_is_recorded():
    desk = open_desk()
    desk.apply(known(**KEEN, bad_debt=True))
    desk.apply(put(desk, "customers", 1, tier_override={"tier": "C", "reason": "boss"}))
    grade = graders_of(desk.book, Vantage(desk.moment)).grade(desk.book.case(1))
    assert (grade.tier, grade.earned, stood(desk)["tier"]) == ("C", "A", "A")


def test_every_kind_of_document_counts_as_the_change_will_leave_it():
    """A contract with its payment, both new, sign the customer at once: another model grades."""
    desk = open_desk()
    desk.apply(known())
    money = {"minor": 100_000, "currency": "CNY"}
    edits = (
        Edit("contracts", -1, None, {"customer_id": 1, "signed_on": "2026-11-01", "amount": money,
                                     "first_payment_amount": money}),
        Edit("payments", -2, None, {"contract_id": -1, "paid_on": "2026-11-02", "amount": money}),
        *(Edit("orders", -3 - n, None, {"customer_id": 1, "on": f"2026-{1 + n:02}-09",
                                        "amount": {"minor": 10**9, "currency": "CNY"}})
          for n in range(10)),
    )  # fmt: skip
    desk.apply(Change("x", {}, edits))
    grade = graders_of(desk.book, Vantage(desk.moment)).grade(desk.book.case(1))
    assert grade.kind == "signed"
    assert stood(desk)["tier"] == grade.earned != "C"


def test_a_correction_counts_in_the_place_of_what_it_corrects():
    desk = open_desk()
    desk.apply(known())
    desk.apply(touched(1, direction="in", result="interested"))
    desk.apply(touched(1, corrects=1, result="no_answer"))
    assert stood(desk)["tier"] == earned(desk)


def test_who_is_removed_leaves_nothing_and_an_unknown_table_concerns_nobody():
    desk = open_desk()
    desk.apply(known())
    desk.apply(new("settings", capacity=3))
    desk.apply(new("views", name="x"))
    assert stood(desk) is None
    desk.apply(put(desk, "customers", 1))
    assert desk.book.count("customers") == 0


def test_a_faulty_model_keeps_nobody_from_changing_the_book():
    desk = open_desk()
    desk.apply(known())
    model = to_document(open_model()) | {"status": "active", "version": 2, "groups": []}
    desk.apply(new("scoring_models", **model))
    desk.apply(touched(1))
    assert desk.book.count("touches") == 1 and stood(desk) is None


def test_looking_writes_nothing():
    desk = open_desk()
    desk.apply(known(**KEEN))
    desk.apply(touched(1))
    before, revision = copy.deepcopy(content(desk)), desk.revision
    desk.moment = NOW.__class__(NOW.now.replace(year=2027), country="DE")
    room = Room(desk)
    dossier(room, 1)
    room.ticked()
    room.roster.rebuild()
    assert room.roster.rows[1].tier > stood(desk)["tier"], "time has lowered the tier"
    assert (content(desk), desk.revision) == (before, revision)


def test_what_somebody_elses_change_moved_on_does_not_stand_in_the_way_of_undo():
    mine = open_desk(by="li")
    mine.apply(known(interest=0))
    mine.apply(touched(1))
    theirs = open_desk(mine.store.disk, by="wang")
    theirs.apply(put(theirs, "customers", 1, **KEEN))
    mine.refresh()
    moved = stood(mine)
    mine.undo()
    assert mine.book.count("touches") == 0
    assert stood(mine) == moved and mine.book.get("customers", 1)["interest"] == 5
    mine.redo()
    assert mine.book.count("touches") == 1 and stood(mine) == moved
    theirs.refresh()
    theirs.undo()
    assert "employees" not in theirs.book.get("customers", 1)


@pytest.mark.parametrize("margin, hold", [(0, 0), (3, 7)])
def test_computing_twice_records_the_same(margin, hold):
    desk = open_desk()
    desk.apply(known(**KEEN))
    model = with_hysteresis(open_model(), margin, hold)
    desk.apply(new("scoring_models", **to_document(model) | {"status": "active", "version": 2}))
    desk.apply(touched(1))
    again = Edit("touches", 1, None, desk.book.get("touches", 1))
    assert recorded(desk.book, [again], desk.moment) == [again]


steps = st.lists(
    st.one_of(
        st.tuples(st.just("touch"), st.sampled_from(["in", "out"]), st.sampled_from(["reached", "no_answer", "complaint"])),
        st.tuples(st.just("set"), st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("deal"), st.integers(0, 10**7), st.integers(1, 28)),
        st.tuples(st.just("order"), st.integers(0, 10**7), st.integers(1, 28)),
        st.tuples(st.just("flag"), st.booleans(), st.booleans()),
        st.tuples(st.just("sleep"), st.integers(1, 20), st.just(0)),
        st.tuples(st.just("add"), st.integers(0, 5), st.just(0)),
    ),
    max_size=12,
)  # fmt: skip


def change(desk, kind, one, other):
    """What a step does to the first customer; None when only time goes by."""
    match kind:
        case "touch":
            return touched(1, direction=one, result=other)
        case "set":
            return put(desk, "customers", 1, interest=one, willingness=other)
        case "deal":
            return new("deals", customer_id=1, stage="prospect", amount={"minor": one, "currency": "CNY"},
                       expected_sign_on=f"2026-12-{other:02}")  # fmt: skip
        case "order":
            return new(
                "orders",
                customer_id=1,
                on=f"2026-10-{other:02}",
                amount={"minor": one, "currency": "CNY"},
            )
        case "flag":
            return put(desk, "customers", 1, bad_debt=one, key_account=other)
        case "add":
            return known(interest=one)
    return None


@settings(max_examples=60, deadline=None)
@given(steps)
def test_after_any_changes_the_record_is_the_tier_and_undo_leads_back_byte_for_byte(told):
    desk = open_desk()
    desk.apply(known(interest=3, employees=300))
    states = [content(desk)]
    for kind, one, other in told:
        made = change(desk, kind, one, other)
        if made is None:
            later = desk.moment.now + (NOW.now - NOW.now.replace(day=NOW.now.day - one))
            desk.moment = NOW.__class__(later, country="DE")
            continue
        before = stood(desk)
        if desk.apply(made).change_id is None:
            continue
        states.append(content(desk))
        if kind == "add":
            assert stood(desk) == before and stood(desk, desk.book.count("customers")) is None
            continue
        assert stood(desk)["tier"] == earned(desk)
        if before and before["tier"] == stood(desk)["tier"]:
            assert stood(desk) == before
        else:
            assert stood(desk)["since"] == desk.moment.today.isoformat()
    back = [states[-1]]
    for _ in states[1:]:
        desk.undo()
        back.append(content(desk))
    assert back == states[::-1]
    for expected in states[1:]:
        desk.redo()
        assert content(desk) == expected
