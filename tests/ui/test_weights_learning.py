"""Learning from outcomes on the screen: evidence, adopting all or one, stopping, and refusals."""

import threading

import pytest
from desk_rig import fill
from weights_rig import customers, graded, place, to, weights


def decided(n=240, *, telling=True):
    """Deals whose outcome follows the interest of the customer, or nothing at all."""
    deals = []
    for at in range(n):
        customer = 1 + at % 24
        interested = (customer - 1) % 6 >= 3
        won = interested != (at % 7 == 0) if telling else at * 7919 % 13 < 6
        day = f"2026-{1 + at * 10 // n:02}-{1 + at % 28:02}"
        deals.append({
            "customer_id": customer, "stage": "won" if won else "lost",
            "status": "won" if won else "lost", "closed_on": day, "created_at": "2025-12-01T00:00:00Z",
            "amount": {"minor": 100_000 + 37 * at, "currency": "CNY"},
        })  # fmt: skip
    return deals


@pytest.fixture
def telling(tmp_path):
    fill(tmp_path, customers=customers(), deals=decided())
    return tmp_path


async def learned(screen):
    """Until the evidence stands there."""
    await screen.until(lambda: getattr(place(screen).page, "learned", None), "learned")
    await screen.quiet()
    return place(screen).page.learned.suggestion


async def test_evidence_stands_above_the_weights_and_all_are_adopted(telling):
    async with weights(telling) as screen:
        await screen.press("L")
        found = await learned(screen)
        assert found.verdict in ("better", "same")
        await screen.sees("won and", "AUC", "suggested", "naive Bayes", "Degree of interest")
        await screen.press("A")
        assert "It is in the draft" in screen.said
        total = sum(place(screen).drafting.model.weights().values())
        for one in found.weights:
            if abs(one.suggested - one.current) >= 0.05:
                now = place(screen).drafting.model.weights()[one.criterion] / total * 100
                assert now == pytest.approx(one.suggested, abs=0.06)
        await screen.press("u")
        assert not place(screen).drafting.changed
        assert place(screen).page.learned, "the evidence stays"


@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_the_evidence_opens_at_its_top_and_is_reached_again_from_below(telling, size):
    async with weights(telling, size) as screen:
        await screen.press("L")
        await learned(screen)
        await screen.sees("won and")
        rows = place(screen).rows
        for keys in (["k"] * 40, ["g"], ["ctrl+u"] * 9, ["pageup"] * 9):
            await screen.press("G")
            assert "won and" not in screen.text()
            assert rows.rows[-1] == rows.key
            await screen.press(*keys)
            assert rows.at == 0, keys
            await screen.sees("won and")
        await screen.press("enter")
        assert not place(screen).drafting.changed


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 36)])
async def test_lift_and_brier_stand_beside_the_auc_at_every_width(telling, size):
    async with weights(telling, size) as screen:
        await screen.press("L")
        found = await learned(screen)
        await screen.press(*["j"] * 9)
        await screen.sees("lift", "Brier", f"{found.evidence.current.brier:.3f}".removeprefix("0"))


async def test_one_weight_alone_is_adopted(telling):
    async with weights(telling) as screen:
        await screen.press("L")
        found = await learned(screen)
        at = next(n for n, w in enumerate(found.weights) if w.criterion == "interest")
        place(screen).rows.go(at + 1)
        await screen.press("enter")
        model, before = place(screen).drafting.model, place(screen).drafting.base.weights()
        assert model.weights()["interest"] == pytest.approx(found.weights[at].suggested)
        assert model.weights()["size"] == pytest.approx(before["size"])
        assert place(screen).effects.shown is model


async def test_too_few_outcomes_are_counted_and_nothing_is_suggested(tmp_path):
    fill(tmp_path, customers=customers(), deals=decided(8))
    async with weights(tmp_path) as screen:
        await screen.press("L")
        found = await learned(screen)
        assert found.verdict == "too_few"
        await screen.press("A")
        assert screen.said == "Nothing else is suggested."
        assert not place(screen).drafting.changed


async def test_outcomes_of_one_kind_only_are_explained(tmp_path):
    deals = [deal | {"status": "won", "stage": "won"} for deal in decided(40)]
    fill(tmp_path, customers=customers(), deals=deals)
    async with weights(tmp_path) as screen:
        await screen.press("L")
        await learned(screen)
        assert screen.said == ("All 40 outcomes are of one kind; learning needs won and lost ones.")


async def test_esc_stops_it_and_nothing_comes_later(telling, monkeypatch):
    from tierdesk.ui.weights import learning as weights_learning

    begun, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    def slowly(gathered, model, field, watch):
        begun.set()
        assert go_on.wait(20)
        if watch(0.5) is False:
            stopped.set()
        raise AssertionError("stopped")

    def watched(*given):
        try:
            return slowly(*given)
        except AssertionError:
            from tierdesk.scoring.learning.watch import Stopped

            raise Stopped(weights_learning.say("Stopped.")) from None

    monkeypatch.setattr(weights_learning, "learn", watched)
    async with weights(telling) as screen:
        await screen.press("L")
        await screen.until(begun.is_set, "it began")
        await screen.sees("Learning, 0 %; esc stops it.")
        await to_nowhere(screen)
        await screen.press("escape")
        assert place(screen).page is place(screen).outline
        go_on.set()
        await screen.until(stopped.is_set, "it stopped")
        await screen.quiet()
        assert "Stopped" not in screen.said
        await screen.press("right")
        assert place(screen).drafting.changed, "the screen works on"


async def to_nowhere(screen):
    """Keys do something while it learns."""
    await screen.press("j", "A")
    assert screen.said == "It is still learning."


async def test_a_yes_no_field_can_tell_the_outcome_too(tmp_path):
    made = customers()
    for one in made:
        one["custom"] = {"renewed": "yes" if one["interest"] >= 3 else "no"}
    fill(tmp_path, customers=made)
    async with weights(tmp_path) as screen:
        await screen.press("L")
        await screen.quiet()
        assert screen.foot.asking
        await screen.press("2")
        found = await learned(screen)
        assert (found.n_won, found.n_lost) == (12, 12)


async def test_signed_customers_without_such_a_field_are_refused(telling):
    async with weights(telling) as screen:
        await screen.press("K", "2")
        await graded(screen)
        await screen.press("L")
        await screen.quiet()
        assert "say nothing about signed customers" in screen.said


async def test_a_saved_draft_is_tried_on_what_was_decided_since(telling):
    async with weights(telling) as screen:
        await to(screen, "intent")
        await screen.press(">", "S")
        await screen.quiet()
        await screen.press("L")
        await learned(screen)
        assert place(screen).page.learned.contest.contest.verdict == "too_few"
        await screen.sees(
            "Version 2, a draft, is tried on what is decided since", "0 outcomes so far"
        )
