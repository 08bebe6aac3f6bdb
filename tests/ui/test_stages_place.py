"""The stages on the screen: reached by a key, edited in place, one change each, and the way back."""

import pytest
from desk_rig import desk, fill, kept, opened
from test_desk_snapshots import assert_as_kept, painted

from tierdesk.pipeline import stage_edits
from tierdesk.pipeline.stages import stages_of


@pytest.fixture
def book(tmp_path):
    fill(
        tmp_path,
        customers=[{"name": name, "created_at": "2026-01-01T00:00:00Z", "country": "CN", "owner": "li"}
                   for name in ("宏达机械", "Nordwind GmbH")],
        deals=[{"customer_id": 1, "stage": "prospect", "title": "Line"},
               {"customer_id": 2, "stage": "negotiation", "title": "Pumps"}],
    )  # fmt: skip
    return tmp_path


def place(screen):
    return screen.shell.places["stages"]


def stored(screen, key):
    return next(
        (doc for doc in screen.book().get("stages", {}).values() if doc["key"] == key), None
    )


async def stages(screen, top=True):
    await screen.press("B")
    await screen.until(lambda: place(screen).look, "looked up")
    await screen.quiet()
    if top:
        await screen.press("g")


async def to(screen, kind, of):
    """The cursor to a row of a stage's page."""
    rows = place(screen).page.rows()
    place(screen).rows.go(
        1 + next(n for n, row in enumerate(rows) if (row.kind, row.of) == (kind, of))
    )
    await screen.laid_out()


async def typed(screen, text):
    await screen.press("ctrl+u")
    screen.foot.entry.input.value = ""
    await screen.type(text)
    await screen.press("enter")
    await screen.quiet()


async def pick(screen, value):
    """One of what is offered in the foot line."""
    await screen.until(lambda: screen.foot.asking and not screen.foot.typing, "offered")
    choice = screen.foot.choice
    at = next(n for n, c in enumerate(choice._choices) if c.value == value)
    while choice.at != at:
        await screen.press("right")
    await screen.press("enter")
    await screen.quiet()


async def test_the_key_leads_there_from_the_card_to_the_customers_stage_and_back(book):
    async with desk(book) as screen:
        await screen.press("3")
        screen.go("Nordwind GmbH")
        await screen.press("enter")
        await screen.quiet()
        await stages(screen, top=False)
        assert screen.here is place(screen)
        assert place(screen).rows.key == 3
        await screen.sees("Negotiation", "1 deal", "Quotation")
        await screen.press("escape")
        assert screen.here.name_ == "card"
        await screen.press("B")
        assert screen.here is place(screen)
        await screen.press("q")
        assert screen.here.name_ == "card"


