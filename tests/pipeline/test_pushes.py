"""How often an expected sign date was put off, as the history of changes tells."""

from pipeline_samples import at, book, on

from tierdesk.domain.document import stamp
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.pushes import Pushes, pushes_of


def change(ago, *dates, deal=1, state="done"):
    patch = {"expected_sign_on": list(dates)}
    return {"at": stamp(at(ago).now), "state": state, "edits": [["deals", deal, "~", patch]]}


def told(*changes):
    return {str(n): entry for n, entry in enumerate(changes, 1)}


def test_only_a_later_date_puts_off():
    changes = told(change(30, on(20), on(10)), change(20, on(10), on(15)), change(5, on(15), on(-10)),
                   change(4, None, on(1)), change(3, on(1), None))  # fmt: skip
    held = book({"stage": "prospect"}, changes=changes)
    assert pushes_of(held, Vantage(at()), {1}) == {1: Pushes(2, 35)}
    assert pushes_of(held, Vantage(at(10)), {1}) == {1: Pushes(1, 10)}


def test_what_was_undone_other_deals_and_broken_entries_do_not_count():
    changes = told(change(30, on(20), on(10), state="undone"), change(20, on(20), on(10), deal=2),
                   change(10, "?", on(10)), {"at": stamp(at(5).now), "state": "done", "edits": [["deals", 1, "~", {"amount": [1, 2]}]]})  # fmt: skip
    held = book({"stage": "prospect"}, changes=changes)
    assert pushes_of(held, Vantage(at()), {1}) == {}
