"""The themes that come with the program: whole, legible, and told apart without colour vision."""

from itertools import combinations

import pytest
from colour_vision import DEUTERANOPIA, NORMAL, PROTANOPIA, distance
from theme_samples import shipped

from tierdesk.paths import shipped_themes
from tierdesk.theming.colours import NAMES, Rgb, contrast, parse_rgb
from tierdesk.theming.legibility import illegible, readings
from tierdesk.theming.shelf import ORDER
from tierdesk.theming.theme_file import ROLES, SURFACES

THEMES = {theme.name: theme for theme in shipped().themes}
COLOURED = [name for name, theme in THEMES.items() if theme.colours == "true"]
TIERS = ("tier-a", "tier-b", "tier-c", "tier-d")

# Colours 0 to 7, bright red and the background of common terminals, as their authors publish them.
TERMINALS = {
    "xterm": ("#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5", "#ff0000", "#000000"),
    "xterm, white": ("#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5", "#ff0000", "#ffffff"),
    "Linux console": ("#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa", "#ff5555", "#000000"),
    "Windows": ("#0c0c0c #c50f1f #13a10e #c19c00 #0037da #881798 #3a96dd #cccccc", "#e74856", "#0c0c0c"),
    "PuTTY": ("#000000 #bb0000 #00bb00 #bbbb00 #0000bb #bb00bb #00bbbb #bbbbbb", "#ff5555", "#000000"),
    "Ubuntu": ("#010101 #de382b #39b54a #ffc706 #006fb8 #762671 #2cb5e9 #cccccc", "#ff0000", "#300a24"),
    "Terminal.app": ("#000000 #c23621 #25bc24 #adad27 #492ee1 #d338d3 #33bbc8 #cbcccd", "#fc391f", "#ffffff"),
    "Solarized dark": ("#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5", "#cb4b16", "#002b36"),
    "Solarized light": ("#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5", "#cb4b16", "#fdf6e3"),
}  # fmt: skip


def colour(text: str) -> Rgb:
    found = parse_rgb(text)
    assert found is not None, text
    return found


def test_all_shipped_files_are_on_the_shelf_in_order_and_without_faults():
    shelf = shipped()
    assert tuple(theme.name for theme in shelf.themes) == ORDER
    assert shelf.faults == ()
    assert {path.stem for path in shipped_themes().glob("*.toml")} == set(ORDER)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_says_everything_itself_and_has_a_title_in_both_languages(name):
    theme = THEMES[name]
    assert set(theme.title) == {"en", "zh"}
    assert theme.title["en"].isascii()
    assert not theme.title["zh"].isascii()
    assert set(theme.roles) == set(ROLES)
    assert set(theme.surfaces) == set(SURFACES)


@pytest.mark.parametrize("name", COLOURED)
def test_every_role_can_be_read_on_every_surface(name):
    theme = THEMES[name]
    assert len(list(readings(theme))) == (len(ROLES) - 1) * len(SURFACES)
    assert [str(message) for message in illegible(theme)] == []


@pytest.mark.parametrize("name", COLOURED)
def test_limits_are_those_of_wcag(name):
    theme = THEMES[name]
    assert theme.contrast == (7.0 if name.startswith("high-contrast") else 4.5)
    for role, surface, ratio, _ in readings(theme):
        if role == "dim" and theme.contrast == 7.0:
            assert ratio >= 7.0, (role, surface)
        assert ratio >= (3.0 if role in ("dim", "bar", "rule") else theme.contrast)


@pytest.mark.parametrize("name", COLOURED)
@pytest.mark.parametrize(
    "eyes", [NORMAL, DEUTERANOPIA, PROTANOPIA], ids=["all", "deutan", "protan"]
)
@pytest.mark.parametrize("surface", ["page", "cursor"])
def test_tiers_stay_apart_for_every_kind_of_eyes(name, eyes, surface):
    theme = THEMES[name]
    inks = {tier: colour(theme.ink(tier, surface).fg) for tier in TIERS}
    for one, other in combinations(TIERS, 2):
        assert distance(inks[one], inks[other], eyes) >= 10, (one, other)


@pytest.mark.parametrize("name", COLOURED)
def test_only_what_is_late_is_red(name):
    theme = THEMES[name]
    late = colour(theme.ink("late", "page").fg)
    assert late.red > late.green and late.red > late.blue
    for role in set(ROLES) - {"late"}:
        assert distance(colour(theme.ink(role, "page").fg), late) >= 20, role


@pytest.mark.parametrize("name", COLOURED)
def test_the_cursor_is_told_from_page_and_mark_by_its_background(name):
    theme = THEMES[name]
    grounds = {s: colour(theme.ink("", s).bg) for s in ("page", "cursor", "marked", "input", "bar")}
    assert distance(grounds["cursor"], grounds["page"]) >= 10
    assert distance(grounds["cursor"], grounds["marked"]) >= 5


def test_dark_means_a_dark_page():
    for name in COLOURED:
        theme = THEMES[name]
        text, page = colour(theme.ink("", "page").fg), colour(theme.ink("", "page").bg)
        assert (sum(page) < sum(text)) is theme.dark, name


def test_mono_has_no_colour_and_still_tells_the_tiers_and_the_cursor_apart():
    theme = THEMES["mono"]
    inks = {(role, on): theme.ink(role, on) for role in ROLES for on in SURFACES}
    assert {(ink.fg, ink.bg) for ink in inks.values()} == {("", "")}
    for on in ("page", "cursor"):
        assert len({inks[tier, on] for tier in TIERS}) == 4
    assert inks["", "cursor"].reverse
    assert not inks["", "page"].reverse


@pytest.mark.parametrize("terminal", TERMINALS)
def test_ansi_can_be_read_in_common_terminals_dark_and_light(terminal):
    normal, bright_red, page = TERMINALS[terminal]
    shown = dict(zip(NAMES, normal.split(), strict=False)) | {"bright-red": bright_red}
    theme = THEMES["ansi"]
    for role in ROLES:
        ink = theme.ink(role, "page")
        if ink.bg:
            assert contrast(colour(shown[ink.fg]), colour(shown[ink.bg])) >= 3.9, role
        elif ink.fg:
            assert role == "late"
            assert contrast(colour(shown[ink.fg]), colour(page)) >= 3.2, role


def test_the_cursor_of_ansi_drops_colours_but_not_badges():
    theme = THEMES["ansi"]
    assert theme.ink("late", "cursor").fg == ""
    assert theme.ink("tier-a", "cursor") == theme.ink("tier-a", "page")._replace(reverse=False)
    assert len({theme.ink(tier, "page") for tier in TIERS}) == 4
