"""The card as text: head, tabs and sections in both languages, rows that open what they show, and the
timeline with its filter."""

from pathlib import Path

import pytest
from card_book import OPEN, SIGNED, STAGES, known, money, one
from hostile_texts import HARMFUL, TEXTS, known_bad_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from line_snapshots import assert_as_kept

from tierdesk.desk.forms import form
from tierdesk.i18n.catalog import Catalog
from tierdesk.ui.lines import card, deals, needs, playbook, profile, timeline
from tierdesk.ui.lines.line import Paper, plain, width
from tierdesk.ui.lines.section import marked
from tierdesk.ui.lines.timeline import Look

KEPT = Path(__file__).parent / "card_kept"
NAMED = {"referrer_id": "Nordwind GmbH"}


def paper(cells, language="en"):
    return Paper(cells, Catalog(language))


def section(name, dossier, p, look=None):
    look = look or Look(stages=STAGES)
    made = {
        "overview": lambda: card.overview(dossier, p), "profile": lambda: profile.profile(dossier, NAMED, p),
        "needs": lambda: needs.needs(dossier, p), "timeline": lambda: timeline.timeline(dossier, look, p),
        "deals": lambda: deals.deals(dossier, STAGES, p), "stage": lambda: playbook.playbook(dossier, p),
    }  # fmt: skip
    return made[name]()


def text_of(name, dossier, cells=78, **how):
    return "\n".join(plain(line) for line in section(name, dossier, paper(cells), **how).lines)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("cells", [40, 80, 120])
def test_the_card_reads_as_kept(cells, language):
    p, lines = paper(cells, language), []
    for customer_id in (OPEN, SIGNED):
        dossier = known(customer_id)
        lines += card.head(dossier, p)
        for name in card.SECTIONS:
            lines.append(card.tabs(card.Where(name, 3, 12), p))
            lines += section(name, dossier, p).lines
    assert_as_kept(KEPT, f"{language}_{cells}", lines)


@pytest.mark.parametrize("name", card.SECTIONS)
@pytest.mark.parametrize("cells", [40, 80, 120])
def test_score_and_next_step_are_said_in_every_section_at_any_width(name, cells):
    first, second = (plain(line) for line in card.head(known(OPEN), paper(cells)))
    assert "76 [73–79] A" in first
    assert "next today 10:30" in second
    assert width(card.tabs(card.Where(name), paper(cells))) == cells


def test_the_first_screenful_holds_score_next_step_question_and_reasons():
    lines = [plain(line) for line in section("overview", known(OPEN), paper(80)).lines[:18]]
    for said in ("score 76", "next  ", "ask  ", "why  ", "Potential"):
        assert any(said in line for line in lines), said


def test_the_chosen_section_always_stands_on_the_screen_and_more_where_there_is_room():
    for name in card.SECTIONS:
        for cells, most in ((80, 1), (99, 1), (100, 2), (139, 2), (140, 3), (200, 3)):
            shown = card.panes(name, cells)
            assert name in shown
            assert len(shown) == len(set(shown)) == most


def test_the_section_that_is_shown_is_told_without_colour():
    assert "[timeline]" in plain(card.tabs(card.Where("timeline"), paper(80)))


def test_points_of_criteria_add_up_to_the_score():
    lines = [plain(line) for line in card.overview(known(OPEN), paper(100)).lines]
    groups = [
        line for line in lines if line.startswith(" ") and "/" in line and not line.startswith("  ")
    ]
    points = [
        int(line.split("/")[0].split()[-1]) for line in groups if line.split("/")[0][-1:].isdigit()
    ]
    assert sum(points[:4]) == pytest.approx(76, abs=2)


def test_a_criterion_nobody_knows_says_so_and_opens_the_field_that_answers_it():
    found = card.overview(known(OPEN), paper(100))
    at = next(n for n, line in enumerate(found.lines) if "not known" in plain(line))
    assert "Background and market share" in plain(found.lines[at])
    assert (found.stops[at].form, found.stops[at].field) == ("customer", "market_share")


@pytest.mark.parametrize("name", card.SECTIONS)
@pytest.mark.parametrize("customer_id", [OPEN, SIGNED])
def test_every_row_that_opens_a_form_names_one_of_its_fields(name, customer_id):
    for line, stop in section(name, known(customer_id), paper(80)).stops.items():
        assert line < len(section(name, known(customer_id), paper(80)).lines)
        if stop.form and stop.field:
            assert form(stop.form).field(stop.field) is not None, stop


