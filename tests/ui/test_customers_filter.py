"""The live filter of the Customers screen: answered at every key, kept, taken back, gone through."""

import pytest
from customers_rig import NAMES, by_name, opened, shown, standing
from desk_on_screen import at_work


async def test_a_filter_is_answered_at_every_key_and_enter_keeps_it(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("slash")
        await screen.type("o")
        await standing(screen, ["Nordwind GmbH", "Oakline"])
        await screen.sees("2 of 7")
        await screen.type("ak")
        await standing(screen, ["Oakline"])
        await screen.press("enter")
        await screen.until(lambda: not screen.app.shell.foot.asking, "the keys again")
        await screen.sees("1 of 7  filter oak")
        assert shown(screen) == ["Oakline"]


async def test_escape_takes_back_what_was_typed_and_then_the_filter_itself(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("slash")
        await screen.type("o")
        await screen.press("enter", "slash")
        await screen.type("ak")
        await standing(screen, ["Oakline"])
        await screen.press("escape")
        await standing(screen, ["Nordwind GmbH", "Oakline"])
        assert screen.here.filter == "o"
        await screen.press("escape")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody again")
        assert screen.here.filter == ""


async def test_the_cursor_comes_back_to_its_customer_when_typing_is_left(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("j", "j")
        before = screen.here.selected()
        await screen.press("slash")
        await screen.type("kes")
        await standing(screen, ["Kestrel Supplies"])
        assert screen.here.selected() == 4
        await screen.press("escape")
        await screen.until(lambda: screen.here.selected() == before, "the old row")


async def test_pinyin_finds_chinese_names(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("zsf")
        await standing(screen, ["张三丰武馆"])


async def test_half_a_term_says_what_is_missing_and_is_not_accepted(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("country:DE tier:")
        await screen.until(lambda: screen.here._found and screen.here._found.fault, "a fault")
        await screen.sees("tier wants a value")
        assert all(screen.app.snapshot.rows[key].country == "DE" for key in screen.here.rows.rows)
        await screen.press("enter")
        assert screen.app.shell.foot.asking
        await screen.type("C")
        await screen.until(lambda: screen.here.filter == "country:DE tier:C", "mended")
        await screen.press("enter")
        await screen.until(lambda: not screen.app.shell.foot.asking, "taken now")


async def test_tab_completes_keys_and_values(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.until(lambda: screen.here._words is not None, "the words of the book")
        await screen.type("cou")
        await screen.press("tab")
        await screen.until(lambda: screen.here.filter == "country:", "the key")
        await screen.press("end")
        await screen.type("D")
        await screen.press("tab")
        await screen.until(lambda: screen.here.filter == "country:DE", "the value")


async def test_a_filter_that_finds_nobody_says_so_and_which_key_clears_it(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("zzz")
        await screen.press("enter")
        await screen.sees("No customer fits “zzz”", "esc clears")
        assert screen.here.selected() is None
        await screen.press("l")
        await screen.sees("No customer is selected.")


async def test_n_goes_through_the_hits_of_the_last_filter_after_it_is_cleared(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("n")
        await screen.sees("Nothing was filtered yet; / filters.")
        await screen.press("slash")
        await screen.type("o")
        await screen.press("enter", "escape")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody")
        await screen.press("g")
        visited = []
        for key in ("n", "n", "n", "N"):
            await screen.press(key)
            visited.append(screen.app.snapshot.rows[screen.here.selected()].name)
        assert visited == ["Nordwind GmbH", "Oakline", "Nordwind GmbH", "Oakline"]


async def test_a_view_brings_its_filter_and_order(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("w", "2")
        await screen.until(lambda: screen.here.filter == "due<=eow", "due this week")
        assert (screen.here.sort, screen.here.turned) == ("due", False)
        await screen.press("w", "1")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "everybody")


async def test_a_tier_is_found_by_the_name_that_its_model_gives_it_in_either_language(seven):
    from desk_on_screen import session

    from tierdesk.scoring.default_model import open_model
    from tierdesk.scoring.drafting import with_scheme_preset
    from tierdesk.scoring.versions import published

    other = session(seven).open_desk()
    model = with_scheme_preset(open_model(), "value")
    other.perform(lambda book: published(book, model, note="x", author="li", now=other.moment.now))
    other.close()
    async with at_work(seven) as screen:
        await by_name(screen)
        top = [row.name for row in screen.app.snapshot.rows.values() if row.tier == "A"]
        for written in ("tier:高价值", 'tier:"High value"', "tier:A"):
            await screen.press("slash", "ctrl+u")
            screen.app.shell.foot.entry.input.value = ""
            await screen.type(written)
            await standing(screen, sorted(top))
            assert screen.app.shell.foot.asking
            await screen.press("escape")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("place", ["1", "2", "3"])
async def test_what_is_wrong_with_a_filter_is_read_in_full_and_the_head_tells_none(
    seven, language, place
):
    async with at_work(seven, lang=language) as screen:
        await screen.press(place, "slash")
        await screen.type("nokey:1")
        await screen.until(lambda: screen.here._found and screen.here._found.fault, "a fault")
        fault = screen.app.catalog.text(screen.here._found.fault)
        assert len(fault) > 40
        told = "".join(line.strip() for line in screen.lines()).replace(" ", "")
        assert fault.replace(" ", "") in told
        assert told.count(fault.replace(" ", "")) == 1
        assert "nokey" not in screen.lines()[1]
        await screen.press("enter")
        assert screen.app.shell.foot.asking
        told = "".join(line.strip() for line in screen.lines()).replace(" ", "")
        assert told.count(fault.replace(" ", "")) == 1, "once, also when it is not taken"
        await screen.press("escape")
        await screen.until(lambda: not screen.app.shell.foot.asking, "the keys again")
        assert fault[:30] not in screen.text()


async def test_the_part_of_a_filter_that_is_understood_is_told(seven):
    async with at_work(seven) as screen:
        await opened(screen)
        await screen.press("slash")
        await screen.type("country:DE tier:")
        await screen.sees("tier wants a value", "3 of 7  filter country:DE tier:")
