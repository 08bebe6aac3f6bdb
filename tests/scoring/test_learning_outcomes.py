"""What was known at the decision: nothing later enters, and what cannot be proven is told."""

import pytest
from learning_cases import MOMENT, Shelf, model_of

from tierdesk.errors import Invalid
from tierdesk.scoring.learning.outcomes import outcomes_of
from tierdesk.scoring.learning.readings import read
from tierdesk.scoring.learning.sentences import notes
from tierdesk.scoring.learning.yes_no import yes_or_no
from tierdesk.scoring.model import Criterion, Group, ScoringModel
from tierdesk.scoring.valuemap import DecaySum, Linear, Log


def only(shelf, field=""):
    return outcomes_of(shelf.book, MOMENT, field).decided[0]


def test_outcomes_stand_in_the_order_of_time_then_of_numbers():
    shelf = Shelf()
    for won, on in ((True, "2026-03-02"), (False, "2026-03-01"), (True, "2026-03-01")):
        shelf.ended(won, on)
    found = outcomes_of(shelf.book, MOMENT)
    assert [(d.on, d.id, d.won) for d in found.decided] == [
        ("2026-03-01", 2, False), ("2026-03-01", 3, True), ("2026-03-02", 1, True),
    ]  # fmt: skip
    assert (found.n_won, found.n_lost) == (2, 1)


def test_touches_orders_and_payments_of_that_day_and_later_do_not_exist():
    shelf = Shelf()
    number = shelf.ended(True, "2026-05-10")
    for at in (
        "2026-05-09T15:59:59Z",
        "2026-05-09T16:00:00Z",
        "2026-05-10T03:00:00Z",
        "2026-06-01T03:00:00Z",
    ):
        shelf.add("touches", customer_id=number, at=at)
    for on in ("2026-05-09", "2026-05-10", "2026-07-01"):
        shelf.add("orders", customer_id=number, on=on)
        shelf.add("survey_responses", customer_id=number, on=on, score=9)
    contract = shelf.add(
        "contracts",
        customer_id=number,
        signed_on="2026-01-01",
        amount={"minor": 1, "currency": "CNY"},
    )
    shelf.add(
        "contracts",
        customer_id=number,
        signed_on="2026-05-10",
        amount={"minor": 1, "currency": "CNY"},
    )
    for on in ("2026-05-01", "2026-05-11"):
        shelf.add(
            "payments", contract_id=contract, paid_on=on, amount={"minor": 1, "currency": "CNY"}
        )
    case = only(shelf).case
    assert [t["at"] for _, t in case.touches] == [
        "2026-05-09T15:59:59Z"
    ]  # 16:00 UTC is the day there
    assert [o["on"] for _, o in case.orders] == ["2026-05-09"]
    assert [s["on"] for _, s in case.survey_responses] == ["2026-05-09"]
    assert [i for i, _ in case.contracts] == [contract]
    assert [p["paid_on"] for _, p in case.payments] == ["2026-05-01"]


def test_the_contract_of_the_deal_itself_is_a_part_of_its_outcome():
    shelf = Shelf()
    number = shelf.ended(True, "2026-05-10")
    shelf.add("contracts", customer_id=number, deal_id=1, signed_on="2026-05-08")
    assert only(shelf).case.contracts == []


def test_the_deal_is_seen_open_and_without_what_its_end_wrote():
    shelf = Shelf()
    number = shelf.customer()
    shelf.add(
        "deals", customer_id=number, stage="lost", status="lost", closed_on="2026-05-10", title="t",
        lost_reason="price", lost_stage="quote", stage_since="2026-05-10T02:00:00Z",
        history=[{"source": "quote", "target": "lost", "at": "2026-05-10T02:00:00Z"}],
    )  # fmt: skip
    [(_, deal)] = only(shelf).case.deals
    assert deal == {"customer_id": number, "title": "t", "stage": "quote"}


