"""H: whom to greet in a week or on a day, and the text of the occasion from there."""

import pytest
from desk_rig import desk, fill, session

from tierdesk.pipeline.templates import started


@pytest.fixture
def book(tmp_path):
    """The desk stands on 24 November 2026."""
    made = {"created_at": "2026-01-01T00:00:00Z", "country": "DE", "owner": "li"}
    fill(
        tmp_path,
        customers=[{"name": "Acme", **made}, {"name": "Beta", **made}],
        deals=[{"customer_id": 1, "stage": "prospect"}, {"customer_id": 2, "stage": "prospect"}],
        contacts=[
            {"customer_id": 1, "name": "Ann", "birthday": {"month": 11, "day": 26}},
            {"customer_id": 1, "name": "Zoe", "role": "decision_maker"},
        ],
    )  # fmt: skip
    session_desk = session(tmp_path).open_desk()
    session_desk.perform(lambda fresh: started(fresh, "en"))
    session_desk.close()
    return tmp_path


async def opened(screen):
    await screen.press("H")
    await screen.until(
        lambda: screen.here.name_ == "greetings" and screen.here.found is not None, "the greetings"
    )
    await screen.quiet()


async def test_the_birthday_of_a_week_is_written_to_whom_it_is(book):
    async with desk(book) as screen:
        await opened(screen)
        await screen.sees("Greetings", "Thu 2026-11-26", "Acme", "birthday of Ann")
        await screen.press("enter")
        await screen.until(lambda: screen.foot.asking, "offered")
        await screen.press("1")
        await screen.sees("birthday", "Ann", "copy")
        await screen.press("c")
        await screen.sees("log it as sent?")
        assert "Zoe" not in screen.app.clipboard
        assert "Ann" in screen.app.clipboard
        await screen.press("l")
        await screen.quiet()
        (touch,) = screen.book()["touches"].values()
        assert touch["contact_id"] == 1
        await screen.press("u")
        await screen.quiet()
        assert not screen.book().get("touches")


async def test_a_day_a_week_and_the_days_after(book):
    async with desk(book) as screen:
        await opened(screen)
        await screen.press("w")
        await screen.sees("Nobody is to be greeted in these days.")
        await screen.press("right")
        await screen.press("right")
        await screen.sees("Thu 2026-11-26", "birthday of Ann")
        await screen.press("left")
        await screen.sees("Nobody is to be greeted in these days.")
        await screen.press("w")
        await screen.sees("birthday of Ann")
        await screen.press("o")
        await screen.until(lambda: screen.here.name_ == "card", "the card")


async def test_holidays_of_the_country_in_both_languages(book):
    async with desk(book) as screen:
        await opened(screen)
        for _ in range(4):
            await screen.press("right")
        await screen.sees("Fri 2026-12-25", "Christmas", "Beta")
        await screen.press("f2")
        await screen.sees("圣诞节", "节日问候")
        await screen.press("H")
        await screen.until(lambda: screen.here.name_ != "greetings", "closed")
