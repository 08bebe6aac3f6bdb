"""Themes on a terminal with 256 colours: what the screen library makes of them can still be read."""

from itertools import combinations

import pytest
from colour_vision import NORMAL, distance, lab, linear
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from theme_samples import read, shipped, whole

from tierdesk.theming import colours
from tierdesk.theming.colours import Rgb, contrast
from tierdesk.theming.few_colours import _shades, in_256
from tierdesk.theming.legibility import limit_of
from tierdesk.theming.theme_file import ROLES, SURFACES, ThemeFile

COLOURED = {theme.name: theme for theme in shipped().themes if theme.colours == "true"}


def seen(text: str) -> Rgb:
    """What a terminal with 256 colours shows when the screen library is given this colour."""
    return Rgb(*Color.parse(text).downgrade(ColorSystem.EIGHT_BIT).get_truecolor())


def test_every_shade_is_shown_as_the_table_says():
    shades = _shades()
    assert len({shade.shown for shade in shades}) == len(shades) == 6**3 - 6 + 26
    for shade in shades:
        assert seen(str(shade.written)) == shade.shown


@pytest.mark.parametrize("name", COLOURED)
def test_every_role_can_be_read_on_every_surface_in_256_colours(name):
    theme = in_256(COLOURED[name])
    for role in set(ROLES) - {"rest"}:
        for surface in SURFACES:
            ink = theme.ink(role, surface)
            ratio = contrast(seen(ink.fg), seen(ink.bg))
            assert ratio >= limit_of(role, theme.contrast) - 1e-9, (role, surface)


@pytest.mark.parametrize("name", COLOURED)
def test_attributes_stay_and_tiers_and_surfaces_stay_apart(name):
    before, theme = COLOURED[name], in_256(COLOURED[name])
    for role in ROLES:
        for surface in SURFACES:
            assert theme.ink(role, surface)[2:] == before.ink(role, surface)[2:]
    for surface in ("page", "cursor"):
        inks = [seen(theme.ink(f"tier-{tier}", surface).fg) for tier in "abcd"]
        assert all(distance(one, other, NORMAL) >= 20 for one, other in combinations(inks, 2))
    grounds = {surface: seen(theme.ink("", surface).bg) for surface in SURFACES}
    assert len({grounds["page"], grounds["cursor"], grounds["marked"]}) == 3


@pytest.mark.parametrize("name", COLOURED)
def test_a_shade_looks_like_the_colour_it_stands_for(name):
    before, theme = COLOURED[name], in_256(COLOURED[name])
    for surface in SURFACES:
        wanted = Rgb(*bytes.fromhex(before.ink("", surface).bg[1:]))
        assert distance(seen(theme.ink("", surface).bg), wanted) <= 35, surface


@pytest.mark.parametrize("name", COLOURED)
def test_nothing_turns_into_the_red_of_what_is_late(name):
    theme = in_256(COLOURED[name])
    for surface in SURFACES:
        late = seen(theme.ink("late", surface).fg)
        for role in set(ROLES) - {"late"}:
            assert distance(seen(theme.ink(role, surface).fg), late) >= 15, (role, surface)


@pytest.mark.parametrize("name", ["ansi", "mono"])
def test_a_theme_without_colours_of_its_own_stays_as_it_is(name):
    theme = shipped().get(name)
    assert in_256(theme) is theme


colour = st.builds(lambda r, g, b: str(Rgb(r, g, b)), *3 * [st.integers(0, 255)])


@given(text=colour, late=colour, ground=colour)
def test_any_theme_keeps_the_contrast_it_has(text, late, ground):
    theme, _ = read(whole(text=f'"{text}"', late=f'"{late}"').replace("#101010", ground))
    assert isinstance(theme, ThemeFile)
    few = in_256(theme)
    for role in ("", "late"):
        ink, before = few.ink(role, "page"), theme.ink(role, "page")
        had = contrast(Rgb(*bytes.fromhex(before.fg[1:])), Rgb(*bytes.fromhex(ground[1:])))
        most = max(contrast(seen(ink.bg), Rgb(0, 0, 0)), contrast(seen(ink.bg), Rgb(255, 255, 255)))
        assert contrast(seen(ink.fg), seen(ink.bg)) >= min(had, 4.5, most) - 1e-9


@given(st.builds(Rgb, *3 * [st.integers(0, 255)]))
def test_lab_is_that_of_the_reference(rgb):
    assert colours.lab(rgb) == pytest.approx(lab(linear(rgb)))


# Published: Bruce Lindbloom's figures for the primaries of sRGB, D65.
@pytest.mark.parametrize(
    ("rgb", "expected"),
    [((255, 255, 255), (100, 0, 0)), ((0, 0, 0), (0, 0, 0)), ((255, 0, 0), (53.24, 80.09, 67.20)),
     ((0, 255, 0), (87.73, -86.18, 83.18)), ((0, 0, 255), (32.30, 79.19, -107.86))],
)  # fmt: skip
def test_lab_of_the_primaries_is_the_published_one(rgb, expected):
    assert colours.lab(Rgb(*rgb)) == pytest.approx(expected, abs=0.02)
