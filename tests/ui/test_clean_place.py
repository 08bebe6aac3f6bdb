"""Clean on the screen: pages of what was found, two made one side by side, the certain ones at once, two
said to be two, repairs; each one change with an undo, and a look that can be stopped."""

import threading

import pytest
from desk_rig import desk, fill, opened

from tierdesk.domain.change import Change, Edit, without_rev
from tierdesk.ui.clean import scan


def person(customer_id, name, phone, **more):
    return {"customer_id": customer_id, "name": name, "phones": [phone], **more}


@pytest.fixture
def doubled(tmp_path):
    made = {"created_at": "2026-01-01T00:00:00Z"}
    fill(
        tmp_path,
        customers=[
            {"name": "宏达机械有限公司", "country": "CN", "city": "上海", **made},
            {"name": "宏達機械", "country": "CN", "city": "Shanghai", "industry": "机械", **made},
            {"name": "Acme Tools GmbH", "country": "DE", **made},
            {"name": "Acme Tools", "country": "DE", **made},
            {"name": "Bystander", "country": "DE", "address": "學(xué)習(xí)路 1", **made},
        ],
        contacts=[
            person(1, "李雷", "13800138000"),
            person(2, "李雷", "0086 138 0013 8000"),
            person(3, "Eva", "+49 40 123456", emails=["eva@acme.example"]),
            person(4, "Eva", "040 123456", emails=["eva@acme.example"]),
            person(5, "Bo", "13800138001.0"),
        ],
    )
    return tmp_path


async def looked(screen):
    """The Clean screen, the book looked at."""
    await screen.press("6")
    await screen.until(
        lambda: screen.here.name_ == "clean" and screen.here.pages.found is not None, "found"
    )
    await settled(screen)
    return screen.here


async def settled(screen):
    """Every look has ended that was asked for."""
    place = screen.here
    await screen.until(lambda: place.scan.share is None and not place._stale, "no look goes on")
    await screen.quiet()
    await screen.until(lambda: place.scan.share is None and not place._stale, "no look goes on")
    await screen.quiet()


def names(screen):
    return sorted(doc["name"] for doc in screen.book()["customers"].values())


def city(screen, name):
    return next(doc["city"] for doc in screen.book()["customers"].values() if doc["name"] == name)


async def to_pair(screen, *ids):
    place = screen.here
    for key in place.pages.shown("duplicates"):
        pair = place.pages.thing("duplicates", key)
        if (pair.one, pair.other) == ids:
            place.rows.go(key)
    await screen.quiet()


