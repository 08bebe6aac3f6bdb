"""The board as a document: stages with their sums, and their cards."""

from collections.abc import Mapping

from tierdesk.commands.doing.move_deals import name_of
from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.report_figures import sum_document
from tierdesk.commands.doing.subjects import found
from tierdesk.commands.spec import Front, Outcome, Values, text_of, texts_of
from tierdesk.desk.tier_names import tier_names
from tierdesk.domain.book import Book
from tierdesk.domain.deals import called
from tierdesk.domain.document import EMPTY
from tierdesk.domain.moment import Moment
from tierdesk.domain.money import read
from tierdesk.i18n.message import say
from tierdesk.pipeline.stages import find_stage
from tierdesk.search.query import parse
from tierdesk.triage.board import Dealer
from tierdesk.triage.cards import Card, Pile, owner_of
from tierdesk.triage.listed import Listed
from tierdesk.triage.roster import Roster


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    desk = front.desk
    moment = desk.moment
    query = parse(" ".join(texts_of(values, "query")), moment, tier_names(desk.book))
    hits = None
    if query.terms:
        hits = frozenset(entry.customer_id for entry in found(desk.book, query, moment))
    roster = Roster(desk.book, moment, by=desk.by, means=False)
    board = Dealer().board(roster, desk.book, None, hits)
    piles = board.piles
    if wanted := text_of(values, "stage"):
        key = find_stage(wanted, roster.overview.stages).key
        piles = tuple(pile for pile in piles if pile.stage.key == key)
    limit = whole(text_of(values, "limit"), "--limit", len(board.cards))
    document = {
        "schema": 1, "currency": moment.currency, "deals": sum(pile.open for pile in piles),
        "weighted": sum_document(board.weighted, moment),
        "stages": [
            _stage(pile, moment)
            | {"cards": [_card(board.cards[k], desk.book, roster.rows) for k in pile.keys[:limit]]}
            for pile in piles
        ],
    }  # fmt: skip
    said = () if any(pile.keys for pile in piles) else (say("No card fits."),)
    return Outcome(document, said, view="board")


def _stage(pile: Pile, moment: Moment) -> dict[str, object]:
    return {
        "stage": pile.stage.key, "label": pile.stage.title, "kind": pile.stage.kind,
        "found": len(pile.keys), "deals": pile.open, "value": sum_document(pile.total, moment),
        "weighted": sum_document(pile.weighted, moment), "unpriced": pile.unpriced,
    }  # fmt: skip


def _card(card: Card, book: Book, rows: Mapping[int, Listed]) -> dict[str, object]:
    listed, deal = rows.get(card.customer_id), card.deal or EMPTY
    name = listed.name if listed is not None else name_of(book, card.deal_id)
    return {
        "deal_id": card.deal_id or None, "customer_id": card.customer_id or None, "name": name,
        "title": called(deal), "owner": owner_of(card, listed.owner if listed else "") or None,
        "tier": listed.tier if listed else None,
        "score": round(listed.score, 1) if listed else None, "open": card.open,
        "amount": read(deal, "amount"), "probability": card.percent if card.open else None,
        "days": card.days, "rotting": card.rotting,
        "next_due": listed.due if listed else None, "hold": bool(listed and listed.owes),
        "why": card.why,
    }  # fmt: skip
