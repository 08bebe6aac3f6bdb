"""The list of customers as text: columns by width, days measured from today, nothing sheared."""

from itertools import pairwise
from pathlib import Path

import pytest
from customer_rows import CALENDAR, TODAY, row, samples, stage
from hostile_texts import TEXTS, assert_fits, known_bad_texts
from hypothesis import given
from hypothesis import strategies as st
from line_snapshots import assert_as_kept

from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.lines import customers as lines
from tierdesk.ui.lines.line import ASCII, Paper, plain

KEPT = Path(__file__).parent / "customers_kept"
EN = Catalog("en")
FULL = lines.Head(10_432, 214, "tier:A stage:洽谈", 3, 0, "score", True)


def paper(width, language="en", **how):
    return Paper(width, Catalog(language), **how)


def shown(listed, width=120, **how):
    return plain(lines.row(listed, CALENDAR, paper(width), **how))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_screen_reads_as_kept(width, language):
    p = paper(width, language)
    painted = [lines.head(FULL, p), lines.titles("score", True, p)]
    painted += [
        lines.row(listed, CALENDAR, p, here=n == 0, marked=n == 1)
        for n, listed in enumerate(samples())
    ]
    painted += [
        lines.stand_in(key, "tier:A", p) for key in (lines.READING, lines.NOBODY, lines.NO_HIT)
    ]
    assert_as_kept(KEPT, f"{language}_{width}", painted)


def test_wider_lists_show_more_and_never_less():
    columns = [lines.columns_of(width) for width in range(20, 200)]
    for narrow, wide in pairwise(columns):
        assert tuple(column for column in wide if column in narrow) == narrow


def test_what_is_always_there_is_badge_name_score_and_next_date():
    text = shown(samples()[1], 40)
    assert "A Nordwind GmbH" in text
    assert "71" in text
    assert "late 4d" in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"due_ordinal": TODAY, "soon": ""}, " today "),
        ({"due_ordinal": TODAY}, " today 10:30 "),
        ({"due_ordinal": TODAY, "soon": CALENDAR.closing}, " today "),
        ({"due_ordinal": TODAY + 2, "soon": ""}, " +2d "),
        ({"due_ordinal": TODAY - 4, "soon": ""}, " late 4d "),
        ({"due_ordinal": TODAY + 300, "soon": ""}, " 2027-09-20 "),
        ({"parked": True, "eligible": False}, " parked "),
        ({"eligible": False, "customer": {"do_not_contact": True}}, " no contact "),
    ],
)
def test_the_next_date_is_short_and_measured_from_today(fields, said):
    assert said in shown(samples()[0]._replace(**fields))


def test_a_promise_without_a_time_shows_no_time():
    assert "18:00" not in shown(samples()[0]._replace(soon=CALENDAR.closing))


@pytest.mark.parametrize(
    ("ordinal", "said"),
    [(0, "never"), (TODAY, "today"), (TODAY - 3, "3d ago"), (TODAY - 99, "99d ago"),
     (TODAY - 100, "08-16"), (TODAY - 400, "2025-10-20")],
)  # fmt: skip
def test_the_last_contact_is_short_and_measured_from_today(ordinal, said):
    assert f" {said} " in shown(samples()[5]._replace(contact_ordinal=ordinal, soon=""))


def test_the_interval_is_shown_while_something_is_unknown():
    assert "78 [74–83] " in shown(samples()[0])
    assert "[" not in shown(samples()[0]._replace(low=78.1, high=78.4))


@pytest.mark.parametrize(
    ("minor", "currency", "language", "said"),
    [(1_650_000, "BRL", "en", "BRL 16.5k"), (98_000, "JPY", "zh", "JP¥9.8万"),
     (1_848_000, "AUD", "zh", "AUD 1.8万"), (36_500_000, "AED", "zh", "AED36.5万"),
     (16_512_300, "BRL", "zh", "BRL16.5万"), (99_999, "NZD", "en", "NZD999.99")],
)  # fmt: skip
def test_an_amount_of_money_is_never_cut(minor, currency, language, said):
    listed = samples()[0]._replace(deal={"amount": {"minor": minor, "currency": currency}})
    assert said in plain(lines.row(listed, CALENDAR, paper(80, language)))


