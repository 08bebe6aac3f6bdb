"""The Weights screen as text: the tree, tiers and movers, one customer, sheets and evidence, in both
languages; no line is too long whatever a label says."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hostile_texts import TEXTS, assert_fits
from hypothesis import given
from hypothesis import strategies as st
from line_snapshots import assert_as_kept

from tierdesk.domain.book import Case
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.drafting import with_group_weight, with_weight
from tierdesk.scoring.grade import Grader
from tierdesk.scoring.learning.evidence import Bin, Measured
from tierdesk.scoring.learning.leaks import Leak
from tierdesk.scoring.learning.ranking import Auc
from tierdesk.scoring.learning.suggestion import Evidence, Suggestion, Weight
from tierdesk.scoring.versions import Version
from tierdesk.scoring.whole.preview import Mover
from tierdesk.scoring.whole.reach import Flip, Reach
from tierdesk.ui.lines import weights as tree
from tierdesk.ui.lines import weights_effect as effect
from tierdesk.ui.lines import weights_learned as learned
from tierdesk.ui.lines import weights_moves as moved
from tierdesk.ui.lines import weights_seen as customer
from tierdesk.ui.lines import weights_versions as versions
from tierdesk.ui.lines.line import ASCII, Paper, plain

KEPT = Path(__file__).parent / "weights_kept"
BASE = open_model()
DRAFT = with_weight(with_group_weight(BASE, "intent", 34), "size", 12.5)
MOVERS = (
    Mover(1, "B", "A", 73.2, 76.4), Mover(2, "B", "A", 74.9, 75.0), Mover(3, "B", "C", 56.0, 54.0),
)  # fmt: skip
NAMES = ("Kestrel Supplies", "青禾零售", "Oakline and a long name of a company")
LEFT = {80: 43, 120: 60, 200: 66}
RIGHT = {80: 36, 120: 59, 200: 66}


def paper(width, language="en", **how):
    return Paper(width, Catalog(language), **how)


def table():
    before, after = {"A": 31, "B": 64, "C": 88, "D": 31}, {"A": 36, "B": 63, "C": 84, "D": 31}
    load = {"A": 72.3, "B": 64.0, "C": 20.5, "D": 2.4}, {"A": 84.0, "B": 63.0, "C": 19.6, "D": 2.4}
    return effect.Tiers(before, after, *load, 60, None, 14, 0.972, True, {})


def score(model, **fields):
    moment = Moment(datetime(2026, 11, 24, 2, tzinfo=ZoneInfo("UTC")))
    customer = {"name": "宏达机械", "kind": "company", "interest": 4, "employees": 120, **fields}
    return Grader(model, Vantage(moment)).grade(Case(1, customer))


def suggestion():
    def measured(value):
        return Measured(Auc(value, value - 0.05, value + 0.05), 2.1, 0.5, 0.18,
                        (Bin(40, 0.2, 0.15), Bin(40, 0.6, 0.7)))  # fmt: skip

    weights = (
        Weight("size", "Company size", 10, 14.2, True, False),
        Weight("interest", "Degree of interest", 12, 12, True, True),
        Weight("touches", "Interaction", 14, 14, False, False),
    )
    found = Evidence(measured(0.7), measured(0.75), measured(0.68), measured(0.72),
                     Auc(0.05, 0.01, 0.09), (60, 80), (30, 40), "2026-06-01")  # fmt: skip
    why = say("The suggested weights rank the later outcomes better than yours: AUC %(new)s against "
              "%(old)s.", new="0.750", old="0.700")  # fmt: skip
    leaks = (Leak("close_value", "deal.close_value", say("It is hardly ever filled.")),)
    return Suggestion(DRAFT, 90, 120, "better", why, found, leaks, weights, ())


def left(width, language):
    p = paper(width, language)
    told = tree.Told(say("open deals"), 3, 214, True, (say("the total is kept"),))
    reach = Reach("intent", Flip(-3.2, 1, "A", "B"), Flip(5.0, 3, "C", "B"))
    lines = [tree.head(told, p)]
    for at, row in enumerate(tree.rows_of(DRAFT, BASE)):
        lines.append(tree.tree_row(row, None, p, here=at == 6, reaching=False))
    lines += [tree.tree_row(row, reach, p, here=False, reaching=True)
              for row in tree.rows_of(DRAFT, BASE)[:2]]  # fmt: skip
    entries = (
        tree.Entry(say("0 at"), Message("5")), tree.Entry(say("group"), say("none"), off=True),
        tree.Entry(say("gates: enter on or off, a adds, x takes out"), heading=True),
    )  # fmt: skip
    lines += [tree.entry(one, p, here=at == 0) for at, one in enumerate(entries)]
    lines += learned.evidence(suggestion(), None, p)
    lines += [
        learned.weight(one, n == 0, p, here=n == 1) for n, one in enumerate(suggestion().weights)
    ]
    one = Version(4, DRAFT, "2026-11-20T02:00:00Z", migration={("A", "B"): 3, ("A", "A"): 9})
    return [*lines, versions.version(one, ZoneInfo("Asia/Shanghai"), p, here=True)]


def right(width, language):
    p = paper(width, language)
    shown = customer.Shown(
        "宏达机械", score(BASE), score(DRAFT), {g.key: g.label for g in BASE.groups}, True
    )
    moves = {(a, b): 7 if a == b else 0 for a in "ABC" for b in "ABC"} | {
        ("B", "A"): 2,
        ("B", "C"): 1,
    }
    lines = effect.tiers(table(), p)
    lines += [effect.mover(m, n, p, here=m.id == 2) for m, n in zip(MOVERS, NAMES, strict=True)]
    return [*lines, *customer.pinned(shown, p), *moved.matrix(moves, p)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120, 200])
def test_the_screen_reads_as_kept(width, language):
    made = [*left(LEFT[width], language), (), *right(RIGHT[width], language)]
    assert_as_kept(KEPT, f"{language}_{width}", made)


@pytest.mark.parametrize(("language", "said"), [
    ("en", "one of: find out Interaction: up to +25 points"), ("zh", "了解清楚“互动频度”：最多 +25 分"),
])  # fmt: skip
def test_what_is_not_known_is_named_among_what_brings_the_better_tier(language, said):
    model = with_group_weight(BASE, "engagement", 200)
    found = score(model)
    shown = customer.Shown("宏达机械", found, found, {}, True)
    text = "".join(
        plain(line).strip() + " " for line in customer.pinned(shown, paper(90, language))
    )
    assert said in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", range(20, 120, 7))
def test_no_line_is_longer_than_its_pane(width, language):
    from tierdesk.ui.lines.line import width as cells

    for line in (*left(width, language), *right(width, language)):
        assert cells(line) <= width, plain(line)


@given(TEXTS, st.integers(20, 90))
def test_labels_and_names_fit_whatever_they_say(text, width):
    p = paper(width)
    row = tree.Row("k", text, 1, 10.25, 8.0, 9.0, 0.4)
    assert_fits(tree.tree_row(row, None, p, here=True, reaching=False), width)
    assert_fits(tree.tree_row(row, None, p, here=True, reaching=True), width)
    assert_fits(effect.mover(MOVERS[0], text, p, here=False), width)
    assert_fits(tree.entry(tree.Entry(Message(text), Message(text)), p, here=False), width)
    assert_fits(learned.weight(Weight("k", text, 1, 2, True, False), True, p, here=True), width)


def test_every_bar_has_its_figure_and_every_change_its_sign():
    rows = {row.key: row for row in tree.rows_of(DRAFT, BASE)}
    assert "34" in plain(tree.tree_row(rows["intent"], None, paper(60), here=True, reaching=False))
    told = plain(tree.tree_row(rows["intent"], None, paper(60), here=True, reaching=False))
    assert told.startswith("▌▸ Intent")
    assert told.endswith("+4")
    assert plain(
        tree.tree_row(rows["background"], None, paper(60), here=False, reaching=False)
    ).endswith("-0.4")


def test_the_scores_of_a_mover_agree_with_its_tiers():
    one = Mover(1, "A", "B", 75.1, 74.96)
    told = plain(effect.mover(one, "Oakline", paper(60), here=False, limits=(75.0, 55.0)))
    assert told.rstrip().endswith("75.10 → 74.96")


def test_ascii_signs_are_ascii_alone():
    p = paper(60, glyphs=ASCII)
    made = [*effect.tiers(table(), p), effect.mover(MOVERS[0], "x", p, here=True)]
    made += [
        tree.tree_row(row, None, p, here=True, reaching=False) for row in tree.rows_of(DRAFT, BASE)
    ]
    assert all(plain(line).isascii() for line in made)


def test_load_is_told_in_hours_where_the_length_of_a_contact_is_known():
    made = "\n".join(map(plain, effect.tiers(table()._replace(minutes=30), paper(60))))
    assert "hours a week" in made
    assert "36.1 → 42" in made


def test_a_customer_whose_tier_was_set_by_hand_is_told_so():
    override = {"tier": "A", "reason": "friend"}
    found = score(DRAFT, tier_override=override)
    shown = customer.Shown("x", found, found, {g.key: g.label for g in BASE.groups}, False)
    assert "set by hand" in "\n".join(map(plain, customer.pinned(shown, paper(60))))


def test_how_alike_the_ranks_are_is_told_in_a_narrow_pane_too():
    told = table()._replace(moved=0, rho=1.0)
    assert plain(effect.moved(told, paper(36))[0]).rstrip().endswith("ranks alike 1.000")


def test_the_sign_of_a_group_is_not_the_cursor():
    group = tree.rows_of(DRAFT, BASE)[0]
    line = plain(tree.tree_row(group, None, paper(60, glyphs=ASCII), here=True, reaching=False))
    assert line.startswith(">+ ")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [36, 80])
@pytest.mark.parametrize("group", [g.key for g in BASE.groups])
def test_what_is_edited_is_among_the_points_that_are_shown_and_the_rest_is_counted(
    group, width, language
):
    found = score(BASE)
    labels = {g.key: g.label for g in BASE.groups}
    criterion = next(g.criteria[0].key for g in BASE.groups if g.key == group)
    p = paper(width, language)
    wanted = [p.catalog(labels[group]), p.catalog(next(
        c.label for c in BASE.criteria if c.key == criterion))]  # fmt: skip
    shown = customer.Shown("宏达机械", found, found, labels, True, {}, group, criterion)
    whole = [plain(line) for line in customer.pinned(shown, p)]
    for most in range(len(whole) + 1):
        lines = [plain(line) for line in customer.pinned(shown, p, most)]
        points = [line for line in lines if re.search(r"\d\.\d (→|>) ", line)][1:]
        told = re.search(r"\+(\d+) (?:more)|另有 (\d+) 项", "\n".join(lines))
        cells = sum(len(re.findall(r"\d\.\d (?:→|>) ", line)) for line in points)
        assert cells + (int(told[1] or told[2]) if told else 0) == len(BASE.groups) + 1
        assert wanted[1][:4] in "\n".join(points)
        if cells > 1:
            assert wanted[0] in "\n".join(points)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [30, 38, 47])
def test_the_gain_of_the_suggestion_is_told_with_both_ends_of_its_interval(language, width):
    gained = suggestion().evidence.gained
    lines = [plain(line) for line in learned.evidence(suggestion(), None, paper(width, language))]
    told = " ".join("".join(lines).split())
    for figure in (gained.value, gained.low, gained.high):
        assert f"{figure:+.3f}" in told
