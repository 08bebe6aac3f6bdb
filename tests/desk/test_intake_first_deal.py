"""The deal that a new customer gets at once, and the first one that a file brings."""

from intake_steps import docs, imported, open_desk

ACCOUNTS = "name\n宏达\nNordwind\n"
DEALS = "opportunity_id,account,deal_stage,close_value\nK1,宏达,Won,100\nK2,宏达,Engaging,\nK3,,Engaging,\n"


def test_the_first_deal_of_a_file_takes_the_place_of_the_empty_one():
    desk = open_desk()
    imported(desk, ACCOUNTS)
    imported(desk, DEALS)
    assert sorted((d.get("code", ""), d.get("customer_id")) for d in docs(desk, "deals")) == [
        ("", 2), ("K1", 1), ("K2", 1), ("K3", None),
    ]  # fmt: skip
    assert imported(desk, DEALS).change.empty


def test_a_deal_that_somebody_has_worked_on_keeps_its_place():
    desk = open_desk()
    imported(desk, ACCOUNTS)
    deal_id, before = next(desk.book.rows("deals"))
    from tierdesk.domain.change import Change, Edit

    titled = Edit("deals", deal_id, before, {**before, "title": "line 3"})
    desk.apply(Change("customer.set", {"name": "x", "fields": []}, (titled,)))
    imported(desk, DEALS)
    assert len([d for d in docs(desk, "deals") if d.get("customer_id") == 1]) == 3


def test_one_undo_brings_the_empty_deal_back():
    desk = open_desk()
    imported(desk, ACCOUNTS)
    before = docs(desk, "deals")
    imported(desk, DEALS)
    desk.undo()
    assert docs(desk, "deals") == before
