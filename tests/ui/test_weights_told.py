"""What the Weights screen tells: sensitivity in the weights that are shown, errors by label, the last
action undone first, sentences that fit and go with their page."""

import pytest
from weights_rig import fill_book, place, publish, row_of, to, to_field, typed, weights


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


async def test_sensitivity_is_told_in_the_weights_that_are_shown(book):
    async with weights(book) as screen:
        await to(screen, "potential")
        await screen.press("=")
        await typed(screen, "80")
        await screen.press("enter", "s")
        await screen.quiet()
        told = place(screen)
        own, shown = row_of(screen, "size").own, row_of(screen, "size").weight
        assert (own, shown) == (10, 20)
        raw = _raw(told, "size")
        flips = told.effects.reaches["size"]
        whole = sum(c.weight for c in told.model.groups[0].criteria)
        for mine, theirs in ((flips.fall, raw.fall), (flips.rise, raw.rise)):
            if theirs is not None:
                counts = 80 * (own + theirs.by) / (whole + theirs.by)
                assert shown + mine.by == pytest.approx(counts)
        assert raw.fall or raw.rise


def _raw(desk, key):
    from tierdesk.scoring.whole.reach import reach_of

    return next(one for one in reach_of(desk.effects.panel, desk.model) if one.key == key)


async def test_going_on_to_another_kind_of_map_and_back_destroys_nothing(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("enter")
        await to_field(screen, "value by")
        before = _map(screen)
        for there, back in (("right", "left"), ("left", "right")):
            await screen.press(there)
            assert _map(screen).kind != before.kind
            await screen.press(back)
            assert _map(screen) == before
        await screen.press(*["right"] * 4)
        assert _map(screen) == before


def _map(screen):
    return next(c.map for c in place(screen).model.criteria if c.key == "size")


async def test_undo_takes_back_a_saved_draft_before_the_steps_that_led_to_it(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "S")
        await screen.quiet()
        await screen.press("right", "u")
        assert "One step" in screen.said
        assert len(screen.book()["scoring_models"]) == 1
        await screen.press("u")
        await screen.quiet()
        assert not screen.book().get("scoring_models")
        assert row_of(screen, "intent").weight == 31
        await screen.press("u")
        assert row_of(screen, "intent").weight == 30
        await screen.press("ctrl+r", "ctrl+r")
        await screen.quiet()
        assert len(screen.book()["scoring_models"]) == 1
        await screen.press("ctrl+r")
        assert row_of(screen, "intent").weight == 32


async def test_undo_brings_back_a_draft_that_was_dropped_before_it_goes_on_with_steps(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "S")
        await screen.quiet()
        await screen.press("V")
        await screen.quiet()
        await screen.press("X")
        await screen.quiet()
        assert not screen.book().get("scoring_models")
        await screen.press("u")
        await screen.quiet()
        assert len(screen.book()["scoring_models"]) == 1
        assert row_of(screen, "intent").weight == 31


async def test_the_note_of_the_version_under_the_cursor_can_be_read_at_80_columns(book):
    note = "raised interest because the spring fair showed it"
    async with weights(book, (80, 24)) as screen:
        await to(screen, "interest")
        await screen.press(">")
        await publish(screen, note)
        await screen.press("V")
        await screen.quiet()
        await screen.press("down", "up")
        await screen.sees(note)
        await screen.press("escape")
        await screen.laid_out()
        assert note not in screen.text()


async def test_what_would_make_the_next_tier_is_told_to_its_end_at_80x24(book):
    async with weights(book, (80, 24)) as screen:
        desk = place(screen)
        worse = [key for key, row in screen.snapshot.rows.items() if row.tier in "BC"]
        for desk.pin in worse:
            desk.painted()
            await screen.laid_out()
            told = " ".join("".join(s.text for s in line).strip() for line in desk.seen.lines)
            assert "points to" in told
            assert "…" not in told.partition("points to")[2]
            assert told.endswith(("%", "them.", "points.", "points")) or told[-1].isdigit()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_names_of_tiers_are_seen_beside_the_letters_and_told_when_they_are_chosen(book, size):
    async with weights(book, size) as screen:
        place(screen).do_weights_scheme()
        await screen.press("4")
        assert "In this scheme A is “high value”, B is “medium value”" in screen.said
        await screen.laid_out()
        table = ["".join(s.text for s in line) for line in place(screen).table.lines]
        roomy = size[0] > 100
        assert any(line.startswith(" A high value") for line in table) == roomy
        assert any("C low value" in line for line in table) == roomy
        seen = ["".join(s.text for s in line) for line in place(screen).seen.lines]
        assert any("B medium value" in line for line in seen) == roomy


async def test_by_rank_equal_weights_get_equal_weights(book):
    async with weights(book) as screen:
        await to(screen, "size")
        for how in ("2", "3"):
            await screen.press("W", how, "enter")
            own = {c.key: c.weight for c in place(screen).drafting.model.groups[0].criteria}
            assert own["size"] == own["purchasing_power"] > own["industry_position"]
            assert own["background"] == own["expected_profit"]
            assert sum(own.values()) == pytest.approx(40, abs=0.05)


@pytest.mark.parametrize(("language", "label"), [("en", "Company size"), ("zh", "公司规模")])
async def test_an_error_names_the_label_and_stands_there_once(book, language, label):
    async with weights(book, (80, 24), lang=language) as screen:
        await to(screen, "size")
        await screen.press("=")
        await typed(screen, "-3")
        await screen.laid_out()
        assert screen.text().count(f"“{label}”") == 1
        await screen.press("enter")
        await screen.laid_out()
        assert screen.text().count(f"“{label}”") == 1
        assert "size”" not in screen.text().replace(label, "")


async def test_escape_ends_the_sensitivity_and_its_sentence_goes_with_its_page(book):
    async with weights(book, (160, 36)) as screen:
        await to(screen, "interest")
        await screen.press("s")
        await screen.sees("sensitivity of", "goes from")
        for there, back in (("T", "escape"), ("5", "4")):
            await screen.press(there)
            await screen.quiet()
            assert "goes from" not in screen.text()
            assert "sensitivity of" not in screen.text()
            await screen.press(back)
            await screen.sees("sensitivity of", "goes from")
        await screen.press("escape")
        await screen.laid_out()
        assert "sensitivity of" not in screen.text()
        assert "goes from" not in screen.text()


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_sentence_of_the_sensitivity_is_folded_where_the_status_line_is_too_short(
    book, lang
):
    async with weights(book, (80, 24), lang=lang) as screen:
        place(screen).name_of = lambda _: "乐行旅行社和很长的名字 of a company"
        await to(screen, "interest")
        await screen.press("s")
        await screen.quiet()
        desk = place(screen)
        assert ("；" if lang == "zh" else "; ") in desk.told
        seen = "".join(s.text.strip() for line in desk.seen.lines for s in line)
        assert desk.told.replace(" ", "") in seen.replace(" ", "")


async def test_a_draft_that_was_saved_and_taken_back_can_be_saved_again(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "S")
        await screen.quiet()
        await screen.press("u")
        await screen.quiet()
        await screen.press("S")
        await screen.quiet()
        assert not screen.failed
        assert len(screen.book()["scoring_models"]) == 1


async def test_the_list_of_versions_shows_what_undo_brought_back(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("right", "S")
        await screen.quiet()
        await screen.press("V")
        await screen.quiet()
        before = len(place(screen).page.versions)
        await screen.press("X")
        await screen.quiet()
        assert len(place(screen).page.versions) == before - 1
        await screen.press("u")
        await screen.quiet()
        assert len(place(screen).page.versions) == before
