"""All that is to be cleaned, found in one go in the background."""

from datetime import UTC, datetime

import pytest

from tierdesk.desk.cleaning import findings
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment

NOW = Moment(datetime(2026, 11, 24, 9, 30, tzinfo=UTC), UTC, country="DE")


def book(n):
    customers = {
        str(i): {"name": f"Firm {i}", "created_at": "2026-11-01T00:00:00Z"} for i in range(1, n + 1)
    }
    customers["1"] |= {"name": "Acme Tools", "created_at": "2025-01-01T00:00:00Z"}
    customers["2"] |= {"name": "Acme Tools GmbH", "verified_on": "2026-11-20"}
    customers["3"] |= {
        "name": "學(xué)",
        "created_at": "2025-01-01T00:00:00Z",
        "verified_on": "2030-01-01",
    }
    touches = {"1": {"customer_id": 3, "at": "2026-11-23T09:00:00Z", "channel": "phone"}}
    return Book({"customers": customers, "contacts": {}, "deals": {}, "touches": touches})


def test_everything_is_found_and_counted_by_tier():
    found = findings(book(5), NOW)
    assert [(p.one, p.other) for p in found.duplicates] == [(1, 2)]
    assert [(f.customer_id, f.kind) for f in found.faults] == [(3, "gloss"), (3, "date")]
    assert [(s.customer_id, s.days) for s in found.stale] == [(1, 692)]
    assert sum(h.customers for h in found.health) == 5
    assert (
        sum(h.doubled for h in found.health),
        sum(h.faulty for h in found.health),
        sum(h.stale for h in found.health),
    ) == (2, 1, 1)
    assert all(0 <= h.score <= 1 for h in found.health)
    points = [m.points for m in found.missing]
    assert points == sorted(points, reverse=True)
    for one in found.graded:
        unknown = sum(m.points for m in found.missing if m.customers == 5) / 5
        assert one.score.completeness <= 1 - unknown / 100 + 1e-9


def test_what_was_never_seen_is_stale_and_its_age_unknown():
    assert [
        (s.customer_id, s.days)
        for s in findings(Book({"customers": {"1": {"name": "x"}}}), NOW).stale
    ] == [(1, None)]


def test_an_empty_book_has_nothing_to_clean():
    found = findings(Book({}), NOW)
    assert not any(found)


def test_progress_rises_to_all_and_stops_the_work_by_raising():
    told = []
    findings(book(700), NOW, progress=told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)

    class Stopped(Exception):
        pass

    def stop(share):
        if share > 0.75:
            raise Stopped

    with pytest.raises(Stopped):
        findings(book(700), NOW, progress=stop)
