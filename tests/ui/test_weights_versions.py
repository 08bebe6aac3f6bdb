"""Publishing from the screen, and what becomes of a draft: one Change, undo, versions, other sessions, the
next start."""

import pytest
from desk_rig import desk, opened
from weights_rig import counts, fill_book, graded, place, publish, row_of, to, typed, weights


@pytest.fixture
def book(tmp_path):
    fill_book(tmp_path)
    return tmp_path


def models(screen):
    """Versions in the book: (number, status, note)."""
    kept = screen.book().get("scoring_models", {})
    return sorted(
        (doc.get("version", 1), doc.get("status", "draft"), doc.get("note", ""))
        for doc in kept.values()
    )


def published_by_somebody_else(folder):
    """Another session puts a version in force."""
    from tierdesk.scoring.default_model import open_model
    from tierdesk.scoring.drafting import with_group_weight
    from tierdesk.scoring.versions import published

    other = opened(folder, "wang")
    model = with_group_weight(open_model(), "need", 25)
    other.perform(
        lambda book: published(book, model, note="x", author="wang", now=other.moment.now)
    )
    other.close()


async def raised(screen, key="interest", by=6):
    """A draft that moves somebody."""
    await to(screen, key)
    await screen.press(*[">"] * by)


async def test_publishing_is_one_change_that_says_how_many_moved_and_undo_restores(book):
    async with weights(book) as screen:
        before = screen.snapshot.revision
        await raised(screen)
        after, moved = counts(screen), place(screen).effects.effect.glance.moved
        await publish(screen, "raised interest")
        assert f"{moved} customer" in screen.said
        assert "the tier" in screen.said
        assert models(screen) == [(1, "archived", ""), (2, "active", "raised interest")]
        assert screen.snapshot.revision == before + 1
        assert not place(screen).drafting.changed
        tiers = dict.fromkeys("ABCD", 0)
        for row in screen.snapshot.rows.values():
            tiers[row.tier] += 1
        assert tiers == after, "what was previewed is what came"
        await screen.press("u")
        await screen.quiet()
        assert models(screen) == []
        assert place(screen).drafting.base.version == 1


async def test_without_a_note_nothing_is_published_and_half_a_note_is_kept(book):
    async with weights(book) as screen:
        await raised(screen)
        await screen.press("P", "enter")
        assert "a note that says why" in screen.said
        await screen.type("half a note")
        await screen.press("escape", "P")
        assert screen.foot.entry.text == "half a note"
        assert models(screen) == []


async def test_without_a_draft_there_is_nothing_to_publish(book):
    async with weights(book) as screen:
        await screen.press("P")
        assert screen.said == "There is no draft: nothing differs from the model in force."


async def test_a_draft_survives_leaving_and_the_end_of_the_program(book):
    async with weights(book) as screen:
        await raised(screen)
        await screen.press("1", "4")
        await graded(screen)
        assert row_of(screen, "interest").weight == pytest.approx(27)
        after = counts(screen)
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert row_of(screen, "interest").weight == pytest.approx(27)
        assert counts(screen) == after
        assert "Your draft is here again" in screen.said
        await screen.press("D")
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert not place(screen).drafting.changed
        assert "draft" not in screen.said


async def test_what_was_published_is_a_draft_again_when_that_is_undone(book):
    async with weights(book) as screen:
        await raised(screen)
        await publish(screen)
        await screen.press("u")
        await screen.quiet()
        await screen.sees("draft over version 1", "Your draft is here again")
        assert row_of(screen, "interest").weight == pytest.approx(27)
        await screen.press("ctrl+r")
        await screen.quiet()
        assert not place(screen).drafting.changed
        assert "meanwhile" not in screen.said
        assert [version[:2] for version in models(screen)] == [(1, "archived"), (2, "active")]
        await screen.press("u")
        await screen.quiet()
        await screen.press("u")
        assert row_of(screen, "interest").weight == pytest.approx(22), "its steps are there too"
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert row_of(screen, "interest").weight == pytest.approx(22)


async def test_what_was_published_is_a_draft_again_after_another_start(book):
    async with weights(book) as screen:
        await raised(screen)
        await publish(screen)
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert not place(screen).drafting.changed
        await screen.press("u")
        await screen.until(lambda: place(screen).drafting.changed, "the draft is here again")
        await screen.sees("draft over version 1", "Your draft is here again")
        assert row_of(screen, "interest").weight == pytest.approx(27)
        await screen.press("ctrl+r")
        await screen.until(lambda: not place(screen).drafting.changed, "it is published again")
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        await screen.press("u")
        await screen.until(lambda: place(screen).drafting.changed, "the draft is here once more")
        await screen.press("D")
        await screen.until(lambda: not place(screen).drafting.changed, "thrown away")
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert not place(screen).drafting.changed, "what was thrown away stays away"


