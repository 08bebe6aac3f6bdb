"""The week's load beside a draft: only those who may be contacted ask for contacts, on the screen as
headless, by the rule of the queue."""

import contextlib
import io
import json

import pytest
from desk_rig import demo_book, fill, opened
from weights_rig import customers, place, to, weights

from tierdesk.cli.app import run
from tierdesk.domain.change import Change, Edit
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.whole.cuts import by_capacity
from tierdesk.scoring.whole.load import WEEK
from tierdesk.triage.eligibility import contactable

LEFT_ALONE = {3: "lost", 7: "parked", 8: "do_not_contact"}


@pytest.fixture
def book(tmp_path):
    found = customers(24)
    found[6] |= {"parked": {"since": "2026-11-01", "reason": "later"}}
    found[7] |= {"do_not_contact": True}
    lost = {"stage": "lost", "status": "lost", "lost_reason": "price", "closed_on": "2026-06-01"}
    fill(tmp_path, customers=found, deals=[  # the fifth lost one, and has another that is open
        {"customer_id": 3, "title": "a", **lost}, {"customer_id": 5, "title": "b", **lost},
        {"customer_id": 5, "title": "c", "stage": "interested"},
    ])  # fmt: skip
    return tmp_path


def preview(folder, *words):
    environment = {"HOME": str(folder), "TIERDESK_DATA": str(folder / "desk.json"), "TZ": "Asia/Shanghai",
                   "TIERDESK_NOW": "2026-11-24T09:10", "LANG": "C.UTF-8"}  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert run(["model", "preview", *words, "--json"], environment) == 0
    return json.loads(out.getvalue())


def asked(counts, policies):
    return {tier: n * WEEK / policies[tier].ideal_days for tier, n in counts.items()}


async def test_only_those_who_may_be_contacted_ask_for_contacts(book):
    async with weights(book) as screen:
        effects = place(screen).effects
        rows = screen.snapshot.rows
        assert {key for key, row in rows.items() if not row.eligible} == LEFT_ALONE.keys()
        may = [row.tier for row in rows.values() if row.eligible]
        counts = {tier: may.count(tier) for tier in "ABCD"}
        seen = effects.effect.glance
        assert dict(seen.asking_before) == counts == dict(seen.asking_after)
        assert sum(seen.counts_before.values()) == 24
        policies = effects.look.week.policies
        assert effects.effect.load_before == pytest.approx(asked(counts, policies))
        await to(screen, "willingness")
        await screen.press(*[">"] * 6)
        after = effects.effect
        assert dict(after.glance.asking_after) != counts
        assert after.load_after == pytest.approx(asked(after.glance.asking_after, policies))
        assert sum(after.glance.asking_after.values()) == 24 - len(LEFT_ALONE)
        await screen.press("S")
        await screen.quiet()
        week = preview(book)["week"]
        for side, load in (("before", after.load_before), ("after", after.load_after)):
            assert week[side]["contacts"] == pytest.approx(load, abs=0.051)


async def test_thresholds_by_capacity_fit_those_who_may_be_contacted(book):
    scarce = opened(book)
    scarce.apply(Change("x", {}, (Edit("settings", -1, None, {"capacity": 2}),)))
    scarce.close()
    async with weights(book) as screen:
        look, scheme = place(screen).look, place(screen).drafting.model.scheme
        scores, week = look.before.scores, look.week
        fitting, of_all = (
            by_capacity(some, week.policies, week.slots, scheme.tiers)
            for some in (scores[look.asking], scores)
        )
        await screen.press("Y", "2")
        assert place(screen).drafting.model.scheme.thresholds == fitting != of_all
        effect = place(screen).effects.effect
        assert sum(effect.glance.asking_after.values()) == 21
        assert sum(effect.load_after.values()) <= week.slots


async def test_the_queue_and_the_preview_go_by_one_rule(tmp_path):
    demo_book(tmp_path)
    async with weights(tmp_path) as screen:
        rows, look = screen.snapshot.rows, place(screen).look
        ids = look.panel.ids.tolist()
        assert not all(rows[one].eligible for one in ids)
        assert [bool(one) for one in look.asking] == [rows[one].eligible for one in ids]
        other = opened(tmp_path)
        found = contactable(other.book, Vantage(other.moment), ids, signed=False)
        assert list(found) == [rows[one].eligible for one in ids]
        assert sum(place(screen).effects.effect.load_before.values()) < look.week.slots
