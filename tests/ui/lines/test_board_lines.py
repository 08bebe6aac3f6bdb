"""The board as text: cards of two or three lines, heads, a folded column; nothing sheared, nothing lost
without colour."""

from pathlib import Path

import pytest
from hostile_texts import TEXTS, assert_fits
from hypothesis import given
from hypothesis import strategies as st
from line_snapshots import assert_as_kept
from rich.cells import cell_len

from tierdesk.desk.board_digest import CardRow, ColumnRow
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import say
from tierdesk.ui.lines import board as lines
from tierdesk.ui.lines.line import ASCII, Paper, plain

KEPT = Path(__file__).parent / "board_kept"
PLAIN = CardRow(2, 1, "A", "宏达机械", "¥320k", 60, 78, 78, 78, "today 10:30", False, True, False, False, "三条装配线追溯",
                12, 14, "")  # fmt: skip
SAMPLES = (
    PLAIN,
    PLAIN._replace(tier="B", name="Kestrel Supplies International GmbH", low=55, high=70, next="late 4d", late=True,
                   soon=False, rotting=True),
    PLAIN._replace(tier="C", name="青禾零售", amount="", held=True, next="+2d", soon=False),
    PLAIN._replace(tier="", customer_id=0, name="Line 3", score=-1, next="", soon=False, title="", days=0, rot_days=0),
    PLAIN._replace(tier="D", name="恒通", note="first payment ¥30k short", rot_days=0, days=7),
    PLAIN._replace(name="[VIP] [/] 张三", score=100, high=100, low=100, next="2027-01-05", soon=False),
)  # fmt: skip
COLUMN = ColumnRow("negotiation", "Negotiation", "open", 12, "¥3.8M", "", "", "¥2.3M")
HEAD = lines.Head(88, "¥3.6M", "", 1, 6, 6)


def paper(width, language="en", **how):
    return Paper(width, Catalog(language), **how)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [25, 37])
def test_the_board_reads_as_kept(width, language):
    p = paper(width, language)
    unrated = COLUMN._replace(unrated="NZD 16.8k + €2M", currencies="NZD EUR")
    closed = ColumnRow("lost", "Lost", "lost", 5, "", "", "", "")
    painted = []
    for n, column in enumerate((COLUMN, unrated, closed)):
        painted += [
            lines.column_head(column, part, p, here=n == 0, at=3, parts=2) for part in (0, 1)
        ]
    painted.append(lines.column_head(COLUMN, 0, p, here=True, at=3, parts=1))
    for n, row in enumerate(SAMPLES):
        painted += [
            lines.card(row, part, p, here=n == 0, marked=n == 1) for part in range(2 + (width > 30))
        ]
    painted.append(lines.nothing(COLUMN, p))
    assert all(cell_len(plain(line)) == width for line in painted)
    assert_as_kept(KEPT, f"{language}_{width}", painted)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_head_reads_as_kept(width, language):
    p = paper(width, language)
    full = HEAD._replace(unrated="NZD", last=3, filter="tier:A stage:洽谈", marks=3, ranged=2)
    told = [HEAD, HEAD._replace(last=1, first=1), full, HEAD._replace(weighted="", deals=0)]
    assert_as_kept(KEPT, f"head_{language}_{width}", [lines.head(one, p) for one in told])


def test_the_card_under_the_cursor_and_a_marked_one_are_told_without_colour():
    p = paper(25)
    bare = plain(lines.card(PLAIN, 0, p))
    assert plain(lines.card(PLAIN, 0, p, here=True)) == "▌" + bare[1:]
    assert plain(lines.card(PLAIN, 0, p, marked=True)) == bare[0] + "●" + bare[2:]
    assert plain(lines.card(PLAIN, 1, p, here=True)).startswith("▌")


def test_the_column_of_the_cursor_is_told_without_colour_though_it_is_empty():
    heads = [
        plain(lines.column_head(COLUMN._replace(cards=0), 0, paper(25), here=here, at=0, parts=2))
        for here in (True, False)
    ]
    assert [head[0] for head in heads] == ["▌", " "]
    assert heads[0][1:] == heads[1][1:]


def test_what_is_wrong_with_a_card_is_a_word_or_a_sign():
    rotting, held = (plain(lines.card(row, 1, paper(25))) for row in SAMPLES[1:3])
    assert "! late 4d" in rotting
    assert "hold +2d" in held
    assert "10:30" in plain(lines.card(PLAIN, 1, paper(25)))


def test_bars_of_a_column_can_be_compared():
    bars = {plain(lines.card(row, 1, paper(33)))[7:17] for row in SAMPLES[:3]}
    assert len(bars) == 1