async def test_pairs_stand_with_score_reasons_and_both_sides(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        assert place.pages.counts()["duplicates"] == 2
        await to_pair(screen, 1, 2)
        await screen.sees("宏达机械有限公司", "宏達機械", "Acme Tools GmbH", "上海", "Shanghai")


async def test_a_field_is_chosen_the_merge_confirmed_and_undone(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        await looked(screen)
        before = names(screen)
        await to_pair(screen, 1, 2)
        await screen.press("enter")
        await screen.sees("stays", "goes")
        place = screen.here
        fields = [one.field for one in place.merge.differences()]
        place.rows.go(1 + fields.index("city"))
        kept_left = place.merge.kept == 1
        await screen.press("right" if kept_left else "left")
        wanted = "Shanghai" if kept_left else "上海"
        kept = place.merge.name(place.merge.kept)
        await screen.press("enter")
        await screen.sees("not now")
        await screen.press("y")
        await screen.until(lambda: len(names(screen)) == 4, "one is a part of the other")
        assert city(screen, kept) == wanted
        await settled(screen)
        assert place.merge is None and place.pages.counts()["duplicates"] == 1
        await screen.press("u")
        await screen.until(lambda: names(screen) == before, "parted again")
        await settled(screen)
        assert place.pages.counts()["duplicates"] == 2


async def test_the_other_one_stays_after_a_swap_and_escape_leaves_everything(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        await to_pair(screen, 1, 2)
        await screen.press("enter")
        await screen.until(lambda: place.merge is not None, "side by side")
        stays = place.merge.kept
        await screen.press("s")
        assert place.merge.kept != stays
        await screen.press("enter")
        await screen.sees("not now")
        await screen.press("n", "escape")
        assert place.merge is None and screen.here is place and len(names(screen)) == 5
        await screen.press("enter")
        await screen.until(lambda: place.merge is not None, "side by side")
        await screen.press("s", "enter", "y")
        await screen.until(lambda: len(names(screen)) == 4, "merged")
        gone = {1: "宏达机械有限公司", 2: "宏達機械"}[stays]
        assert gone not in names(screen)


async def test_two_that_are_two_are_told_no_more_and_undo_tells_them_again(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        await to_pair(screen, 3, 4)
        await screen.press("x")
        await screen.until(lambda: screen.book().get("not_duplicates"), "it is remembered")
        await settled(screen)
        assert place.pages.counts()["duplicates"] == 1
        await screen.press("u")
        await screen.until(lambda: not screen.book().get("not_duplicates"), "taken back")
        await settled(screen)
        assert place.pages.counts()["duplicates"] == 2


async def test_the_certain_ones_are_asked_about_once_and_merged_as_one_change(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        certain = sum(pair.certain for pair in place.pages.found.duplicates)
        assert certain == 2
        await screen.press("A")
        await screen.sees("merge all 2 certain pairs")
        await screen.press("y")
        await screen.until(lambda: len(names(screen)) == 3, "both pairs are one each")
        await settled(screen)
        await screen.press("u")
        await screen.until(lambda: len(names(screen)) == 5, "one undo")


async def test_one_changed_by_another_session_is_not_merged_unseen(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        await to_pair(screen, 1, 2)
        await screen.press("enter")
        await screen.until(lambda: place.merge is not None, "side by side")
        other, gone = opened(doubled), place.merge.gone
        doc = dict(other.book.get("customers", gone))
        after = without_rev({**doc, "city": "Wuhan"})
        other.apply(
            Change("customer.edit", {"name": doc["name"]}, (Edit("customers", gone, doc, after),))
        )
        other.close(compact=False)
        await screen.press("enter", "y")
        await screen.until(lambda: screen.failed, "refused")
        assert "was changed meanwhile" in screen.said
        assert len(names(screen)) == 5


async def test_one_repair_then_all_marked_and_their_undo(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        await screen.press("tab")
        await screen.sees("[faults 2]")
        await screen.press("enter")
        await screen.until(
            lambda: screen.book()["customers"]["5"]["address"] == "學習路 1", "repaired"
        )
        await settled(screen)
        assert place.pages.counts()["faults"] == 1
        await screen.press("u")
        await settled(screen)
        assert place.pages.counts()["faults"] == 2
        await screen.press("g", "space", "A")
        await screen.sees("make 1 repair")
        await screen.press("y")
        await settled(screen)
        assert place.pages.counts()["faults"] == 1 and not place.marked


async def test_pages_of_what_is_missing_stale_and_how_healthy_it_is(doubled):
    async with desk(doubled, size=(120, 36)) as screen:
        place = await looked(screen)
        await screen.press("tab", "tab")
        await screen.sees("by weight in the score", "points", "Bystander")
        await screen.press("o")
        await screen.until(lambda: screen.here.name_ == "card", "the card")
        await screen.press("q", "tab")
        await screen.sees("[stale 5]", "days")
        await screen.press("tab")
        await screen.sees("known", "in a pair", "%")
        assert place.rows.key is None


async def test_escape_stops_a_look_and_r_takes_it_up(doubled, monkeypatch):
    go, begun = threading.Event(), threading.Event()
    look = scan.look

    def slowly(book, moment, progress):
        begun.set()
        while not go.wait(0.001):
            progress(0.4)
        return look(book, moment, progress)

    monkeypatch.setattr(scan, "look", slowly)
    async with desk(doubled) as screen:
        await screen.press("6")
        await screen.until(begun.is_set, "the look began")
        await screen.sees("looking: 40 %")
        await screen.press("3")
        await screen.until(lambda: screen.here.name_ == "customers", "no key is blocked")
        await screen.press("6", "escape")
        await screen.sees("stopped; r looks again")
        go.set()
        await screen.press("r")
        await screen.sees("[duplicates 2]")


async def test_a_read_only_book_is_looked_at_and_not_changed(doubled):
    async with desk(doubled, read_only=True) as screen:
        await looked(screen)
        for key in ("enter", "x", "A"):
            await screen.press(key)
            assert screen.said == "The book was opened read-only."
