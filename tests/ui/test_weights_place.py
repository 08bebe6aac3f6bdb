"""The Weights screen at work: a weight is changed and what it does stands beside it in the same frame."""

import pytest
from desk_rig import desk
from hostile_texts import HARMFUL
from rich.cells import cell_len
from weights_rig import (
    counts,
    customers,
    fill_book,
    graded,
    place,
    publish,
    row_of,
    to,
    typed,
    weights,
)

HOSTILE = (
    "[VIP] [/] [@click=app.quit]x[/]", "\x1b[2J\x1b]52;c;aGk=\x07", "a\r\nb\tc", "\u202eabc",
    "\U0001f469\u200d\U0001f467\u200d\U0001f466" * 9, "\u2764\ufe0f\U0001f3fd", "e" + "\u0301" * 200,
    "x" * 500, "宏" * 500, "ก็" * 80, "100 %s %(n)s %",
)  # fmt: skip


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


async def test_a_changed_weight_shows_counts_and_movers_in_the_frame_of_its_key(book):
    async with weights(book) as screen:
        before = counts(screen)
        await to(screen, "interest")
        for _ in range(16):
            screen.shell.hear("right", None)  # no turn of the loop: nothing may come later
        assert row_of(screen, "interest").weight == pytest.approx(28)
        effect = place(screen).effects.effect
        assert effect.whole
        assert counts(screen) != before
        assert effect.glance.moved == len(effect.movers) > 0
        assert list(place(screen).movers.rows) == [one.id for one in effect.movers]
        await screen.laid_out()
        await screen.sees("draft over version 1", f"who moves ({effect.glance.moved})")


async def test_nothing_is_saved_by_it_and_the_model_in_force_stays(book):
    async with weights(book) as screen:
        before = screen.book()
        await to(screen, "intent")
        await screen.press("right", "right")
        await screen.quiet()
        assert screen.book() == before


@pytest.mark.parametrize(
    ("keys", "weight"),
    [
        (("right",), 31), (("l",), 31), (("left",), 29), (("h", "h"), 28), (("shift+right",), 35),
        ((">",), 35), (("shift+left",), 25), (("<", "left"), 24),
    ],
)  # fmt: skip
async def test_arrows_change_a_group_by_one_and_with_shift_by_five(book, keys, weight):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press(*keys)
        assert row_of(screen, "intent").weight == pytest.approx(weight)


