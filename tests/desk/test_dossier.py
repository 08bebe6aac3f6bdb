"""The dossier: everything that a card shows of one customer."""

from datetime import UTC, datetime

import pytest
from desk_cases import NOW, added, new, open_desk, touched

from tierdesk.desk.dossier import described_alone, dossier
from tierdesk.desk.room import Room
from tierdesk.domain.money import Exact, Money
from tierdesk.scoring import explain
from tierdesk.scoring.ways import ways


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def of(*changes, customer_id=1):
    """The dossier of a customer of a book made by changes."""
    desk = open_desk()
    for change in changes:
        desk.apply(change)
    return dossier(Room(desk), customer_id)


def known(**fields):
    """A customer that the model grades, not a hand."""
    return added("宏达", **{"tier_override": None, **fields})


def messages(found):
    return [str(message) for message in found]


def test_somebody_who_is_gone_has_none():
    assert of(added("A"), customer_id=2) is None
    desk = open_desk()
    desk.apply(added("A"))
    room = Room(desk)
    desk.undo()
    assert dossier(room, 1) is None


def test_it_is_the_row_the_grade_and_the_place_in_the_queue():
    found = of(added("A"), added("B", tier="B"), touched(2))
    assert (found.customer_id, found.row.name, found.entry.score.tier) == (1, "A", "A")
    assert (found.place, found.moment.now) == ("plan", NOW.now)
    assert [r.term for r in found.reasons] == ["tier", "due"]
    assert found.urgency == pytest.approx(sum(r.points for r in found.reasons))
    other = of(added("A"), added("B", tier="B"), touched(2), customer_id=2)
    assert (other.place, other.reasons[0].term) == ("", "tier")


@pytest.mark.parametrize("capacity, place", [(1, "plan"), (0, "waiting")])
def test_its_place_is_that_of_the_queue(capacity, place):
    found = of(added("A"), new("settings", capacity=capacity))
    assert found.place == place


def test_a_promise_within_the_hour_stands_in_the_lane():
    plan = new("follow_ups", customer_id=1, due_at="2026-11-24T09:30:00Z", promised=True)
    assert of(added("A"), plan).place == "lane"


def test_the_score_is_explained():
    found = of(known(interest=5, willingness=1), known(interest=0), known(interest=1))
    score = found.entry.score
    assert sum(g.points for g in found.groups) == pytest.approx(score.value)
    assert sum(g.most for g in found.groups) == pytest.approx(100)
    assert [str(g.label) for g in found.groups] == ["Potential", "Intent", "Engagement", "Need"]
    assert found.strongest[0].key == "interest"
    assert found.strongest[0].phi == pytest.approx(12 * (1.0 - 0.4), abs=1e-4)


def test_the_next_question_says_what_an_answer_could_add():
    found = of(known(interest=5))
    expected = explain.next_question(found.entry.score)
    at = found.entry.score.plan.keys.index(expected.key)
    share = found.entry.score.plan.shares[at]
    assert (found.question.key, str(found.question.label)) == (expected.key, expected.label)
    assert found.question.points == pytest.approx(share / 2), "unknown counts half"


@pytest.mark.parametrize("tier, better, threshold", [("A", "", 0), ("B", "A", 75), ("D", "C", 35)])
def test_levers_lead_to_the_next_better_tier(tier, better, threshold):
    found = of(added("A", tier=tier, interest=2, willingness=2))
    assert found.better == better
    if better:
        assert found.missing == pytest.approx(max(0, threshold - found.entry.score.value))
        assert found.ways == ways(found.entry.score, threshold)
    else:
        assert (found.missing, found.ways) == (0, ())


def test_the_stage_tells_its_day_goal_tasks_and_what_is_not_met():
    deal = new("deals", customer_id=1, stage="interested", stage_since="2026-11-15T08:00:00Z")
    found = of(added("A", budget=money(9)), deal)
    assert (found.stage.key, found.stage_days, found.rot_days) == ("interested", 9, 21)
    assert str(found.goal) == found.stage.goal
    assert [task.text for task in found.playbook.tasks] == list(found.stage.tasks)
    assert found.texts[0].template.language == "en"
    assert messages(found.unmet) == ["the decision date", "the decision maker",
                                     "a need of strength 2 or more"]  # fmt: skip
    assert not found.rotting


def test_without_an_open_deal_nothing_is_to_be_met():
    deal = new("deals", customer_id=1, stage="lost", status="lost")
    assert of(added("A"), deal).unmet == ()


def test_life_and_treatment():
    found = of(added("A"), touched(1))
    assert (found.lifecycle, str(found.lifecycle_label)) == ("prospect", "prospect")
    assert str(found.treatment) == "Dedicated service, priority, visit"
    assert (found.policy.ideal_days, found.policy.max_days) == (3, 7)


@pytest.mark.parametrize(
    "fields, clock, asleep, holiday, foreign",
    [
        ({"country": "DE", "timezone": "Europe/Berlin"}, "10:00", False, False, True),
        ({"country": "JP"}, "18:00", True, False, True),
        ({"timezone": "UTC"}, "09:00", False, False, False),
        ({}, "09:00", False, False, False),
    ],
)
def test_the_customers_own_clock(fields, clock, asleep, holiday, foreign):
    found = of(added("A", **fields))
    assert f"{found.local:%H:%M}" == clock
    assert (found.asleep, found.holiday, found.foreign) == (asleep, holiday, foreign)


def test_a_holiday_is_told_apart_from_the_night():
    from dataclasses import replace

    desk = open_desk()
    desk.moment = replace(NOW, is_working=lambda day, country: country != "FR")
    desk.apply(added("A", country="FR"))
    found = dossier(Room(desk), 1)
    assert (found.asleep, found.holiday) == (True, True)


