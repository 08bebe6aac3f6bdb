"""The beginning: no book, an empty one, the demo, a file of one's own, and the first customer by hand."""

import shlex

import pytest
from desk_rig import desk, kept, morning
from desk_rig import fill as write_book

from tierdesk.ui.importing import continued, words_of

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
        assert not screen.foot.asking, "there is nothing to type"
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
        await screen.sees("There is no file")
        assert screen.foot.typing
        for _ in "none.csv":
            await screen.press("backspace")
        await screen.type("bad.csv")
        await screen.press("enter")
        await screen.sees("is a binary file")
        await screen.press("escape")
        await screen.sees("Look around in a demo book")
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
        await screen.sees("refused: 1", "nonsense", "Refused", "recognised: name")
        await screen.press("pagedown", "up", "f2")
        await screen.sees("enter 导入", "拒收 1", "已识别：name → 名称", "新增  Good")
        assert "Refused" not in screen.text()
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "today", "the day begins")
        assert len(kept(tmp_path)["customers"]) == 1


async def shown(screen, typed):
    """The preview of what is typed behind the prompt."""
    await screen.press("i", "ctrl+u")
    await screen.type(typed)
    await screen.press("enter")
    await screen.until(lambda: screen.here.name_ == "preview", "the preview")


@pytest.mark.parametrize("keys", [("n",), ("escape",), ("n", "o"), ("slash", "x")])
async def test_no_letter_means_yes_and_what_is_shown_stays(tmp_path, keys):
    table = tmp_path / "customers.csv"
    table.write_text(TABLE, encoding="utf-8")
    async with desk(tmp_path) as screen:
        await shown(screen, str(table))
        for key in ("x", "j", "y", "f2", "f2"):
            await screen.press(key)
            await screen.quiet()
            assert screen.here.name_ == "preview"
        await screen.sees("Rows read: 2; new: 2", "enter imports, esc does not")
        await screen.press(*keys)
        await screen.quiet()
        assert not (tmp_path / "desk.json").exists()


async def test_a_letter_imports_too_and_only_once(tmp_path):
    table = tmp_path / "customers.csv"
    table.write_text(TABLE, encoding="utf-8")
    async with desk(tmp_path) as screen:
        await shown(screen, str(table))
        screen.send("i", "enter")
        await screen.heard()
        await screen.until(lambda: screen.here.name_ == "today", "the day begins")
        assert len(kept(tmp_path)["customers"]) == 2


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_a_file_without_a_name_column_is_mended_where_it_was_typed(tmp_path, size):
    table = tmp_path / "latin.csv"
    table.write_bytes("Werk;Ort\nNeu GmbH;K\xf6ln\n".encode("latin-1"))
    async with desk(tmp_path, size=size) as screen:
        await screen.press("i")
        await screen.type(str(table))
        await screen.press("enter")
        await screen.until(lambda: screen.here._fault is not None, "the sentence")
        whole = screen.app.catalog.text(screen.here._fault)
        assert "--map COLUMN=name" in whole
        page = ["".join(span.text for span in line).strip() for line in screen.here.pane.lines]
        assert " ".join(" ".join(page).split()) == whole, "none of it is cut"
        await screen.press("pagedown", "pagedown", "pagedown", "pagedown")
        await screen.sees(whole.split()[-1])
        assert screen.foot.entry.text == str(table), "the name is not typed twice"
        await screen.type(" --map Werk=name --encoding latin-1 --as customers")
        await screen.press("enter")
        await screen.sees("Rows read: 1; new: 1")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "today", "the day begins")
        [customer] = kept(tmp_path)["customers"].values()
        assert customer["name"] == "Neu GmbH"


async def test_what_counts_comes_first_and_every_row_is_one_line(tmp_path):
    table = tmp_path / "mixed.csv"
    table.write_text(
        "name,stage,next contact,phone,Farbe\n"
        "Neu GmbH,interested,2026-12-01 15:00,+49 30 1,rot\n"
        "Bad,prospect,nonsense,,blau\n", encoding="utf-8")  # fmt: skip
    async with desk(tmp_path, lang="zh") as screen:
        await shown(screen, str(table))
        lines = ["".join(span.text for span in line) for line in screen.here.pane.lines]
        text = "\n".join(lines)
        at = [
            text.index(part)
            for part in ("新增 1", "拒收\n", "nonsense", "已识别", "Farbe", "Neu GmbH")
        ]
        assert at == sorted(at)
        [row] = [line for line in lines if "Neu GmbH" in line]
        assert "阶段 意向" in row
        assert "interested" not in text, "values are in the reader's language"
        for internal in ("最初计划", "进入该阶段", "试运行", "1970", "prospect"):
            assert internal not in text


async def test_a_long_preview_is_read_by_pages_and_the_keys_say_so(tmp_path):
    table = tmp_path / "long.csv"
    rows = "".join(f"Customer {n},nonsense {n}\n" for n in range(40))
    table.write_text("name,next contact\n" + rows, encoding="utf-8")
    async with desk(tmp_path) as screen:
        await shown(screen, str(table))
        await screen.sees("pgdn page down", "refused: 40")
        await screen.press("pagedown")
        assert "Rows read" not in screen.text()
        await screen.press("pageup")
        await screen.sees("Rows read: 40")
        await screen.press(*["space"] * 8)
        await screen.sees("nonsense 39")


@pytest.mark.parametrize("written", ['"{}"', "'{}'", "“{}”", "{}", "{} --as customers",
                                     "'{}' --map phone="])  # fmt: skip
def test_a_path_is_understood_as_terminals_and_people_write_it(tmp_path, written):
    path = tmp_path / "My new file.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert words_of(written.format(path))[0] == str(path)
    assert words_of(" " + written.format(path) + " ")[0] == str(path)


def test_a_dropped_file_is_understood(tmp_path):
    path = tmp_path / "O'Brien & Co (1).csv"
    path.write_text(TABLE, encoding="utf-8")
    escaped = str(path)
    for char in "' &()":
        escaped = escaped.replace(char, "\\" + char)
    assert words_of(escaped + " ") == [str(path)]
    assert words_of(escaped + " --as customers") == [str(path), "--as", "customers"]
    assert words_of(shlex.quote(str(path))) == [str(path)]
    assert words_of(str(path) + " --map Land=") == [str(path), "--map", "Land="]


def test_tab_writes_options_and_their_values_behind_the_file():
    assert continued("a.csv --de") == ["a.csv --delimiter"]
    assert "a.csv --as orders" in continued("a.csv --as ")
    assert continued("a.csv --as or") == ["a.csv --as orders"]


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