async def test_the_full_width_twins_of_punctuation_do_the_same(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("》", "＝")
        assert row_of(screen, "intent").weight == 35
        assert screen.foot.asking


async def test_an_exact_number_is_tried_while_it_is_typed_and_taken_by_enter(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("=")
        assert screen.foot.entry.text == "30"
        await typed(screen, "90")
        await screen.laid_out()
        assert place(screen).drafting.model is place(screen).drafting.base
        assert row_of(screen, "intent").weight == 90
        moved = place(screen).effects.effect.glance.moved
        assert moved
        await screen.press("escape")
        assert row_of(screen, "intent").weight == 30
        assert place(screen).effects.effect.glance.moved == 0
        await screen.press("=")
        await typed(screen, "９０")
        await screen.press("enter")
        assert row_of(screen, "intent").weight == 90
        assert place(screen).effects.effect.glance.moved == moved


async def test_the_first_digit_takes_the_place_of_the_old_number(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("=")
        await screen.type("12")
        assert screen.foot.entry.text == "12"
        await screen.press("enter")
        assert row_of(screen, "intent").weight == 12
        await screen.press("=", "end")
        await screen.type(".5")
        await screen.press("enter")
        assert row_of(screen, "intent").weight == 12.5
        await screen.press("W", "4")
        await screen.type("3")
        assert screen.foot.entry.text == "3"


@pytest.mark.parametrize("text", ["-3", "much", "inf", "nan", "1e9"])
async def test_what_is_no_weight_is_refused_in_one_sentence(book, text):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("=")
        await typed(screen, text)
        await screen.press("enter")
        assert screen.failed
        assert screen.said.count(".") <= 2
        assert screen.foot.asking, "the text can be mended"
        await screen.press("escape")
        assert not place(screen).drafting.changed


async def test_all_weights_zero_is_refused_and_the_draft_stands(book):
    async with weights(book) as screen:
        for key in ("potential", "intent", "engagement"):
            await to(screen, key)
            await screen.press("=")
            await typed(screen, "0")
            await screen.press("enter")
        await to(screen, "need")
        await screen.press("=")
        await typed(screen, "0")
        await screen.press("enter")
        assert "All weights are zero" in screen.said
        await screen.press("escape")
        assert row_of(screen, "need").weight == 10


async def test_a_weight_of_zero_goes_no_lower(book):
    async with weights(book) as screen:
        await to(screen, "product_match")
        await screen.press("<", "left")
        assert screen.said == "The weight is zero already."


async def test_steps_are_undone_and_made_again_before_the_changes_of_the_book(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "right")
        await screen.press("u")
        assert row_of(screen, "intent").weight == 31
        await screen.press("u", "ctrl+r")
        assert row_of(screen, "intent").weight == 31
        await screen.press("u")
        assert not place(screen).drafting.changed
        await screen.press("u")
        await screen.quiet()
        assert "Undone" in screen.said, "now the book's own history"


async def test_a_draft_is_thrown_away_and_brought_back(book):
    async with weights(book) as screen:
        await screen.press("D")
        assert screen.said == "There is no draft: nothing differs from the model in force."
        await to(screen, "intent")
        await screen.press("right", "D")
        assert row_of(screen, "intent").weight == 30
        assert "thrown away" in screen.said
        await screen.press("u")
        assert row_of(screen, "intent").weight == 31


async def test_tab_goes_to_the_movers_whose_card_opens_and_comes_back_with_the_draft(book):
    async with weights(book) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 6)
        movers = place(screen).movers.rows
        await screen.press("tab", "j")
        assert screen.here.keyed is place(screen).movers
        wanted = place(screen).movers.key
        await screen.press("enter")
        await screen.quiet()
        assert screen.here.name_ == "card"
        assert screen.here.selected() == wanted
        await screen.press("escape")
        await screen.quiet()
        assert screen.here.name_ == "weights"
        assert row_of(screen, "interest").weight == pytest.approx(27)
        assert list(place(screen).movers.rows) == list(movers)
        assert place(screen).movers.key == wanted
        await screen.press("escape")
        assert screen.here.keyed is place(screen).rows


@pytest.mark.parametrize("size", [(120, 36), (60, 20)])
@pytest.mark.parametrize("key", ["T", "r", "a", "V"])
async def test_a_page_opened_from_the_movers_has_the_keys(book, size, key):
    async with weights(book, size) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 6, "tab")
        assert screen.here.keyed is place(screen).movers
        await screen.press(key)
        await screen.quiet()
        assert screen.here.keyed is place(screen).rows is screen.app.focused
        assert place(screen).rows.size
        await screen.press("escape")
        assert place(screen).page is place(screen).outline


async def test_the_keys_do_not_go_to_movers_who_are_not_there_nor_stay_with_them(book):
    async with weights(book) as screen:
        await screen.press("tab")
        assert screen.said == "Nobody moves so far."
        assert screen.app.focused is place(screen).rows
        await to(screen, "interest")
        await screen.press(*[">"] * 3, "tab", *["u"] * 3)
        assert not place(screen).effects.effect.movers
        assert screen.app.focused is place(screen).rows
        await screen.press(*[">"] * 6, "tab")
        assert screen.app.focused is place(screen).movers
        await publish(screen)
        assert screen.app.focused is place(screen).rows


async def test_keys_right_behind_the_one_that_opens_the_screen_are_not_lost(book):
    async with desk(book, (120, 36)) as screen:
        screen.send("4", *"jjjjjjj")
        await graded(screen)
        assert place(screen).rows.at == 7
        await screen.press("k")
        assert place(screen).rows.at == 6


@pytest.mark.parametrize("size", [(40, 10), (60, 12), (80, 12)])
async def test_movers_are_seen_on_a_screen_of_a_few_lines(book, size):
    async with weights(book, size) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 6, "tab", "j")
        movers = place(screen).movers
        assert movers.size.height >= 3
        await screen.sees(place(screen).name_of(movers.key)[:9])
        assert {cell_len(line) for line in screen.lines()} == {size[0]}


@pytest.mark.parametrize("size", [(75, 20), (60, 15), (40, 10)])
async def test_one_line_tells_what_a_weight_does_where_there_is_one_pane(book, size):
    async with weights(book, size) as screen:
        before = counts(screen)
        await to(screen, "interest")
        await screen.press(*[">"] * 6)
        moved = place(screen).effects.effect.glance.moved
        changes = [
            f"{t} {n}→{counts(screen)[t]}" for t, n in before.items() if n != counts(screen)[t]
        ]
        assert changes
        assert all(one in screen.text() for one in [*changes, f"{moved} move"]), screen.text()
        assert "Degree of" in screen.text(), screen.text()
        await screen.press("tab")
        assert f"· {moved} move" not in screen.text()


