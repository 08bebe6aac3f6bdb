"""A file is imported on the screen: chosen, mapped, looked at, imported as one change, cancelled, undone."""

import pytest
from customers_rig import by_name
from desk_rig import desk
from test_desk_snapshots import assert_as_kept, painted

from tierdesk.ui.importing import continued

TABLE = (
    "Werk,Land,Farbe,next contact\n"
    "Neu GmbH,DE,rot,2026-12-03\n"
    "张三商贸,CN,blau,2026-12-04\n"
    "Schlecht AG,DE,,nonsense\n"
)


@pytest.fixture
def table(seven, monkeypatch):
    monkeypatch.chdir(seven)
    file = seven / "in.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


def names(screen):
    return {doc["name"] for doc in screen.book()["customers"].values()}


async def looked_at(screen, file="in.csv"):
    await screen.press("I")
    await screen.until(lambda: screen.foot.typing, "asked for the file")
    await screen.type(file)
    await screen.press("enter")
    await screen.until(lambda: screen.here.opened is not None, "looked at")
    await screen.quiet()


async def mapped(screen, row, text):
    await screen.press("g", *["j"] * row, "enter")
    await screen.until(lambda: screen.foot.typing, "asked for the field")
    screen.foot.entry.input.value = ""
    await screen.type(text)
    await screen.press("enter")
    await screen.until(lambda: screen.here.under_way is None, "looked at again")
    await screen.quiet()


async def test_a_file_is_mapped_imported_as_one_change_and_undone(table):
    async with desk(table.parent) as screen:
        await by_name(screen)
        before = screen.book()["customers"]
        await looked_at(screen)
        await screen.sees("3 refused", "names no customer")
        await screen.press("i")
        await screen.sees("No row would change anything")
        await mapped(screen, 0, "name")
        await screen.sees("2 new, 0 changed, 1 refused", "Neu GmbH · 张三商贸", "nonsense")
        await mapped(screen, 2, "industry")
        assert screen.here.opened.columns[2].target == "industry"
        assert screen.here.opened.columns[0].target == "name"
        assert screen.book()["customers"] == before, "nothing before somebody says so"
        await screen.press("i")
        await screen.until(lambda: screen.here.name_ == "customers", "imported")
        await screen.sees("in.rejects.csv")
        new = [d for d in screen.book()["customers"].values() if d["name"] == "Neu GmbH"]
        assert new[0]["industry"] == "rot"
        assert "nonsense" in (table.parent / "in.rejects.csv").read_text(encoding="utf-8")
        await screen.press("u")
        await screen.quiet()
        assert screen.book()["customers"] == before


async def test_a_column_is_left_out_or_named_by_its_label_and_a_wrong_field_is_told(table):
    async with desk(table.parent, lang="zh") as screen:
        await by_name(screen)
        await looked_at(screen)
        await mapped(screen, 2, "行业")
        assert screen.here.opened.columns[2].target == "industry"
        await screen.press("x")
        await screen.until(lambda: screen.here.under_way is None, "looked at again")
        assert screen.here.opened.columns[2].target == ""
        await screen.press("enter")
        await screen.type("no such")
        await screen.press("enter")
        await screen.sees("no such")
        assert screen.foot.typing, "it can be mended"


async def test_escape_cancels_and_nothing_is_half_imported(table, monkeypatch):
    from tierdesk.ui.intake import Watch

    rows = "".join(f"Firma {n},DE\n" for n in range(500))
    (table.parent / "many.csv").write_text("name,country\n" + rows, encoding="utf-8")
    async with desk(table.parent) as screen:
        await by_name(screen)
        before = screen.book()
        await looked_at(screen, "many.csv")
        steps, step = [], Watch.step

        def pressed_in_the_middle(self, done):
            steps.append(done)
            if done == 200:
                screen.app.call_from_thread(screen.here.do_desk_back)
            step(self, done)

        monkeypatch.setattr(Watch, "step", pressed_in_the_middle)
        await screen.press("i")
        await screen.until(lambda: screen.here.under_way is None, "ended")
        assert steps == [0, 100, 200], "not a row further"
        assert screen.said == "The import was cancelled; nothing was changed."
        assert screen.here.opened is not None, "the file stays open"
        assert screen.book() == before
        assert not list(table.parent.glob("*.rejects*"))
        monkeypatch.setattr(Watch, "step", step)
        await screen.press("i")
        await screen.until(lambda: screen.here.name_ == "customers", "imported after all")
        assert "Firma 499" in names(screen)


async def test_the_command_line_the_palette_and_the_preview_lead_there(table):
    async with desk(table.parent) as screen:
        await by_name(screen)
        await screen.press(":")
        await screen.type("import")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "importing", "asked for a file")
        await screen.press("escape")
        await screen.until(lambda: screen.here.name_ == "customers", "left")
        await screen.press(":")
        await screen.type("import in.csv --map Werk=name")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "preview", "the preview")
        await screen.press("m")
        await screen.until(
            lambda: screen.here.name_ == "importing" and screen.here.opened, "mapped"
        )
        await screen.sees("Neu GmbH")
        await screen.press("escape", "ctrl+p")
        await screen.type("dry run")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "importing", "from the palette")


async def test_a_file_that_is_not_there_is_told_and_asked_for_again(table):
    async with desk(table.parent) as screen:
        await by_name(screen)
        await screen.press("I")
        await screen.type("nothing.csv")
        await screen.press("enter")
        await screen.sees("There is no file nothing.csv")
        await screen.until(lambda: screen.foot.typing, "asked again")
    async with desk(table.parent, read_only=True) as screen:
        await screen.press("3")
        await screen.quiet()
        await screen.press("I")
        assert screen.said == "The book was opened read-only."


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_columns_of_a_file_read_as_kept(table, language):
    async with desk(table.parent, lang=language) as screen:
        await by_name(screen)
        await looked_at(screen)
        await mapped(screen, 0, "name")
        assert_as_kept(f"importing_{language}_80", await painted(screen))


def test_tab_offers_folders_and_files_that_can_be_imported(tmp_path):
    for name in ("a.csv", "a.VCF", "a.png", ".a.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "archive").mkdir()
    begun = f"{tmp_path}/"
    assert continued(begun) == [begun + name for name in ("a.VCF", "a.csv", "archive/")]
    assert continued(begun + "a.p") == [begun + "a.png"], "one that is asked for by its name"


async def test_escape_while_the_change_is_written_promises_nothing(table, monkeypatch):
    from tierdesk.ui.intake import Watch

    rows = "".join(f"Firma {n},DE\n" for n in range(150))
    (table.parent / "many.csv").write_text("name,country\n" + rows, encoding="utf-8")
    async with desk(table.parent) as screen:
        await by_name(screen)
        await looked_at(screen, "many.csv")
        said, step = [], Watch.step

        def pressed_at_the_end(self, done):
            step(self, done)
            if done == 150:
                screen.app.call_from_thread(screen.here.do_desk_back)
                said.append((screen.said, str(screen.here.how_far())))

        monkeypatch.setattr(Watch, "step", pressed_at_the_end)
        await screen.press("i")
        await screen.until(lambda: screen.here.name_ == "customers", "imported")
        assert said
        for sentence, far in said:
            assert "cannot be cancelled any more; afterwards u takes" in sentence
            assert far == "Writing what 150 rows bring"
        assert "Firma 149" in names(screen)
