"""A book of five customers on the board, and the steps of its tests."""

from contextlib import asynccontextmanager

from desk_rig import desk, fill, opened

NAMES = ("宏达机械", "Nordwind GmbH", "青禾零售", "Kestrel Supplies", "乐行旅行社")
MINE = "tierdesk.commands.doing.move_deals"


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def fill_board(folder, **tables):
    """Two deals of 宏达, one each of Nordwind and 青禾; Kestrel is lost, 乐行 has bought."""
    tiers = "AABCA"
    customers = [
        {"name": name, "created_at": "2026-01-01T00:00:00Z", "country": "CN", "owner": "li",
         "tier_override": {"tier": tier, "reason": "test"}}
        for name, tier in zip(NAMES, tiers, strict=True)
    ]  # fmt: skip
    since = {"stage_since": "2026-11-20T00:00:00Z"}
    deals = [
        {"customer_id": 1, "stage": "prospect", "title": "Line 3", "amount": money(320_000), **since},
        {"customer_id": 2, "stage": "prospect", "amount": money(48_000), **since},
        {"customer_id": 1, "stage": "negotiation", "title": "Line 4", "amount": money(90_000), **since},
        {"customer_id": 3, "stage": "interested", "amount": money(1_000, "NZD"), **since},
        {"customer_id": 4, "stage": "lost", "status": "lost", "lost_reason": "price", "closed_on": "2026-06-01"},
        {"customer_id": 5, "stage": "won", "status": "won", "closed_on": "2026-03-01", "amount": money(7_000)},
    ]  # fmt: skip
    fill(folder, **{"customers": customers, "deals": deals, **tables})


@asynccontextmanager
async def board(folder, size=(160, 30), **how):
    """The desk on its board, everything read and laid out."""
    async with desk(folder, size=size, **how) as screen:
        await screen.press("2")
        await screen.quiet()
        yield screen


def names(screen):
    """Who stands in which stage, of the stages with cards."""
    found, rows = screen.here.board, screen.snapshot.rows
    return {
        pile.stage.key: [rows[found.cards[key].customer_id].name for key in pile.keys]
        for pile in found.piles if pile.keys
    }  # fmt: skip


def here(screen):
    """(stage, name) under the cursor."""
    place = screen.here
    card = place.card_here()
    stage = place.board.piles[place.grid.x].stage.key
    return stage, None if card is None else screen.snapshot.rows[card.customer_id].name


def stage_of(folder_or_screen, deal_id):
    """The stage of a deal on the disk."""
    return folder_or_screen.book()["deals"][str(deal_id)]["stage"]


def moved_by_another(folder, deal_id, stage, by="wu"):
    """Somebody else moves a deal, in a session of their own."""
    from tierdesk.commands.doing import move_deals
    from tierdesk.pipeline.stages import find_stage, stages_of

    other = opened(folder, by)
    target = find_stage(stage, stages_of(other.book))
    seen = [move_deals.seen(deal_id, other.book.get("deals", deal_id))]
    other.perform(
        lambda book: move_deals.change(book, seen, target, other.moment, by, reason="theirs")
    )
    other.close()


def stages_changed_by_another(folder, action, word):
    """Somebody else removes a stage or renames it, in a session of their own."""
    from tierdesk.pipeline import stage_edits

    other = opened(folder, "wu")
    if action == "remove":
        other.perform(
            lambda book: stage_edits.removed(book, word, other.moment, by="wu", to="prospect")
        )
    else:
        other.perform(lambda book: stage_edits.renamed(book, dict([word.split("=")])))
    other.close()