async def test_a_mover_is_pinned_and_stays_in_sight_when_nobody_moves(book):
    async with weights(book) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 6, "tab", "p")
        pinned = place(screen).pin
        assert pinned == place(screen).movers.key
        await screen.press("tab", "D")
        assert place(screen).in_sight() == pinned
        await screen.sees("pinned")


async def test_somebody_is_pinned_by_name(book):
    async with weights(book) as screen:
        await screen.press("p")
        await screen.type("kestrel")
        await screen.press("enter")
        assert place(screen).pin == screen.id_of("Kestrel Supplies")
        await screen.press("p")
        assert place(screen).pin is None
        await screen.press("p")
        await screen.type("nobody at all")
        await screen.press("enter")
        assert screen.said == "No customer of this model is called “nobody at all”."


async def test_sensitivity_tells_how_far_a_weight_can_go_and_who_flips(book):
    async with weights(book) as screen:
        await to(screen, "interest")
        await screen.press("s")
        await screen.quiet()
        reach = place(screen).effects.reaches["interest"]
        await screen.sees("sensitivity of all", "goes")
        assert reach.up is not None
        way = reach.rise
        for step, flipped in ((-0.001, False), (0.001, True)):
            await screen.press("=")
            await typed(screen, f"{12 + way.by + step:.6f}")
            await screen.press("enter")
            assert (way.id in place(screen).movers.rows) == flipped
        await screen.press("s")
        assert place(screen).effects.reaches is None