@pytest.mark.parametrize("name", card.SECTIONS)
def test_rows_have_names_of_their_own_so_that_the_cursor_stays(name):
    stops = section(name, known(OPEN), paper(80)).stops
    assert len({stop.key for stop in stops.values()}) == len(stops)


def test_the_cursor_is_told_by_a_mark():
    found = section("needs", known(OPEN), paper(80))
    at = next(iter(found.stops))
    assert plain(marked(found, at, paper(80))[at]).startswith("▌")
    assert not any(plain(line).startswith("▌") for line in marked(found, None, paper(80)))


def test_every_field_is_on_the_profile_known_or_not():
    text = " ".join(text_of("profile", known(OPEN)).split())
    for field in form("customer").fields:
        if field.kind != "flag":
            assert field.label in text, field.name
    for own in (
        "ERP 用友 U8",
        "Lines 3",
        "Pilot yes",
        "referred by Nordwind GmbH",
        "王敏 · decision maker",
    ):
        assert own in text


def test_no_two_rows_of_the_profile_are_called_the_same():
    told = text_of("profile", one({"source": "招标", "source_id": 1}))
    rows = [line.split("  ")[0].strip() for line in told.splitlines() if line.strip()]
    assert rows.count("source") == 1
    assert "listed source" in told


def test_fields_of_a_newer_version_are_shown():
    assert "loyalty_card  gold" in text_of("profile", one({"loyalty_card": "gold"}))


def test_needs_tell_their_strength_in_words():
    assert "urgent · matches TL-1" in text_of("needs", known(OPEN))


def test_a_contract_tells_what_is_paid_and_owed_to_the_cent():
    text = text_of("deals", known(SIGNED))
    assert "C-7 · €64,000 · not paid on time" in text
    for said in ("paid €20,000", "receivable €44,000", "€44,000 overdue since 54 days"):
        assert said in text
    assert "! Shipment on hold" in text


def test_the_playbook_ticks_off_what_holds_and_asks_for_the_rest():
    text = text_of("stage", known(OPEN))
    assert "[ ] the objections answered" in text
    assert "[x] the quote sent" in text
    assert "contact every 3 d, after 7 d at the latest" in text


# the timeline


def keys(dossier, wanted="", language="en"):
    look = Look(wanted, frozenset(), STAGES)
    return [
        stop.key for stop in timeline.timeline(dossier, look, paper(80, language)).stops.values()
    ]


def test_everything_that_happened_is_in_one_order_plans_first():
    assert keys(known(OPEN)) == ["plan 2", "plan 1", "touch 2", "touch 1", "move 1 0"]
    assert keys(known(SIGNED)) == [
        "survey 1", "feedback 1", "order 1", "payment 1", "contract 1", "touch 3"
    ]  # fmt: skip


def test_what_the_customer_was_seen_to_do_stands_among_it_and_is_filtered():
    seen = one(
        {"name": "Acme"},
        touches=[{"at": "2026-11-20T01:00:00Z", "content": "called", "channel": "phone"}],
        events=[
            {"at": "2026-11-21T01:00:00Z", "type": "clicked", "subject": "Our news", "source": "autumn"},
            {"at": "2026-11-19T01:00:00Z", "type": "opened", "subject": "Our news"},
        ],
    )  # fmt: skip
    assert keys(seen) == ["event 1", "touch 1", "event 2"]
    told = text_of("timeline", seen)
    assert "link clicked" in told
    assert "autumn" in told
    assert keys(seen, "clicked") == keys(seen, "链接", "zh") == ["event 1"]


def test_times_are_the_readers():
    assert "11-23 07:30  e-mail from them" in text_of("timeline", known(OPEN))
    assert "2025-12-31   visit · complaint" in text_of("timeline", known(SIGNED))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("angebot", ["touch 2"]),
        ("phone", ["plan 1", "touch 1"]),
        ("wechat", []),
        ("reached", ["touch 1"]),
        ("王敏", ["touch 1"]),
        ("报价", ["plan 1", "touch 1"]),
        ("PHONE  报价 reached", ["touch 1"]),
        ("negotiation", ["move 1 0"]),
        ("电话", []),
    ],
)
def test_the_filter_looks_at_text_channel_and_result(wanted, found):
    assert keys(known(OPEN), wanted) == found


def test_the_filter_understands_the_readers_language():
    assert keys(known(OPEN), "电话", "zh") == ["plan 1", "touch 1"]
    assert keys(known(OPEN), "reached", "zh") == ["touch 1"]