async def test_what_was_published_is_a_draft_again_when_that_was_undone_elsewhere(book):
    async with weights(book) as screen:
        await raised(screen)
        await publish(screen)
    other = opened(book, "li")
    other.undo()
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert "Your draft is here again" in screen.said
        assert row_of(screen, "interest").weight == pytest.approx(27)


async def test_a_draft_file_that_cannot_be_read_is_no_draft(book):
    from tierdesk.desk.keepsakes import Draft

    async with weights(book) as screen:
        screen.app.keepsakes.keep_draft("weights_open", 0, Draft({"model0": "{", "base": "1"}))
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert not place(screen).drafting.changed


async def test_when_somebody_else_publishes_the_draft_stays_and_its_base_changes(book):
    async with weights(book) as screen:
        await raised(screen)
        published_by_somebody_else(book)
        await screen.until(lambda: place(screen).drafting.base.version == 2, "the other version")
        await screen.quiet()
        assert screen.said == (
            "wang published version 2 meanwhile; your draft stays and is compared with it now."
        )
        assert row_of(screen, "interest").weight == pytest.approx(27)
        assert row_of(screen, "need").before == 25
        await publish(screen)
        assert [version[:2] for version in models(screen)] == [
            (1, "archived"), (2, "archived"), (3, "active")
        ]  # fmt: skip


async def test_a_draft_over_an_older_version_says_so_at_the_next_start(book):
    async with weights(book) as screen:
        await raised(screen)
    published_by_somebody_else(book)
    async with desk(book, (120, 36)) as screen:
        await graded(screen)
        assert "wang published version 2 meanwhile" in screen.said
        assert row_of(screen, "interest").weight == pytest.approx(27)


async def test_without_a_draft_the_new_model_simply_appears(book):
    async with weights(book) as screen:
        published_by_somebody_else(book)
        await screen.until(lambda: place(screen).drafting.base.version == 2, "the other version")
        assert row_of(screen, "need").weight == 25
        assert not place(screen).drafting.changed


async def test_versions_tell_what_differs_and_one_is_rolled_back(book):
    async with weights(book) as screen:
        await to(screen, "intent")
        await screen.press(">")
        await publish(screen, "more intent")
        await screen.press("V")
        await screen.quiet()
        await screen.sees("v2 in force", "more intent", "v1 archived")
        await screen.press("j", "enter")
        await screen.sees(
            "from version 1 to what is shown", "Intent, points of the total: 30 → 35 of 105"
        )
        await screen.press("escape")
        assert place(screen).rows.key == 2, "the cursor is where it was"
        await screen.press("R")
        await screen.sees("back to version 1; why")
        assert [version[:2] for version in models(screen)][-1] == (2, "active"), "nothing yet"
        await screen.type("too much")
        await screen.press("enter")
        await screen.quiet()
        assert "version 3" in screen.said
        assert [version[:2] for version in models(screen)] == [
            (1, "archived"), (2, "archived"), (3, "active")
        ]  # fmt: skip
        assert row_of(screen, "intent").weight == 30
        await screen.press("g", "R", "enter")
        await screen.quiet()
        assert screen.said == "Version 3 is active already."


async def test_ones_own_roll_back_says_who_moves_and_the_draft_stays(book):
    async with weights(book) as screen:
        await raised(screen)
        await publish(screen)
        await to(screen, "need")
        await screen.press("right", "V")
        await screen.quiet()
        await screen.press("j", "R", "enter")
        await screen.quiet()
        assert "meanwhile" not in screen.said
        assert "the tier" in screen.said
        assert place(screen).drafting.changed
        await screen.sees("draft over version 3", "v3 in force")


async def test_the_list_of_versions_follows_what_is_published_behind_it(book):
    async with weights(book) as screen:
        await raised(screen)
        await publish(screen)
        await to(screen, "need")
        await screen.press("right", "V")
        await screen.quiet()
        await screen.sees("v2 in force")
        await publish(screen, "again")
        await screen.sees("v3 in force", "again")


async def test_a_draft_is_saved_in_the_book_taken_again_published_and_dropped(book):
    async with weights(book) as screen:
        await raised(screen)
        await screen.press("S")
        await screen.quiet()
        assert models(screen) == [(2, "draft", "")]
        await screen.press("right", "S")
        await screen.quiet()
        assert models(screen) == [(2, "draft", "")], "the same draft, saved again"
        await screen.press("D", "V")
        await screen.quiet()
        await screen.press("o")
        assert "The draft is version 2 now" in screen.said
        await screen.press("escape")
        assert row_of(screen, "interest").weight == pytest.approx(28)
        await publish(screen)
        assert models(screen) == [(1, "archived", ""), (2, "active", "raised")]
        await to(screen, "need")
        await screen.press("right", "S")
        await screen.quiet()
        await screen.press("V")
        await screen.quiet()
        await screen.press("X")
        await screen.quiet()
        assert "dropped the draft" in screen.said
        assert models(screen) == [(1, "archived", ""), (2, "active", "raised")]