async def test_a_value_is_typed_told_at_once_when_it_is_wrong_and_taken_back(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("enter")
        await to(screen, "field", "probability")
        await screen.press("enter")
        screen.foot.entry.input.value = ""
        await screen.type("100")
        await screen.sees("must lie between 0 and 100")
        await screen.press("enter")
        assert screen.failed
        assert screen.foot.typing
        await typed(screen, "15")
        assert stored(screen, "prospect")["probability"] == 15
        await to(screen, "field", "gate")
        await screen.press("enter")
        await screen.quiet()
        assert stored(screen, "prospect")["hard"] is True
        await screen.sees("hard: nobody leaves before")
        await screen.press("u")
        await screen.quiet()
        assert "hard" not in stored(screen, "prospect")
        await screen.press("u")
        await screen.quiet()
        assert "stages" not in screen.book()
        await screen.press("ctrl+r")
        await screen.quiet()
        assert stored(screen, "prospect")["probability"] == 15
        await to(screen, "field", "probability")
        await screen.press("x")
        await screen.quiet()
        assert stored(screen, "prospect")["probability"] == 10


async def test_name_and_key_are_changed_and_deals_go_along(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("enter", "enter")
        await typed(screen, "Negotiation")
        assert "called that already" in screen.said
        await typed(screen, "Erstkontakt")
        assert stored(screen, "prospect")["label"] == "Erstkontakt"
        await to(screen, "field", "key")
        await screen.press("enter")
        await typed(screen, "kontakt")
        assert screen.book()["deals"]["1"]["stage"] == "kontakt"
        await screen.sees("Erstkontakt", "kontakt")
        await screen.press("x")
        await screen.quiet()
        await to(screen, "field", "key")
        await screen.press("x")
        assert "always has a key" in screen.said


async def test_tasks_are_added_reworded_moved_and_removed(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("enter")
        await to(screen, "more", "task")
        await screen.press("enter")
        await typed(screen, "Leave a card")
        await to(screen, "task", "Screen")
        assert stored(screen, "prospect")["tasks"][-1] == "Leave a card"
        await screen.press("K")
        await screen.quiet()
        assert stored(screen, "prospect")["tasks"][0] == "Screen"
        await screen.press("J", "J")
        await screen.quiet()
        assert stored(screen, "prospect")["tasks"][2] == "Screen"
        await screen.press("enter")
        await typed(screen, "Screen twice")
        await to(screen, "task", "Record the source")
        await screen.press("x")
        await screen.quiet()
        assert stored(screen, "prospect")["tasks"] == [
            "Find the decision structure", "Screen twice", "Leave a card"]  # fmt: skip
        await to(screen, "task", "Leave a card")
        await screen.press("J")
        assert "has its place" in screen.said


async def test_criteria_are_chosen_and_ones_own_added(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("enter")
        await to(screen, "criterion", "budget")
        await screen.press("enter")
        await screen.quiet()
        assert stored(screen, "prospect")["exit_criteria"][-1] == "budget"
        await screen.press("a")
        await typed(screen, "customer.city")
        await screen.press("a")
        await typed(screen, "plant visited")
        assert stored(screen, "prospect")["exit_criteria"][-2:] == [
            "customer.city",
            "plant visited",
        ]
        await screen.sees("the field city")
        await to(screen, "criterion", "budget")
        await screen.press("x")
        await screen.quiet()
        assert "budget" not in stored(screen, "prospect")["exit_criteria"]


async def test_texts_are_written_in_the_editor_and_their_fields_chosen(book, monkeypatch):
    async with desk(book) as screen:
        monkeypatch.setattr(
            "tierdesk.ui.editing.write",
            lambda app, shell, text, written: written(text + "Dear {contact}\n"),
        )
        await stages(screen)
        await screen.press("enter")
        await to(screen, "built_in", "zh")
        await screen.press("x")
        assert "stays until" in screen.said
        await screen.press("enter")
        await screen.quiet()
        assert screen.book()["templates"]["1"]["body"].startswith("{contact} 您好")
        await screen.press("u")
        await screen.quiet()
        await to(screen, "more", "text")
        await screen.press("x")
        assert screen.failed
        await screen.press("enter")
        await pick(screen, "en")
        assert screen.book()["templates"]["2"] == {
            "stage": "prospect",
            "language": "en",
            "body": "Dear {contact}",
        }
        await to(screen, "text", "2")
        for name, value in (("channel", "email"), ("tier", "A"), ("language", "zh")):
            await screen.press("enter")
            await pick(screen, name)
            await pick(screen, value)
        await screen.press("enter")
        await pick(screen, "subject")
        await typed(screen, "Hello")
        await screen.press("enter")
        await pick(screen, "body")
        doc = screen.book()["templates"]["2"]
        assert (doc["channel"], doc["tier"], doc["language"], doc["subject"]) == (
            "email",
            "A",
            "zh",
            "Hello",
        )
        assert doc["body"] == "Dear {contact}Dear {contact}"
        await screen.press("x")
        await screen.quiet()
        assert "templates" not in screen.book()


async def test_a_stage_is_added_moved_and_removed_with_its_deals(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("a")
        await typed(screen, "won")
        assert "called that already" in screen.said
        await typed(screen, "Plant visit")
        assert [s.key for s in place(screen).look.stages][:3] == [
            "prospect",
            "plant-visit",
            "interested",
        ]
        await screen.press("g", "J")
        await screen.quiet()
        assert [s.key for s in place(screen).look.stages][:2] == ["plant-visit", "prospect"]
        assert place(screen).rows.key == 2
        await screen.press("x")
        await pick(screen, "interested")
        assert screen.book()["deals"]["1"]["stage"] == "interested"
        assert "deals moved: 1" in screen.said
        await screen.press("u")
        await screen.quiet()
        assert screen.book()["deals"]["1"]["stage"] == "prospect"
        await screen.press("G", "x")
        await screen.quiet()
        assert "stays" in screen.said


async def test_a_preset_is_taken_and_taken_back(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("P")
        await pick(screen, "leads")
        await screen.sees("1 deal: Prospect → Lead collection; 1 deal: Negotiation → Development.")
        await pick(screen, "leave")
        assert {doc["stage"] for doc in screen.book()["deals"].values()} == {
            "prospect",
            "negotiation",
        }
        await screen.press("P")
        await pick(screen, "leads")
        await pick(screen, "take")
        await screen.sees("Lead collection", "Conversion")
        assert {doc["stage"] for doc in screen.book()["deals"].values()} == {"lead", "development"}
        await screen.press("u")
        await screen.quiet()
        await screen.sees("Prospect", "Negotiation")


async def test_reasons_are_added_and_taken_out(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("R")
        await screen.sees("too expensive")
        await screen.press("x")
        await screen.quiet()
        await screen.press("a")
        await typed(screen, "bad weather")
        await pick(screen, "other")
        docs = list(screen.book()["lost_reasons"].values())
        assert docs == [
            {"reason": "price", "off": True},
            {"reason": "bad weather", "kind": "other"},
        ]
        await screen.press("enter")
        assert screen.failed
        await screen.press("R")
        await screen.sees("Negotiation")


async def test_what_somebody_else_did_is_seen_and_an_edit_of_what_is_gone_is_told(book):
    async with desk(book) as screen:
        await stages(screen)
        await screen.press("enter")
        await to(screen, "task", "Screen")
        other = opened(book)
        other.apply(stage_edits.changed(other.book, "prospect", {"tasks": ("One", "Two")}))
        await screen.press("enter")
        await typed(screen, "Screen twice")
        assert "took this task out" in screen.said
        other.refresh()
        other.apply(stage_edits.removed(other.book, "prospect", other.moment, to="interested"))
        other.close()
        await screen.until(lambda: len(place(screen).look.stages) == 5, "the stage is gone")
        assert len(place(screen).pages) == 1


async def test_a_move_over_somebody_elses_is_told_and_does_nothing(book):
    async with desk(book) as screen:
        await screen.press("3")
        screen.go("宏达机械")
        await screen.press("m")
        other = opened(book)
        from tierdesk.commands.doing import move

        target = stages_of(other.book)[1]
        other.apply(move.change(other.book, [1], target, other.moment, "wang", reason="met"))
        other.close()
        await pick(screen, "negotiation")
        if screen.foot.typing:  # asked before the other change was seen
            await screen.type("quote")
            await screen.press("enter")
        await screen.until(lambda: "was moved to Interested by wang" in screen.said, "told")
        assert screen.failed
        assert kept(book)["deals"]["1"]["stage"] == "interested"


async def test_a_loss_is_told_by_a_reason_of_the_list_or_another_and_its_cause(book):
    async with desk(book) as screen:
        await screen.press("3")
        screen.go("宏达机械")
        await screen.press("m")
        await pick(screen, "lost")
        await pick(screen, "competitor")
        await screen.until(lambda: screen.foot.typing, "asked for the cause")
        await screen.type("their plant is nearer")
        await screen.press("enter")
        await screen.quiet()
        doc = kept(book)["deals"]["1"]
        assert (doc["lost_reason"], doc["lost_kind"], doc["lost_cause"]) == (
            "competitor", "competition", "their plant is nearer")  # fmt: skip
        screen.go("Nordwind GmbH")
        await screen.press("m")
        await pick(screen, "lost")
        await screen.press("0")
        await screen.press("enter")
        assert screen.failed
        await screen.type("moved abroad")
        await screen.press("enter", "enter", "enter")
        await screen.quiet()
        doc = kept(book)["deals"]["2"]
        assert (doc["lost_reason"], doc["lost_kind"]) == ("moved abroad", "other")


async def test_tasks_are_ticked_off_on_the_card(book):
    async with desk(book) as screen:
        await screen.press("3")
        screen.go("Nordwind GmbH")
        await screen.press("enter")
        await screen.quiet()
        card = screen.here
        await screen.press("shift+tab")
        assert card.section == "stage"
        for key in ("task 2", "criterion quote_sent"):
            section = card.sections["stage"]
            card.moving.at = next(line for line, stop in section.stops.items() if stop.key == key)
            card._at["stage"] = key
            await screen.press("enter")
            await screen.quiet()
        doc = kept(book)["deals"]["2"]
        assert [done["task"] for done in doc["tasks_done"]] == ["Quotation"]
        assert doc["checked"] == ["quote_sent"]
        await screen.press("u", "u")
        await screen.quiet()
        assert not {"tasks_done", "checked"} & kept(book)["deals"]["2"].keys()


async def test_a_book_that_is_only_read_is_shown_and_not_changed(book):
    async with desk(book, read_only=True) as screen:
        await stages(screen)
        for key in ("a", "x", "P", "J"):
            await screen.press(key)
            assert screen.failed
            assert not screen.foot.asking
        await screen.press("enter")
        await screen.sees("goal")
        await screen.press("enter")
        assert screen.failed
        await screen.press("escape", "R")
        await screen.sees("too expensive")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_stages_read_as_kept(book, language):
    async with desk(book, size=(80, 24), lang=language) as screen:
        await stages(screen)
        assert_as_kept(f"stages_{language}_80", await painted(screen))
        await screen.press("enter")
        assert_as_kept(f"stage_sheet_{language}_80", await painted(screen))
        await screen.press("R")
        assert_as_kept(f"reasons_{language}_80", await painted(screen))


async def test_the_smallest_screen_has_the_stages_without_their_playbook(book):
    async with desk(book, size=(40, 10)) as screen:
        await stages(screen)
        await screen.sees("Prospect", "Lost")
        assert not place(screen).short.display