def test_a_field_that_was_changed_later_holds_what_it_held_then():
    shelf = Shelf()
    number = shelf.ended(True, "2026-05-10", interest=5, industry="steel")
    shelf.made("2026-01-01T00:00:00Z", "customers", number)
    shelf.made("2026-01-01T00:00:00Z", "deals", 1)
    shelf.changed("2026-04-01T00:00:00Z", "customers", number, industry=[None, "steel"])
    shelf.changed("2026-05-10T02:00:00Z", "deals", 1, status=[None, "won"])
    shelf.changed("2026-05-10T02:00:00Z", "customers", number, interest=[2, 4])
    shelf.changed("2026-06-01T00:00:00Z", "customers", number, interest=[4, 5])
    decision = only(shelf)
    assert decision.case.customer["interest"] == 2  # also what was written within the same second
    assert decision.case.customer["industry"] == "steel"
    assert decision.sure and decision.at == "2026-05-10T02:00:00Z"


def test_what_was_undone_never_was():
    shelf = Shelf()
    number = shelf.ended(True, "2026-05-10", interest=2)
    shelf.changed("2026-06-01T00:00:00Z", "customers", number, interest=[2, 5])
    shelf.tables["changes"]["1"]["state"] = "undone"
    assert only(shelf).case.customer["interest"] == 2


def test_a_deal_that_came_closed_proves_nothing_and_says_so():
    shelf = Shelf()
    number = shelf.ended(True, "2026-05-10", interest=3)
    shelf.made("2026-11-01T00:00:00Z", "customers", number)
    shelf.made("2026-11-01T00:00:00Z", "deals", 1)
    found = outcomes_of(shelf.book, MOMENT)
    assert not found.decided[0].sure and found.unsure == 1
    assert found.decided[0].case.customer["interest"] == 3


def test_a_day_to_come_or_no_day_at_all_counts_as_today():
    shelf = Shelf()
    shelf.ended(True, "2099-01-01")
    shelf.ended(False, "not a day")
    assert {d.vantage.today_text for d in outcomes_of(shelf.book, MOMENT).decided} == {"2026-11-23"}


def test_deals_without_a_customer_are_counted_and_left_out():
    shelf = Shelf()
    shelf.add("deals", stage="won", status="won", closed_on="2026-01-01")
    shelf.add("deals", stage="prospect")
    found = outcomes_of(shelf.book, MOMENT)
    assert (found.decided, found.pending, found.strays) == ((), (), 1)


def test_only_customers_of_the_industries_of_a_variant():
    shelf = Shelf()
    shelf.ended(True, "2026-01-01", industry="steel")
    shelf.ended(False, "2026-01-01", industry="retail")
    found = outcomes_of(shelf.book, MOMENT, industries=["Steel"])
    assert [d.won for d in found.decided] == [True]
    others = outcomes_of(shelf.book, MOMENT, without=["Steel"])
    assert [d.won for d in others.decided] == [False]


def test_what_is_read_at_a_decision_is_what_was_known_then():
    shelf = Shelf()
    for on in ("2026-05-10", "2026-05-10"):
        shelf.ended(True, on, employees=100)
    shelf.add("touches", customer_id=2, at="2026-05-09T02:00:00Z")
    shelf.add("touches", customer_id=1, at="2026-05-11T02:00:00Z")
    group = Group("g", "G", (
        Criterion("size", "", 1, "customer.employees", Log(10, 1000)),
        Criterion("touches", "", 1, "touches.decayed", DecaySum({"call": 2}, 6)),
        Criterion("rate", "", 1, "touches.response_rate", Linear(0, 1)),
    ))  # fmt: skip
    outcomes = outcomes_of(shelf.book, MOMENT)
    known = read(outcomes, ScoringModel("open", "t", (group,))).known
    assert known[0, 0] == pytest.approx(0.5)
    assert [str(v) for v in known[0, 1:]] == ["nan", "nan"]
    assert known[1, 1] > 0 and known[1, 2] == 0


