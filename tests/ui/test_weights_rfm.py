"""Cut points of an RFM criterion: proposed from the book, nudged, typed, refused, seen behind the sheet."""

from datetime import date, timedelta

import pytest
from weights_rig import counts, fill_book, place, to_field, typed, weights

from tierdesk.scoring.buying.cuts import DEFAULT_CUTS

TODAY = date(2026, 11, 24)


def orders(buyers):
    return [
        {"customer_id": number, "on": (TODAY - timedelta(days=3 * number + 5 * turn)).isoformat(),
         "amount": {"minor": 100_000 * number, "currency": "CNY"}}
        for number in range(1, buyers + 1) for turn in range(1 + number % 4)
    ]  # fmt: skip


async def added(screen, source):
    """A criterion over that source, with its sheet open."""
    await screen.press("a")
    await screen.quiet()
    page = place(screen).page
    page._taken(next(known for known in page._known if known.source == source))
    name = source.rpartition(".")[2]
    await screen.until(lambda: name in place(screen).drafting.model.weights(), "it is added")
    await screen.quiet()
    return lambda: next(c for c in place(screen).drafting.model.criteria if c.key == name).map


async def changed_to(screen, label, text):
    await to_field(screen, label)
    await screen.press("=")
    await typed(screen, text)
    await screen.press("enter")


@pytest.mark.parametrize(("buyers", "of_book"), [(24, True), (6, False)])
async def test_the_cut_points_of_the_book_are_proposed(tmp_path, buyers, of_book):
    fill_book(tmp_path, orders=orders(buyers))
    async with weights(tmp_path) as screen:
        found = await added(screen, "rfm.recency")
        assert (found().cuts != DEFAULT_CUTS) == of_book
        await screen.sees("days since the last order, at most", "score 5")


async def test_cut_points_are_nudged_and_typed_and_a_falling_one_is_refused(tmp_path):
    fill_book(tmp_path, orders=orders(6))
    async with weights(tmp_path) as screen:
        found = await added(screen, "rfm.recency")
        await to_field(screen, "score 5")
        await screen.press("right")
        assert found().cuts.recency == (31, 90, 180, 365)
        await changed_to(screen, "score 4", "20")
        assert "must be four numbers, none below the one before" in screen.said
        await screen.press("escape")
        await changed_to(screen, "days since the last order, at most", "1 2 3")
        assert "must be four numbers" in screen.said
        await screen.press("escape")
        await changed_to(screen, "days since the last order, at most", "-1 2 3 4")
        assert screen.said == "A cut point is zero or more."
        await screen.press("escape")
        await changed_to(screen, "days since the last order, at most", "1/2/3/4")
        assert found().cuts.recency == (1, 2, 3, 4)
        await screen.until(
            lambda: place(screen).effects.shown is place(screen).drafting.model,
            "the preview follows",
        )
        assert sum(counts(screen).values()) == 24
        await screen.press("u", "u")
        assert found().cuts == DEFAULT_CUTS
        await changed_to(screen, "days since the last order, at most", "")
        assert found().cuts == DEFAULT_CUTS


async def test_an_answer_that_comes_after_the_next_draft_is_shown_as_its_own(tmp_path):
    fill_book(tmp_path, orders=orders(6))
    async with weights(tmp_path) as screen:
        await added(screen, "rfm.recency")
        await to_field(screen, "score 5")
        await screen.until(
            lambda: place(screen).effects.shown is place(screen).drafting.model, "it is shown"
        )
        effects, first = place(screen).effects, place(screen).drafting.model
        await screen.press("right")
        asked = place(screen).drafting.model
        panel, vantage, read = effects.panel, effects.look.vantage, []
        place(screen).desktop.work(
            "test", lambda room: panel.following(asked, room.desk.book, vantage), read.append
        )
        await screen.until(lambda: read, "it is read a second time")
        await screen.press("u")
        assert place(screen).drafting.model == first
        place(screen)._read(effects, read[0])
        assert not effects.panel.lacks(effects.shown)
        place(screen).painted()
        await screen.until(lambda: effects.shown == first, "the draft in hand is shown again")
        assert sum(counts(screen).values()) == 24


async def test_the_total_shows_the_cut_points_of_every_part_in_both_languages(tmp_path):
    fill_book(tmp_path, orders=orders(6))
    async with weights(tmp_path, lang="zh") as screen:
        found = await added(screen, "rfm.total")
        await screen.sees("距最近一次下单的天数，不超过", "一年内的金额，达到", "5 分")
        page = place(screen).page
        labels = [str(one.label).strip() for one in page.fields()]
        assert labels.count("score 2") == 3
        place(screen).rows.go(1 + labels.index("amount in a year, from"))
        await screen.press("=")
        await typed(screen, "1 2 3 4")
        await screen.press("enter")
        assert found().cuts.monetary == (1, 2, 3, 4)
        assert found().cuts.recency == DEFAULT_CUTS.recency