def test_a_rotting_deal_is_told_by_a_sign_not_by_colour_alone():
    rotting = samples()[1]
    assert "Negotiation ! " in shown(rotting)
    assert "!" not in shown(rotting._replace(rotting=False))


def test_marks_and_the_cursor_have_signs_of_their_own_in_ascii_too():
    listed = samples()[0]
    for glyphs, cursor, mark in ((paper(80).glyphs, "▌", "●"), (ASCII, ">", "*")):
        line = plain(lines.row(listed, CALENDAR, paper(80, glyphs=glyphs), here=True, marked=True))
        assert line.startswith(f"{cursor}{mark}A ")
    assert plain(lines.row(listed, CALENDAR, paper(80))).startswith("  A ")


def test_only_customer_text_is_outside_ascii_in_ascii():
    listed = samples()[1]._replace(stage=stage("won"))
    p = Paper(140, EN, ASCII)
    painted = [
        lines.row(listed, CALENDAR, p, here=True, marked=True),
        lines.titles("due", False, p),
    ]
    painted.append(lines.head(FULL._replace(filter="x"), p))
    text = "".join(map(plain, painted))
    assert text.replace("€", "").isascii(), text


def test_the_bar_has_its_figure_and_is_as_long():
    half = plain(lines.row(samples()[0]._replace(score=50.0), CALENDAR, paper(120)))
    assert " 50 " in half
    assert "█████░░░░░" in half


def test_the_head_tells_how_many_of_how_many_and_the_order():
    text = plain(lines.head(FULL, paper(80)))
    assert text.startswith(" 214 of 10,432")
    assert "3 marked" in text
    assert "filter tier:A stage:洽谈" in text
    assert text.rstrip().endswith("by score ▼")


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 customers"), (1, "1 customer "), (10_432, "10,432 customers")]
)
def test_without_a_filter_the_head_counts_everybody(count, said):
    assert plain(lines.head(lines.Head(count), paper(80))).startswith(f" {said}")


def test_the_column_that_sorts_says_which_way_round():
    assert "score▼" in plain(lines.titles("score", True, paper(80)))
    assert "next▲" in plain(lines.titles("due", False, paper(80)))
    assert plain(lines.titles("tier", False, paper(80))).startswith("  ▲ name")


def test_an_empty_result_names_the_filter_and_the_key_that_clears_it():
    text = plain(lines.stand_in(lines.NO_HIT, "tier:A zzz", paper(80)))
    assert "tier:A zzz" in text
    assert "esc" in text


@given(TEXTS, TEXTS, TEXTS, st.integers(1, 150), st.booleans())
def test_hostile_text_fits_its_cells_and_cannot_act(name, owner, country, width, here):
    listed = row(name=name, customer={"owner": owner}, place=("", country))
    assert_fits(lines.row(listed, CALENDAR, paper(width), here=here, marked=here), width)


@given(TEXTS, st.integers(1, 150))
def test_a_hostile_filter_fits_the_head_and_the_empty_list(text, width):
    assert_fits(lines.head(FULL._replace(filter=text), paper(width)), width)
    assert_fits(lines.stand_in(lines.NO_HIT, text, paper(width)), width)


@pytest.mark.realdata
def test_every_known_bad_text_fits_its_cells():
    sample = samples()[0]
    for text in known_bad_texts():
        listed = sample._replace(name=text, customer={"owner": text}, place=("", text))
        for width in (40, 80, 140):
            assert_fits(lines.row(listed, CALENDAR, paper(width)), width)
        assert_fits(lines.head(FULL._replace(filter=text), paper(80)), 80)
