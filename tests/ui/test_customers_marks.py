"""Marks and verbs on the Customers screen: several customers, one Change."""

from customers_rig import NAMES, by_name, shown, standing
from desk_on_screen import at_work, session

from tierdesk.domain.change import Change, Edit


async def test_marks_survive_the_filter_and_are_counted(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "space")
        await screen.sees("2 marked")
        assert screen.here.targets() == [4, 2]
        await screen.press("slash")
        await screen.type("oak")
        await screen.press("enter")
        await standing(screen, ["Oakline"])
        await screen.sees("2 marked")
        assert screen.here.targets() == [2, 4], "those that are not shown are meant as well"
        await screen.press("asterisk")
        await screen.sees("3 marked")
        assert screen.here.targets() == [6, 2, 4]
        await screen.press("comma")
        await screen.until(lambda: "marked" not in screen.text(), "no marks")
        assert screen.here.targets() == [6]


async def test_a_range_is_shown_while_it_lasts_and_marked_at_its_end(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("j", "v", "j", "j")
        await screen.sees("range of 3")
        assert len(screen.here.marks) == 0
        assert screen.here.targets() == screen.here.rows.rows[1:4]
        await screen.press("k")
        await screen.sees("range of 2")
        await screen.press("v")
        await screen.sees("2 marked")
        assert sorted(screen.here.marks.ids) == sorted(screen.here.rows.rows[1:3])
        await screen.press("v", "j", "escape")
        await screen.until(lambda: "range" not in screen.text(), "the range is dropped")
        assert len(screen.here.marks) == 2


async def test_a_verb_means_all_marked_customers_as_one_change(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "space", "x")
        await screen.until(lambda: len(shown(screen)) == 5, "both are gone")
        await screen.sees("2 customers")
        assert len(screen.here.marks) == 0, "nobody is left to be marked"
        await screen.press("u")
        await screen.until(lambda: len(shown(screen)) == len(NAMES), "both are back")


async def test_fields_of_marked_customers_are_set_in_one_line(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "space", "e")
        await screen.type("city")
        await screen.until(lambda: screen.app.shell.foot.entry.text == "city", "typed")
        await screen.type("=Berlin owner=Wu")
        await screen.press("enter")
        await screen.sees("Changed 2 customers.")
        rows = screen.app.snapshot.rows
        assert {one for one in rows if rows[one].owner == "Wu"} == {2, 4}
        await screen.press("u")
        await screen.until(
            lambda: not any(row.owner for row in screen.app.snapshot.rows.values()),
            "one undo for both",
        )


async def test_tab_completes_the_fields_that_are_set(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "e")
        entry = screen.app.shell.foot.entry
        await screen.type("preferred_c")
        await screen.until(
            lambda: entry._question.complete(entry.text) == ["preferred_channel="], "one field"
        )
        await screen.press("tab")
        await screen.until(lambda: entry.text == "preferred_channel=", "the field")
        await screen.type("wec")
        await screen.until(lambda: len(entry._question.complete(entry.text)) == 1, "one value")
        await screen.press("tab")
        await screen.until(lambda: entry.text == "preferred_channel=wechat", "the value")


async def test_a_field_that_does_not_exist_leaves_the_line_to_be_mended(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "space", "e")
        await screen.type("citty=Berlin")
        await screen.press("enter")
        await screen.sees("citty")
        await screen.until(lambda: "did you mean" in screen.text(), "what was meant")
        assert screen.app.shell.foot.asking
        assert screen.app.shell.foot.entry.text == "citty=Berlin"


async def test_one_customer_is_edited_in_a_form(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("e")
        await screen.until(lambda: screen.here.name_ == "form", "the form")
        await screen.sees("Kestrel Supplies")


async def test_one_marked_customer_is_meant_wherever_the_cursor_stands(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "G", "e")
        await screen.type("owner=Wu")
        await screen.press("enter")
        await screen.until(lambda: screen.app.snapshot.rows[4].owner == "Wu", "the marked one")
        assert [i for i, row in screen.app.snapshot.rows.items() if row.owner == "Wu"] == [4]


async def test_a_change_of_another_session_keeps_cursor_marks_and_filter(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("j", "space", "slash")
        await screen.type("o")
        await screen.press("enter")
        await standing(screen, ["Nordwind GmbH", "Oakline"])
        await screen.press("j")
        other = session(seven).open_desk()
        before = other.book.get("customers", 3)
        after = {k: v for k, v in before.items() if k != "rev"} | {"name": "Aoki"}
        other.apply(Change("customer.set", {"name": "Aoki", "fields": ["name"]},
                           (Edit("customers", 3, before, after),)))  # fmt: skip
        other.close()
        await standing(screen, ["Aoki", "Nordwind GmbH", "Oakline"])
        assert screen.here.selected() == 6
        assert screen.here.targets() == [2]


async def test_copying_takes_every_marked_customer_one_a_line(seven):
    async with at_work(seven) as screen:
        await by_name(screen)
        await screen.press("space", "space", "y")
        await screen.until(lambda: screen.app.clipboard, "copied")
        assert screen.app.clipboard == "Kestrel Supplies\nNordwind GmbH"
        await screen.sees("Kestrel Supplies Nordwind GmbH")


async def test_the_editor_takes_the_notes_of_one_customer_and_says_so(seven, monkeypatch):
    async with at_work(seven) as screen:
        asked = []
        monkeypatch.setattr(
            type(screen.app.shell), "write", lambda _, text, written: asked.append(text)
        )
        await by_name(screen)
        await screen.press("space", "E")
        await screen.sees("Notes are written for one customer at a time; , clears the marks.")
        assert not asked
        await screen.press("comma", "E")
        await screen.until(lambda: asked == [""], "the editor")
