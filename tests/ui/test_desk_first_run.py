"""The beginning: no book, an empty one, the demo, a file of one's own, and the first customer by hand."""

from desk_rig import desk, kept, morning
from desk_rig import fill as write_book

TABLE = "name,country,phone\nNeu GmbH,DE,+49 30 1\n张三商贸,CN,13900000000\n"


async def test_a_desk_without_a_book_offers_three_ways_and_writes_nothing(tmp_path):
    async with desk(tmp_path) as screen:
        await screen.sees("There is no book at", "Look around in a demo book", "Import a file",
                          "Add a customer by hand")  # fmt: skip
        assert screen.here.name_ == "first_run"
        for key in ("d"[:0] or "j", "j", "j", "k", "?"):
            await screen.press(key)
        await screen.sees("At the beginning")
        await screen.press("escape", "q")
        assert screen.app.leaving
    assert not list(tmp_path.glob("desk.json*"))


async def test_the_demo_is_asked_for_by_letter_or_enter(tmp_path):
    for keys in (("d",), ("enter",), ("home", "enter")):
        async with desk(tmp_path) as screen:
            await screen.press(*keys)
            assert screen.app.wants_demo
            assert screen.app.leaving
    assert not list(tmp_path.glob("desk.json*"))


async def test_an_import_shows_what_would_happen_before_it_does(tmp_path):
    table = tmp_path / "customers.csv"
    table.write_text(TABLE, encoding="utf-8")
    async with desk(tmp_path) as screen:
        await screen.press("i")
        await screen.type(str(tmp_path) + "/cus")
        await screen.press("tab")
        assert screen.foot.entry.text == str(table)
        await screen.press("enter")
        await screen.sees(
            "Neu GmbH", "张三商贸", "Rows read: 2; new: 2", "enter imports, esc does not"
        )
        assert not (tmp_path / "desk.json").exists(), "a dry run makes no book"
        await screen.press("escape")
        await screen.sees("Look around in a demo book")
        await screen.press("i")
        assert screen.foot.entry.text == str(table), "the name is not typed twice"
        await screen.press("enter", "enter")
        await screen.until(lambda: screen.here.name_ == "today", "the day begins")
        await screen.sees("Neu GmbH", "Rows read: 2; new: 2")
        assert len(kept(tmp_path)["customers"]) == 2
        await screen.press("u")
        assert "customers" not in kept(tmp_path)
        await screen.sees("Nobody is in this book yet: a adds a customer, : import FILE")


async def test_a_file_that_cannot_be_read_is_one_sentence_and_its_name_can_be_mended(tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"\x00\x01\x02")
    async with desk(tmp_path) as screen:
        await screen.press("i")
        await screen.type(f"{tmp_path}/none.csv")
        await screen.press("enter")
        assert screen.failed
        assert screen.foot.typing
        for _ in "none.csv":
            await screen.press("backspace")
        await screen.type("bad.csv")
        await screen.press("enter")
        assert screen.failed
        await screen.press("escape")
        await screen.press("i")
        for _ in range(200):
            screen.send("backspace")
        await screen.heard()
        await screen.press("enter")
        assert not screen.foot.asking, "nothing typed is nothing asked"


async def test_rows_that_are_refused_are_named_before_the_import(tmp_path):
    table = tmp_path / "half.csv"
    table.write_text("name,next contact\nGood,2026-12-01\nBad,nonsense\n", encoding="utf-8")
    async with desk(tmp_path, size=(100, 30)) as screen:
        await screen.press("i")
        await screen.type(str(table))
        await screen.press("enter")
        await screen.sees("refused: 1", "nonsense")
        await screen.press("pagedown", "up", "f2")
        await screen.sees("enter 导入")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "today", "the day begins")
        assert len(kept(tmp_path)["customers"]) == 1


async def test_the_first_customer_by_hand_opens_the_day(tmp_path):
    async with desk(tmp_path) as screen:
        await screen.press("a")
        await screen.until(lambda: screen.here.name_ == "form", "the form")
        await screen.type("宏达机械")
        await screen.press("ctrl+s")
        await screen.until(lambda: (tmp_path / "desk.json").exists(), "written")
        await screen.until(lambda: screen.shell.stack[0] == "today", "the day begins")
        assert [c["name"] for c in kept(tmp_path)["customers"].values()] == ["宏达机械"]


async def test_a_form_that_is_left_comes_back_to_the_beginning(tmp_path):
    async with desk(tmp_path) as screen:
        await screen.press("a")
        await screen.until(lambda: screen.here.name_ == "form", "the form")
        await screen.press("escape")
        await screen.until(lambda: screen.here.name_ == "first_run", "back")


async def test_a_book_that_somebody_else_makes_meanwhile_appears(tmp_path):
    async with desk(tmp_path) as screen:
        assert screen.here.name_ == "first_run"
        morning(tmp_path)
        await screen.until(lambda: screen.here.name_ == "today", "the day begins")
        await screen.sees("宏达机械")


async def test_an_empty_book_says_how_it_is_filled(tmp_path):
    write_book(tmp_path, customers=[{"name": "x", "created_at": "2026-01-01T00:00:00Z"}])
    async with desk(tmp_path) as screen:
        await screen.press("x")
        await screen.sees("Nobody is in this book yet")
        await screen.press("3")
        await screen.until(lambda: screen.here.name_ == "customers", "the list")
        await screen.press("j", "l", "enter", "1", "G", "d")
        assert screen.said == "No customer is selected."


async def test_a_read_only_desk_without_a_book_says_why_it_cannot_begin(tmp_path):
    async with desk(tmp_path, read_only=True) as screen:
        for key in ("a", "i"):
            await screen.press(key)
            assert screen.said == "The book was opened read-only."
