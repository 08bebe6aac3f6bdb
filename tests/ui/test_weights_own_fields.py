"""Fields that the book defined as what a criterion reads: offered by name, with a map of their kind."""

from datetime import UTC, datetime
from types import SimpleNamespace

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment, OwnField
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.sources import bound, find_source
from tierdesk.scoring.valuemap import Enum
from tierdesk.ui.weights.adding import fields_known, proposed

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FIELDS = (
    OwnField("level", "Kind of size", "choice", ("small", "large")), OwnField("worth", "Worth", "money"),
    OwnField("bare", "Not yet filled", "number"),
)  # fmt: skip
CUSTOMERS = {
    str(n): {"name": f"c{n}", "custom": {"level": "large", "worth": {"minor": n * 100_000, "currency": "CNY"}}}
    for n in range(1, 31)
}  # fmt: skip


def room():
    moment = Moment(NOW, own_fields=FIELDS)
    book = Book({"customers": CUSTOMERS})
    return SimpleNamespace(
        desk=SimpleNamespace(book=book, moment=moment), roster=SimpleNamespace(moment=moment)
    )


def test_every_defined_field_is_offered_by_its_name():
    known = {one.source: one for one in fields_known(room())}
    assert known["custom.level"].label.args["field"] == "Kind of size"
    assert known["custom.bare"].filled == 0


def test_a_choice_gets_an_enumeration_of_all_choices_and_an_amount_a_map_of_numbers():
    model = SimpleNamespace(criteria=())
    level = proposed(room(), model, "custom.level")
    assert isinstance(level.map, Enum)
    assert list(level.map.table) == ["small", "large"]
    assert level.label == "Kind of size"
    worth = proposed(room(), model, "custom.worth")
    assert worth.map.takes == proposed(room(), model, "custom.bare").map.takes == "number"
    read = bound(find_source("custom.worth"), Vantage(room().roster.moment), worth.map, None)
    assert read(Book({"customers": CUSTOMERS}).case(7)) == 7000