async def stored_and_dropped(screen):
    """A draft in hand whose stored twin was dropped."""
    await raised(screen)
    await screen.press("S")
    await screen.quiet()
    await screen.press("V")
    await screen.quiet()
    await screen.press("X")
    await screen.quiet()
    await screen.press("escape")
    assert models(screen) == []


async def test_a_draft_whose_stored_twin_was_dropped_is_published_all_the_same(book):
    async with weights(book) as screen:
        await stored_and_dropped(screen)
        await publish(screen)
        assert models(screen) == [(1, "archived", ""), (2, "active", "raised")]


async def test_it_is_saved_as_a_new_one_and_undoing_that_blocks_nothing_either(book):
    async with weights(book) as screen:
        await stored_and_dropped(screen)
        for _ in range(2):
            await screen.press("S")
            await screen.quiet()
            assert models(screen) == [(2, "draft", "")]
            screen.shell.errands.perform("undo", {})
            await screen.quiet()
            assert models(screen) == []


async def test_a_draft_thrown_away_leaves_its_stored_twin_alone(book):
    async with weights(book) as screen:
        await raised(screen)
        await screen.press("S")
        await screen.quiet()
        await screen.press("D", "right", "S")
        await screen.quiet()
        assert models(screen) == [(2, "draft", ""), (3, "draft", "")]


async def test_a_draft_brought_back_is_still_the_stored_one(book):
    async with weights(book) as screen:
        await raised(screen)
        await screen.press("S")
        await screen.quiet()
        await screen.press("D", "u", "right", "S")
        await screen.quiet()
        assert models(screen) == [(2, "draft", "")], "saved in its place, not beside it"
        await screen.press("D", "u", "ctrl+r")
        assert place(screen).drafting.draft_id is None


async def test_taking_another_version_and_going_back_keeps_the_link(book):
    async with weights(book) as screen:
        await raised(screen)
        await screen.press("S")
        await screen.quiet()
        kept = place(screen).drafting.draft_id
        await screen.press("V")
        await screen.quiet()
        place(screen).rows.go(2)
        await screen.press("o")
        assert place(screen).drafting.draft_id is None
        await screen.press("u")
        assert place(screen).drafting.draft_id == kept is not None


async def test_what_is_only_for_versions_is_not_offered_elsewhere(book):
    async with weights(book) as screen:
        await screen.press("R")
        assert screen.said == "That cannot be done here."


async def test_only_industries_that_customers_have_are_taken_and_they_are_offered(tmp_path):
    from desk_rig import fill
    from weights_rig import customers

    made = customers()
    for at, one in enumerate(made[:10]):
        one["industry"] = ("Steel", "机械")[at % 2]
    fill(tmp_path, customers=made)
    async with weights(tmp_path) as screen:
        await screen.press("K", "3")
        await screen.sees("known: Steel")
        await screen.type("stel")
        await screen.press("enter")
        assert screen.failed and "“stel”" in screen.said and "Steel" in screen.said
        assert place(screen).subject.industries == ()
        await typed(screen, "ste")
        await screen.press("tab")
        await screen.type("，机")
        await screen.press("tab", "enter")
        await graded(screen)
        assert place(screen).subject.industries == ("Steel", "机械")
        assert place(screen).effects.size == 10


async def test_a_variant_for_an_industry_is_drafted_and_published(tmp_path):
    from desk_rig import fill
    from weights_rig import customers

    made = customers()
    for one in made[:10]:
        one["industry"] = "机械"
    fill(tmp_path, customers=made)
    async with weights(tmp_path) as screen:
        await screen.press("K", "3")
        await screen.type("机械")
        await screen.press("enter")
        await graded(screen)
        assert place(screen).effects.size == 10
        await raised(screen)
        await publish(screen, "machines")
        assert models(screen)[-1] == (2, "active", "machines")
        await screen.press("K", "1")
        await graded(screen)
        assert place(screen).effects.size == 24, "those of a variant that inherits follow it"
        assert not place(screen).drafting.changed


async def test_a_full_disk_is_said_and_the_draft_stays(book, monkeypatch):
    from tierdesk.desk.desk import Desk
    from tierdesk.errors import Refused
    from tierdesk.i18n.message import say

    async with weights(book) as screen:
        await raised(screen)

        def full(*_):
            raise Refused(say("The disk is full."))

        monkeypatch.setattr(Desk, "apply", full)
        await publish(screen)
        assert screen.said == "The disk is full."
        assert place(screen).drafting.changed
        await screen.press("=")
        await typed(screen, "26")
        await screen.press("enter")
        assert row_of(screen, "interest").weight == pytest.approx(26)
