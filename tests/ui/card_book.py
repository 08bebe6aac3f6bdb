"""Customers with everything that a card can show, as dossiers, for tests of what is painted of them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from tierdesk.desk.dossier import dossier
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.pipeline.stages import stages_of
from tierdesk.triage.roster import Roster

NOW = Moment(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
"""A Tuesday, ten in the morning in Shanghai."""
OPEN, SIGNED, BARE, PARKED = 1, 2, 3, 4


def money(units, currency="CNY"):
    return {"minor": units * 100, "currency": currency}


CUSTOMERS = {
    "1": {
        "name": "宏达机械 Hongda Machinery", "kind": "company", "industry": "机床", "employees": 180,
        "industry_position": "major", "country": "CN", "city": "无锡", "timezone": "Asia/Shanghai",
        "owner": "li", "tags": ["展会", "重点"], "interest": 4, "willingness": 4,
        "budget": money(400_000), "decision_by": "2026-12-20", "preferred_channel": "phone",
        "needs": [{"text": "三条线的追溯", "strength": 3, "matched_product": "TL-1"},
                  {"text": "a label printer"}],
        "habits": ["上午在车间", "喝白茶"], "notes": "第一行\n第二行", "referrer_id": 2,
        "custom": {"ERP": "用友 U8", "Lines": 3, "Pilot": True},
        "created_at": "2026-01-05T02:30:00Z", "updated_at": "2026-11-20T02:30:00Z",
    },
    "2": {"name": "Nordwind GmbH", "country": "DE", "timezone": "Europe/Berlin", "currency": "EUR",
          "credit_limit": money(1_000, "EUR")},
    "3": {"name": "青禾零售"},
    "4": {"name": "Kestrel", "parked": {"since": "2026-11-01", "reason": "moving house"}},
}  # fmt: skip
TABLES = {
    "customers": CUSTOMERS,
    "contacts": {
        "1": {"customer_id": 1, "name": "姚磊", "role": "user", "phones": ["13600002104"]},
        "2": {"customer_id": 1, "name": "王敏", "role": "decision_maker", "title": "总经理",
              "phones": ["0510 5550 0188", "139 0000 2101"], "emails": ["wang@hongda.example"],
              "birthday": {"month": 8, "day": 15, "calendar": "lunar"}, "notes": "一页纸"},
        "3": {"customer_id": 2, "emails": ["info@nordwind.example"]},
    },
    "deals": {
        "1": {"customer_id": 1, "title": "三条线", "stage": "negotiation", "amount": money(320_000),
              "expected_profit": money(90_000), "expected_sign_on": "2026-12-15",
              "stage_since": "2026-11-12T02:00:00Z", "opened_on": "2026-09-01",
              "products": ["TL-1", "AP-4"], "owner": "li", "checked": ["quote_sent"],
              "history": [{"source": "interested", "target": "negotiation",
                           "at": "2026-11-12T02:00:00Z", "by": "li", "reason": "预算放行"}]},
        "2": {"customer_id": 1, "title": "试点", "stage": "prospect", "status": "lost",
              "lost_reason": "太贵", "closed_on": "2025-03-01"},
        "3": {"customer_id": 2, "title": "Hall 3", "stage": "won", "status": "won",
              "amount": money(64_000, "EUR"), "closed_on": "2026-08-01"},
    },
    "touches": {
        "1": {"customer_id": 1, "at": "2026-11-21T06:05:00Z", "channel": "phone", "result": "reached",
              "contact_id": 2, "content": "要三条线的报价", "minutes": 12, "by": "li"},
        "2": {"customer_id": 1, "at": "2026-11-22T23:30:00Z", "channel": "email", "direction": "in",
              "content": "Wann kommt das Angebot?"},
        "3": {"customer_id": 2, "at": "2025-12-31T10:00:00Z", "channel": "visit",
              "result": "complaint", "content": "late again"},
    },
    "follow_ups": {
        "1": {"customer_id": 1, "due_at": "2026-11-24T02:30:00Z", "promised": True, "kind": "phone",
              "note": "发修改后的报价"},
        "2": {"customer_id": 1, "due_at": "2026-12-01", "snoozed_until": "2026-12-03", "snooze_count": 2},
    },
    "orders": {"1": {"customer_id": 2, "code": "SO-1", "on": "2026-09-01", "amount": money(9_000, "EUR"),
                     "products": ["X200"]}},
    "contracts": {
        "1": {"customer_id": 2, "deal_id": 3, "code": "C-7", "signed_on": "2026-08-01",
              "amount": money(64_000, "EUR"), "first_payment_amount": money(20_000, "EUR"),
              "instalments": [{"due_on": "2026-10-01", "amount": money(44_000, "EUR")}]},
    },
    "payments": {"1": {"contract_id": 1, "paid_on": "2026-08-05", "amount": money(20_000, "EUR"),
                       "method": "SEPA"}},
    "feedback": {"1": {"customer_id": 2, "opened_on": "2026-11-02", "state": "open",
                       "text": "Etiketten lösen sich"}},
    "survey_responses": {"1": {"customer_id": 2, "kind": "nps", "score": 4, "on": "2026-11-03",
                               "comment": "so lala"}},
    "fx_rates": {"1": {"currency": "EUR", "base": "CNY", "on": "2026-01-01", "rate": "7.8"}},
}  # fmt: skip
STAGES = {stage.key: stage.title for stage in stages_of(Book({}))}


def room(tables, moment=NOW):
    """What looks a customer up, over these tables."""
    book = Book(tables)
    moment = Moment(moment.now, moment.zone, rates=book.rates())
    roster = Roster(book, moment)
    desk = SimpleNamespace(book=book, moment=moment)
    return SimpleNamespace(desk=desk, roster=roster, queue=roster.queue())


def known(customer_id, tables=TABLES):
    """The dossier of one of them."""
    return dossier(room(tables), customer_id)


def one(customer, **tables):
    """The dossier of a customer alone in its book; tables are lists of its documents."""
    found = {name: {str(n): {"customer_id": 1, **doc} for n, doc in enumerate(docs, 1)}
             for name, docs in tables.items()}  # fmt: skip
    return known(1, {"customers": {"1": {"name": "x", **customer}}, **found})
