"""The sheets of the Weights screen: thresholds, gates, criteria and groups, what is added and chosen."""

import pytest
from weights_rig import counts, fill_book, graded, place, row_of, to, to_field, typed, weights


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


def draft(screen):
    return place(screen).drafting.model


def criterion(screen, key):
    return next(c for c in draft(screen).criteria if c.key == key)


async def shown(screen):
    """Until what the draft does is seen; the clerk may have to read something first."""
    await screen.until(lambda: place(screen).effects.shown is draft(screen), "the draft is shown")


async def changed_to(screen, label, text):
    """A value of the sheet typed anew."""
    await to_field(screen, label)
    await screen.press("=")
    await typed(screen, text)
    await screen.press("enter")


async def test_thresholds_are_nudged_and_typed_and_out_of_order_is_refused(book):
    async with weights(book) as screen:
        before = counts(screen)
        await screen.press("T")
        await to_field(screen, "B from")
        await screen.press("left", "left", "left", ">")
        assert dict(draft(screen).scheme.thresholds)["B"] == 57
        await changed_to(screen, "B from", "40")
        assert counts(screen)["B"] > before["B"]
        await screen.press("=")
        await typed(screen, "20")
        await screen.press("enter")
        assert screen.failed
        await screen.press("escape")
        assert dict(draft(screen).scheme.thresholds)["B"] == 40
        await changed_to(screen, "and after so many days in the tier", "14")
        assert draft(screen).scheme.hold_days == 14
        await screen.press("escape")
        assert place(screen).page is place(screen).outline


async def test_thresholds_are_proposed_by_shares_and_by_capacity(book):
    async with weights(book) as screen:
        await screen.press("Y", "1")
        await typed(screen, "25 25 25")
        await screen.press("enter")
        assert counts(screen)["A"] == 6
        await screen.press("u", "Y", "1")
        await typed(screen, "25 25")
        await screen.press("enter")
        assert "a share in percent for each of A, B, C" in screen.said
        await screen.press("escape", "Y", "2")
        effect, week = place(screen).effects.effect, place(screen).look.week
        assert place(screen).drafting.changed
        assert sum(effect.load_after.values()) <= week.slots


async def test_a_scheme_of_tiers_is_chosen(book):
    async with weights(book) as screen:
        await screen.press("O", "3")
        assert draft(screen).scheme.tiers == ("A", "B", "C")
        await screen.sees("A high level", "C low level")
        assert "D" not in counts(screen)


async def test_gates_are_switched_off_and_on_and_their_limit_moves(book):
    async with weights(book) as screen:
        await screen.press("r")
        await to_field(screen, "Do not contact")
        await screen.press("enter")
        assert "do_not_contact" not in {gate.key for gate in draft(screen).gates}
        await to_field(screen, "Do not contact")
        await screen.press("enter")
        assert not place(screen).drafting.changed or {g.key for g in draft(screen).gates} == {
            g.key for g in place(screen).drafting.base.gates
        }
        await to_field(screen, "when Days the oldest instalment is late is above")
        await screen.press("right")
        late = next(g for g in draft(screen).gates if g.key == "late_instalment")
        assert late.above == 31


async def test_a_criterion_is_edited_over_its_tree_with_the_preview_behind(book):
    async with weights(book) as screen:
        await to(screen, "industry_position")
        await screen.press("enter")
        await changed_to(screen, "leader", "0")
        assert criterion(screen, "industry_position").map.table["leader"] == 0
        await shown(screen)
        await changed_to(screen, "+ a word", "giant 0.9")
        assert criterion(screen, "industry_position").map.table["giant"] == 0.9
        await to_field(screen, "giant")
        await screen.press("x")
        assert "giant" not in criterion(screen, "industry_position").map.table
        await changed_to(screen, "leader", "1.5")
        assert screen.said == "The values of a value map lie between 0 and 1; 1.5 does not."
        await screen.press("escape")
        await changed_to(screen, "not known counts", "0.25")
        assert criterion(screen, "industry_position").unknown == 0.25
        await changed_to(screen, "only for", "customer.kind = person")
        assert criterion(screen, "industry_position").applies_if.among == ("person",)
        await changed_to(screen, "only for", "")
        assert criterion(screen, "industry_position").applies_if is None
        await changed_to(screen, "points of Potential at most", "20")
        assert draft(screen).groups[0].cap == 20


