"""A front door without a terminal: a desk over a book in a folder, as both doors would bring it."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tierdesk.commands.performing import perform
from tierdesk.commands.words import parse
from tierdesk.desk.desk import Desk
from tierdesk.domain.moment import Moment
from tierdesk.domain.references import resolve
from tierdesk.errors import Refused
from tierdesk.i18n.catalog import Catalog
from tierdesk.store.engines import open_store

NOW = Moment(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), UTC, country="DE")
"""A Tuesday."""


class DeskFront:
    """What a command sees (`tierdesk.commands.spec.Front`); called with words it performs them."""

    def __init__(self, folder, *, read_only=False, by="li", now=NOW):
        self.folder = folder
        store = open_store(folder / "desk.json", readonly=read_only, resolve=resolve, who=by)
        self.desk = Desk(store, now, by)
        self.catalog = Catalog("en")
        self.configuration = SimpleNamespace(read_only=read_only, owner="", ascii=False)
        self.environment, self.places = {}, {}

    @property
    def moment(self):
        return self.desk.moment

    def sentence(self, message):
        return self.catalog.text(message)

    def completion_script(self, shell):
        return ""

    def __call__(self, *words):
        command, values = parse(words)
        return perform(command, values, self)

    def beside(self, **settings):
        """Another session on the same book."""
        return DeskFront(self.folder, **({"by": "wang"} | settings))

    def said(self, outcome):
        return [self.sentence(message) for message in outcome.said]

    def doc(self, table, doc_id=1):
        return self.desk.book.get(table, doc_id)

    def tables(self):
        """All documents but the history, without revisions, fields in their order."""
        return {
            table: {i: [(k, v) for k, v in doc.items() if k != "rev"] for i, doc in docs.items()}
            for table, docs in self.desk.store.tables().items() if docs and table != "changes"
        }  # fmt: skip


def refused(front, *words, of=Refused):
    """The sentence that the words are refused with; nothing may have been written."""
    before = front.tables()
    with pytest.raises(of) as refusal:
        front(*words)
    assert front.tables() == before
    return front.sentence(refusal.value.message)
