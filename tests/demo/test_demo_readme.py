"""What the README tells people to try in the demo finds somebody there."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from demo_moments import MOMENTS, READER

README = Path(__file__).parents[2] / "README.md"
FILTERS = re.findall(
    r"`([^`]+)`", re.search(r"filters while you type \((.*)\)", README.read_text())[1]
)


@pytest.fixture(scope="module", params=MOMENTS, ids=str)
def room(request, tmp_path_factory):
    from tierdesk.demo.place import make
    from tierdesk.desk.desk import Desk
    from tierdesk.desk.room import Room
    from tierdesk.domain.moment import Moment
    from tierdesk.domain.references import resolve
    from tierdesk.store.engines import open_store

    now: datetime = request.param
    book = make(tmp_path_factory.mktemp("demo"), now, now.tzinfo, READER)
    store = open_store(book, readonly=True, resolve=resolve, who=READER)
    return Room(Desk(store, Moment(now, now.tzinfo), READER))


def test_two_filters_are_shown():
    assert len(FILTERS) == 2


@pytest.mark.parametrize("written", FILTERS)
def test_the_filters_of_the_readme_find_somebody(room, written):
    from tierdesk.search.index import Index

    found = Index(room.desk.book).find(written, room.roster.rows, room.roster.moment)
    assert found.fault is None
    assert found.ids, written
