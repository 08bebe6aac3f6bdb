"""Rows of customers as the roster makes them, for tests of what is painted of them."""

from datetime import UTC, datetime

from tierdesk.domain.book import Book
from tierdesk.domain.document import stamp
from tierdesk.domain.moment import Moment
from tierdesk.triage.roster import Roster
from tierdesk.ui.lines.near_days import Calendar

NOW = Moment(datetime(2026, 11, 24, 10, 0, tzinfo=UTC), UTC)
"""A Tuesday at ten."""
TODAY = NOW.today.toordinal()
CALENDAR = Calendar(TODAY, UTC, stamp(datetime(2026, 11, 24, 18, 0, tzinfo=UTC)))


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def row(**fields):
    """One graded customer with the fields of its row that the test is about."""
    book = Book({"customers": {"1": {"name": "宏达机械", "created_at": stamp(NOW.now)}}})
    return Roster(book, NOW).rows[1]._replace(**fields)


def stage(key):
    from tierdesk.pipeline.stages import stages_of

    return next(stage for stage in stages_of(Book({})) if stage.key == key)


def samples():
    """Customers as different as lists have to take them."""
    ten_thirty = stamp(datetime(2026, 11, 24, 10, 30, tzinfo=UTC))
    plain = row(
        customer_id=1, name="宏达机械", tier="A", score=78.2, low=74.1, high=83.4,
        stage=stage("negotiation"), eligible=True, due_ordinal=TODAY, soon=ten_thirty,
        contact_ordinal=TODAY - 3, percent=60.0, deal={"amount": money(320_000)},
        customer={"owner": "李强"}, place=("Asia/Shanghai", "CN"), parked=False, rotting=False,
    )  # fmt: skip
    return [
        plain,
        plain._replace(customer_id=2, name="Nordwind GmbH", score=71.0, low=66.0, high=78.0, soon="",
                       due_ordinal=TODAY - 4, contact_ordinal=0, percent=30.0, rotting=True,
                       deal={"amount": money(48_000, "EUR")}, customer={"owner": "Wu"},
                       place=("", "DE")),
        plain._replace(customer_id=3, name="Kestrel Supplies (North & South) Limited Company", tier="B",
                       score=100.0, low=97.0, high=100.0, soon="", due_ordinal=TODAY + 2,
                       contact_ordinal=TODAY - 200, stage=stage("won"), deal=None, customer={}),
        plain._replace(customer_id=4, name="乐行旅行社", tier="C", score=5.0, low=0.0, high=9.0, soon="",
                       parked=True, eligible=False, deal=None, stage=stage("prospect")),
        plain._replace(customer_id=5, name="青禾零售", tier="D", soon="", eligible=False,
                       customer={"do_not_contact": True}, deal=None, due_ordinal=TODAY + 300,
                       contact_ordinal=TODAY),
        plain._replace(customer_id=6, name="Oakline", tier="B", soon="", due_ordinal=TODAY + 300,
                       contact_ordinal=TODAY - 1),
    ]  # fmt: skip
