"""The `:` line and the palette: everything that the command line can, with completion, and the palette that
finds all of it in both languages."""

import json
import shlex

import pytest
from desk_rig import NAMES, desk, kept, morning

from tierdesk.commands.registry import COMMANDS


@pytest.fixture
def book(tmp_path):
    deal = {"customer_id": 1, "title": "line", "stage": "prospect", "opened_on": "2026-10-01",
            "amount": {"minor": 9_000_00, "currency": "CNY"}, "stage_since": "2026-10-01T00:00:00Z"}  # fmt: skip
    morning(tmp_path, deals=[deal], contacts=[{"customer_id": 1, "name": "王敏"}])
    return tmp_path


async def run(screen, line):
    """Type a line and enter; what is on the screen then."""
    await screen.press(":")
    assert screen.foot.typing
    screen.foot.entry.input.value = line
    await screen.press("enter")
    await screen.quiet()
    return screen.here.name_


def printed(screen):
    return "\n".join("".join(span.text for span in line) for line in screen.here.pane.lines)


LINES = [
    ("today", "宏达机械"), ("list", "宏达机械"), ("list tier:C", "5 of 5"), ("show 宏达机械", "score"),
    ("show 1 --explain", "宏达机械"), ("history", ""), ("check", "The book is whole"), ("where", "journal:"),
    ("doctor", "tierdesk"), ("keys", "touch.log"), ("keys --check", "no faults"), ("themes", "mono"),
    ("themes --check", ""), ("view list", ""), ("compact", "fold"), ("log --help", "Usage"),
    ("contact --help", "Usage"),
]  # fmt: skip


async def test_commands_that_look_print_what_the_command_line_prints(book):
    before = kept(book)
    async with desk(book) as screen:
        for line, wanted in LINES:
            there = await run(screen, line)
            shown = printed(screen) if there == "output" else screen.said
            assert wanted in shown, f"{line}: {shown!r}"
            assert not screen.foot.asking, line
            await screen.press("escape")
            assert screen.here.name_ == "today"
    assert kept(book) == before


CHANGES = [
    "add 'New One' country=DE", "set 宏达机械 city=无锡", "log 宏达机械 hello --result reached",
    "done 'Nordwind GmbH'", "snooze 青禾零售 +3d", "move 宏达机械 negotiation --reason why",
    "park 'Kestrel Supplies' --reason moving", "park 'Kestrel Supplies' --back",
    "tier 乐行旅行社 A --reason big", "tier 乐行旅行社 model", "contact add 宏达机械 name=李强",
    "need add 宏达机械 'three lines'", "deal add 宏达机械 title=second", "follow-up add 宏达机械 +9d",
    "deal lost 宏达机械 second reason=price", "deal reopen 宏达机械 second",
    "contract add 'Nordwind GmbH' C-1 amount=9k instalments='3x 3k 2026-12-31'", "pay 'Nordwind GmbH' 3k",
    "payment set 'Nordwind GmbH' 3k method=SEPA",
    "view save urgent tier:A", "policy set A ideal_days=5", "stage set prospect rot_days=9",
    "reason add weather", "task done 宏达机械 1", "template add stage=prospect body=Hello", "remove 乐行旅行社",
    "merge --not 'Nordwind GmbH' 青禾零售", "merge 'Nordwind GmbH' 青禾零售", "contact add 宏达机械 emails=a@b.example",
    "set 宏达机械 name=學(xué)", "clean repair", "group add VIP", "group put VIP 'Kestrel Supplies'",
    "field add Machines type=number",
]  # fmt: skip


async def test_every_changing_command_does_what_it_does_in_a_shell_and_undo_takes_all_back(book):
    from tierdesk.commands import words

    known = {command.name for command in COMMANDS if command.changes}
    assert known - {shlex.split(line)[0] for line in CHANGES} <= {"undo", "redo", "import", "model"}
    before = kept(book)
    async with desk(book) as screen:
        await screen.press(":")
        states = [before]
        for line in CHANGES:
            await screen.press("escape")
            assert words.parse(words.split(line))
            await run(screen, line)
            assert not screen.failed, f"{line}: {screen.said}"
            states.append(kept(book))
            assert states[-1] != states[-2], line
        for state in reversed(states[:-1]):
            await screen.press("u")
            assert kept(book) == state, screen.said


async def test_an_import_and_its_dry_run(book):
    table = book / "more.csv"
    table.write_text("name,country\nNeu GmbH,DE\n", encoding="utf-8")
    async with desk(book) as screen:
        assert await run(screen, f"import {table} --dry-run") == "output"
        assert "Neu GmbH" in printed(screen)
        assert len(kept(book)["customers"]) == 5
        await screen.press("escape")
        assert await run(screen, f"import {table} --map country=") == "preview"
        await screen.sees("Rows read: 1; new: 1", "left out: country")
        await screen.press("n")
        assert screen.here.name_ == "today"
        assert len(kept(book)["customers"]) == 5
        assert await run(screen, f"import {table}") == "preview"
        await screen.press("enter")
        await screen.until(lambda: screen.here.name_ == "today", "back where it was asked for")
        assert screen.said.startswith("Rows read: 1; new: 1")
        assert len(kept(book)["customers"]) == 6
        await screen.press("u")
        assert len(kept(book)["customers"]) == 5


