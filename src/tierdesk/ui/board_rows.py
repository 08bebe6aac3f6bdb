"""Cards, piles and the whole board as the values that lines are made of, in the reader's language; and
what of them is kept for the first frame of the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tierdesk.desk.board_digest import MOST_CARDS, BoardDigest, CardRow, ColumnRow
from tierdesk.i18n.message import N_, Message, say
from tierdesk.terminal.clean import clean
from tierdesk.ui.lines.near_days import Calendar, next_day

if TYPE_CHECKING:
    from tierdesk.domain.document import Doc
    from tierdesk.domain.sums import Sum
    from tierdesk.i18n.catalog import Catalog
    from tierdesk.triage.cards import Board, Card, Pile
    from tierdesk.triage.listed import Listed

_LONGEST = 400


def card_row(
    card: Card, listed: Listed | None, rot_days: int, calendar: Calendar, catalog: Catalog
) -> CardRow:
    """A card; `listed` is the row of its customer, None for a deal of nobody."""
    from tierdesk.domain.deals import called
    from tierdesk.domain.document import text
    from tierdesk.domain.money import read
    from tierdesk.pipeline.lost_reasons import title as reason_title

    deal = card.deal or {}
    money = None if card.whole else read(deal, "amount")
    title = called(deal)
    note = "" if card.why is None else catalog.text(_shorter(card.why))
    if card.whole and listed is not None and listed.stage.kind == "lost":
        note = catalog.text(reason_title(text(deal, "lost_reason")))
    return CardRow(
        key=card.key, customer_id=card.customer_id, tier=listed.tier if listed else "",
        name=clean(listed.name if listed else title or _numbered(card, catalog))[:_LONGEST],
        amount=catalog.money(money) if money is not None else "", percent=round(card.percent),
        score=round(listed.score) if listed else -1, low=round(listed.low) if listed else -1,
        high=round(listed.high) if listed else -1,
        next=_next(listed, calendar, catalog) if listed else _which(deal, title, card.deal_id),
        late=bool(listed and listed.eligible and listed.due_ordinal < calendar.today),
        soon=bool(listed and listed.soon), rotting=card.rotting,
        held=bool(listed and listed.owes), title=clean(title)[:_LONGEST] if listed else "",
        days=card.days, rot_days=rot_days if card.open else 0, note=clean(note)[:_LONGEST],
    )  # fmt: skip


def _shorter(why: Message) -> Message:
    """Among deals that are won but not signed it need not be said of each that it is one."""
    return Message(_SHORT.get(why.key, why.key), why.args)


_SHORT = {
    "won, not signed: no contract": N_("no contract"),
    "won, not signed: the contract has no date of signature": N_("no date of signature"),
    "won, not signed: the signature is due on %(day)s": N_("signature due on %(day)s"),
    "won, not signed: no first payment is agreed": N_("no first payment agreed"),
    "won, not signed: first payment %(money)s short": N_("%(money)s short"),
}


def column_row(pile: Pile, catalog: Catalog) -> ColumnRow:
    """The head of a column."""
    total, unrated = _sums(pile.total, catalog)
    weighted = _sums(pile.weighted, catalog) if pile.stage.kind == "open" else ("", "")
    title = clean(catalog.text(pile.stage.title))
    currencies = " ".join(money.currency for money in pile.total.unrated)
    return ColumnRow(
        pile.stage.key,
        title,
        pile.stage.kind,
        len(pile.keys),
        total,
        unrated,
        currencies,
        *weighted,
    )


def weighted_of(board: Board, catalog: Catalog) -> tuple[str, str]:
    """What all open deals are worth by probability, parts without a rate beside, and the currencies
    that no rate tells."""
    told = " + ".join(part for part in _sums(board.weighted, catalog) if part)
    missing = {money.currency for pile in board.piles for money in pile.total.unrated}
    return told, " ".join(sorted(missing))


def digest_of(
    board: Board,
    row: Callable[[int], CardRow | None],
    tops: Sequence[int],
    day: str,
    catalog: Catalog,
) -> BoardDigest:
    """The board with the cards in sight, and some more."""
    weighted, unrated = weighted_of(board, catalog)
    cards = [
        tuple(found for key in pile.keys[top : top + MOST_CARDS] if (found := row(key)) is not None)
        for pile, top in zip(board.piles, tops, strict=True)
    ]
    heads = tuple(column_row(pile, catalog) for pile in board.piles)
    return BoardDigest(
        catalog.language, day, board.deals, weighted, unrated, heads, tuple(tops), tuple(cards)
    )


def _sums(found: Sum, catalog: Catalog) -> tuple[str, str]:
    """The total of what can be told in one currency, and the rest each in its own."""
    rated = len(found.parts) > len(found.unrated)
    total = catalog.money(found.total) if rated else ""
    return total, " + ".join(catalog.money(money) for money in found.unrated)


def _numbered(card: Card, catalog: Catalog) -> str:
    return catalog.text(say("deal %(number)s", number=card.deal_id))


def _which(deal: Doc, title: str, deal_id: int) -> str:
    """What tells deals of nobody apart that are about the same: the code, else the number."""
    from tierdesk.domain.document import text

    code = clean(text(deal, "code"))[:_LONGEST]
    return code if code and code != title else f"#{deal_id}"


def _next(listed: Listed, calendar: Calendar, catalog: Catalog) -> str:
    if listed.parked:
        return catalog.text(say("parked"))
    if not listed.eligible:
        return catalog.text(say("no contact")) if listed.do_not_contact else ""
    return catalog.text(next_day(listed.due_ordinal, calendar, listed.soon))
