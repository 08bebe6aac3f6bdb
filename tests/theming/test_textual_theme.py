"""Themes inside a running app: what the compositor renders with each of them, also under NO_COLOR."""

import os
import re
from collections.abc import Callable
from time import monotonic

import pytest
from rich.segment import Segment
from textual.app import App
from textual.design import ColorSystem
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea
from theme_samples import read, shipped, write

from tierdesk.paths import shipped_themes
from tierdesk.theming.shelf import read_shelf
from tierdesk.theming.theme_file import ROLES, ThemeFile
from tierdesk.ui.theming.palette import Palette
from tierdesk.ui.theming.textual_theme import (
    PREFIX,
    VARIABLES,
    WIDGET_CSS,
    native_colours,
    put_on,
    textual_theme,
)

THEMES = {theme.name: theme for theme in shipped().themes}


class Lines(Widget):
    """The first line in the style of the cursor, then one for every role."""

    def render_line(self, y: int) -> Strip:
        style = self.app.palette.style
        width = self.size.width
        if y == 0:
            return Strip([Segment(" " * width, style("", "cursor"))], width)
        role = ROLES[y - 1]
        return Strip([Segment("x", style(role)), Segment(" " * (width - 1), style())], width)


class Desk(App[None]):
    CSS = (
        WIDGET_CSS
        + "Lines { height: 19; } Input { height: 1; } OptionList { height: 4; color: $desk-late; }"
    )

    def __init__(self, theme: ThemeFile) -> None:
        super().__init__(ansi_color=native_colours(os.environ))
        self.wear(theme)

    def wear(self, theme: ThemeFile) -> None:
        self.palette = Palette(theme)
        put_on(self, theme)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def compose(self):
        yield Lines()
        yield Input("abc", select_on_focus=False, compact=True)
        yield OptionList("one", "two")
        yield TextArea("text")

    def shown(self) -> list[list[tuple[str, object]]]:
        """Every line as the compositor gives it to the driver: texts and styles."""
        self.screen.query_one(Lines).refresh()
        strips = self.screen._compositor.render_strips()
        return [[(segment.text, segment.style) for segment in strip] for strip in strips]

    def sent(self) -> str:
        """The bytes of all lines."""
        return "\n".join(
            strip.render(self.console) for strip in self.screen._compositor.render_strips()
        )


def codes(sent: str) -> set[str]:
    return {code for group in re.findall(r"\x1b\[([\d;]*)m", sent) for code in group.split(";")}


ATTRIBUTES = {"0", "1", "2", "3", "4", "7"}


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)


async def until(pilot, holds: Callable[[], bool], what: str) -> None:
    """The app works on its own time: ask again until it holds, at most 10 seconds."""
    deadline = monotonic() + 10
    while not holds():
        assert monotonic() < deadline, what
        await pilot.pause()


async def settled(app: Desk, pilot) -> None:
    """The theme is in the widgets' styles and the input has its cursor."""
    entry = app.query_one(Input)
    entry.focus()
    ground = app.palette.style("", "input").bgcolor

    def holds() -> bool:
        line = app.shown()[19]
        text = next((style for text, style in line if text.startswith("abc")), None)
        known = ground is None or app.no_color or (text is not None and text.bgcolor == ground)
        return entry.has_focus and len(line) > 2 and text is not None and known

    await until(pilot, holds, "the theme is not put on")


@pytest.mark.parametrize("name", [n for n, theme in THEMES.items() if theme.colours == "true"])
async def test_true_colours_of_lines_and_widgets_are_those_of_the_theme(name):
    theme = THEMES[name]
    app = Desk(theme)
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        lines = app.shown()
        for number, role in enumerate(ROLES):
            style = lines[number + 1][0][1]
            assert str(style.color.name) == theme.ink(role, "page").fg, role
            assert str(style.bgcolor.name) == theme.ink(role, "page").bg, role
        assert str(lines[0][0][1].bgcolor.name) == theme.ink("", "cursor").bg
        text = next(style for text, style in lines[19] if text.startswith("abc"))
        assert str(text.bgcolor.name) == theme.ink("", "input").bg
        assert str(text.color.name) == theme.ink("", "input").fg