async def test_a_file_that_cannot_be_taken_in_is_told_whole(book):
    table = book / "latin.csv"
    table.write_text("Werk,Ort\n" + "Neu,Ulm\n", encoding="utf-8")
    async with desk(book) as screen:
        await run(screen, f"import {table}")
        assert screen.failed
        whole = screen.app.catalog.text(screen.shell.status.said.message)
        painted = " ".join(" ".join(screen.lines()).split())
        assert whole in painted
        assert "--delimiter" in whole
        assert screen.foot.entry.text == f"import {table}", "the line stays and can be mended"


async def test_what_would_put_another_book_under_the_desk_is_refused(book):
    before = {path: path.read_bytes() for path in book.glob("desk.json*")}
    async with desk(book) as screen:
        for line in (f"restore {book}/desk.json.bak", "check --repair", "completion bash", "demo",
                     ":restore x"):  # fmt: skip
            await run(screen, line)
            assert screen.failed, line
            assert "leave the desk and run" in screen.said, line
            assert screen.foot.entry.text == line, "the line stays"
            await screen.press("escape")
        assert {path: path.read_bytes() for path in before} == before


async def test_a_backup_of_the_open_book_is_whole(book):
    async with desk(book) as screen:
        await screen.press("d")
        await run(screen, f"backup {book}/copy.json")
        assert (book / "copy.json").exists()
        assert "Backup" in screen.said
        await run(screen, "compact")
        await screen.press("d")
        assert screen.said.startswith("Done with")
        assert len(kept(book)["touches"]) == 7


async def test_a_wrong_word_is_one_sentence_and_the_line_stays_to_be_mended(book):
    async with desk(book) as screen:
        for line, wanted in [("shw 1", "did you mean “show”"), ("show", "missing"), ("show nobody", "nobody"),
                             ("log 'open", "quotation"), ("list --nope", "--nope"), ("-", "-")]:  # fmt: skip
            await run(screen, line)
            assert screen.failed, line
            assert wanted in screen.said, screen.said
            assert screen.foot.typing
            await screen.type("x")
            assert not screen.failed, "a letter more may mend it"
            await screen.press("escape")


async def test_tab_completes_commands_options_and_customers(book):
    async with desk(book) as screen:
        await screen.press(":")
        await screen.type("sno")
        await screen.quiet()
        await screen.press("tab")
        assert screen.foot.entry.text == "snooze"
        await screen.type(" Nor")
        await screen.quiet()
        await screen.press("tab")
        assert "Nordwind GmbH" in screen.foot.entry.text
        await screen.sees("snooze [CUSTOMER")
        await screen.press("escape", ":")
        await screen.type("list --")
        await screen.quiet()
        await screen.press("tab")
        assert screen.foot.entry.text.startswith("list --")
        first = screen.foot.entry.text
        await screen.press("tab")
        assert screen.foot.entry.text != first
        await screen.press("shift+tab")
        assert screen.foot.entry.text == first


async def test_words_for_another_text_never_replace_what_is_typed(book):
    async with desk(book) as screen:
        await screen.press(":")
        await screen.type("sh")
        await screen.quiet()
        line = screen.shell.everywhere.command_line
        line._fetched(("s", ["snooze"], ""))
        await screen.press("tab")
        assert screen.foot.entry.text == "sh"


async def test_up_brings_earlier_lines_back_and_esc_loses_none(book):
    async with desk(book) as screen:
        await run(screen, "undo")
        await screen.press("escape")
        await run(screen, "where")
        await screen.press("escape", ":")
        await screen.type("half a li")
        await screen.press("escape", ":")
        await screen.type("new")
        await screen.press("up")
        assert screen.foot.entry.text == "half a li"
        await screen.press("up")
        assert screen.foot.entry.text == "where"
        await screen.press("down", "down")
        assert screen.foot.entry.text == "new"


async def test_an_empty_line_does_nothing(book):
    async with desk(book) as screen:
        await screen.press(":", "enter")
        assert not screen.foot.asking
        assert screen.said == ""


async def test_full_width_punctuation_opens_the_line_the_filter_and_the_help(book):
    async with desk(book) as screen:
        await screen.press("：")
        assert screen.foot.typing
        await screen.press("escape", "？")
        assert screen.here.name_ == "help"
        await screen.press("escape", "／")
        assert screen.foot.typing