def test_the_next_contact_has_a_time_when_its_plan_has_one():
    timed = of(added("A"), new("follow_ups", customer_id=1, due_at="2026-11-26T10:30:00Z"))
    assert timed.next_at == datetime(2026, 11, 26, 10, 30, tzinfo=UTC)
    assert timed.next_day.isoformat() == "2026-11-26"
    assert timed.plan[0] == 1
    plain = of(added("A"), new("follow_ups", customer_id=1, due_at="2026-11-26"))
    assert (plain.next_day.isoformat(), plain.next_at) == ("2026-11-26", None)
    put_off = new("follow_ups", customer_id=1, due_at="2026-11-26T10:30:00Z",
                  snoozed_until="2026-11-30")  # fmt: skip
    later = of(added("A"), put_off)
    assert (later.next_day.isoformat(), later.next_at) == ("2026-11-30", None)


def test_on_cadence_no_plan_sets_the_day_and_somebody_left_alone_has_none():
    assert of(added("A"), touched(1)).plan is None
    assert of(added("A"), touched(1)).next_day.isoformat() == "2026-11-27"
    assert of(added("A", do_not_contact=True)).next_day is None


def test_touches_are_newest_first_and_those_ahead_are_not_the_last_one():
    ats = ["2026-11-20T08:00:00Z", "2026-11-25T08:00:00Z", "2026-11-22T08:00:00Z"]
    found = of(added("A"), *[touched(1, at=at, content=at[8:10]) for at in ats])
    assert [doc["content"] for _, doc in found.touches] == ["25", "22", "20"]
    assert found.last_touch[1]["content"] == "22"
    corrected = of(added("A"), touched(1), touched(1, corrects=1, content="right"))
    assert [doc.get("content") for _, doc in corrected.touches] == ["right"]
    assert of(added("A")).last_touch is None


def signed(**fields):
    contract = {"customer_id": 1, "signed_on": "2026-09-01", "amount": money(100),
                "first_payment_amount": money(30)}  # fmt: skip
    return new("contracts", **(contract | fields))


def paid(units, on="2026-09-02"):
    return new("payments", contract_id=1, paid_on=on, amount=money(units))


def test_a_won_deal_whose_first_payment_is_short_is_a_warning():
    won = new("deals", customer_id=1, stage="won", status="won")
    found = of(added("A"), won, signed(), paid(20))
    assert messages(found.warnings) == [
        "won, not signed: first payment " + str(Exact(1_000, "CNY")) + " short"
    ]
    assert found.contracts[0][0] == 1
    assert found.contracts[0][1].short == Money(1_000, "CNY")
    assert of(added("A"), won, signed(), paid(30)).warnings == ()


def test_what_is_overdue_holds_shipments_and_what_is_due_soon_is_mentioned():
    overdue = signed(instalments=[{"due_on": "2026-11-20", "amount": money(70)}])
    found = of(added("A"), overdue, paid(30))
    assert [w.key for w in found.warnings] == [
        "Shipment on hold: %(money)s overdue since %(n)s day."
    ]
    assert found.warnings[0].n == 4
    soon = signed(instalments=[{"due_on": "2026-12-01", "amount": money(70)}])
    found = of(added("A"), soon, paid(30))
    assert [w.args["money"] for w in found.warnings] == [Money(7_000, "CNY")]
    far = signed(instalments=[{"due_on": "2026-12-02", "amount": money(70)}])
    assert of(added("A"), far, paid(30)).warnings == ()


def test_a_credit_limit_that_is_used_up_is_a_warning():
    found = of(added("A", credit_limit=money(50)), signed(), paid(30))
    assert "credit limit" in str(found.warnings[0])
    full = of(added("A", credit_limit=money(70)), signed(), paid(30)).warnings
    assert [one.args["share"] for one in full] == [100]
    near = of(added("A", credit_limit=money(87)), signed(), paid(30)).warnings
    assert [one.args["share"] for one in near] == [80]
    assert of(added("A", credit_limit=money(88)), signed(), paid(30)).warnings == ()


def test_a_contract_that_ends_within_two_months_is_a_warning():
    soon = of(added("A"), signed(ends_on="2027-01-23"), paid(100)).warnings
    assert [str(one) for one in soon] == ["contract ends 2027-01-23"]
    assert of(added("A"), signed(ends_on="2027-01-24"), paid(100)).warnings == ()
    assert of(added("A"), signed(ends_on="2026-11-23"), paid(100)).warnings == ()


def test_money_without_an_exchange_rate_is_a_warning():
    foreign = new("payments", contract_id=1, paid_on="2026-09-02", amount=money(5, "USD"))
    found = of(added("A"), signed(), paid(30), foreign)
    assert [w.args["money"] for w in found.warnings] == [(Money(500, "USD"),)]


def test_what_the_command_line_shows_is_the_same_but_for_the_queue():
    desk = open_desk()
    for change in (known(interest=5), known(interest=1), touched(1)):
        desk.apply(change)
    room = Room(desk)
    whole = dossier(room, 1)
    alone = described_alone(desk.book, room.roster.overview, 1, room.roster.means)
    assert alone._replace(row=whole.row) == whole._replace(place="", urgency=0.0, reasons=())
    assert alone.row._replace(keys=whole.row.keys, felt=whole.row.felt) == whole.row._replace(
        spent=alone.row.spent
    )


def test_it_is_as_new_after_every_change():
    desk = open_desk()
    desk.apply(known(interest=1))
    room = Room(desk)
    before = dossier(room, 1)
    desk.apply(new("contacts", customer_id=1, name="Li"))
    room.renewed(mine=True)
    assert [doc["name"] for _, doc in dossier(room, 1).entry.case.contacts] == ["Li"]
    assert before.entry.case.contacts == ()
