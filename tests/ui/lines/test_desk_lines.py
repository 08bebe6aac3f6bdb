"""The lines around every place and those of Today: what gives way when there is little room, that nothing is
ever wider than the screen, and that nobody's text acts."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hostile_texts import TEXTS, assert_fits, known_bad_texts
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tierdesk.desk.digest import Digest, TodayRow
from tierdesk.i18n.catalog import Catalog
from tierdesk.i18n.message import Message, say
from tierdesk.keys.actions import ACTIONS
from tierdesk.keys.keymap import DEFAULT_KEYS, read_keymap
from tierdesk.ui.hints import Offer
from tierdesk.ui.lines import history, keys, log, state, today
from tierdesk.ui.lines.bars import SCREENS, KeyHint, key_bar, told, top_bar
from tierdesk.ui.lines.choices import Choice, rows
from tierdesk.ui.lines.line import (
    ASCII,
    UNICODE,
    Paper,
    Span,
    bar,
    between,
    cut,
    fit,
    folded,
    plain,
    shown,
    width,
)

WIDTHS = st.integers(1, 200)
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROW = TodayRow(1, "A", "宏达机械", False, False, False, "10:00", 2, "2026-11-22", "late 2 d", "¥320k", 60, 28.4,
               "Negotiation", False, False, "")  # fmt: skip
FIGURES = {"customers": 214, "planned": 12, "done": 3, "carried": 2, "waiting": 9, "not_today": 202, "used": 3, "streak": 4,
               "capacity": 12, "past_max": 2, "tier_A": 1, "tier_B": 2, "tier_C": 3, "tier_D": 4, "debt_A": 0, "debt_B": 3, "debt_C": 41,
               "debt_D": 0, "quota_A": 5, "quota_B": 4, "quota_C": 2, "quota_D": 1}  # fmt: skip


def paper(cells, language="en", glyphs=UNICODE):
    return Paper(cells, Catalog(language), glyphs)


# lines of any kind


@given(TEXTS, WIDTHS, st.booleans())
def test_a_fitted_text_takes_exactly_its_cells(text, cells, right):
    assert cell_len(fit(shown(text), cells, right=right)) == cells


@given(st.lists(TEXTS, max_size=4), WIDTHS)
def test_a_cut_line_takes_exactly_its_cells(texts, cells):
    assert width(cut([Span(shown(text)) for text in texts], cells)) == cells


@given(TEXTS, TEXTS, WIDTHS)
def test_the_right_end_gives_way_last(left, right, cells):
    left, right = (Span(shown(left)),), (Span(shown(right)),)
    line = between(left, right, cells)
    assert width(line) == cells
    if width(right) < cells:
        assert plain(line).endswith(plain(right))


@given(TEXTS, st.integers(2, 60))
def test_folding_loses_no_letter_and_no_line_is_wider(text, cells):
    lines = folded(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    letters = "".join(shown(text).split())
    assert "".join("".join(lines).split()) == letters or "\n" in text or len(text) > 1_000


@given(st.floats(-1, 2), st.integers(1, 40))
def test_a_bar_is_as_long_as_it_is_told_and_as_full_as_its_share(share, cells):
    for glyphs in (UNICODE, ASCII):
        line = bar(share, cells, glyphs)
        assert width(line) == cells
        full = sum(cell_len(span.text) for span in line if span.role == "bar")
        assert abs(full - min(1, max(0, share)) * cells) <= 1


def test_a_joiner_never_joins_what_stands_beside_it():
    assert shown("👩\u200d👧\u200d") == "👩👧"
    assert width((Span(shown("x\u200d")), Span("yy"))) == cell_len(shown("x\u200d") + "yy") == 3


# around every place


def test_names_of_screens_give_way_to_their_digits_and_the_day_stays():
    digits = list("123456")
    right = (Span("Tue 2026-11-24 · 12 to contact "),)
    wide, narrow = (plain(top_bar("today", digits, right, paper(cells))) for cells in (120, 80))
    assert all(
        f"{digit} {title}" in wide for digit, (_, title) in zip(digits, SCREENS, strict=True)
    )
    assert "tierdesk" in wide
    assert "1 Today  2  3  4  5  6" in narrow
    assert narrow.endswith("12 to contact ")


@given(st.sampled_from([name for name, _ in SCREENS]), WIDTHS, st.sampled_from(["en", "zh"]))
def test_a_top_bar_fits_any_width(here, cells, language):
    right = (Span("Tue · 12 to contact "),)
    assert width(top_bar(here, list("123456"), right, paper(cells, language))) == cells


HINTS = [
    KeyHint("l", "log"),
    KeyHint("d", "done", able=False),
    KeyHint("z", "snooze"),
    KeyHint("?", "keys"),
]


def test_the_key_that_tells_all_others_stays_on_the_bar():
    right = (Span("saved "),)
    for cells in range(16, 60):
        line = key_bar(HINTS, right, paper(cells))
        assert width(line) == cells
        assert "? keys" in plain(line)
        assert plain(line).endswith("saved ")
    roles = {span.text.strip(): span.role for span in key_bar(HINTS, right, paper(80))}
    assert roles["done"] == "dim", "what cannot be done now is told by more than a missing colour"


def test_a_key_bar_without_keys_is_the_state():
    assert plain(key_bar([], (Span("saved"),), paper(20))).strip() == "saved"


@given(st.lists(st.sampled_from(("ab", "好", "好。", "2。", "b，", " ", "26-12-24”。"))),
       st.integers(8, 40))  # fmt: skip
def test_no_line_begins_with_a_sign_that_closes(parts, cells):
    lines = folded("".join(parts), cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert not any(line[:1] in tuple("。，”") for line in lines)


@pytest.mark.parametrize("cells", range(12, 40))
def test_a_full_stop_behind_a_date_stays_with_it(cells):
    lines = folded("已为宏达机械记录(感兴趣)；下次联系 2026-12-24。", cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert lines[-1].endswith("4。")


@given(TEXTS, st.integers(4, 120))
def test_what_is_said_takes_three_lines_at_most(text, cells):
    lines = told(say("%(text)s", text=text), paper(cells), "strong")
    assert 1 <= len(lines) <= 3
    assert all(width(line) <= cells for line in lines)


def test_a_long_sentence_is_folded_whole():
    sentence = say("%(a)s is put off to %(b)s and stays there.", a="宏达机械", b="Fri 2026-11-27")
    lines = told(sentence, paper(40), "strong")
    assert " ".join(plain(line).strip() for line in lines) == str(sentence)


def test_a_long_name_leaves_room_for_what_was_done():
    name = "Vereinigte Werkzeugmaschinen " * 20
    said = say("Logged for %(name)s (%(result)s); next contact %(due)s.", name=name,
               result="reached", due=date(2026, 12, 24))  # fmt: skip
    for sentence in (said, say("%(m0)s %(m1)s", m0=said, m1=say("Well done."))):
        text = " ".join(plain(line).strip() for line in told(sentence, paper(80), "strong"))
        assert "Vereinigte Werkzeugmaschinen" in text
        assert "(reached); next contact Thu 2026-12-24." in text
    assert "Kurz" in plain(told(say("%(name)s.", name="Kurz"), paper(80), "strong")[0])


def test_the_state_says_what_the_book_is_and_what_is_wrong_with_it():
    p = paper(80)
    assert plain(state.state_line(None, 0.4, p)).strip() == "reading 40 % · en"
    book = SimpleNamespace(read_only=False)
    assert plain(state.state_line(book, 1, p)).strip() == "saved · en"
    book.read_only = True
    assert plain(state.state_line(book, 1, p)).strip() == "read only · en"
    trouble = state.state_line(book, 1, p, say("outdated"))
    assert trouble[0].role == "late"
    assert plain(state.state_line(None, 0, paper(80, "en", ASCII))).isascii()


def test_the_day_is_told_before_the_book_is_read_and_shorter_where_it_must():
    digest = Digest("en", "2026-11-24", FIGURES, ())
    assert (
        plain(state.day_line(None, digest, paper(120)))
        == "Tue 2026-11-24 · 9 to contact · 2 past the limit "
    )
    assert plain(state.day_line(None, digest, paper(80))) == "Tue 2026-11-24 · 9 to contact "
    assert plain(state.day_line(None, digest, paper(40))) == "Tue 2026-11-24 "
    assert state.day_line(None, None, paper(80)) == ()


@given(TEXTS, st.integers(1, 120))
def test_sentences_in_the_middle_of_nothing_fit(text, cells):
    for line in state.paragraphs([say("%(text)s", text=text)], paper(cells)):
        assert width(line) <= cells


# Today


@pytest.mark.parametrize(("cells", "there", "gone"), [
    (120, ["宏达机械", "late 2 d", "¥320k", "60 %", "28.4"], []), (60, ["¥320k", "28.4"], ["60 %"]),
    (40, ["宏达机械", "late 2 d", "28.4"], ["¥320k", "60 %"]),
])  # fmt: skip
def test_amount_and_chance_give_way_first(cells, there, gone):
    text = plain(today.row(ROW, paper(cells), here=True))
    assert text.startswith("▌A ")
    assert all(part in text for part in there)
    assert not any(part in text for part in gone)
    assert cell_len(text) == cells


def test_the_row_under_the_cursor_is_told_by_a_mark():
    assert plain(today.row(ROW, paper(80), here=True))[0] == "▌"
    assert plain(today.row(ROW, paper(80), here=False))[0] == " "
    assert plain(today.row(ROW, paper(80, "en", ASCII), here=True))[0] == ">"


def test_local_time_is_told_where_it_is_another():
    asleep = ROW._replace(asleep=True, local_time="03:00")
    assert "☾03:00 late" in plain(today.row(asleep, paper(80), here=False, clock="10:00"))
    assert "☾ late" in plain(today.row(asleep, paper(80), here=False, clock="03:00"))
    assert "☾" not in plain(today.row(ROW, paper(80), here=False))


def test_a_promise_of_today_is_told_with_its_time_and_a_bare_tier_by_its_stage():
    assert "promised 10:30" in plain(today.row(ROW._replace(at="10:30"), paper(80), here=False))
    for language, said in (("en", "A"), ("zh", "A 级")):
        line = today.row(ROW._replace(reason=said), paper(80, language), here=False)
        assert "Negotiation" in plain(line)


def test_how_urgent_it_is_is_told_by_words_and_by_roles():
    def role(**fields):
        line = today.row(ROW._replace(**fields), paper(80), here=False)
        return next(span.role for span in line if span.text.startswith("late 2 d"))

    assert role() == "late"
    assert role(promised=True) == role(lane=True) == "warn"
    assert role(late=-1, waiting=True) == "dim"
    assert role(late=0) == ""


@given(TEXTS, TEXTS, WIDTHS)
def test_no_text_of_a_row_acts_or_shears(name, reason, cells):
    item = ROW._replace(name=name, reason=reason, amount=reason, stage=name)
    assert_fits(today.row(item, paper(cells), here=True), cells)


@pytest.mark.realdata
def test_every_known_bad_text_fits_a_row():
    for text in known_bad_texts():
        assert_fits(today.row(ROW._replace(name=text, reason=text), paper(80), here=False), 80)


def test_the_head_tells_less_where_there_is_less_room():
    wide, middle, narrow = (plain(today.head(FIGURES, "", paper(cells))) for cells in (120, 80, 40))
    assert "9 of 211" in narrow
    assert "neglected B 3 C 41 d" in narrow
    assert "capacity 12 = 5A 4B 2C 1D" in middle
    assert "carried over 2" in wide
    assert "streak 4 d" in wide
    assert "▸ tier:A" in plain(today.head(FIGURES, "tier:A", paper(80)))


@given(TEXTS, WIDTHS)
def test_a_filter_in_the_head_is_text(filtered, cells):
    assert_fits(today.head(FIGURES, filtered, paper(cells)), cells)


def test_what_stands_where_nobody_does_names_the_keys_as_they_are_bound():
    def key_of(action):
        return read_keymap('"customer.add" = ["f8"]').shown(action)

    assert "F8 adds a customer" in plain(today.stand_in(today.EMPTY, key_of, paper(100)))
    assert "F8 adds a customer" in plain(today.stand_in(today.NOBODY, key_of, paper(100)))
    assert "esc clears it" in plain(today.stand_in(today.NO_HIT, key_of, paper(100)))


def test_reading_is_told_with_a_bar_where_there_is_room():
    assert "████████░" in plain(today.reading(0.4, paper(80)))
    assert "█" not in plain(today.reading(0.4, paper(30)))
    assert "█" not in plain(today.reading(0, paper(80)))


# what is asked


@pytest.mark.parametrize(("text", "day"), [("+3d", date(2026, 11, 27)), ("fri", date(2026, 11, 27)),
                                           ("下周三", date(2026, 12, 2)), ("today", date(2026, 11, 24))])  # fmt: skip
def test_a_day_is_read_from_today_on(text, day):
    assert log.read_day(text, NOW, "ymd").day == day
    assert isinstance(log.read_day("yesterday", NOW, "ymd"), Message)
    assert isinstance(log.read_day("nonsense", NOW, "ymd"), Message)


@pytest.mark.parametrize(("text", "wrong"), [
    ("today 1am", True), ("today 23:59", False), ("9999-12-31", True), ("2036-11-20", False),
    ("2036-11-27", True),
])  # fmt: skip
def test_a_time_that_is_past_and_a_day_out_of_reach_are_refused(text, wrong):
    assert isinstance(log.read_day(text, NOW, "ymd"), Message) == wrong


def test_what_a_date_means_is_told_while_it_is_typed():
    def means(text):
        return plain(log.meaning(text, NOW, "ymd", Catalog("en"), UNICODE)).strip()

    assert means("fri 3pm") == "→ Fri 2026-11-27 15:00"
    assert "+3d" in means("")
    assert "not a date" in means("grmpf")


@pytest.mark.parametrize(("due", "said"), [
    (date(2026, 12, 1), "→ Tue 2026-12-01"), (date(2026, 11, 24), "→ Tue 2026-11-24"),
    (date(2026, 11, 16), "still due since Mon 2026-11-16"),
])  # fmt: skip
def test_what_comes_of_no_date_is_told_too(due, said):
    line = log.left_to_the_cadence(due, NOW.date(), Catalog("en"), UNICODE)
    assert plain(line).strip() == said


@given(TEXTS, st.integers(0, 60))
def test_a_label_gets_shorter_and_keeps_its_end(name, cells):
    label = (
        *log.asked(say("log"), say("%(n)s", n=name), Catalog("en"), UNICODE),
        Span("reached ▸ ", "accent"),
    )
    line = log.shorter(label, cells, UNICODE)
    assert width(line) <= max(cells, 0) or line == ()
    if line and width(label) > cells:
        assert line[-1] == label[-1]


@given(st.integers(0, 8), st.integers(10, 120))
def test_choices_are_read_from_the_label_on_and_none_is_cut(at, cells):
    label = (Span(" log ▸ "),)
    choices = [Choice(str(n), f"choice {n}", str(n)) for n in range(9)]
    found = [plain(line) for line in rows(label, choices, at, cells)]
    assert any(f"{at} choice {at}" in line for line in found), "the offered one is in sight"
    assert all(width(line) <= max(cells, 11) for line in rows(label, choices, at, cells))
    shown = [word for word in "".join(found).split() if word.isdecimal()][::2]
    assert shown == sorted(shown), "in their order, whatever is offered"
    if cells >= 24:
        assert shown == list("012345678"), "all of them"
        assert found[0].startswith(" log ▸ 0 choice 0")


@pytest.mark.parametrize("cells", [40, 60, 80])
@pytest.mark.parametrize("name", ["宏达机械", "Nordwind Präzisionsteile GmbH"])
def test_whom_a_log_is_about_and_its_day_are_told_in_any_width(name, cells):
    label = (
        *log.asked(say("log"), say("%(n)s", n=name), Catalog("en"), UNICODE),
        Span("interested ▸ ", "accent"),
    )
    english, today = Catalog("en"), date(2026, 11, 24)
    answers = [
        log.meaning(typed, NOW, "ymd", english, UNICODE) for typed in ("fri 3pm", "nonsense")
    ]
    answers += [
        log.left_to_the_cadence(date(2026, month, 24), today, english, UNICODE)
        for month in (10, 12)
    ]
    for answer in answers:
        lines = log.in_full(label, answer, cells, UNICODE)
        assert all(width(line) <= cells for line in lines)
        text = " ".join(plain(line).strip() for line in lines)
        assert name[:4] in text
        assert "▸ interested" in text
        assert plain(answer).strip() in text, "never cut"


# history and keys


def test_a_change_tells_when_who_what_and_whether_it_stands():
    past = history.Past(
        1, NOW, "lihua", say("done with %(name)s", name="宏达机械"), "undone", "undone"
    )
    text = plain(history.row(past, paper(80), here=True))
    assert text.startswith("▌ 11-24 10:00  lihua")
    assert "done with 宏达机械" in text
    assert text.rstrip().endswith("undone")


@given(TEXTS, TEXTS, WIDTHS)
def test_no_text_of_a_change_acts_or_shears(by, name, cells):
    past = history.Past(1, NOW, by, say("done with %(name)s", name=name), "done", "")
    assert_fits(history.row(past, paper(cells), here=False), cells)


def offered(**why):
    return [
        Offer(action, why[action.id.replace(".", "_")])
        for action in ACTIONS
        if action.id.replace(".", "_") in why
    ]


def help_text(found, cells=100):
    lines = keys.help_lines(found, DEFAULT_KEYS, paper(cells))
    assert all(width(line) <= cells for line in lines)
    return [plain(line).rstrip() for line in lines]


def test_the_help_shows_keys_by_place_and_why_one_cannot_be_used():
    found = offered(desk_undo=say("There is nothing to undo."), touch_log=None, follow_up_done=None)
    lines = help_text(found)
    assert lines.index(" With the selected customer") < lines.index(" Everywhere")
    assert any(
        line.startswith("  u  ") and line.endswith("There is nothing to undo.") for line in lines
    )
    assert not any("×" in line for line in lines)


def test_a_reason_that_several_share_is_told_once_and_referred_to():
    why = say("The book was opened read-only.")
    lines = help_text(offered(touch_log=why, follow_up_done=why, customer_copy=None))
    assert lines[1] == "  × The book was opened read-only."
    assert "  l               × log a contact" in lines
    assert "  y               copy name, phone and mail" in lines
    assert sum("read-only" in line for line in lines) == 1


@pytest.mark.parametrize("cells", [20, 40, 60, 80])
def test_what_a_key_does_is_told_to_the_last_word(cells):
    (offer,) = offered(weights_save_draft=None)
    told = " ".join(" ".join(help_text([offer], cells)).split())
    assert offer.action.help in told


@given(TEXTS, st.integers(4, 120))
def test_a_reason_is_never_cut(text, cells):
    lines = keys.help_lines(
        offered(touch_log=say("%(text)s", text=text)), DEFAULT_KEYS, paper(cells)
    )
    assert all(width(line) <= cells for line in lines)