async def test_the_output_is_told_in_the_language_of_now(book):
    async with desk(book) as screen:
        await run(screen, "check --help")
        assert "Usage" in printed(screen)
        await screen.press("f2")
        assert "Usage" not in printed(screen)
        assert "用法" in printed(screen)


# the palette


def titles(screen):
    place = screen.here
    return [place._entries[key].title for key in place.hits.rows if key in place._entries]


@pytest.mark.parametrize(("language", "typed", "wanted"), [
    ("en", "und", "Take the last change back"), ("zh", "撤销", "撤销上一次更改"), ("zh", "und", "撤销上一次更改"),
    ("en", "theme mono", "Theme: "), ("en", "redraw", "Paint the whole screen again"), ("en", "import", ":import"),
    ("zh", "导入", ":import"),
])  # fmt: skip
async def test_the_palette_finds_by_words_of_both_languages(book, language, typed, wanted):
    async with desk(book, lang=language) as screen:
        await screen.press("ctrl+p")
        assert screen.here.name_ == "palette"
        everything = len(titles(screen))
        assert everything > 70
        await screen.type(typed)
        await screen.until(lambda: len(titles(screen)) < everything, "fewer")
        assert any(title.startswith(wanted) for title in titles(screen)), titles(screen)


@pytest.mark.parametrize(
    ("typed", "wanted"), [("tg", "跳过"), ("chexiao", "撤销上一次更改"), ("dr", ":import")]
)
async def test_the_palette_finds_verbs_by_the_letters_of_their_chinese_words(book, typed, wanted):
    async with desk(book, lang="zh") as screen:
        await screen.press("ctrl+p")
        await screen.type(typed)
        await screen.until(
            lambda: any(title.startswith(wanted) for title in titles(screen)), f"found: {wanted}"
        )


async def test_the_palette_does_what_is_chosen(book):
    async with desk(book) as screen:
        await screen.press("ctrl+p")
        await screen.type("made next")
        await screen.press("enter")
        assert screen.here.name_ == "today"
        await screen.until(lambda: screen.said.startswith("Done with 宏达机械"), "done")
        await screen.press("ctrl+p")
        await screen.type("theme mono")
        await screen.press("enter")
        assert screen.app.palette.theme.name == "mono"
        await screen.press("ctrl+p")
        screen.send(*"snooze", "pagedown", "enter")
        await screen.heard()
        assert screen.foot.entry.text == "snooze "


async def test_the_palette_finds_customers_too_and_opens_their_card(book):
    async with desk(book) as screen:
        await screen.press("ctrl+p")
        screen.send(*"hdjx", "enter")
        await screen.quiet()
        assert screen.here.name_ == "card"
        assert screen.selected == "宏达机械"
        await screen.press("escape", "ctrl+p")
        await screen.type("nordw")
        await screen.sees("Nordwind GmbH")
        await screen.press("escape")
        assert screen.here.name_ == "today"


async def test_the_palette_says_why_not_and_the_keys_to_remember(book):
    async with desk(book, read_only=True) as screen:
        await screen.press("ctrl+p")
        await screen.sees("The book was opened read-only.", " l ", " z ")
        await screen.type("no such thing")
        await screen.sees("Nothing like this can be done")
        await screen.press("enter")
        assert screen.here.name_ == "palette"
        await screen.press("escape")
        assert screen.here.name_ == "today"


async def test_the_palette_speaks_the_other_language_at_once(book):
    async with desk(book) as screen:
        await screen.press("ctrl+p")
        await screen.type("undo")
        await screen.press("f2")
        await screen.sees("▌ 撤销上一次更改")
        assert screen.foot.entry.text == "undo"


async def test_the_palette_is_left_by_its_own_key_and_arrows_choose(book):
    async with desk(book) as screen:
        await screen.press("ctrl+p", "down", "down")
        assert screen.here.hits.key == 3
        await screen.press("ctrl+p")
        assert screen.here.name_ == "today"
        assert not screen.foot.asking


def test_what_a_line_prints_is_json_free(book):
    """The screen never prints documents."""
    assert "--json" not in json.dumps(LINES)


async def test_help_lists_every_key_of_the_place_and_those_that_were_rebound(book):
    config = book / ".config" / "tierdesk"
    config.mkdir(parents=True)
    (config / "keys.toml").write_text(
        '"follow_up.done" = ["D"]\n"deal.move" = []\n', encoding="utf-8"
    )
    async with desk(book, size=(100, 60)) as screen:
        await screen.press("d")
        assert screen.said == ""
        await screen.press("D")
        assert screen.said.startswith("Done with")
        await screen.press("?")
        await screen.sees("D               done:", "–               move the deal", "Everywhere")
        await screen.press("q")
        assert screen.here.name_ == "today"
        assert NAMES[1] == screen.selected
