"""Which customers a change touches, own changes and others'."""

import pytest
from desk_cases import NOW, Clock, added, new, open_desk, put, touched
from memory_store import Disk

from tierdesk.desk import desk as desk_module
from tierdesk.desk.touched import Touched, concerns_known, customers_of
from tierdesk.domain.book import Book
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.money import Money

PRICE = {"minor": 900, "currency": "CNY"}


def two_customers():
    desk = open_desk()
    desk.apply(added("A"))
    desk.apply(added("B"))
    desk.take_touched()
    return desk


def test_possibly_everybody_is_touched_by_opening():
    assert open_desk().take_touched() is None


def test_a_document_touches_the_customer_whose_it_is_and_is_asked_for_once():
    desk = two_customers()
    desk.apply(touched(2))
    assert desk.take_touched() == {2}
    assert desk.take_touched() == set()


def test_a_new_a_changed_and_a_deleted_customer_are_touched():
    desk = two_customers()
    desk.apply(added("C"))
    desk.apply(put(desk, "customers", 1, name="A2"))
    desk.apply(put(desk, "customers", 2))
    assert desk.take_touched() == {1, 2, 3}


def test_a_document_that_moves_touches_both_customers():
    desk = two_customers()
    desk.apply(new("deals", customer_id=1, stage="prospect"))
    desk.take_touched()
    desk.apply(put(desk, "deals", 1, customer_id=2))
    assert desk.take_touched() == {1, 2}


def test_payments_touch_the_customer_of_their_contract_even_when_both_go():
    desk = two_customers()
    desk.apply(new("contracts", customer_id=2, amount=PRICE))
    desk.take_touched()
    desk.apply(new("payments", contract_id=1, paid_on="2026-11-01", amount=PRICE))
    assert desk.take_touched() == {2}
    contract, payment = desk.book.get("contracts", 1), desk.book.get("payments", 1)
    desk.apply(
        Change("x", {}, (Edit("contracts", 1, contract, None), Edit("payments", 1, payment, None)))
    )
    assert desk.take_touched() == {2}


def test_a_correction_touches_whose_entry_it_puts_out_of_force():
    desk = two_customers()
    desk.apply(touched(1))
    desk.take_touched()
    desk.apply(touched(2, corrects=1))
    assert desk.take_touched() == {1, 2}


@pytest.mark.parametrize(
    "change",
    [
        new("settings", capacity=3),
        new("fx_rates", currency="USD", base="CNY", on="2026-01-01", rate="7"),
        new("stages", key="x", label="X"),
        new("scoring_models", kind="open"),
        new("tier_policies", tier="A"),
        new("something_newer", a=1),
    ],
    ids=lambda change: change.edits[0].table,
)
def test_a_rule_touches_everybody_and_so_does_what_is_not_known(change):
    desk = two_customers()
    desk.apply(change)
    assert desk.take_touched() is None
    desk.apply(touched(1))
    assert desk.take_touched() == {1}


def test_products_views_and_the_history_touch_nobody():
    desk = two_customers()
    desk.apply(new("products", name="pump"))
    desk.apply(new("views", name="mine"))
    assert desk.take_touched() == set()


def test_undo_touches_whom_the_change_touched():
    desk = two_customers()
    desk.apply(touched(2))
    desk.take_touched()
    desk.undo()
    assert desk.take_touched() == {2}


def test_an_import_of_thousands_touches_everybody(monkeypatch):
    monkeypatch.setattr(desk_module, "MOST", 2)
    desk = two_customers()
    desk.apply(Change("x", {}, (*touched(1).edits, Edit("products", -2, None, {"name": "p"}))))
    assert desk.take_touched() is None
    assert len(desk.book.case(1).touches) == 1


def test_another_sessions_changes_are_indexed_touched_and_told():
    disk = Disk()
    mine, theirs = open_desk(disk), open_desk(disk, by="wang")
    mine.take_touched()
    theirs.apply(added("A"))
    theirs.apply(touched(1, by="wang"))
    assert mine.refresh() is True
    assert mine.take_touched() == {1}
    assert [(entry["by"], entry["verb"]) for entry in mine.take_news()] == [
        ("wang", "customer.add"), ("wang", "touch.log"),
    ]  # fmt: skip
    assert len(mine.book.case(1).touches) == 1
    assert mine.take_news() == ()


def test_own_changes_are_no_news():
    desk = two_customers()
    assert desk.take_news() == ()


def test_every_change_is_in_the_indexes_at_once():
    desk = two_customers()
    assert desk.book.case(1).touches == ()
    for count in range(1, 4):
        desk.apply(touched(1))
        assert len(desk.book.case(1).touches) == count
    desk.undo()
    assert len(desk.book.case(1).touches) == 2


def test_the_history_tells_when_it_was_written_last():
    desk = two_customers()
    assert desk.history == desk.revision == 2


def test_the_moment_moves_with_the_clock_and_stands_still_without():
    clock = Clock()
    desk = open_desk(clock=clock)
    fixed = open_desk()
    clock.turn(minutes=5)
    assert (desk.moment.now - NOW.now).total_seconds() == 300
    assert fixed.moment == fixed.moment
    assert fixed.moment.now == NOW.now


def test_the_moment_follows_the_books_settings_and_rates():
    desk = open_desk(clock=Clock())
    desk.apply(new("settings", base_currency="EUR", country="FR"))
    desk.apply(new("fx_rates", currency="USD", base="EUR", on="2026-01-01", rate="0.5"))
    assert (desk.moment.currency, desk.moment.country) == ("EUR", "FR")
    assert desk.moment.in_base(Money(100, "USD")) == Money(50, "EUR")


def test_reading_again_takes_the_book_as_it_is():
    disk = Disk()
    mine, theirs = open_desk(disk), open_desk(disk)
    theirs.apply(added("A"))
    mine.take_touched()
    seen = []
    mine.reload(seen.append)
    assert mine.book.count("customers") == 1
    assert mine.take_touched() is None


def test_a_document_of_nobody_touches_nobody():
    change = Touched("touches", 1, None, {"customer_id": "7"})
    assert customers_of(Book({}), [change]) == set()


@pytest.mark.parametrize("edit, concerns", [
    (Edit("customers", -1, None, {"name": "x"}), False),
    (Edit("customers", 3, {"name": "x"}, {"name": "y"}), True),
    (Edit("customers", 3, {"name": "x"}, None), True),
    (Edit("deals", -2, None, {"customer_id": -1}), False),
    (Edit("deals", -2, None, {"customer_id": 3}), True),
    (Edit("deals", 2, {"customer_id": 3}, None), True),
    (Edit("payments", -2, None, {"contract_id": -1}), True),
    (Edit("settings", 1, None, {"capacity": 3}), False),
    (Edit("scoring_models", 1, {"version": 2}, {"version": 3}), False),
])  # fmt: skip
def test_whether_a_change_is_about_who_is_there_already(edit, concerns):
    assert concerns_known([edit]) is concerns
    assert concerns_known([Edit("views", -9, None, {"name": "x"}), edit]) is concerns
