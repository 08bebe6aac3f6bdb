"""Pages that are read: what tells that there is more, how they are left, and where what they name is typed."""

import json

import pytest
from desk_rig import desk, morning
from test_desk_command_line import printed, run
from test_desk_first_run import shown


@pytest.fixture
def book(tmp_path):
    morning(tmp_path)
    return tmp_path


async def test_a_report_longer_than_the_screen_says_how_to_read_on_and_how_to_leave(book):
    config = book / ".config" / "tierdesk"
    config.mkdir(parents=True)
    (config / "keys.toml").write_text("".join(f'"no.verb{n}" = ["L"]\n' for n in range(40)))
    async with desk(book) as screen:
        await screen.until(lambda: screen.here.name_ == "output", "the report")
        await screen.until(lambda: "^d half a page down" in bar(screen), "there is more below")
        assert "esc back" in bar(screen) and "half a page up" not in bar(screen)
        await screen.press("pagedown")
        assert "half a page down" in bar(screen) and "^u half a page up" in bar(screen)
        await screen.press("G")
        assert "half a page down" not in bar(screen) and "half a page up" in bar(screen)
        await screen.press("escape", "?")
        assert "^d half a page down" in bar(screen) and "esc back" in bar(screen)
        await screen.press("f2")
        assert "esc 返回" in bar(screen)


async def test_a_report_that_fits_says_how_to_leave_alone(book):
    async with desk(book, size=(120, 60)) as screen:
        await screen.type(":where")
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "output", "what was printed")
        assert "esc back" in bar(screen) and "half a page" not in bar(screen)


def bar(screen) -> str:
    """The key bar."""
    return screen.lines()[-1]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
async def test_the_history_opens_on_the_newest_change_and_every_row_can_be_read(
    book, language, size
):
    async with desk(book, size=size, lang=language) as screen:
        await screen.press("d", "d", "U")
        await screen.quiet()
        rows = screen.here.rows
        assert rows.at == 0 and len(rows.rows) >= 2
        for _ in rows.rows:
            past = screen.here._pasts[rows.key]
            sentence = screen.app.catalog.text(past.said).replace(" ", "")
            text = "".join(line.strip() for line in screen.lines()).replace(" ", "")
            assert sentence in text and past.by in text
            await screen.press("j")
        told = {"en": "your newest", "zh": "你最新的更改"}[language]
        assert told in screen.lines()[1] and "…" not in screen.lines()[1]
        await screen.press("escape", "U")
        await screen.quiet()
        assert rows.at == 0
        await screen.press("?", "escape")
        await screen.quiet()
        assert screen.here.name_ == "history"


async def test_the_sentence_of_a_row_goes_with_the_history(book):
    async with desk(book, size=(40, 10)) as screen:
        await screen.press("d", "U")
        await screen.quiet()
        said = screen.app.catalog.text(screen.here._pasts[screen.here.rows.key].said)
        assert said[:20] in screen.text()
        await screen.press("escape")
        await screen.quiet()
        assert said[:20] not in "\n".join(screen.lines()[-3:])


@pytest.mark.parametrize(("language", "told"), [("en", "Options are typed behind the file: n here, then :"),
                                                ("zh", "选项写在文件名后面：先按 n，再按 : 输入")])  # fmt: skip
async def test_a_preview_whose_notes_name_options_says_where_they_are_typed(
    tmp_path, language, told
):
    table = tmp_path / "days.csv"
    table.write_text("name,amount,last contact\nNeu GmbH,5000,03/04/2026\n", encoding="utf-8")
    async with desk(tmp_path, lang=language) as screen:
        await shown(screen, str(table))
        text = "".join(line.strip() for line in screen.lines())
        assert "--" in text and told.replace(" ", "") in text.replace(" ", "")
        assert f"import{table}…" in text.replace(" ", "")


async def test_a_preview_without_such_notes_does_not(tmp_path):
    table = tmp_path / "plain.csv"
    table.write_text("name,country\nNeu GmbH,DE\n", encoding="utf-8")
    async with desk(tmp_path) as screen:
        await shown(screen, str(table))
        assert "Options are typed" not in screen.text()


@pytest.mark.parametrize(("language", "keys"), [("en", ("n leave it", "pgdn page down", "? keys")),
                                                ("zh", ("n 不导入", "pgdn 下一页", "? 按键"))])  # fmt: skip
async def test_on_the_smallest_screen_a_preview_keeps_its_keys(tmp_path, language, keys):
    table = tmp_path / "long.csv"
    rows = "".join(f"Customer {n},nonsense {n}\n" for n in range(40))
    table.write_text("name,next contact\n" + rows, encoding="utf-8")
    async with desk(tmp_path, size=(40, 10), lang=language) as screen:
        await shown(screen, str(table))
        bar = screen.lines()[-1]
        assert all(key in bar for key in keys), bar
        assert "enter" in screen.lines()[1]


async def test_json_is_printed_on_the_screen_as_on_the_command_line(book):
    async with desk(book) as screen:
        assert await run(screen, "list tier:C --json") == "output"
        lines = ["".join(span.text for span in line) for line in screen.here.pane.lines]
        document = json.loads("".join(line[1:] for line in lines))
        assert [row["name"] for row in document["customers"]].count("宏达机械") == 1
        await screen.press("escape")
        assert await run(screen, "done 宏达机械 --json") == "output"
        assert "change_id" in printed(screen)
        await screen.press("escape", ":")
        await screen.type("list --j")
        await screen.quiet()
        await screen.press("tab")
        assert screen.foot.entry.text == "list --json"
