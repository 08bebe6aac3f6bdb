"""A total that is kept stays what it was, or is let go in so many words."""

import pytest
from weights_rig import fill_book, place, row_of, to, typed, weights


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


def total(screen):
    return sum(place(screen).model.weights().values())


async def test_a_total_is_kept_until_it_is_let_go(book):
    async with weights(book) as screen:
        await screen.press("W", "1")
        assert "The total stays at 100" in screen.said
        await to(screen, "intent")
        await screen.press("right")
        assert place(screen).keeps_total and total(screen) == pytest.approx(100)
        await screen.press("W", "1")
        assert "The total is free again." in screen.said and not place(screen).keeps_total
        await screen.press("right")
        assert total(screen) == pytest.approx(101)


async def test_a_step_that_changes_the_total_ends_keeping_it_and_says_so(book):
    async with weights(book) as screen:
        await screen.press("W", "1")
        await to(screen, "need")
        await screen.press("x")
        assert not place(screen).keeps_total
        assert screen.said.endswith("The total is not kept any more: it is 90 now.")
        assert "is out of the draft with its 2 criteria" in screen.said
        await to(screen, "intent")
        await screen.press("right")
        assert row_of(screen, "intent").weight == 31 and total(screen) == pytest.approx(91)


async def test_a_weight_typed_on_a_sheet_and_a_step_back_end_it_too(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "W", "1", "enter")
        place(screen).rows.go(2)
        await screen.press("=")
        await typed(screen, "33")
        await screen.press("enter")
        assert "not kept any more: it is 103 now" in screen.said
        await screen.press("escape", "W", "1", "u")
        assert not place(screen).keeps_total


@pytest.mark.parametrize(("language", "head", "told"), [
    ("en", "120 points in all", "Potential: 60 of 120 points, 50 % of the whole"),
    ("zh", "总分 120", "潜力：120 分中的 60 分，占总体 50%"),
])  # fmt: skip
async def test_a_sum_that_is_not_100_stands_in_the_head_and_the_row_says_its_share(
    book, language, head, told
):
    async with weights(book, lang=language) as screen:
        await to(screen, "potential")
        await screen.press("=")
        await typed(screen, "60")
        await screen.press("enter")
        await screen.sees(head, told)
        await screen.press("u")
        assert head not in screen.text()
