"""A saved draft is tried by itself on what is decided after it, where the draft stands."""

import pytest
from desk_rig import desk, fill, session
from weights_rig import customers, fill_book, graded, place, to, weights

from tierdesk.domain.change import Change, Edit
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.drafting import with_group_weight
from tierdesk.scoring.model import to_document


def decided(n):
    """Deals that ended as the interest of their customers was, after the draft."""
    return [
        {"customer_id": 1 + at % 24, "stage": "won" if at % 6 >= 3 else "lost",
         "status": "won" if at % 6 >= 3 else "lost", "closed_on": f"2026-09-{1 + at % 28:02}",
         "created_at": "2025-12-01T00:00:00Z"}
        for at in range(n)
    ]  # fmt: skip


def draft():
    """Saved in August: intent counts for more."""
    model = to_document(with_group_weight(open_model(), "intent", 90))
    return {**model, "version": 2, "status": "draft", "created_at": "2026-08-01T00:00:00Z",
            "author": "li", "note": "intent decides"}  # fmt: skip


def written(folder, table, docs, **flags):
    """Documents put into the book by somebody else."""
    other = session(folder, **flags).open_desk()
    edits = tuple(Edit(table, -number, None, doc) for number, doc in enumerate(docs, 1))
    other.apply(Change("book.import", {"file": "x", "created": len(edits), "updated": 0}, edits))
    other.close()


@pytest.fixture
def saved(tmp_path):
    """A book with a draft of August and so many deals that ended since."""

    def make(n):
        fill(tmp_path, customers=customers())
        written(tmp_path, "scoring_models", [draft()], now="2026-08-01T09:00")
        written(tmp_path, "deals", decided(n))
        return tmp_path

    return make


async def told(screen, said):
    """Until the head says it."""
    await screen.until(lambda: said in screen.text(), said)


async def test_the_head_says_how_many_outcomes_there_are_so_far(saved):
    async with weights(saved(7)) as screen:
        await told(screen, "challenger v2: 7 outcomes")


async def test_a_deal_that_ends_is_one_outcome_more_by_itself(saved):
    folder = saved(7)
    async with weights(folder) as screen:
        await told(screen, "challenger v2: 7 outcomes")
        written(folder, "deals", decided(1))
        await told(screen, "challenger v2: 8 outcomes")


async def test_enough_evidence_is_told_with_its_figures_where_the_draft_stands(saved):
    async with weights(saved(48)) as screen:
        await told(screen, "challenger v2: better on")
        await screen.press("V")
        await screen.quiet()
        page = place(screen).page
        assert page.keys() == [1, -1, 2]
        await screen.sees("better, and the evidence is enough: AUC")
        place(screen).rows.go(1)
        await screen.laid_out()
        await screen.sees("24 won, 24 lost")
        await screen.press("enter")
        await screen.sees("AUC of the draft", "lift of the best tenth")


async def test_chinese_says_it_too(saved):
    async with weights(saved(7), lang="zh") as screen:
        await told(screen, "挑战者 v2：7 个结果")
        await screen.press("V")
        await screen.quiet()
        await screen.sees("至今在 7 个结果上试过")


async def test_without_a_saved_draft_nothing_is_tried(tmp_path):
    fill_book(tmp_path)
    async with weights(tmp_path) as screen:
        assert place(screen).tried == {} and "challenger" not in screen.text()
        await to(screen, "intent")
        await screen.press(">", "S")
        await told(screen, "challenger v2: 0 outcomes")
        await screen.press("u")
        await screen.until(lambda: not place(screen).tried, "the draft is gone")
        assert "challenger" not in screen.text()


async def test_another_model_has_no_challenger_of_this_one(saved):
    async with weights(saved(7)) as screen:
        await told(screen, "challenger v2")
        await screen.press("K", "2")
        await graded(screen)
        await screen.until(lambda: not place(screen).tried, "none for signed customers")
        assert "challenger" not in screen.text()


async def test_narrow_screens_keep_the_challenger_in_the_head(saved):
    async with desk(saved(7), (80, 24)) as screen:
        await screen.press("4")
        await graded(screen)
        await told(screen, "challenger v2: 7 outcomes")
