"""Contrast as WCAG defines it, and which roles of a theme fall short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from theme_samples import read, whole

from tierdesk.theming.colours import Rgb, contrast, dimmed, parse_rgb
from tierdesk.theming.legibility import illegible, readings
from tierdesk.theming.theme_file import ROLES, SURFACES

colours = st.builds(Rgb, *3 * [st.integers(0, 255)])


# Published: WCAG 2.2 (21:1) and WebAIM's table of contrasts to white.
@pytest.mark.parametrize(
    ("text", "ratio"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48), ("#767676", 4.54), ("#0000ff", 8.59),
     ("#ff0000", 4.0), ("#008000", 5.14)],
)  # fmt: skip
def test_contrast_to_white_is_the_published_one(text, ratio):
    assert contrast(parse_rgb(text), Rgb(255, 255, 255)) == pytest.approx(ratio, abs=0.005)


@given(colours, colours)
def test_contrast_is_symmetric_and_between_1_and_21(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1.0 <= contrast(one, other) <= 21.0 + 1e-9


@given(colours)
def test_a_colour_is_read_as_it_is_written(colour):
    assert parse_rgb(str(colour)) == colour
    assert parse_rgb(str(colour).upper().replace("X", "x")) == colour


@given(st.integers(0, 255), st.integers(0, 255))
def test_dimming_a_grey_lowers_its_contrast(one, other):
    grey, ground = Rgb(one, one, one), Rgb(other, other, other)
    assert contrast(dimmed(grey, ground), ground) <= contrast(grey, ground) + 1e-9


@pytest.mark.parametrize(
    "text",
    ["", "#", "red", "#12", "#1234", "#12345", "#1234567", "#ggg", "#１２３", "123456", "#fff\n"],
)
def test_what_is_no_colour_is_none(text):
    assert parse_rgb(text) is None


def test_every_role_on_every_surface_is_judged_but_the_ornament():
    theme, _ = read(whole())
    judged = {(r.role, r.surface) for r in readings(theme)}
    assert judged == {(r, s) for r in ROLES for s in SURFACES if r != "rest"}


def test_a_faint_role_is_named_with_its_surface_and_figures():
    theme, _ = read(whole(late='"#444444"'))
    said = [str(message) for message in illegible(theme)]
    assert len(said) == len(SURFACES)
    assert "“late” on “page” has a contrast of 2.0; 4.5 is needed" in said[0]


def test_asides_need_less_contrast_than_text():
    theme, _ = read(whole(dim='"#777777"', rule='"#777777"', bar='"#777777"'))
    assert illegible(theme) == []
    theme, _ = read(whole(text='"#777777"'))
    assert illegible(theme)


def test_the_dim_attribute_counts_as_the_fainter_colour_that_is_painted():
    bright, _ = read(whole(good='"#9a9a9a"'))
    dim, _ = read(whole(good='{ fg = "#9a9a9a", dim = true }'))
    assert illegible(bright) == []
    assert illegible(dim)
