"""The book's own fields on the screen: defined, edited, removed, undone, and asked for in the customer's form."""

from customers_rig import by_name
from desk_rig import desk


def fields(screen):
    return sorted(doc["key"] for doc in screen.book().get("custom_fields", {}).values())


async def opened(screen):
    await screen.press("F")
    await screen.until(
        lambda: screen.here.name_ == "fields" and screen.here.known is not None, "the fields"
    )
    await screen.quiet()


async def typed(screen, text):
    await screen.until(lambda: screen.foot.typing, "asked")
    screen.foot.entry.input.value = ""
    await screen.type(text)
    await screen.press("enter")
    await screen.quiet()


async def picked(screen, number):
    await screen.until(lambda: screen.foot.asking and not screen.foot.typing, "offered")
    await screen.press(str(number))
    await screen.quiet()


async def test_a_field_of_choices_is_defined_edited_and_removed(seven):
    async with desk(seven) as screen:
        await by_name(screen)
        await opened(screen)
        await screen.sees("There is no field yet")
        await screen.press("a")
        await typed(screen, "level")
        await picked(screen, 6)
        await typed(screen, "small; large")
        await screen.sees("level", "choice", "small; large")
        assert fields(screen) == ["level"]
        await screen.press("enter")
        await picked(screen, 1)
        await typed(screen, "Kind of size")
        await screen.sees("Kind of size (level)")
        await screen.press("enter")
        await picked(screen, 5)
        await typed(screen, "size")
        assert fields(screen) == ["size"]
        await screen.press("x")
        await screen.sees("There is no field yet")
        await screen.press("u")
        await screen.sees("Kind of size (size)")
        assert fields(screen) == ["size"]


async def test_the_form_asks_for_it_and_refuses_what_is_of_another_type(seven):
    async with desk(seven, size=(100, 60)) as screen:
        await by_name(screen)
        await opened(screen)
        await screen.press("a")
        await typed(screen, "tons")
        await picked(screen, 2)
        assert fields(screen) == ["tons"]
        await screen.press("escape")
        await screen.until(lambda: screen.here.name_ == "customers", "back in the list")
        await screen.press("e")
        await screen.until(lambda: screen.here.name_ == "form" and screen.here.filling, "the form")
        await screen.sees("tons")
        form = screen.here
        field = form.filling.field("custom.tons")
        form.filling.texts["custom.tons"] = "many"
        assert form.filling.fault(field) is not None
        form.filling.texts["custom.tons"] = "12"
        assert form.filling.fault(field) is None


async def test_in_chinese_every_word_is_chinese_and_a_read_only_book_says_so(seven):
    async with desk(seven, lang="zh") as screen:
        await by_name(screen)
        await opened(screen)
        await screen.sees("自定义字段")
    async with desk(seven, read_only=True) as screen:
        await screen.press("3")
        await screen.quiet()
        await opened(screen)
        await screen.press("a")
        await screen.sees("read-only")
