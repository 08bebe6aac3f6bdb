"""Deals with a past, and the reports over them."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment, Rates
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.stages import PRESETS
from tierdesk.pipeline.tallies import tallied
from tierdesk.pipeline.ways import walked

TODAY = date(2026, 11, 24)
STAGES = PRESETS["intent"]
OPEN = ("prospect", "interested", "negotiation")
RATES = Rates([{"currency": "USD", "base": "CNY", "on": "2026-01-01", "rate": "7"}])


def at(ago=0):
    """The moment so many days before."""
    return Moment(datetime(2026, 11, 24, 9, tzinfo=UTC) - timedelta(ago), rates=RATES)


def on(ago):
    return (TODAY - timedelta(ago)).isoformat()


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


def deal(*path, opened=None, **more):
    """`path`: (stage, days ago), the first where it began; what was moved is on record."""
    (first, begun), *moves = path
    doc = {"opened_on": on(begun if opened is None else opened), "history": []}
    source, ago = first, begun
    for target, ago in moves:
        doc["history"].append({"source": source, "target": target, "at": f"{on(ago)}T08:00:00Z"})
        source = target
    doc |= {"stage": source, "stage_since": f"{on(ago)}T08:00:00Z"}
    if source in ("won", "lost"):
        doc |= {"status": source, "closed_on": on(ago)}
    return doc | more


def book(*deals, **tables):
    return Book({"deals": {str(n): doc for n, doc in enumerate(deals, 1)}, **tables})


def counted(*deals, ago=0, **more):
    vantage, held = Vantage(at(ago)), book(*deals, **more.pop("tables", {}))
    return tallied(held, walked(held, STAGES, vantage), vantage, **more)


@st.composite
def deals(draw):
    """Any deal: imported or moved, open or closed, dated or not, with or without an amount."""
    if draw(st.booleans()):
        doc = {
            "stage": draw(st.sampled_from((*OPEN, "?"))),
            "stage_since": f"{on(draw(st.integers(-5, 300)))}T08:00:00Z",
        }
        outcome = draw(st.sampled_from(("open", "won", "lost")))
        if outcome != "open":
            doc |= {"status": outcome, "stage": outcome}
            if draw(st.booleans()):
                doc["closed_on"] = on(draw(st.integers(-5, 300)))
        if draw(st.booleans()):
            doc["opened_on"] = on(draw(st.integers(0, 400)))
    else:
        days = sorted(draw(st.lists(st.integers(-5, 400), min_size=2, max_size=6)), reverse=True)
        stages = [draw(st.sampled_from((*OPEN, "won", "lost"))) for _ in days[1:]]
        doc = deal((draw(st.sampled_from(OPEN)), days[0]), *zip(stages, days[1:], strict=True))
    if draw(st.booleans()):
        doc["amount"] = money(
            draw(st.integers(0, 10**6)), draw(st.sampled_from(("CNY", "USD", "EUR")))
        )
    if draw(st.booleans()):
        doc["expected_sign_on"] = on(draw(st.integers(-400, 60)))
    if draw(st.booleans()):
        doc["probability_override"] = draw(st.floats(0.1, 99.9))
    doc["owner"] = draw(st.sampled_from(("li", "wang", "")))
    return doc