async def test_the_16_colours_reach_the_terminal_unchanged():
    app = Desk(THEMES["ansi"])
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        sent = app.sent()
    lines = sent.split("\n")
    assert lines[0] == "\x1b[7m" + " " * 30 + "\x1b[0m"
    assert lines[1] == "x" + " " * 29
    assert lines[1 + ROLES.index("late")].startswith("\x1b[1;91mx\x1b[0m ")
    assert lines[1 + ROLES.index("tier-b")].startswith("\x1b[30;42mx\x1b[0m ")
    assert codes(sent) <= ATTRIBUTES | {"30", "91", "39", "42", "43", "46", "47", "49"}


async def test_mono_sends_no_colour_without_no_color_either():
    app = Desk(THEMES["mono"])
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        sent = app.sent()
    assert codes(sent) <= ATTRIBUTES | {"39", "49"}, "39 and 49 are the terminal's own colours"
    assert sent.split("\n")[0] == "\x1b[7m" + " " * 30 + "\x1b[0m"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("value", ["", "1"])
async def test_under_no_color_no_theme_sends_a_colour(monkeypatch, name, value):
    monkeypatch.setenv("NO_COLOR", value)
    app = Desk(THEMES[name])
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        assert codes(app.sent()) <= ATTRIBUTES | {"39", "49"}


async def test_under_no_color_cursor_and_typing_can_still_be_seen(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "")
    app = Desk(THEMES["mono"])
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        lines = app.sent().split("\n")
    assert lines[0] == "\x1b[7;39;49m" + " " * 30 + "\x1b[0m"
    assert re.search(r"\x1b\[[\d;]*\b7;39;49m \x1b", lines[19]), "the cursor of the input"


def reversed_parts(app: Desk) -> list[tuple[str, bool]]:
    return [(text, style.reverse) for text, style in app.shown()[19]]


@pytest.mark.parametrize("name", ["ansi", "mono"])
async def test_cursor_and_selection_of_an_input_are_seen_without_colours(name):
    app = Desk(THEMES[name])
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        entry = app.query_one(Input)
        entry.selection = type(entry.selection)(0, 2)
        await until(pilot, lambda: ("ab", True) in reversed_parts(app), "no selection")
        entry.cursor_position = 3
        await until(pilot, lambda: (" ", True) in reversed_parts(app), "no cursor")


async def test_switching_changes_what_is_rendered_and_back_again():
    app = Desk(THEMES["dark"])
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        first = app.shown()
        for name in ("ansi", "light", "mono", "high-contrast", "tea"):
            app.wear(THEMES[name])
            await settled(app, pilot)
            assert app.theme == PREFIX + name
            assert app.native_ansi_color is (name in ("ansi", "mono"))
            await until(pilot, lambda: app.shown() != first, name)
        app.wear(THEMES["dark"])
        await until(pilot, lambda: app.shown() == first, "the first theme again")


async def test_a_theme_of_the_same_name_that_was_saved_again_is_put_on(tmp_path):
    text = 'name = "mine"\nbase = "dark"\n[surfaces]\ninput = "{}"\n'
    write(tmp_path, "mine", text.format("#000011"))
    shelf = read_shelf(shipped_themes(), tmp_path)
    app = Desk(shelf.get("mine"))
    async with app.run_test(size=(30, 30)) as pilot:
        await settled(app, pilot)
        write(tmp_path, "mine", text.format("#000022") + "# saved again\n")
        assert shelf.changed()
        app.wear(shelf.reread().get("mine"))
        await settled(app, pilot)
        style = next(style for text, style in app.shown()[19] if text.startswith("abc"))
        assert str(style.bgcolor.name) == "#000022"


@pytest.mark.parametrize("name", THEMES)
def test_every_variable_that_style_sheets_may_ask_for_is_there(name):
    theme = textual_theme(THEMES[name])
    generated = theme.to_color_system().generate() | theme.variables
    stock = ColorSystem("#123456", dark=True).generate()
    assert set(stock) - set(generated) == set()
    assert set(VARIABLES) - set(generated) == set()


async def test_our_variables_do_not_stop_an_app_that_wears_a_theme_of_textuals():
    app = Desk(THEMES["dark"])
    async with app.run_test(size=(30, 30)) as pilot:
        for name in ("textual-light", "ansi-dark", "nord"):
            app.theme = name
            await pilot.pause()
            assert app.theme == name
            assert app.shown()


@pytest.mark.parametrize("name", THEMES)
def test_a_user_theme_upon_any_shipped_one_can_be_made(name):
    theme, faults = read(f'name = "mine"\nbase = "{name}"\n')
    assert theme is not None and not faults
    assert textual_theme(theme).ansi is (theme.colours != "true")
