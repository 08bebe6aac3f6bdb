"""The detail pane as text: what a call needs, in the width there is, in both languages."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from card_book import BARE, NOW, OPEN, PARKED, SIGNED, known, money, one
from hostile_texts import HARMFUL, TEXTS, known_bad_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from line_snapshots import assert_as_kept

from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.lines import grade
from tierdesk.ui.lines.card import overview
from tierdesk.ui.lines.dossier import detail, why
from tierdesk.ui.lines.line import ASCII, Paper, plain, width

KEPT = Path(__file__).parent / "dossier_kept"
EVERYBODY = (OPEN, SIGNED, BARE, PARKED)


def paper(cells, language="en", **how):
    return Paper(cells, Catalog(language), **how)


def told(dossier, cells=60):
    return "\n".join(plain(line) for line in detail(dossier, paper(cells)))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("cells", [40, 80, 120])
def test_the_pane_reads_as_kept(cells, language):
    p = paper(cells, language)
    lines = [
        line for one_ in EVERYBODY for d in [known(one_)] for line in [*detail(d, p), why(d, p)]
    ]
    assert_as_kept(KEPT, f"{language}_{cells}", lines)


def test_a_call_finds_name_score_question_last_and_next():
    text = told(known(OPEN))
    assert "宏达机械 Hongda Machinery" in text
    assert "76 [73–79] 94 % known" in text
    assert "day 12 of 14 · ¥320k × 60 % · sign 12-15" in text
    assert "next       today 10:30 · promised" in text
    assert "last       1d ago · e-mail from them" in text
    assert "ask        Background and market share (up to +3.0 points)" in text
    assert "treatment  A Dedicated service" in text


def test_the_one_who_decides_is_reached_first():
    assert "reach      王敏 · 0510 5550 0188" in told(known(OPEN), 80)


def test_the_status_line_gives_every_reason_with_its_points():
    dossier = known(OPEN)
    line = plain(why(dossier, paper(300)))
    assert line.startswith(" why  promised (10.0) · ")
    assert line.count("(") == len(dossier.reasons)
    assert plain(why(dossier._replace(reasons=()), paper(80))) == ""


@pytest.mark.parametrize(
    ("customer_id", "said"),
    [
        (PARKED, "parked · moving house"),
        (BARE, "never contacted"),
        (SIGNED, "! Shipment on hold: €44k overdue since 54 days."),
        (SIGNED, "there      03:00 · ☾ asleep"),
        (SIGNED, "by the cadence"),
    ],
)
def test_what_stands_in_the_way_is_said(customer_id, said):
    assert said in told(known(customer_id))


def test_a_tier_set_by_hand_says_so_and_by_whom_it_was_reasoned():
    dossier = one({"tier_override": {"tier": "A", "reason": "boss"}})
    assert "by hand A" in told(dossier)
    assert [plain(line) for line in grade.levers(dossier, paper(60))] == ["Set by hand: boss"]


def test_a_rule_over_the_tier_is_named_instead_of_points():
    rich = {"interest": 5, "willingness": 5, "employees": 5_000, "budget": money(10**7)}
    dossier = one(rich | {"do_not_contact": True})
    assert "wants no contact" in told(dossier)
    text = " ".join(plain(line) for line in grade.levers(dossier, paper(60)))
    assert "held down by a rule: Do not contact" in text


def test_days_are_told_by_the_readers_calendar():
    at = (NOW.now - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%SZ")  # yesterday in UTC
    assert "last       today" in told(one({}, touches=[{"at": at, "result": "reached"}]))


def test_an_expected_signature_that_is_over_is_said_in_words():
    deal = {"stage": "negotiation", "amount": money(100), "expected_sign_on": "2026-11-01"}
    assert "signing was due 11-01" in told(one({}, deals=[deal]))


@pytest.mark.parametrize("language, said", [
    ("en", "kept at A until Mon 2026-11-30: 51.2 points, 75 is the threshold"),
    ("zh", "保留 A 级至周一 2026-11-30：现为 51.2 分，分数线 75 分"),
])  # fmt: skip
@pytest.mark.parametrize("cells", [40, 60, 120])
def test_a_tier_that_hysteresis_keeps_is_told_below_the_score(language, said, cells):
    dossier = one({"interest": 3, "stood": {"tier": "A", "since": "2026-11-24"}})
    assert (dossier.row.tier, dossier.better) == ("A", "")
    for lines in (
        detail(dossier, paper(cells, language)),
        overview(dossier, paper(cells, language)).lines,
    ):
        text = "".join(plain(line).strip() for line in lines)
        assert said.replace(" ", "") in text.replace(" ", "")
    assert "kept" not in told(one({"interest": 3}))


def test_levers_are_told_in_answers_and_reach_the_threshold():
    dossier = known(SIGNED)
    text = " ".join(plain(line) for line in grade.levers(dossier, paper(80)))
    assert f"{dossier.missing:.1f} points to {dossier.better}" in text
    now, then = 0.22, 0.58  # of the criterion that weighs 20 of 100
    assert "Purchase frequency from 22 % to 58 % of the best" in text
    assert abs((then - now) * 20 - dossier.missing) < 0.2


def test_the_bars_of_groups_add_up_to_the_score():
    dossier = known(OPEN)
    assert abs(sum(group.points for group in dossier.groups) - dossier.row.score) < 1e-9
    assert abs(sum(group.most for group in dossier.groups) - 100) < 1e-9


def test_wider_panes_are_never_longer():
    dossier = known(OPEN)
    heights = [len(detail(dossier, paper(cells))) for cells in range(40, 140, 10)]
    assert all(narrow >= wide for narrow, wide in pairwise(heights))


def test_ascii_terminals_get_ascii_figures():
    made = one({"name": "Acme", "interest": 4})
    text = "".join(plain(line) for line in detail(made, paper(60, glyphs=ASCII)))
    assert text.isascii(), [c for c in text if not c.isascii()]


def dressed(text):
    """A customer with the text wherever a text can stand."""
    return one(
        {"name": text, "industry": text, "tags": [text], "needs": [{"text": text, "matched_product": text}],
         "custom": {text: text}, "parked": {"since": "2026-01-01", "reason": text}},
        contacts=[{"name": text, "title": text, "role": text, "phones": [text], "emails": [text],
                   "wechat": text, "notes": text}],
        deals=[{"stage": text, "title": text, "amount": money(5), "code": text, "owner": text,
                "products": [text], "lost_reason": text,
                "history": [{"target": text, "source": text, "at": text, "reason": text}]}],
        touches=[{"at": "2026-11-20T01:00:00Z", "content": text, "channel": text, "result": text,
                  "contact_id": 1, "by": text}],
        follow_ups=[{"due_at": "2026-11-24", "kind": text, "note": text}],
        orders=[{"on": "2026-01-01", "code": text, "products": [text]}],
        feedback=[{"opened_on": "2026-01-01", "text": text, "state": text}],
    )  # fmt: skip


def assert_harmless(lines, cells):
    for line in lines:
        assert not HARMFUL & set(map(ord, plain(line))), line
        assert width(line) <= cells, line


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(20, 130), st.sampled_from(["en", "zh"]))
def test_no_text_of_a_customer_shears_the_pane(text, cells, language):
    dossier, p = dressed(text), paper(cells, language)
    assert_harmless([*detail(dossier, p), why(dossier, p)], cells)


@pytest.mark.realdata
def test_known_bad_texts_are_literal_and_fit():
    texts, p = known_bad_texts(), paper(48)
    for text in [*texts[:500], *texts[500::20]]:
        dossier = dressed(text)
        assert_harmless([*detail(dossier, p), why(dossier, p)], 48)
