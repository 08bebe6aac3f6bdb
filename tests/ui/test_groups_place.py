"""Groups on the screen: opened from a list and from the card, ticked, made by a new name, and undone."""

from customers_rig import by_name, shown, standing
from desk_rig import desk


def groups(screen):
    return sorted(doc["name"] for doc in screen.book().get("groups", {}).values())


def inside(screen, name):
    book = screen.book()
    ids = [int(key) for key, doc in book.get("groups", {}).items() if doc["name"] == name]
    return sorted(
        doc["name"] for doc in book["customers"].values() if set(ids) & set(doc.get("group_ids", []))
    )  # fmt: skip


async def test_a_new_name_makes_a_group_of_the_marked_customers_as_one_change(seven):
    async with desk(seven) as screen:
        await by_name(screen)
        await screen.press("space", "space", "b")
        await screen.sees("Groups of 2 customers", "There is no group yet")
        await screen.type("VIP/East")
        await screen.sees("new group “VIP/East”")
        await screen.press("enter")
        await screen.sees("[x] VIP/East")
        assert inside(screen, "VIP/East") == ["Kestrel Supplies", "Nordwind GmbH"]
        await screen.press("escape")
        await screen.until(lambda: screen.here.name_ == "customers", "back in the list")
        await screen.press("u")
        await screen.quiet()
        assert groups(screen) == []
        await screen.press("ctrl+r")
        await screen.quiet()
        assert len(inside(screen, "VIP/East")) == 2


async def test_enter_turns_a_tick_and_letters_filter(seven):
    async with desk(seven) as screen:
        await by_name(screen)
        for name in ("Fair", "VIP"):
            await screen.press("b")
            await screen.until(lambda: screen.here.name_ == "groups", "the groups")
            await screen.type(name)
            await screen.press("enter")
            await screen.sees(f"[x] {name}")
            await screen.press("escape")
        await screen.press("j", "b")
        await screen.sees("[ ] Fair", "[ ] VIP")
        await screen.type("vi")
        await screen.until(lambda: "Fair" not in screen.text(), "only what fits")
        await screen.press("enter")
        await screen.sees("[x] VIP", "[ ] Fair")
        assert inside(screen, "VIP") == ["Kestrel Supplies", "Nordwind GmbH"]
        await screen.press("down", "enter")
        await screen.sees("[ ] VIP")
        assert inside(screen, "VIP") == ["Kestrel Supplies"]
        await screen.press("escape", "slash")
        await screen.type("group:vip")
        await screen.press("enter")
        await standing(screen, ["Kestrel Supplies"])


async def test_some_of_the_marked_are_all_put_in_first(seven):
    async with desk(seven) as screen:
        await by_name(screen)
        await screen.press("b")
        await screen.until(lambda: screen.here.name_ == "groups", "the groups")
        await screen.type("VIP")
        await screen.press("enter")
        await screen.sees("[x] VIP")
        await screen.press("escape", "asterisk", "b")
        await screen.sees("[-] VIP")
        await screen.press("enter")
        await screen.sees("[x] VIP")
        assert len(inside(screen, "VIP")) == 7
        await screen.press("escape", "u")
        await screen.quiet()
        assert inside(screen, "VIP") == ["Kestrel Supplies"]


async def test_the_card_and_the_pane_show_them_and_a_wrong_name_stays_to_be_mended(seven):
    async with desk(seven, size=(120, 40)) as screen:
        await by_name(screen)
        await screen.press("b")
        await screen.until(lambda: screen.here.name_ == "groups", "the groups")
        await screen.type("VIP//x")
        await screen.press("enter")
        await screen.sees("empty part")
        assert groups(screen) == []
        await screen.press("backspace", "backspace")
        await screen.type("/华东")
        await screen.press("backspace", "backspace", "backspace")
        await screen.type("东")
        await screen.press("enter")
        await screen.until(lambda: groups(screen), "made")
        name = groups(screen)[0]
        await screen.press("escape")
        await screen.sees(name)
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "card", "the card")
        await screen.sees(name)
        await screen.press("b")
        await screen.sees("Groups of Kestrel Supplies")


async def test_a_read_only_book_says_so(seven):
    async with desk(seven) as screen:
        await by_name(screen)
        await screen.press("b")
        await screen.until(lambda: screen.here.name_ == "groups", "the groups")
        await screen.type("x")
        await screen.press("enter")
        await screen.until(lambda: groups(screen), "made")
    async with desk(seven, read_only=True) as screen:
        await screen.press("3")
        await screen.until(lambda: len(shown(screen)) == 7, "all customers")
        await screen.press("b")
        await screen.sees("read-only")
        assert screen.here.name_ == "customers"
