"""The way of a deal as of any day, from its own dates."""

from hypothesis import given
from hypothesis import strategies as st
from pipeline_samples import OPEN, STAGES, TODAY, at, book, deal, deals, money, on

from tierdesk.domain.document import stamp
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.ways import UNKNOWN, Stay, Ways, deals_then


def way(doc, ago=0):
    return Ways(STAGES, Vantage(at(ago))).of(doc)


def day(ago):
    return TODAY.toordinal() - ago


def test_a_deal_is_seen_where_it_stood_on_each_day():
    doc = deal(("prospect", 90), ("interested", 60), ("negotiation", 30), ("won", 10))
    assert way(doc, 91) is None
    seen = [
        (found.outcome, found.place) for found in (way(doc, ago) for ago in (90, 60, 30, 10, 0))
    ]
    assert seen == [("open", 0), ("open", 1), ("open", 2), ("won", UNKNOWN), ("won", UNKNOWN)]
    assert way(doc, 45).stays == (Stay(0, day(90), day(60)),)
    assert way(doc).stays == (
        Stay(0, day(90), day(60)),
        Stay(1, day(60), day(30)),
        Stay(2, day(30), day(10)),
    )
    assert (way(doc).opened, way(doc).closed, way(doc).reached) == (day(90), day(10), 3)


def test_a_lost_deal_remembers_how_far_it_came_and_a_reopened_one_that_it_was_lost():
    doc = deal(
        ("prospect", 90), ("negotiation", 60), ("interested", 40), ("lost", 30), ("interested", 5)
    )
    assert (way(doc, 20).outcome, way(doc, 20).reached, way(doc, 20).closed) == ("lost", 2, day(30))
    assert (way(doc).outcome, way(doc).place, way(doc).since) == ("open", 1, day(5))


def test_the_closing_date_counts_not_the_day_on_which_somebody_entered_it():
    doc = deal(("interested", 90), ("won", 3), closed_on=on(50))
    assert (way(doc, 50).outcome, way(doc, 51).outcome) == ("won", "open")
    assert way(doc, 50).stays == (Stay(1, day(90), day(50)),)


def test_an_imported_deal_between_opening_and_closing_stands_nobody_knows_where():
    doc = {"stage": "won", "status": "won", "opened_on": on(90), "closed_on": on(10)}
    assert (way(doc, 91), way(doc, 40).place, way(doc, 40).outcome) == (None, UNKNOWN, "open")
    assert (way(doc).outcome, way(doc).reached) == ("won", UNKNOWN)


def test_a_deal_without_a_dated_fact_up_to_the_day_is_not_there():
    doc = {"stage": "prospect", "stage_since": f"{on(5)}T00:00:00Z"}
    assert way(doc, 6) is None
    assert (way(doc, 5).place, way(doc, 5).opened) == (0, 0)
    assert way({"stage": "lost", "status": "lost"}).closed == 0


def test_broken_documents_are_read_as_far_as_they_go():
    assert way({"stage": ["x"], "history": "?"}).place == 0
    assert (
        way(
            {"stage": "won", "history": [3, {"at": 5, "target": "won"}, {"at": "?", "target": 7}]}
        ).place
        == 2
    )


@given(deals(), st.integers(0, 420))
def test_every_way_keeps_to_its_day(doc, ago):
    found = way(doc, ago)
    if found is None:
        return
    today = day(ago)
    assert max(found.opened, found.closed, found.since) <= today
    assert found.outcome != "open" or not found.closed
    assert all(stay.entered <= stay.left <= today for stay in found.stays)
    if found.outcome == "open" and found.reached != UNKNOWN:
        assert found.place <= found.reached
    assert found.place < len(OPEN)


def test_fields_without_a_date_are_turned_back_by_the_history_of_changes():
    doc = deal(("prospect", 90), amount=money(500), owner="wang")
    patch = {"amount": [money(300), money(500)], "owner": ["li", "wang"]}
    change = {"at": stamp(at(10).now), "state": "done", "edits": [["deals", 1, "~", patch]]}
    held = book(doc, changes={"1": change})
    rewound = Rewound(held, ("deals",))
    ((_, then),) = deals_then(held, Vantage(at(20)), rewound)
    assert (then["amount"], then["owner"], then["stage"]) == (money(300), "li", "prospect")
    ((_, now),) = deals_then(held, Vantage(at(5)), rewound)
    assert now["amount"] == money(500)


def test_a_deal_that_came_into_the_book_later_is_read_as_it_is():
    doc = deal(("prospect", 90), amount=money(500))
    made = {"at": stamp(at(10).now), "state": "done", "edits": [["deals", 1, "+", "0"]]}
    later = {
        "at": stamp(at(9).now),
        "state": "done",
        "edits": [["deals", 1, "~", {"amount": [None, money(500)]}]],
    }
    held = book(doc, changes={"1": made, "2": later})
    ((_, then),) = deals_then(held, Vantage(at(40)), Rewound(held, ("deals",)))
    assert then["amount"] == money(500)
