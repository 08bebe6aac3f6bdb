"""Products, people and exchange rates: rows that belong to no customer."""

from tierdesk.desk.intake_row import Intake, Row
from tierdesk.desk.intake_workspace import FieldInvalid
from tierdesk.domain.document import EMPTY, Doc, text
from tierdesk.domain.folding import fold
from tierdesk.i18n.message import say


def place_listed(intake: Intake, row: Row, table: str) -> bool:
    """Find or make the row's record; True when something changed. Raises Invalid."""
    fields = {k: v for k, v in row.part(table).items() if table == "fx_rates" or k != "currency"}
    if table == "fx_rates":
        fields = _rate(intake, fields)
    elif not text(fields, "name").strip():
        if not text(fields, "code"):
            raise FieldInvalid(say("The row has no name; nothing can be made of it."), "")
        fields["name"] = text(fields, "code")
    index = intake.index(table, lambda: _index(intake, table))
    for key in _keys(table, fields):
        if key in index:
            return intake.work.overlay(table, index[key][0], fields, row.number)
    made = intake.work.add(table, fields)
    for key in _keys(table, fields):
        intake.index_later(table, key, made)
    row.created = True
    return True


def _rate(intake: Intake, fields: dict[str, object]) -> dict[str, object]:
    """One dated rate; without a base it is the book's currency, without a day it is today's."""
    if "rate" not in fields or "currency" not in fields:
        raise FieldInvalid(say("The row needs a currency and its rate."), "")
    base = {"base": intake.moment.currency, "on": intake.moment.today.isoformat()}
    full = {**base, **fields}
    if full["currency"] == full["base"]:
        raise FieldInvalid(
            say("A rate of a currency to itself says nothing; name another base."), ""
        )
    return full


def _keys(table: str, doc: Doc) -> list[tuple[str, ...]]:
    if table == "fx_rates":
        return [(text(doc, "currency"), text(doc, "base"), text(doc, "on"))]
    code = fold(text(doc, "code"))
    return [("code", code)] if code else [("name", fold(text(doc, "name")))]


def _index(intake: Intake, table: str) -> dict[object, list[int]]:
    index: dict[object, list[int]] = {}
    for doc_id, doc in intake.work.book.rows(table):
        for key in _keys(table, doc or EMPTY):
            index.setdefault(key, []).append(doc_id)
    return index