def test_a_filter_that_finds_nothing_says_so():
    assert "Nothing here has “zzz” in it." in text_of("timeline", known(OPEN), look=Look("zzz"))
    assert "Nothing yet." in text_of("timeline", one({}))


def test_a_long_text_is_folded_until_it_is_opened():
    said = " ".join(f"word{n}" for n in range(200))
    dossier = one({}, touches=[{"at": "2026-11-20T01:00:00Z", "content": said}])
    assert "word199" not in text_of("timeline", dossier)
    whole = text_of("timeline", dossier, look=Look("", frozenset({"touch 1"})))
    assert "word199" in whole


def test_the_filter_sees_what_is_too_old_to_be_shown():
    touches = [
        {
            "at": f"{2000 + n // 300}-{1 + n % 12:02}-0{1 + n % 9}T01:00:00Z",
            "content": f"call no{n}x",
        }
        for n in range(timeline.MOST + 40)
    ]
    dossier = one({}, touches=touches)
    assert len(keys(dossier)) == timeline.MOST
    assert "40 older ones" in text_of("timeline", dossier)
    assert len(keys(dossier, "no0x")) == 1


def test_unreadable_dates_are_shown_as_they_are():
    dossier = one({}, touches=[{"at": "soon", "content": "hello"}], orders=[{"on": "2026-13-77"}])
    assert "soon" in text_of("timeline", dossier)


def dressed(text):
    """A customer with the text wherever a text can stand."""
    return one(
        {"name": text, "industry": text, "tags": [text, text], "habits": [text], "notes": text,
         "needs": [{"text": text, "matched_product": text, "strength": 9}], "country": text,
         "custom": {text or "x": text, "deep": {"a": {"b": {"c": {"d": {"e": text}}}}}}, "newer": [text],
         "tier_override": {"tier": "B", "reason": text}, "updated_at": text, "kind": text},
        contacts=[{"name": text, "title": text, "role": text, "phones": [text], "emails": [text],
                   "wechat": text, "notes": text, "address": text, "custom": {text or "x": text}}],
        deals=[{"stage": text, "title": text, "amount": money(5), "code": text, "owner": text,
                "products": [text], "history": [{"target": text, "source": text, "at": text, "reason": text}]},
               {"stage": text, "status": "lost", "lost_reason": text}],
        touches=[{"at": "2026-11-20T01:00:00Z", "content": text, "channel": text, "result": text,
                  "contact_id": 1, "by": text}, {"at": text, "content": text}],
        follow_ups=[{"due_at": text, "kind": text, "note": text, "snooze_reason": text}],
        orders=[{"on": text, "code": text, "products": [text], "amount": money(10**15)}],
        contracts=[{"code": text, "amount": money(10), "terms": text, "signed_on": "2026-01-01"}],
        feedback=[{"opened_on": text, "text": text, "state": text}],
        survey_responses=[{"on": text, "kind": text, "score": 9.5, "comment": text}],
        events=[{"at": text, "type": text, "subject": text, "source": text}],
    )  # fmt: skip


def assert_harmless(text, cells, language):
    dossier, p = dressed(text), paper(cells, language)
    lines = [*card.head(dossier, p), card.tabs(card.Where("deals", 1, 99_999), p)]
    for name in card.SECTIONS:
        found = section(name, dossier, p, Look(text[:50], frozenset({"touch 1"}), STAGES))
        lines += [*found.lines, *section(name, dossier, p).lines]
        lines += marked(found, next(iter(found.stops), None), p)
    for line in lines:
        assert not HARMFUL & set(map(ord, plain(line))), line
        assert width(line) <= cells, line


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(24, 130), st.sampled_from(["en", "zh"]))
def test_no_text_of_a_customer_shears_a_section(text, cells, language):
    assert_harmless(text, cells, language)


@pytest.mark.realdata
def test_known_bad_texts_are_literal_and_fit():
    texts = known_bad_texts()
    for text in [*texts[:500:3], *texts[500::50]]:
        assert_harmless(text, 60, "en")


def test_a_novel_in_the_notes_is_shown_as_far_as_there_is_room():
    dossier = one({"notes": "宏" * 5_000_000, "custom": {"n" * 100_000: "x" * 1_000_000}})
    lines = section("profile", dossier, paper(80)).lines
    assert len(lines) < 80
    assert any(plain(line).endswith("…") for line in lines)