def test_a_missing_rate_is_told_at_every_width():
    column = COLUMN._replace(unrated="NZD 16.8k + €2M", currencies="NZD EUR")
    for width in range(16, 60):
        text = plain(lines.column_head(column, 1, paper(width), here=False, at=0, parts=2))
        assert "¥3.8M" in text
        assert "+" in text, width
    for width in (40, 60, 80):
        assert "NZD" in plain(lines.head(HEAD._replace(unrated="NZD"), paper(width)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_figure_by_probability_can_be_read_as_one_of_another_currency(language):
    word = {"en": "wtd", "zh": "加权"}[language]
    column = COLUMN._replace(total="¥4.1M", weighted="¥1.2M", unrated="NZD 16.8k", currencies="NZD",
                             weighted_unrated="NZD 5k")  # fmt: skip
    for width in range(16, 70):
        text = plain(
            lines.column_head(column, 1, paper(width, language), here=False, at=0, parts=2)
        )
        before, found, _ = text.partition("¥1.2M")
        assert not found or before.rstrip().endswith((word, "weighted")), width
        assert "NZD 16.8k" in text or "…" in text, width
        assert "NZD 5k" in text or not found or "¥1.2M+…" in text, width
    narrow = plain(lines.column_head(column, 1, paper(25, language), here=False, at=0, parts=2))
    assert f"{word} ¥1.2M+…" in narrow


def test_what_no_rate_tells_has_a_figure_by_probability_too():
    column = COLUMN._replace(
        total="", weighted="", unrated="$30k", currencies="USD", weighted_unrated="$3k"
    )
    text = plain(lines.column_head(column, 1, paper(25), here=False, at=0, parts=2))
    assert text.split() == ["$30k", "weighted", "$3k"]
    told = HEAD._replace(weighted="¥3.6M + NZD 5k", unrated="NZD")
    assert "¥3.6M + NZD 5k" in plain(lines.head(told, paper(60)))


def test_a_narrow_card_keeps_the_name_and_gives_up_the_amount():
    text = plain(lines.card(PLAIN._replace(amount="JP¥1234.5M"), 0, paper(20)))
    assert "宏达机械" in text
    assert "JP" not in text


def test_a_folded_column_spells_its_name_downwards():
    p = paper(3, "zh")
    column = ColumnRow("lost", "流失", "lost", 1234, "", "", "", "")
    spelled = [plain(lines.folded(column, y, p)).strip() for y in range(6)]
    assert spelled == ["▸", "999", "流", "失", "", ""]


def test_what_stands_where_no_card_does_names_the_keys():
    said = str(lines.stand_in("", adds="a", command=":"))
    assert "a adds a customer" in said
    assert ": import FILE" in said
    assert "tier:A" in str(lines.stand_in("tier:A", adds="a", command=":"))


def test_what_the_stage_still_needs_is_one_line():
    text = plain(lines.needs((say("the budget"), say("the decision maker")), paper(60)))
    assert text.split() == "still needed the budget, the decision maker".split()
    assert "Nothing is missing" in plain(lines.needs((), paper(60)))


@given(TEXTS, st.integers(8, 60), st.integers(0, 2), st.booleans(), st.booleans())
def test_any_text_fits_and_acts_on_nothing(text, width, part, here, marked):
    row = PLAIN._replace(
        name=text, amount=text[:9], title=text, note=text if part == 1 else "", next=text[:9]
    )
    assert_fits(lines.card(row, part, paper(width), here=here, marked=marked), width)
    column = COLUMN._replace(title=text, total=text[:9], unrated=text[:9], currencies=text[:9])
    assert_fits(
        lines.column_head(column, min(part, 1), paper(width), here=here, at=1, parts=2), width
    )
    assert_fits(lines.folded(column, part, paper(3)), 3)
    assert_fits(lines.head(HEAD._replace(filter=text), paper(width)), width)


@given(st.integers(10, 80), st.sampled_from(SAMPLES), st.integers(0, 2))
def test_every_card_is_as_wide_as_its_column(width, row, part):
    for language in ("en", "zh"):
        assert cell_len(plain(lines.card(row, part, paper(width, language)))) == width


def test_ascii_signs_alone_where_others_are_drawn_wide():
    p = Paper(37, Catalog("en"), ASCII)
    row = PLAIN._replace(name="Hongda", amount="320k", title="line", low=70, high=85)
    painted = [lines.card(row, part, p, here=True, marked=True) for part in range(3)]
    painted += [lines.column_head(COLUMN._replace(total="3.8M", weighted="2.3M"), part, p, here=True, at=1, parts=2)
                for part in (0, 1)]  # fmt: skip
    painted += [lines.folded(COLUMN, 0, p), lines.head(HEAD._replace(weighted="3M", last=3), p)]
    assert all(plain(line).isascii() for line in painted)
