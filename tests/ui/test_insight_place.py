"""Insight: the reports of the book on screen, as of any day, in both languages."""

from datetime import date

import pytest
from desk_rig import demo_book, desk

from tierdesk.domain.moment import Moment
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message
from tierdesk.ui.lines import insight as lines
from tierdesk.ui.lines.line import UNICODE, Paper, plain


async def shown(screen, report):
    """That report, made and painted."""
    place = screen.here
    assert place.name_ == "insight"
    while place.report != report:
        await screen.press("tab")
    await screen.until(
        lambda: place.made is not None and place.made[0] == place._values(), "it is made"
    )
    return place


@pytest.mark.parametrize(
    ("report", "said"),
    [("funnel", "Bottleneck"), ("forecast", "weighted"), ("velocity", "Velocity"),
     ("receivables", "owed"), ("rfm", "RFM")],
)  # fmt: skip
async def test_every_report_shows_what_the_command_prints(tmp_path, report, said):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(120, 36)) as screen:
        await screen.press("5")
        place = await shown(screen, report)
        await screen.sees(said)
        assert place.made[1].document["report"] == report


async def test_grouping_and_odds_are_turned_by_one_key(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(120, 36)) as screen:
        await screen.press("5")
        place = await shown(screen, "funnel")
        await screen.press("b")
        await screen.until(
            lambda: list(place.made[1].document["groups"]) == ["source"], "by source"
        )
        await screen.sees("by source")
        await shown(screen, "forecast")
        await screen.press("b")
        await screen.until(lambda: place.made[0].get("odds") == "history", "other odds")
        await shown(screen, "receivables")
        await screen.press("b")
        assert screen.said == "This report has one manner only."


async def test_an_earlier_day_is_typed_and_one_to_come_is_refused(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path, size=(120, 36)) as screen:
        await screen.press("5", "d")
        await screen.type("2027-01-01")
        await screen.press("enter")
        assert "is still to come" in screen.said
        await screen.press("escape", "d")
        await screen.type("2026-06-30")
        await screen.press("enter")
        place = screen.here
        await screen.until(
            lambda: place.made[1].document.get("as_of") == date(2026, 6, 30), "as of that day"
        )
        await screen.sees("as of 2026-06-30")


async def test_a_change_makes_the_report_anew_and_keeps_the_lines_in_sight(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path) as screen:
        await screen.press("5")
        place = await shown(screen, "funnel")
        before = place.made[1].document["open"]
        await screen.press("j", "j", "j")
        assert place.pane.top == 3
        await screen.do("desk.command")
        await screen.type("deal add 1 Test amount=1000")
        await screen.press("enter")
        await screen.quiet()
        await screen.until(lambda: place.made[1].document["open"] == before + 1, "it is counted")
        while screen.here is not place:
            await screen.press("escape")
        assert place.pane.top == 3


async def test_an_empty_book_says_what_is_missing(tmp_path):
    from desk_rig import fill

    fill(tmp_path, customers=[{"name": "x", "created_at": "2026-01-01T00:00:00Z"}])
    async with desk(tmp_path) as screen:
        await screen.press("5")
        await shown(screen, "funnel")
        await screen.sees("There is no deal")


async def test_the_report_of_last_time_is_shown_again(tmp_path):
    demo_book(tmp_path)
    async with desk(tmp_path) as screen:
        await screen.press("5", "tab", "tab", "b")
        assert screen.here.report == "velocity"
        await screen.quiet()
    async with desk(tmp_path) as screen:
        await screen.press("5")
        assert (screen.here.report, screen.here.by) == ("velocity", "source")


@pytest.mark.parametrize("cells", [40, 80, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tabs_fit_and_name_the_report(language, cells):
    paper = Paper(cells, Catalog(language))
    for report, title in lines.REPORTS.items():
        told = lines.Told(report, date(2026, 6, 30), lines.BY["tier"], making=False)
        text = plain(lines.tabs(told, paper))
        assert f"[{paper.catalog(title)}]" in text
        assert "2026-06-30" in text


def test_nonsense_is_no_day_and_nothing_is_today():
    from datetime import UTC, datetime

    moment = Moment(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), UTC)
    assert lines.day_of("", moment) is None
    assert lines.day_of("2026-11-24", moment) is None
    assert lines.day_of("2026-11-01", moment) == date(2026, 11, 1)
    wrong = lines.day_of("soonish", moment)
    assert isinstance(wrong, Message)
    said = plain(lines.meaning(wrong, Catalog("en"), UNICODE))
    assert "soonish" in said
    assert "today" in plain(lines.meaning(None, Catalog("en"), UNICODE))
