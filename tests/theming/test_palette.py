"""Roles as styles, and what of them reaches the terminal."""

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from theme_samples import read, shipped

from tierdesk.theming.theme_file import ROLES, SURFACES
from tierdesk.ui.lines.line import Role
from tierdesk.ui.theming.palette import Palette

THEMES = {theme.name: theme for theme in shipped().themes}


def sent(style: Style) -> str:
    """What a true-colour terminal gets for an x in this style."""
    console = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
    return Strip([Segment("x", style)]).render(console)


@pytest.mark.parametrize("name", THEMES)
def test_every_style_is_there_and_always_the_same_object(name):
    palette = Palette(THEMES[name])
    for role in (*ROLES, "nonsense"):
        for surface in (*SURFACES, "ceiling"):
            style = palette.style(role, surface)
            assert isinstance(style, Style)
            assert palette.style(role, surface) is style
    assert palette.style("nonsense", "ceiling") == palette.style("", "page") == palette.style()


def test_the_roles_of_lines_are_the_roles_of_themes():
    assert set(Role.__args__) == set(ROLES)


@pytest.mark.parametrize("name", [n for n, theme in THEMES.items() if theme.colours == "true"])
def test_a_theme_of_its_own_colours_leaves_none_to_the_terminal(name):
    palette = Palette(THEMES[name])
    for role in ROLES:
        for surface in SURFACES:
            style = palette.style(role, surface)
            assert style.color is not None and style.color.triplet is not None
            assert style.bgcolor is not None and style.bgcolor.triplet is not None


def test_the_page_of_ansi_and_mono_costs_no_bytes():
    assert sent(Palette(THEMES["ansi"]).style()) == "x"
    assert sent(Palette(THEMES["mono"]).style()) == "x"


@pytest.mark.parametrize(
    ("theme", "role", "on", "codes"),
    [
        ("ansi", "late", "page", "1;91"),
        ("ansi", "late", "cursor", "1;7"),
        ("ansi", "tier-a", "page", "30;43"),
        ("ansi", "tier-a", "cursor", "30;43"),
        ("ansi", "dim", "panel", "2"),
        ("ansi", "", "cursor", "7"),
        ("mono", "late", "page", "1"),
        ("mono", "tier-a", "page", "1;7"),
        ("mono", "tier-a", "cursor", "1"),
        ("mono", "", "input", "4"),
    ],
)
def test_ansi_and_mono_send_exactly_these_codes(theme, role, on, codes):
    assert sent(Palette(THEMES[theme]).style(role, on)) == f"\x1b[{codes}mx\x1b[0m"


def test_bright_names_and_hexadecimal_colours_arrive_as_they_are():
    theme, faults = read(
        'name = "mine"\nbase = "ansi"\n[roles]\nlate = { fg = "bright-white", bg = "blue" }\n'
    )
    assert theme is not None and not faults
    assert sent(Palette(theme).style("late")) == "\x1b[97;44mx\x1b[0m"
    theme, _ = read(
        'name = "mine"\nbase = "dark"\n[roles]\nlate = { fg = "#0a1b2c", italic = true }\n'
    )
    assert theme is not None
    page = Palette(theme).style().bgcolor
    assert (
        sent(Palette(theme).style("late"))
        == "\x1b[3;38;2;10;27;44;48;2;" + ";".join(map(str, page.triplet)) + "mx\x1b[0m"
    )
