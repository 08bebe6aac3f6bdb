"""Both languages and all themes, switched live in every place: nothing of the one before is left, and
nothing is said that no catalogue knows."""

import re
from collections.abc import Callable

import pytest
from desk_rig import NOW, desk, fill, opened

from tierdesk.i18n.catalog import Catalog

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "αβςδεφγηιξκλμνοπθρστυϑωχψζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΥϴΩΧΫΖ",
)
FIELD = re.compile(r"(%\(\w+\)[-+ #0-9.]*[a-z]|%%)")
WORD = re.compile(r"[A-Za-z]{3,}")
KEYS = frozenset(("enter", "esc", "tab", "space", "pgdn", "pgup", "home", "end", "down", "left", "right",
                  "tierdesk", "CSV", "XLSX", "ODS", "JSON", "FILE", "EDITOR", "import", "list", "stage",
                  "desk", "json", "China", "test", "today", "city", "Berlin", "tags", "vip", "FIELD", "VALUE"))  # fmt: skip
"""Words that are the same in every language: keys, commands, formats."""


class Greek:
    """A language that spells every marked sentence in Greek letters, of the same width."""

    def gettext(self, message: str) -> str:
        parts = FIELD.split(message)
        return "".join(part if FIELD.fullmatch(part) else part.translate(LETTERS) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def book(folder) -> None:
    """Customers whose every text is Chinese, so that letters on the screen are the program's."""

    def customer(n, **more):
        return {"name": f"客户{n}", "created_at": f"2026-0{n}-01T00:00:00Z", "country": "CN", "owner": "李",
                **more}  # fmt: skip

    fill(
        folder,
        customers=[
            customer(1, notes="备注", tags=["展会"], interest=4, kind="company", industry="机床",
                     needs=[{"text": "三条线", "strength": 3}], habits=["白茶"], employees=80),
            customer(2, industry_position="major", willingness=3), customer(3),
            customer(4, parked={"since": "2026-11-01", "reason": "搬家"}),
        ],
        contacts=[{"customer_id": 1, "name": "王敏", "role": "buyer", "phones": ["13900002101"]}],
        deals=[{"customer_id": 1, "title": "产线", "stage": "negotiation", "opened_on": "2026-09-01",
                "amount": {"minor": 32_000_000, "currency": "CNY"}, "expected_sign_on": "2026-12-15",
                "stage_since": "2026-11-12T00:00:00Z"}],
        follow_ups=[{"customer_id": 1, "due_at": "2026-11-24", "promised": True},
                    {"customer_id": 2, "due_at": "2026-11-20"}],
        touches=[{"customer_id": n, "at": f"2026-11-0{n}T02:00:00Z", "result": "reached", "by": "李",
                  "content": "聊过"} for n in (1, 2, 3)],
        orders=[{"customer_id": 1, "on": "2026-10-01", "amount": {"minor": 900_00, "currency": "CNY"}}],
    )  # fmt: skip


async def today(screen):
    pass


async def logging(screen):
    await screen.press("enter")


async def writing(screen):
    await screen.press("enter", "r")


async def channels(screen):
    await screen.press("enter", "w")


async def snoozing(screen):
    await screen.press("z")
    await screen.type("+300d")


async def moving(screen):
    await screen.press("m")


async def tiers(screen):
    await screen.press("t")


async def filtering(screen):
    await screen.press("/")
    await screen.type("客")


async def customers(screen):
    await screen.press("3")


async def card(screen):
    await screen.press("o")


async def sections(screen):
    await screen.press("o", "tab", "tab")


async def form(screen):
    await screen.press("e")


async def new_customer(screen):
    await screen.press("a")


async def help_(screen):
    await screen.press("?")


async def palette(screen):
    await screen.press("ctrl+p")


async def history(screen):
    await screen.press("d", "U")


async def refused(screen):
    await screen.press("ctrl+r")


async def asked_why(screen):
    await screen.press("p")


async def news(screen):
    other = opened(screen.folder, "王")
    from tierdesk.commands.doing import done

    other.perform(lambda found: done.change(found, [2], other.moment, "王"))
    other.close()
    await screen.until(lambda: screen.said, "the news")


async def pipeline(screen):
    await screen.press("2")


async def weights(screen):
    await screen.press("4")


async def output(screen):
    await screen.press(":")
    await screen.type("today")
    await screen.press("enter")


async def views(screen):
    await screen.press("3")
    await screen.until(screen.names, "rows")
    await screen.press("w")


async def saving_a_view(screen):
    await screen.press("3")
    await screen.until(screen.names, "rows")
    await screen.press("W")


async def bulk(screen):
    await screen.press("3")
    await screen.until(screen.names, "rows")
    await screen.press("space", "space", "e")


async def adding_on_the_card(screen):
    await screen.press("o", "a")


async def in_the_timeline(screen):
    await screen.press("o", "f")
    await screen.type("聊")


WALKS: list[list[Callable]] = [
    [today, logging, writing, channels, snoozing, moving, tiers, filtering, refused, asked_why],
    [customers, views, saving_a_view, bulk, pipeline, weights],
    [card, sections, adding_on_the_card, in_the_timeline, form, new_customer],
    [help_, palette, output, history, news],
]  # fmt: skip
"""Places and what is asked there; each walk on one desk, from Today and back."""


async def home(screen):
    while screen.foot.asking or len(screen.shell.stack) > 1 or getattr(screen.here, "filter", ""):
        await screen.press("escape")
    for place in ("log", "reason"):
        for key in [key for key in screen.shell.keepsakes.drafts if key[0] == place]:
            screen.shell.keepsakes.keep_draft(*key, None)
    await screen.press("1", "g")


async def settled(screen):
    """What is painted when nothing changes any more."""
    seen = None
    for _ in range(50):
        await screen.quiet()
        await screen.pilot.pause(0.01)
        now = screen.text()
        if now == seen:
            return now
        seen = now
    raise AssertionError("the screen does not come to rest")


def unmarked(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word not in KEYS]


async def speak(screen, catalog):
    screen.app.catalog = catalog
    screen.shell.repainted()
    return await settled(screen)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk[0].__name__)
