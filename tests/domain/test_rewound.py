"""Documents as they stood, by the history that a desk writes."""

import sys
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parents[1] / "desk"))  # where desks are made
from desk_cases import NOW, Clock, added, open_desk, put

from tierdesk.domain.change import without_rev
from tierdesk.domain.document import stamp
from tierdesk.domain.rewound import Rewound

edits = st.lists(
    st.dictionaries(
        st.sampled_from(("city", "notes", "owner")), st.sampled_from("abc"), min_size=1
    ),
    max_size=8,
)


@given(edits)
@settings(max_examples=60)
def test_every_day_is_given_back_as_it_was(edits):
    clock = Clock()
    desk = open_desk(clock=clock)
    desk.perform(lambda _: added("Acme"))
    days = []
    for fields in edits:
        desk.perform(lambda _, fields=fields: put(desk, "customers", 1, **fields))
        days.append((clock.now, without_rev(desk.book.get("customers", 1))))
        clock.turn(days=1)
    rewound = Rewound(desk.book, ("customers",))
    for when, doc in days:
        known = rewound.doc("customers", 1, desk.book.get("customers", 1), stamp(when))
        assert without_rev(known) == doc


def test_what_was_undone_is_not_told():
    desk = open_desk()
    desk.perform(lambda _: added("Acme"))
    desk.perform(lambda _: put(desk, "customers", 1, city="Ulm"))
    desk.undo()
    now = desk.book.get("customers", 1)
    before = stamp(NOW.now - timedelta(days=1))
    assert Rewound(desk.book, ("customers",)).doc("customers", 1, now, before) == now


def test_only_the_documents_that_are_asked_for_are_read():
    desk = open_desk()
    desk.perform(lambda _: added("Acme", city="Ulm"))
    desk.perform(lambda _: put(desk, "customers", 1, city="Bonn"))
    now, before = desk.book.get("customers", 1), stamp(NOW.now - timedelta(days=1))
    named = Rewound(desk.book, ("customers",), {("customers", 1)})
    assert named.doc("customers", 1, now, before)["city"] == "Ulm"
    assert (
        Rewound(desk.book, ("customers",), {("customers", 2)}).doc("customers", 1, now, before)
        == now
    )
    assert Rewound(desk.book, ("deals",)).doc("customers", 1, now, before) == now
    assert named.made_after("customers", 1, before)
    assert not named.made_after("customers", 1, stamp(NOW.now))
    assert named.reaches == stamp(NOW.now)


def test_a_book_without_a_history_reaches_nowhere():
    assert Rewound(open_desk().book, ("customers",)).reaches == ""
