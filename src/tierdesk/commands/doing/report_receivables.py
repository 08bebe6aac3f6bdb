"""Receivables: what is owed by age, days sales outstanding, credit limits and holds."""

from collections.abc import Iterator, Sequence

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.pipeline_view import unrated
from tierdesk.commands.doing.report_figures import ratio, sum_document
from tierdesk.commands.doing.report_view import counted_in, number_of, seen_from
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.contracts import bonus_released
from tierdesk.domain.document import text
from tierdesk.domain.moment import Moment
from tierdesk.domain.rewound import Rewound
from tierdesk.domain.sums import Sum
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.insight.receivables import (
    BUCKETS,
    WINDOW,
    Debtor,
    Owing,
    Receivables,
    levels,
    receivables,
)

_MOST_DAYS = 36_500


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    book, now = front.desk.book, front.desk.moment
    moment = counted_in(book, seen_from(now, values), ("contracts",))
    window = number_of(values, "window", WINDOW, _MOST_DAYS)
    rewound = Rewound(book, ("customers",)) if moment.today < now.today else None
    found = receivables(book, moment, window=window, rewound=rewound)
    limit = whole(text_of(values, "limit"), "--limit", len(found.debtors))
    document = {
        "schema": 1, "report": "receivables", "as_of": moment.today, "currency": moment.currency,
        "window_days": window, "customers_with_contract": len(found.debtors),
        "receivable": sum_document(found.receivable, moment),
        "overdue": sum_document(found.overdue, moment),
        "buckets": _buckets(found.buckets, moment),
        "sold": sum_document(found.sold, moment), "dso": _days(found.dso),
        "limits_reached": dict(levels(found.debtors)),
        "on_hold": sum(one.hold is not None for one in found.debtors),
        "customers": [_debtor(one, moment) for one in found.debtors[:limit]],
        "limits": list(_limits(found, moment)),
    }  # fmt: skip
    return Outcome(document, tuple(_said(found, moment)), view="report_receivables")


def _buckets(sums: Sequence[Sum], moment: Moment) -> dict[str, object]:
    return {name: sum_document(one, moment) for name, one in zip(BUCKETS, sums, strict=True)}


def _debtor(one: Debtor, moment: Moment) -> dict[str, object]:
    return {
        "customer_id": one.customer_id, "name": one.name,
        "receivable": sum_document(one.receivable, moment),
        "overdue": sum_document(one.overdue, moment), "overdue_days": one.days,
        "buckets": _buckets(one.buckets, moment), "credit_limit": one.credit_limit,
        "limit_used": ratio(one.used), "level": one.level, "hold": one.hold, "dso": _days(one.dso),
        "contracts": [_contract(owing) for owing in one.contracts],
    }  # fmt: skip


def _contract(owing: Owing) -> dict[str, object]:
    one = owing.standing
    return {
        "contract_id": owing.contract_id, "code": text(owing.contract, "code"),
        "state": one.qualified, "signed": one.signed, "paid": one.paid,
        "receivable": one.receivable, "overdue_days": one.overdue_days,
        "open": [{"due_on": item.on, "amount": item.amount} for item in owing.items],
        "bonus_released": bonus_released(one), "uncounted": list(one.uncounted),
    }  # fmt: skip


def _limits(found: Receivables, moment: Moment) -> Iterator[Message]:
    """What the sums do not hold."""
    owings = [owing for one in found.debtors for owing in one.contracts]
    uncounted = [money for owing in owings for money in owing.standing.uncounted]
    if uncounted:
        yield say_n(
            "%(n)s payment or instalment is not counted, since no rate tells it in the currency of "
            "its contract: %(amounts)s.",
            "%(n)s payments or instalments are not counted, since no rate tells them in the currency "
            "of their contract: %(amounts)s.",
            len(uncounted), amounts=uncounted[:5],
        )  # fmt: skip
    held = [found.receivable, found.sold]
    yield from unrated(moment, *(part.currency for one in held for part in one.unrated))
    if found.dso is None and found.debtors:
        yield say("Days sales outstanding are not known: no contract has its day of signature in the "
                  "window, or a currency has no rate.")  # fmt: skip


def _days(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _said(found: Receivables, moment: Moment) -> Iterator[Message]:
    if not found.debtors:
        yield say("No contract was signed up to %(day)s, so nobody owes anything.",
                  day=moment.today)  # fmt: skip