@pytest.mark.parametrize("value, meant", [
    ("yes", True), ("YES ", True), (True, True), (1, True), (1.0, True), ("1", True), ("是", True),
    ("Won", True), ("赢单", True), ("no", False), (False, False), (0, False), ("否", False),
    ("lost", False), ("流失", False), ("ｎｏ", False), ("maybe", None), (2, None), (None, None), ("", None),
    ([], None),
])  # fmt: skip
def test_yes_and_no_in_the_words_of_tables(value, meant):
    assert yes_or_no(value) is meant


def test_words_that_are_neither_are_still_to_come():
    shelf = Shelf()
    for word in ("Won", "Lost", "Engaging"):
        shelf.customer(custom={"stage": word})
    found = outcomes_of(shelf.book, MOMENT, "custom.stage")
    assert (found.n_won, found.n_lost, len(found.pending), found.field) == (1, 1, 1, "stage")
    assert found.unread == (("Engaging", 1),)


def test_values_that_are_neither_are_named_with_how_many_hold_them():
    shelf = Shelf()
    for word in ("yes", "no", "maybe", "perhaps", "maybe", "", None, *"abcd"):
        shelf.customer(custom={"y": word})
    found = outcomes_of(shelf.book, MOMENT, "y")
    assert found.unread[:2] == (("maybe", 2), ("a", 1))
    assert len(found.pending) == 9
    told = [str(one) for one in notes(found)]
    assert any(
        one.startswith("7 customers do not count: “y” holds “maybe”, “a”, “b”, “c”, “d”, …")
        for one in told
    )


def test_a_field_that_was_set_later_was_decided_then():
    shelf = Shelf()
    number = shelf.customer(custom={"y": "yes", "a": 3}, interest=5)
    shelf.customer(custom={"y": "no", "a": 1})
    shelf.made("2026-01-01T00:00:00Z", "customers", number)
    shelf.changed("2026-07-01T09:00:00Z", "customers", number,
                  custom=[{"a": 2}, {"a": 2, "y": "yes"}])  # fmt: skip
    shelf.changed("2026-07-01T09:00:00Z", "customers", number,
                  custom=[{"a": 2, "y": "yes"}, {"a": 3, "y": "yes"}], interest=[1, 5])  # fmt: skip
    first, then = outcomes_of(shelf.book, MOMENT, "y").decided
    assert (first.id, first.on, first.sure) == (2, "2026-01-01", False)
    assert (then.id, then.on, then.sure) == (1, "2026-07-01", True)
    assert then.case.customer["custom"] == {"a": 2} and then.case.customer["interest"] == 1


@pytest.mark.parametrize("custom, field, words", [
    ({"y": "yes"}, "z", "no customer has a field “z”; the fields that tables brought are y"),
    ({}, "z", "no customer has a field of its own"),
    ({"age": 30}, "age", "“age” is no yes/no: it holds “30”"),
    ({"y": "soon"}, "y", "“y” is no yes/no: it holds “soon”; an outcome is told by"),
])  # fmt: skip
def test_a_field_that_tells_no_outcome_is_refused_in_one_sentence(custom, field, words):
    shelf = Shelf()
    shelf.customer(custom=custom)
    with pytest.raises(Invalid) as refused:
        outcomes_of(shelf.book, MOMENT, field)
    assert words.casefold() in str(refused.value).casefold()


def test_numbers_beside_0_and_1_are_no_yes_and_no():
    shelf = Shelf()
    for value in (0, 1, 0, 1, 2):
        shelf.customer(custom={"previous": value})
    with pytest.raises(Invalid, match="it holds “2”"):
        outcomes_of(shelf.book, MOMENT, "previous")


def test_a_long_list_of_words_is_no_outcome():
    shelf = Shelf()
    for word in ("yes", "no", *"abcdeghij"):
        shelf.customer(custom={"word": word})
    with pytest.raises(Invalid, match="is no yes/no: it holds “a”, “b”, “c”, “d”, “e”, …"):
        outcomes_of(shelf.book, MOMENT, "word")


def test_an_unread_model_reads_a_book_without_outcomes():
    outcomes = outcomes_of(Shelf().book, MOMENT)
    assert read(outcomes, model_of({"a": 1})).known.shape == (0, 1)