async def test_ends_and_kinds_of_a_map_of_numbers(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("enter")
        await changed_to(screen, "1 at", "500")
        assert criterion(screen, "size").map.hi == 500
        await changed_to(screen, "0 at", "0")
        assert "greater than zero" in screen.said
        await screen.press("escape")
        await to_field(screen, "value by")
        await screen.press("enter", "3")
        assert criterion(screen, "size").map.kind == "bands"
        await changed_to(screen, "+ a band", "700 0.8")
        assert (700, 0.8) in criterion(screen, "size").map.steps
        await changed_to(screen, "+ a band", "700 0.9")
        assert "overlap" in screen.said
        await screen.press("escape")
        await to_field(screen, "value by")
        await screen.press("right")
        assert criterion(screen, "size").map.kind == "inverse"


async def test_points_and_half_life_of_touches_are_read_again_by_the_clerk(book):
    async with weights(book) as screen:
        await to(screen, "touches")
        await screen.press("enter")
        await changed_to(screen, "half-life in days", "60")
        await screen.quiet()
        assert criterion(screen, "touches").half_life == 60
        await shown(screen)
        await to_field(screen, "points: meeting or visit")
        await screen.press("right")
        await screen.quiet()
        assert criterion(screen, "touches").map.points["meeting"] == 5
        await shown(screen)


async def test_a_criterion_over_a_field_of_the_books_own_is_added_and_removed(book):
    async with weights(book) as screen:
        await to(screen, "need")
        await screen.press("a")
        await screen.quiet()
        await screen.sees("age", "100 % filled", "vip")
        await screen.press("enter")
        await screen.until(lambda: "age" in draft(screen).weights(), "it is added")
        made = criterion(screen, "age")
        assert (made.source, made.map.kind) == ("custom.age", "linear")
        assert made in draft(screen).groups[-1].criteria
        await shown(screen)
        await screen.press("escape")
        assert place(screen).outline.row(place(screen).rows.key).key == "age"
        await screen.press("x")
        assert "out of the draft" in screen.said
        assert all(c.key != "age" for c in draft(screen).criteria)
        await screen.press("u")
        assert criterion(screen, "age")


async def test_the_list_of_what_a_criterion_may_read_is_filtered_while_typing(book):
    async with weights(book) as screen:
        await screen.press("a")
        await screen.quiet()
        page, all_rows = place(screen).page, list(place(screen).rows.rows)
        await screen.press("/")
        await screen.type("custom.v")
        await screen.quiet()
        assert [page._known[key - 1].source for key in place(screen).rows.rows] == ["custom.vip"]
        await screen.sees(f"1 of {len(all_rows)}")
        await screen.type("qq")
        await screen.quiet()
        await screen.sees("Nothing is called so.")
        await screen.press("enter")
        assert place(screen).page is page
        await screen.press("escape")
        assert list(place(screen).rows.rows) == all_rows
        await screen.press("/")
        await screen.type("touch")
        await screen.press("down")
        under = place(screen).rows.key
        assert under != place(screen).rows.rows[0] and "touch" in page._known[under - 1].source
        await screen.press("enter")
        added = page._known[under - 1].source
        await screen.until(
            lambda: sum(c.source == added for c in draft(screen).criteria) > 0
            and place(screen).drafting.changed, "it is added")  # fmt: skip


async def test_letters_meant_for_that_filter_do_nothing_else(book):
    async with weights(book) as screen:
        await screen.press("a")
        await screen.quiet()
        page = place(screen).page
        for key in "grKWsTVPLDI":
            await screen.press(key)
        assert place(screen).page is page and screen.failed
        assert not place(screen).reaching and not place(screen).drafting.changed


async def test_words_and_yes_or_no_get_maps_that_fit(book):
    async with weights(book) as screen:
        await screen.press("a")
        await screen.quiet()
        page = place(screen).page
        for name, kind in (("vip", "bool"), ("zone", "enum")):
            known = next(k for k in page._known if k.source == f"custom.{name}")
            page._taken(known)
            await screen.until(lambda name=name: name in draft(screen).weights(), "it is added")
            assert criterion(screen, name).map.kind == kind
        assert set(criterion(screen, "zone").map.table) == {"north", "south"}


async def test_the_sheet_of_a_group_holds_its_weight_and_cap(book):
    async with weights(book) as screen:
        await to(screen, "need")
        await screen.press("enter")
        await changed_to(screen, "weight", "")
        assert draft(screen).groups[-1].weight is None
        await changed_to(screen, "points of Need at most", "101")
        assert "cap" in screen.said
        await screen.press("escape")
        await to_field(screen, "points of Need at most")
        await screen.press("left")
        assert draft(screen).groups[-1].cap == 99
        await screen.press("right", "right")
        assert draft(screen).groups[-1].cap is None


async def test_the_total_is_kept_while_points_are_shared(book):
    async with weights(book) as screen:
        await screen.press("W", "1")
        await screen.sees("the total is kept")
        await to(screen, "size")
        await screen.press(">", ">")
        assert sum(draft(screen).weights().values()) == pytest.approx(100)
        assert row_of(screen, "size").weight == pytest.approx(20)
        await to(screen, "intent")
        await screen.press(">")
        assert sum(draft(screen).weights().values()) == pytest.approx(100)
        await screen.press("=")
        await typed(screen, "101")
        await screen.press("enter")
        assert "must lie between 0 and 100" in screen.said


async def test_weights_by_rank_keep_the_order_and_the_total(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("W", "2", "enter")
        assert [row_of(screen, g.key).weight for g in draft(screen).groups] == [40, 30, 20, 10]
        await screen.press("W", "3", "enter")
        assert [round(row_of(screen, g.key).weight, 1) for g in draft(screen).groups] == [
            52.1, 27.1, 14.6, 6.2
        ]  # fmt: skip
        await to(screen, "size")
        await screen.press("W", "5")
        assert {c.weight for c in draft(screen).groups[0].criteria} == {8}


async def test_pairs_are_asked_one_by_one_and_consistency_is_told(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press("W", "4")
        for text in ("2", "4", "8", "2", "4"):
            await typed(screen, text)
            await screen.press("enter")
        await typed(screen, "hundred")
        await screen.press("enter")
        assert "no number" in screen.said
        await typed(screen, "2")
        await screen.press("enter")
        assert screen.said == "Consistency ratio 0.000: up to 0.1 is consistent."
        weights_ = [round(row_of(screen, g.key).weight, 2) for g in draft(screen).groups]
        assert weights_ == [53.33, 26.67, 13.33, 6.67]


async def test_contradicting_pairs_are_told(book):
    async with weights(book) as screen:
        await to(screen, "interest")
        await screen.press("W", "4")
        for text in ("9", "1/9", "9"):
            await typed(screen, text)
            await screen.press("enter")
        assert screen.failed
        assert "contradict each other" in screen.said


async def test_sheets_follow_the_language_and_end_with_their_criterion(book):
    async with weights(book) as screen:
        await to(screen, "size")
        await screen.press("enter", "f2")
        await screen.sees("公司规模")
        await screen.press("f2", "D")
        place(screen).edit(lambda model: _without(model, "size"))
        await graded(screen)
        await screen.press("escape")
        assert place(screen).page is place(screen).outline


def _without(model, key):
    from tierdesk.scoring.drafting import without_criterion

    return without_criterion(model, key)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (40, 12)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_both_names_of_a_pair_are_read_at_every_width(book, size, language):
    async with weights(book, size, lang=language) as screen:
        await to(screen, "size")
        await screen.press("W", "4")
        rows = place(screen).outline.rows()[1:3]
        names = ["".join(screen.app.catalog(row.label).split()) for row in rows]
        asked = "".join("".join(screen.lines()[-6:]).split())
        assert all(name in asked for name in names), screen.text()
        await screen.type("x")
        await screen.press("enter")
        assert screen.failed
        asked = "".join("".join(screen.lines()[-6:]).split())
        assert all(name in asked for name in names), screen.text()


async def test_the_sheet_of_a_criterion_that_was_undone_is_closed(book):
    async with weights(book) as screen:
        await screen.press("a")
        await screen.quiet()
        await screen.press("enter")
        await screen.quiet()
        assert place(screen).pages
        assert place(screen).drafting.changed
        await screen.press("u")
        assert place(screen).page is place(screen).outline
        assert place(screen).rows.key
        await screen.sees("Degree of interest")
