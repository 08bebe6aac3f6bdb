"""The B2B pipeline of the shared data on the board: every open deal has a card, with a customer or without."""

import pytest
from import_steps import Shelf, real

from tierdesk.domain.moment import Moment
from tierdesk.triage.board import Dealer
from tierdesk.triage.roster import Roster

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def board():
    from import_steps import MOMENT

    shelf = Shelf()
    for name in ("accounts", "products", "sales_teams", "sales_pipeline"):
        shelf.imported(real("crm_maven_sales", f"{name}.csv"))
    moment: Moment = MOMENT
    return Dealer().board(Roster(shelf.book, moment), shelf.book, None)


def test_the_board_shows_every_open_deal(board):
    assert board.deals == 2089
    shown = {pile.stage.key: pile.open for pile in board.piles}
    assert (shown["prospect"], shown["interested"], shown["negotiation"]) == (500, 1589, 0)
    keys = [key for pile in board.piles for key in pile.keys]
    assert len(keys) == len(set(keys)) == len(board.cards)


def test_deals_of_nobody_are_among_them_and_every_customer_stands_somewhere(board):
    owners = [card.customer_id for card in board.cards.values()]
    assert owners.count(0) == 1425
    assert len(set(owners) - {0}) == 85