async def test_keys_and_numbers_are_in_the_points_that_the_row_shows(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("=")
        assert screen.foot.entry.text == "10"
        await typed(screen, "12")
        await screen.press("enter")
        assert row_of(screen, "size").weight == pytest.approx(12)
        await screen.press(">", ">", "left")
        assert row_of(screen, "size").weight == pytest.approx(21)
        assert row_of(screen, "potential").weight == 40
        await screen.press("enter", "j")
        await screen.sees("21 of the 40 of its group")
        await screen.press("right")
        assert row_of(screen, "size").weight == pytest.approx(22)
        await screen.press("=")
        assert screen.foot.entry.text == "22"
        await typed(screen, "40")
        await screen.press("enter")
        assert screen.said == (
            "The group “Potential” has 40 points, and “Company size” can only count less than that "
            "beside the others; raise the group, or lower the number."
        )
        await screen.press("escape")
        assert row_of(screen, "size").weight == pytest.approx(22)


async def test_enter_on_the_number_that_stands_is_no_step(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("=")
        await typed(screen, "12.3")
        await screen.press("enter", "=", "enter")
        assert len(place(screen).drafting.back) == 1


async def test_a_held_key_leaves_no_backlog(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        screen.send(*["right"] * 60)
        await screen.heard()
        assert row_of(screen, "intent").weight == 90
        assert place(screen).effects.shown is place(screen).drafting.model
        assert place(screen).newest.runs == 0, "everything was made in the frames of the keys"


async def test_a_large_book_is_surveyed_beside_the_screen_and_the_newest_wins(book, monkeypatch):
    async with weights(book) as screen:
        from tierdesk.ui.weights import effects as weights_effects

        monkeypatch.setattr(weights_effects, "AT_ONCE", 3)
        effects = place(screen).effects
        await to(screen, "interest")
        screen.send(*["right"] * 60)
        await screen.heard()
        assert effects.effect.glance.counts_after
        await screen.until(lambda: effects.effect.whole, "the last survey")
        assert effects.effect.survey.after.counts == dict(effects.effect.glance.counts_after)
        assert 1 <= place(screen).newest.runs <= 60


@pytest.mark.parametrize(
    "size", [(40, 10), (60, 20), (80, 24), (100, 30), (120, 36), (160, 40), (200, 60)]
)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_size_shows_weights_and_no_line_is_too_long(book, size, language):
    async with weights(book, size, lang=language) as screen:
        await to(screen, "intent")
        await screen.press("right")
        assert {cell_len(line) for line in screen.lines()} == {size[0]}
        assert len(screen.lines()) == size[1]
        assert "31" in screen.text()
        await screen.press("tab")
        await screen.laid_out()
        assert {cell_len(line) for line in screen.lines()} == {size[0]}
        for key in ("T", "r", "V", "a", "s"):
            await screen.press("escape", "escape", key)
            await screen.quiet()
            assert {cell_len(line) for line in screen.lines()} == {size[0]}


async def test_the_matrix_stands_in_a_third_column_where_there_is_room(book):
    async with weights(book, (200, 60)) as screen:
        await screen.sees("from (rows) to (columns)", "the best with this draft")


async def test_below_two_panes_tab_shows_the_other_one(book):
    async with weights(book, (60, 20)) as screen:
        assert "tiers now" not in screen.text()
        await screen.press("tab")
        await screen.sees("tiers now")
        await screen.sees("seen")
        assert "Degree of interest  " not in screen.text()


async def test_another_language_is_a_repaint_and_the_draft_stays(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "f2")
        await screen.sees("权重", "意向")
        assert row_of(screen, "intent").weight == 31


async def test_an_empty_book_can_be_weighed_and_says_which_key_helps(tmp_path):
    fill_book(tmp_path, 1)
    async with desk(tmp_path, (120, 36)) as screen:
        await screen.press("3", "x", "4")
        await graded(screen)
        await screen.sees("No customers yet", "3 goes to Customers")
        await to(screen, "intent")
        await screen.press("right")
        assert row_of(screen, "intent").weight == 31


async def test_a_model_that_grades_nobody_says_so_and_keeps_weights_editable(book):
    async with weights(book) as screen:
        await screen.press("K", "2")
        await graded(screen)
        await screen.sees(
            "signed customers", "This model grades nobody yet; K shows the other models."
        )
        await to(screen, "amount")
        await screen.press("right")
        assert row_of(screen, "amount").weight == 26
        await screen.press("K", "1")
        await graded(screen)
        assert not place(screen).drafting.changed
        await screen.press("K", "2")
        await graded(screen)
        assert row_of(screen, "amount").weight == 26, "each model has a draft of its own"


async def test_a_read_only_book_can_be_tried_out_but_not_published(book):
    async with weights(book, read_only=True) as screen:
        await to(screen, "intent")
        await screen.press("right")
        assert row_of(screen, "intent").weight == 31
        await screen.press("P")
        assert screen.said == "The book was opened read-only."
        await screen.press("u")
        assert row_of(screen, "intent").weight == 30


async def test_while_the_book_is_read_keys_wait_and_say_why(book):
    import threading

    gate = threading.Event()
    async with desk(book, (120, 36), wait=False, held=gate) as screen:
        await screen.press("4")
        try:
            await screen.sees("The book is still being read.")
            await screen.press("j", "right", "right", "k")
            told = (
                "The book is still being read. What is typed meanwhile waits for it; esc drops it."
            )
            assert screen.said == told
        finally:
            gate.set()
        await graded(screen)
        await screen.until(lambda: not screen.app.ahead, "done")
        first = next(key for key in screen.here.rows.rows if key > 0)
        assert screen.here.rows.key == first
        drafting = screen.here.drafting
        assert len(drafting.back) == 2


async def test_how_far_the_grading_is_stands_in_the_tree_once_it_takes_long(book, monkeypatch):
    import threading

    from tierdesk.ui.weights import asking
    from tierdesk.ui.weights import look as module

    gate, look = threading.Event(), module.look

    def held(room, subject, draft, progress):
        progress(0.42)
        assert gate.wait(20)
        return look(room, subject, draft, progress)

    monkeypatch.setattr(module, "look", held)
    monkeypatch.setattr(asking, "_PATIENCE", -1.0)
    async with desk(book, (120, 36)) as screen:
        await screen.press("4")
        try:
            await screen.sees("Everybody is being graded, 42 %.")
        finally:
            gate.set()
        await graded(screen)
        await screen.sees("Potential")


async def test_steps_before_everybody_is_graded_are_made_as_soon_as_the_tree_is_there(
    book, monkeypatch
):
    import threading

    from tierdesk.ui.weights import look as module

    gate, look = threading.Event(), module.look

    def held(*given):
        assert gate.wait(20)
        return look(*given)

    monkeypatch.setattr(module, "look", held)
    async with desk(book, (120, 36)) as screen:
        await screen.press("4")
        try:
            await screen.sees("Everybody is being graded.")
            await screen.press("j", "right", "right", "k", "shift+right")
            assert screen.said == (
                "Everybody is being graded. What is typed meanwhile waits for it; esc drops it."
            )
        finally:
            gate.set()
        await graded(screen)
        await screen.until(lambda: not screen.app.ahead, "done")
        rows = place(screen).outline.rows()
        assert (rows[0].weight, row_of(screen, "size").weight) == (45, pytest.approx(12 * 45 / 40))
        assert len(place(screen).drafting.back) == 3


async def test_the_next_start_stands_on_the_same_model_and_customer(book):
    async with weights(book) as screen:
        await screen.press("p")
        await screen.type("oakline")
        await screen.press("enter")
        pinned = place(screen).pin
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert place(screen).pin == pinned
        await screen.sees("pinned Oakline")


async def test_hostile_names_are_shown_as_they_are(tmp_path):
    from desk_rig import fill

    made = customers(len(HOSTILE))
    for one, text in zip(made, HOSTILE, strict=True):
        one["name"], one["custom"] = text, {text[:60]: 1}
    fill(tmp_path, customers=made)
    async with weights(tmp_path, (140, 40)) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 8)
        assert not HARMFUL & set(map(ord, screen.text().replace("\n", "")))
        await screen.press("a")
        await screen.quiet()
        assert not HARMFUL & set(map(ord, screen.text().replace("\n", "")))
        await screen.press("enter")
        await screen.quiet()
        assert not HARMFUL & set(map(ord, screen.text().replace("\n", "")))
        assert {cell_len(line) for line in screen.lines()} == {140}


async def test_a_changed_customer_is_graded_again_with_the_draft_untouched(book):
    from desk_rig import opened

    from tierdesk.domain.change import Change, Edit

    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right")
        before = place(screen).look
        other = opened(book)
        doc = other.book.get("customers", 3)
        edit = Edit("customers", 3, doc, {**doc, "interest": 5, "employees": 2000})
        other.apply(Change("customer.edit", {"name": "x"}, (edit,)))
        other.close()
        await screen.until(lambda: place(screen).look is not before, "looked again")
        assert row_of(screen, "intent").weight == 31


async def test_a_click_on_the_other_side_brings_the_keys_there_and_a_second_one_opens(book):
    async with weights(book) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 6)
        movers = place(screen).movers
        await screen.pilot.click(movers, offset=(3, 0))
        await screen.laid_out()
        assert place(screen).beside
        assert screen.here.name_ == "weights"
        await screen.pilot.click(movers, offset=(3, 0))
        await screen.quiet()
        assert screen.here.name_ == "card"


async def test_q_closes_what_is_open_before_it_leaves(book):
    async with weights(book) as screen:
        await screen.press("T", "q")
        assert place(screen).page is place(screen).outline
        assert not screen.app.leaving


async def test_what_was_being_typed_is_given_up_when_another_place_is_opened(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("=")
        await typed(screen, "90")
        assert row_of(screen, "intent").weight == 90
        await screen.press("f1", "escape", "escape")
        screen.shell.go("today")
        screen.shell.go("weights")
        await screen.quiet()
        assert row_of(screen, "intent").weight == 30
        assert place(screen).effects.effect.glance.moved == 0


async def test_a_criterion_whose_field_is_gone_is_told(tmp_path):
    from dataclasses import replace

    from desk_rig import opened

    from tierdesk.scoring.default_model import open_model
    from tierdesk.scoring.model import Criterion
    from tierdesk.scoring.valuemap import Flag
    from tierdesk.scoring.versions import published

    fill_book(tmp_path)
    model = open_model()
    group = model.groups[-1]
    lost = group._replace(criteria=(*group.criteria, Criterion("z", "Z", 1, "custom.gone", Flag())))
    model = replace(model, groups=(*model.groups[:-1], lost))
    other = opened(tmp_path)
    other.perform(lambda b: published(b, model, note="x", author="w", now=other.moment.now))
    other.close()
    async with weights(tmp_path) as screen:
        assert screen.said == "No customer has the field “gone”; “z” is unknown for everybody."


@pytest.mark.parametrize(
    ("size", "sees"), [((120, 36), "from (rows) to (columns)"), ((80, 24), "moves  ")]
)
async def test_the_matrix_of_moves_is_seen_without_a_third_column(book, size, sees):
    async with weights(book, size) as screen:
        await to(screen, "interest")
        await screen.press(*[">"] * 6)
        await screen.sees(sees)
