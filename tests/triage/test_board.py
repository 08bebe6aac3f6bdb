"""The board: a card for each open deal, one for each customer without, sums that never cross currencies;
after changes it is what it would be anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from triage_cases import NOW, ago, book_of, contact, day, money

from tierdesk.domain.book import Book
from tierdesk.domain.deals import called
from tierdesk.domain.money import Money
from tierdesk.triage.board import Dealer
from tierdesk.triage.cards import customer_key, deal_key
from tierdesk.triage.roster import Roster

WON = {"status": "won", "stage": "won"}
LOST = {"status": "lost", "stage": "lost", "lost_reason": "price"}


def deal(customer_id=1, stage="prospect", **fields):
    return {"customer_id": customer_id, "stage": stage, "stage_since": ago(3)} | fields


def board_of(customers=1, deals=(), hits=None, **tables):
    names = [{"name": f"C{n}", "created_at": ago(400)} for n in range(1, customers + 1)]
    book = book_of(names, deals=list(deals), **tables)
    return Dealer().board(Roster(book, NOW), book, None, hits)


def piles(board):
    """Keys by stage, only where there are any."""
    return {pile.stage.key: list(pile.keys) for pile in board.piles if pile.keys}


def pile(board, key):
    return next(pile for pile in board.piles if pile.stage.key == key)


def test_every_open_deal_has_a_card_in_its_stage():
    board = board_of(2, [deal(), deal(stage="negotiation"), deal(2, "interested")])
    assert piles(board) == {"prospect": [2], "interested": [6], "negotiation": [4]}
    assert board.deals == 3
    assert {card.customer_id for card in board.cards.values()} == {1, 2}
    assert all(card.open and not card.whole for card in board.cards.values())


def test_a_customer_without_an_open_deal_stands_in_maintain_or_lost():
    old = {"closed_on": day(-400)}
    board = board_of(2, [deal(**WON, **old), deal(2, **LOST, **old)])
    assert piles(board) == {"maintain": [customer_key(1)], "lost": [customer_key(2)]}
    assert board.deals == 0
    assert board.cards[customer_key(2)].deal_id == 2, "which could be taken up again"


def test_a_customer_who_never_had_a_deal_stands_at_the_beginning():
    board = board_of(1)
    assert piles(board) == {"prospect": [customer_key(1)]}
    card = board.cards[customer_key(1)]
    assert (card.deal_id, card.deal, card.open) == (0, None, False)
    assert board.deals == 0


def test_what_was_won_lately_and_is_not_signed_waits_in_won_beside_its_customer():
    board = board_of(1, [deal(**WON, closed_on=day(-3), amount=money(500))])
    assert piles(board) == {"won": [deal_key(1)], "maintain": [customer_key(1)]}
    card = board.cards[deal_key(1)]
    assert str(card.why) == "won, not signed: no contract"
    assert card.days == 3
    assert pile(board, "won").total.total == Money(50_000, "CNY")
    assert board.weighted.parts == (), "what is won is no forecast of open deals"


@pytest.mark.parametrize(
    ("closed", "contracts", "shown"),
    [
        (-89, [], True),
        (-91, [], False),
        (-300, [{"customer_id": 1, "amount": money(9)}], True),
        (-3, [{"customer_id": 1, "amount": money(9), "signed_on": day(-2),
               "first_payment_amount": money(3)}], True),
    ],
)  # fmt: skip
def test_won_holds_what_is_recent_or_on_its_way(closed, contracts, shown):
    board = board_of(1, [deal(**WON, closed_on=day(closed))], contracts=contracts)
    assert ("won" in piles(board)) is shown


def test_a_signed_contract_ends_the_waiting():
    contract = {"customer_id": 1, "amount": money(9), "signed_on": day(-2), "first_payment_amount": money(3)}  # fmt: skip
    payment = {"contract_id": 1, "paid_on": day(-1), "amount": money(3)}
    board = board_of(1, [deal(**WON, closed_on=day(-3))], contracts=[contract], payments=[payment])
    assert piles(board) == {"maintain": [customer_key(1)]}


def test_a_deal_of_nobody_has_a_card_and_no_customer():
    board = board_of(1, [deal(None, "interested", title="Line 3"), deal(None, **LOST)])
    assert piles(board)["interested"] == [deal_key(1)]
    assert board.cards[deal_key(1)].customer_id == 0
    assert deal_key(2) not in board.cards


def test_sums_never_cross_currencies_and_what_has_no_rate_stands_beside():
    deals = [
        deal(amount=money(1000)),
        deal(amount=money(10, "EUR")),
        deal(amount=money(7, "NZD")),
        deal(),
    ]
    rates = [{"currency": "EUR", "base": "CNY", "rate": "8", "on": day(-5)}]
    names = [{"name": "C", "created_at": ago(400)}]
    book = book_of(names, deals=deals, fx_rates=rates)
    from dataclasses import replace

    moment = replace(NOW, rates=book.rates())
    board = Dealer().board(Roster(book, moment), book, None)
    found = pile(board, "prospect")
    assert found.total.total == Money(108_000, "CNY")
    assert found.total.unrated == (Money(700, "NZD"),)
    assert (found.open, found.unpriced) == (4, 1)
    assert board.weighted.total == Money(10_800, "CNY"), "a tenth"
    assert board.weighted.unrated == (Money(70, "NZD"),)


def test_a_deals_own_probability_counts_for_it():
    board = board_of(1, [deal(amount=money(100), probability_override=45)])
    assert board.weighted.total == Money(4_500, "CNY")


def test_a_pile_goes_by_tier_then_by_the_day_on_which_somebody_is_due():
    customers = [
        {"name": f"C{n}", "created_at": ago(400), "tier_override": {"tier": tier, "reason": "t"}}
        for n, tier in enumerate("BAAC", 1)
    ]
    plans = [{"customer_id": 2, "due_at": day(5)}, {"customer_id": 3, "due_at": day(2)}]
    book = book_of(customers, deals=[deal(n) for n in (1, 2, 3, 4)], follow_ups=plans)
    board = Dealer().board(Roster(book, NOW), book, None)
    assert [board.cards[key].customer_id for key in pile(board, "prospect").keys] == [3, 2, 1, 4]


def test_rot_is_told_of_each_deal_by_its_own_stage():
    old = ago(25)
    board = board_of(
        1, [deal(stage="prospect", stage_since=old), deal(stage="interested", stage_since=old)]
    )
    assert [board.cards[deal_key(n)].rotting for n in (1, 2)] == [False, True]
    touched = board_of(1, [deal(stage="interested", stage_since=old)], touches=[contact(2)])
    assert not touched.cards[deal_key(1)].rotting


def test_a_filter_leaves_the_cards_and_sums_of_whom_it_finds():
    deals = [deal(1, amount=money(5)), deal(2, amount=money(7))]
    board = board_of(2, deals, hits={2})
    assert piles(board) == {"prospect": [deal_key(2)]}
    assert pile(board, "prospect").total.total == Money(700, "CNY")
    assert board.deals == 1
    assert deal_key(1) in board.cards, "marks outlive the filter"


@pytest.mark.parametrize(
    ("doc", "title"),
    [({"title": "Line 3", "code": "D1"}, "Line 3"), ({"products": ["A", "B"]}, "A B"), ({"code": "D1"}, "D1"),
     ({}, ""), ({"title": 3}, "")],
)  # fmt: skip
def test_what_a_deal_is_about(doc, title):
    assert called(doc) == title


DEALS = st.fixed_dictionaries(
    {"stage": st.sampled_from(["prospect", "interested", "negotiation", "won", "odd"])},
    optional={
        "customer_id": st.integers(1, 4), "status": st.sampled_from(["won", "lost"]),
        "closed_on": st.sampled_from([day(-2), day(-200), "never"]),
        "amount": st.builds(money, st.integers(0, 90), st.sampled_from(["CNY", "EUR"])),
        "stage_since": st.sampled_from([ago(1), ago(50)]), "probability_override": st.integers(1, 99),
    },
)  # fmt: skip
STEPS = st.lists(st.tuples(st.integers(1, 6), st.none() | DEALS), min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(st.lists(DEALS, max_size=6), STEPS)
def test_after_any_changes_the_board_is_what_it_would_be_anew(deals, steps):
    tables = {
        "customers": {str(n): {"name": f"C{n}", "created_at": ago(90)} for n in range(1, 5)},
        "deals": {str(n): doc for n, doc in enumerate(deals, 1)},
    }
    book = Book(tables)
    roster, dealer = Roster(book, NOW), Dealer()
    dealer.board(roster, book, None)
    for number, doc in steps:
        before = tables["deals"].pop(str(number), None)
        if doc is not None:
            tables["deals"][str(number)] = doc
        book.replaced("deals", number, before, doc)
        touched = {d["customer_id"] for d in (before, doc) if d and "customer_id" in d}
        roster.update(touched)
        kept = dealer.board(roster, book, touched)
        anew = Dealer().board(Roster(Book(tables), NOW), Book(tables), None)
        assert kept == anew
