"""Gates and groups that are added to a draft on the Weights screen, edited and taken out again."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from weights_rig import (
    counts,
    field,
    fill_book,
    place,
    publish,
    row_of,
    to,
    to_field,
    typed,
    weights,
)

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.scoring.default_model import open_model
from tierdesk.ui.weights.gates import proposed_gate


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


def draft(screen):
    return place(screen).drafting.model


def gate(screen, key):
    return next(one for one in draft(screen).gates if one.key == key)


def group(screen, label):
    return next(one for one in draft(screen).groups if one.label == label)


async def shown(screen):
    """Until what the draft does is seen; the clerk may have to read something first."""
    await screen.until(lambda: place(screen).effects.shown is draft(screen), "the draft is shown")


async def sources(screen):
    """The list of what can be read."""
    await screen.until(lambda: hasattr(place(screen).page, "_known"), "the list is there")
    return place(screen).page


async def chosen(screen, source):
    """Filter the list for a source and take it."""
    page = await sources(screen)
    await screen.press("/")
    await screen.type(source)
    await screen.press("enter")
    await screen.until(lambda: place(screen).page is not page, "it is taken")


async def other(screen, label):
    """Take a row that stands above what is known."""
    page = await sources(screen)
    at = next(n for n, one in enumerate(page._others, 1) if str(one.label) == label)
    place(screen).rows.go(len(page._known) + at)
    await screen.press("enter")


async def entered(screen, text):
    await typed(screen, text)
    await screen.press("enter")


# gates


async def test_a_gate_is_added_edited_and_taken_out_with_the_preview_beside(book):
    async with weights(book) as screen:
        before = counts(screen)
        await screen.press("r", "a")
        await chosen(screen, "customer.employees")
        made = draft(screen).gates[-1]
        assert (made.source, made.effect, made.tier) == ("customer.employees", "cap", "B")
        assert made.above == pytest.approx(866) and "is in the draft" in screen.said
        # the cursor stands on what it does
        assert place(screen).page.fields()[place(screen).rows.key - 1].text == "cap"
        await screen.press("enter", "1")
        assert gate(screen, "employees").effect == "veto"
        await screen.press("down", "enter", "4")
        assert gate(screen, "employees").tier == "D"
        await shown(screen)
        above = "when Employees is above"
        await to_field(screen, above)
        await screen.press("=")
        await entered(screen, "100")
        await shown(screen)
        assert counts(screen)["D"] > before["D"]  # 21 of 24 have more
        assert counts(screen)["D"] >= 21
        await screen.press("u")
        assert gate(screen, "employees").above == pytest.approx(866)
        await screen.press("ctrl+r", "x")
        assert "is out of the draft" in screen.said
        assert all(one.key != "employees" for one in draft(screen).gates)
        await shown(screen)
        assert counts(screen) == before
        await screen.press("u")
        assert gate(screen, "employees").above == 100


async def test_a_gate_is_given_a_name_and_another_field_to_read(book):
    async with weights(book) as screen:
        await screen.press("r")
        await to_field(screen, "+ a gate")
        await screen.press("enter")
        await chosen(screen, "customer.employees")
        mine = {"Employees"}
        rows = place(screen).page.fields()
        label = next(n for n, one in enumerate(rows, 1)
                     if one.text in mine and str(one.label).strip() == "label")  # fmt: skip
        place(screen).rows.go(label)
        await screen.press("=")
        await entered(screen, " ")
        assert screen.said == "A label needs a word at least."
        await entered(screen, "Giants")
        assert gate(screen, "employees").label == "Giants"
        place(screen).rows.go(label + 1)
        await screen.press("enter")
        await chosen(screen, "custom.vip")
        assert gate(screen, "employees")[2:] == ("cap", "B", "custom.vip", None)
        await to_field(screen, "when vip is above")
        await screen.press("=")
        await entered(screen, "3")
        assert gate(screen, "employees").above == 3
        await screen.press("=")
        await entered(screen, "")
        assert gate(screen, "employees").above is None
        await publish(screen)
        assert gate(screen, "employees").label == "Giants"
        assert not place(screen).drafting.changed


def test_a_gate_of_a_scheme_with_a_single_tier_is_of_that_tier():
    model = open_model()
    single = replace(model, scheme=replace(model.scheme, thresholds=(), labels=()), gates=())
    desk = SimpleNamespace(book=Book({}))
    room = SimpleNamespace(
        desk=desk, roster=SimpleNamespace(moment=Moment(datetime(2026, 11, 24, tzinfo=UTC)))
    )
    assert proposed_gate(room, single, "customer.employees").tier == "D"


async def test_what_no_gate_can_read_is_refused_in_a_sentence(book):
    async with weights(book) as screen:
        await screen.press("r", "a")
        page = await sources(screen)
        assert "customer.industry" not in [one.source for one in page._known]
        zone = next(n for n, one in enumerate(page._known, 1) if one.source == "custom.zone")
        place(screen).rows.go(zone)
        await screen.press("enter")
        await screen.until(lambda: screen.failed, "it is refused")
        assert screen.said == "“zone” holds words; a gate reads yes or no, or a number."
        assert not place(screen).drafting.changed and place(screen).page is page
        await screen.press("escape")
        await to_field(screen, "when Days the oldest instalment is late is above")
        await screen.press("=")
        await entered(screen, "")
        assert "An instalment is over 30 days late" in screen.said
        assert "a number needs a limit" in screen.said
        await screen.press("escape")
        await to_field(screen, "Bad debt")
        await screen.press("enter")
        await to_field(screen, "Bad debt")
        await screen.press("x")
        assert screen.said == "This gate is off already."


async def test_keys_typed_behind_the_one_that_lists_what_can_be_read_are_meant_for_the_list(book):
    async with weights(book) as screen:
        await to(screen, "willingness")
        screen.send("a", "x", "/", *"custom.age", "enter")
        await screen.until(lambda: "age" in draft(screen).weights(), "it is added")
        assert "willingness" in draft(screen).weights(), "x was meant for the tree that was left"


# groups


async def test_a_group_is_added_with_a_weight_and_a_criterion_that_moves_into_it(book):
    async with weights(book) as screen:
        before = counts(screen)
        await screen.press("a")
        await other(screen, "a group of criteria")
        await entered(screen, "Fit")
        await entered(screen, "-3")
        assert screen.said == "The weight of “Fit” is negative; use zero or more."
        await entered(screen, "60")
        await other(screen, "Degree of interest")
        assert [c.key for c in group(screen, "Fit").criteria] == ["interest"]
        assert row_of(screen, "Fit").weight == 60 == row_of(screen, "interest").weight
        assert place(screen).outline.row(place(screen).rows.key).key == "Fit"
        assert place(screen).effects.shown is draft(screen)  # in the frame of the key
        assert counts(screen) != before
        await to(screen, "willingness")
        await screen.press("enter")
        await to_field(screen, "group")
        await screen.press("enter", "5")
        assert [c.key for c in group(screen, "Fit").criteria] == ["interest", "willingness"]
        await screen.press("escape", "u", "u")
        assert not place(screen).drafting.changed and counts(screen) == before
        await screen.press("ctrl+r")
        assert group(screen, "Fit").weight == 60


async def test_a_criterion_goes_into_a_new_group_as_the_draft_has_it_by_then(book):
    async with weights(book) as screen:
        await to(screen, "interest")
        await screen.press("right", "a")
        await other(screen, "a group of criteria")
        await entered(screen, "Fit")
        await entered(screen, "")
        await sources(screen)
        await screen.press("u")
        await other(screen, "Degree of interest")
        assert row_of(screen, "interest").weight == 12, "the point more was taken back"


async def test_a_group_is_added_over_a_new_criterion_renamed_and_removed(book):
    async with weights(book) as screen:
        await screen.press("a")
        await other(screen, "a group of criteria")
        await entered(screen, "区域")
        await entered(screen, "")
        page = await sources(screen)
        assert "区域" in str(page.title.args["name"])
        await chosen(screen, "custom.age")
        made = group(screen, "区域")
        assert (made.weight, [c.source for c in made.criteria]) == (None, ["custom.age"])
        await screen.press("enter")
        await to_field(screen, "label")
        await screen.press("=")
        await entered(screen, "Region")
        assert group(screen, "Region").key == made.key
        await screen.press("escape", "x")
        assert "is out of the draft with its 1 criterion" in screen.said
        assert not place(screen).drafting.changed
        await screen.press("u")
        assert group(screen, "Region")


async def test_an_empty_group_has_no_weight_and_is_removed_again(book):
    async with weights(book) as screen:
        await screen.press("a")
        await other(screen, "a group of criteria")
        await entered(screen, "Need")
        assert screen.said == "There is a group “Need” already; type another name."
        await entered(screen, "Later")
        await entered(screen, "20")
        await other(screen, "nothing yet")
        assert "“Later” has a weight that none of its criteria takes" in screen.said
        assert not place(screen).drafting.changed
        await screen.press("escape", "a")
        await other(screen, "a group of criteria")
        await entered(screen, "Later")
        await entered(screen, "")
        await other(screen, "nothing yet")
        assert group(screen, "Later").criteria == ()
        await to(screen, "Later")
        await screen.press("a")
        await chosen(screen, "custom.age")
        await screen.until(lambda: group(screen, "Later").criteria, "it stands there")
        await screen.press("u", "escape")
        await to(screen, "Later")
        await screen.press("x")
        assert screen.said == "Later is out of the draft; u brings it back."
        assert not place(screen).drafting.changed


@pytest.mark.parametrize("language, told", [("en", "a group of criteria"), ("zh", "一组指标")])
async def test_the_list_says_in_both_languages_that_a_group_can_be_added(book, language, told):
    async with weights(book, lang=language) as screen:
        await screen.press("a")
        await sources(screen)
        await screen.sees(told)
        await screen.press("escape", "r")
        assert field(screen, "+ a gate")