async def test_nothing_is_said_that_no_catalogue_knows_and_nothing_stays_behind(tmp_path, walk):
    book(tmp_path)
    async with desk(tmp_path, size=(150, 40)) as screen:
        for there in walk:
            await there(screen)
            before = await settled(screen)
            assert unmarked(before), "English is spoken"
            greek = await speak(screen, Catalog("en", Greek()))
            assert unmarked(greek) == [], f"{there.__name__}\n{greek}"
            after = await speak(screen, Catalog("en"))
            assert after == before, there.__name__
            await home(screen)


async def test_the_first_run_speaks_both_languages(tmp_path):
    async with desk(tmp_path, size=(150, 40)) as screen:
        before = await settled(screen)
        greek = (await speak(screen, Catalog("en", Greek()))).replace(str(tmp_path), "")
        greek = re.sub(r"/\S+", "", greek)
        assert unmarked(greek) == [], greek
        assert await speak(screen, Catalog("en")) == before


async def test_f2_switches_in_the_middle_of_a_word_and_keeps_it(tmp_path):
    book(tmp_path)
    async with desk(tmp_path) as screen:
        await screen.press("enter", "r")
        await screen.type("half")
        await screen.press("f2")
        assert screen.app.catalog.language == "zh"
        await screen.type("way")
        assert screen.foot.logging.text.value == "halfway"
        await screen.sees("已联系", "下次", "周")
        await screen.press("f2")
        await screen.sees("reached", "next")


async def test_every_theme_can_be_worn_in_the_middle_of_anything(tmp_path):
    book(tmp_path)
    async with desk(tmp_path, size=(120, 36)) as screen:
        screen.app.shelf = screen.app.host.shelf.seen("truecolor")
        names = [theme.name for theme in screen.app.shelf.themes]
        assert {"dark", "light", "ansi", "mono"} <= set(names)
        await screen.press("enter", "r")
        before = await settled(screen)
        worn = []
        for _ in names:
            await screen.press("f3")
            worn.append(screen.app.palette.theme.name)
            screen.shell.status.over()
            screen.shell.status.tell()
            assert await settled(screen) == before, "a theme changes colours, never text"
        assert sorted(worn) == sorted(names)


async def test_a_theme_of_ones_own_is_reloaded_when_its_file_changes(tmp_path):
    book(tmp_path)
    folder = tmp_path / ".config" / "tierdesk" / "themes"
    folder.mkdir(parents=True)
    mine = folder / "mine.toml"
    mine.write_text(
        'name = "mine"\nbase = "mono"\n[title]\nen = "Mine"\nzh = "我的"\n', encoding="utf-8"
    )
    async with desk(tmp_path) as screen:
        assert screen.app.shelf.find("mine") is not None, screen.app.host.reports
        screen.app.wear("mine")
        mine.write_text("name = 3\n", encoding="utf-8")
        screen.app._look_at_themes()
        assert screen.failed
        assert "mine.toml" in screen.said
        assert screen.app.palette.theme.name != "mine"
        for en in ("Mended", "And again"):
            text = f'name = "mine"\nbase = "mono"\n[title]\nen = "{en}"\nzh = "我的"\n'
            mine.write_text(text, encoding="utf-8")
            screen.app._look_at_themes()
            assert screen.app.palette.theme.name == "mine"
            assert screen.app.palette.theme.titled("en") == en
        assert NOW
