"""A draft of the model for everybody is previewed with the customers of variants that inherit from it."""

import contextlib
import io
import json

import pytest
from desk_rig import fill, session
from weights_rig import customers, field, graded, place, publish, to, typed, weights

from tierdesk.cli.app import run
from tierdesk.domain.change import Change, Edit
from tierdesk.scoring.default_model import open_model
from tierdesk.scoring.model import to_document

STEEL = range(1, 11)


def book_with(folder, **variant):
    """Ten of 24 customers are graded by a variant for their industry."""
    made = customers()
    for one in made[:10]:
        one["industry"] = "Steel"
    fill(folder, customers=made)
    doc = {"name": "Steel", "version": 2, "status": "active", "industries": ["steel"],
           "created_at": "2026-01-01T00:00:00Z", **variant}  # fmt: skip
    desk = session(folder).open_desk()
    desk.apply(Change("model.publish", {"version": 2}, (Edit("scoring_models", -1, None, doc),)))
    desk.close()
    return folder


@pytest.fixture
def book(tmp_path):
    """The variant inherits, and counts interest for more."""
    return book_with(
        tmp_path, inherits=True,
        groups=[{"key": "intent", "criteria": [{"key": "interest", "weight": 30}]}],
    )  # fmt: skip


def tiers(screen):
    return {key: row.tier for key, row in screen.snapshot.rows.items()}


async def test_the_preview_is_what_publishing_does_customer_by_customer(book):
    async with weights(book) as screen:
        await screen.sees("with its variants", "24 customers")
        before = tiers(screen)
        await to(screen, "willingness")
        await screen.press(*[">"] * 4)
        await to(screen, "intent")
        await screen.press(*[">"] * 6)
        await to(screen, "size")
        await screen.press(*["<"] * 2)
        effect = place(screen).effects.effect
        foretold = {one.id: (one.before, one.after) for one in effect.movers}
        counted, moved = dict(effect.glance.counts_after), effect.glance.moved
        pinned = place(screen).effects.pinned(6)
        await publish(screen, "willing ones first")
        assert f"{moved} customers change the tier" in screen.said
        after = tiers(screen)
        assert {k: (before[k], after[k]) for k in after if before[k] != after[k]} == foretold
        assert foretold.keys() & set(STEEL) and foretold.keys() - set(STEEL)
        assert counted == {tier: list(after.values()).count(tier) for tier in "ABCD"}
        row = screen.snapshot.rows[6]
        assert (pinned.after.tier, pinned.after.value) == (
            row.tier,
            pytest.approx(row.score, abs=0.06),
        )


async def test_a_large_book_with_variants_is_surveyed_beside_the_screen(book, monkeypatch):
    async with weights(book) as screen:
        from tierdesk.ui.weights import effects as weights_effects

        await to(screen, "willingness")
        await screen.press(">")
        monkeypatch.setattr(weights_effects, "AT_ONCE", 3)
        effects, runs = place(screen).effects, place(screen).newest.runs
        screen.send(*["right"] * 30)
        await screen.heard()
        counted, leaders = dict(effects.effect.glance.counts_after), effects.effect.glance.leaders
        assert effects.shown is place(screen).drafting.model, "counts and the best are in the frame"
        await screen.until(lambda: effects.effect.whole, "the last survey")
        assert place(screen).newest.runs > runs
        assert effects.effect.survey.after.counts == counted
        places = [effects.effect.survey.rank_of(one.id)[1] for one in leaders]
        assert places == list(range(1, len(leaders) + 1))
        before = tiers(screen)
        foretold = {one.id: (one.before, one.after) for one in effects.effect.movers}
        await publish(screen, "willing ones first")
        after = tiers(screen)
        assert {k: (before[k], after[k]) for k in after if before[k] != after[k]} == foretold


async def test_what_the_screen_foretells_is_what_the_command_line_foretells(book):
    async with weights(book) as screen:
        await to(screen, "willingness")
        await screen.press(*[">"] * 4)
        glance = place(screen).effects.effect.glance
        await screen.press("S")
        await screen.quiet()
    environment = {"HOME": str(book), "TIERDESK_DATA": str(book / "desk.json"), "TZ": "Asia/Shanghai",
                   "TIERDESK_NOW": "2026-11-24T09:10", "LANG": "C.UTF-8"}  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run(["model", "preview", "--json"], environment) == 0
    told = json.loads(out.getvalue())
    assert told["tiers"]["after"] == dict(glance.counts_after) and told["customers"] == 24
    assert told["moved"] == glance.moved


async def test_a_new_question_is_read_for_the_customers_of_variants_too(book):
    async with weights(book) as screen:
        await screen.press("a")
        await screen.quiet()
        await screen.press("enter")
        await screen.until(lambda: "age" in place(screen).drafting.model.weights(), "it is added")
        await screen.until(lambda: not place(screen).effects.lacks(place(screen).model), "read")
        await screen.quiet()
        effects, before = place(screen).effects, tiers(screen)
        foretold = {one.id: (one.before, one.after) for one in effects.effect.movers}
        assert effects.size == 24 and "age" in effects.pinned(6).after.plan.keys
        await publish(screen, "age counts")
        after = tiers(screen)
        assert {k: (before[k], after[k]) for k in after if before[k] != after[k]} == foretold


async def test_the_sensitivity_speaks_of_those_whom_the_model_itself_grades(book):
    async with weights(book) as screen:
        await screen.press("s")
        await screen.quiet()
        reached = place(screen).effects.reaches
        firsts = {one.first for one in reached.values() if one.first is not None}
        assert firsts and not firsts & set(STEEL)


async def test_a_variant_that_would_not_hold_is_told(tmp_path):
    folder = book_with(tmp_path, inherits=True, scheme={"thresholds": [{"tier": "A", "from": 56}]})
    async with weights(folder) as screen:
        await screen.press("T")
        await screen.quiet()
        place(screen).rows.go(field(screen, "B from"))
        await screen.laid_out()
        await screen.press("enter")
        await typed(screen, "60")
        await screen.press("enter")
        assert "The variant for steel (version 2) would not hold with this model" in screen.said
        assert place(screen).effects.effect is not None


async def test_the_customers_of_a_variant_of_its_own_stay_out(tmp_path):
    own = {k: v for k, v in to_document(open_model()).items() if k in ("groups", "gates", "scheme")}
    async with weights(book_with(tmp_path, **own)) as screen:
        assert place(screen).effects.size == 14
        assert "with its variants" not in screen.text()
        await screen.press("K", "3")
        await graded(screen)
        assert place(screen).effects.size == 10
