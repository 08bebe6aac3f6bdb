"""The document of `report rfm`: figures of the rules as --json prints them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tierdesk.domain import money
from tierdesk.domain.money import Money
from tierdesk.i18n.message import Message
from tierdesk.scoring.buying.bgnbd import BgNbd, Repeat
from tierdesk.scoring.buying.cuts import write_cuts
from tierdesk.scoring.buying.holdout import Evidence
from tierdesk.scoring.buying.overview import Buyer, Overview
from tierdesk.scoring.buying.rfm_holdout import HeldOut

_NO_HOPE = (None, None)


class Forecast(NamedTuple):
    """`hopes`: P(alive) and the orders to expect in `ahead` weeks; empty when the fit was
    `refused`."""

    ahead: int
    model: BgNbd | None
    refused: Message | None
    hopes: Mapping[Repeat, tuple[float | None, float | None]]

    def of(self, buyer: Buyer) -> tuple[float | None, float | None]:
        """The forecast of one buyer."""
        return self.hopes.get(buyer.repeat, _NO_HOPE)


def document_of(
    seen: Overview, forecast: Forecast, tested: HeldOut | None, currency: str, limit: int
) -> dict[str, object]:
    """Everything but the head and the limits; at most `limit` customers, the most promising
    first."""
    return {
        "buyers": len(seen.buyers), "silent": seen.silent, "method": seen.method,
        "cuts": write_cuts(seen.cuts),
        "grid": [list(row) for row in seen.grid], "segments": _segments(seen, currency),
        "top10": _rounded(seen.top10), "top20": _rounded(seen.top20),
        "bgnbd": _forecast(seen, forecast),
        "customers": [_row(buyer, forecast, currency) for buyer in _ranked(seen, forecast)[:limit]],
        "holdout": tested and _holdout(tested),
    }  # fmt: skip


def _segments(seen: Overview, currency: str) -> list[dict[str, object]]:
    total = sum(share.amount for share in seen.segments)
    return [
        {
            "segment": share.segment.key, "label": Message(share.segment.label),
            "customers": share.customers, "amount": _money(share.amount, currency),
            "amount_share": _rounded(share.amount / total if total > 0 else None),
        }
        for share in seen.segments
    ]  # fmt: skip


def _forecast(seen: Overview, forecast: Forecast) -> dict[str, object]:
    if forecast.model is None:
        return {"weeks_ahead": forecast.ahead, "refused": forecast.refused}
    hopes = [forecast.of(buyer)[1] for buyer in seen.buyers]
    expected = sum(hope for hope in hopes if hope is not None)
    return {**_model(forecast.model), "weeks_ahead": forecast.ahead, "expected": round(expected, 2)}


def _model(model: BgNbd) -> dict[str, object]:
    return {
        "r": _rounded(model.r), "alpha": _rounded(model.alpha), "a": _rounded(model.a),
        "b": _rounded(model.b), "log_likelihood": round(model.log_likelihood, 3),
        "customers": model.customers, "repeaters": model.repeaters, "firm": model.firm,
    }  # fmt: skip


def _ranked(seen: Overview, forecast: Forecast) -> list[Buyer]:
    """By the orders to expect, then by the RFM sum, then by id."""

    def key(buyer: Buyer) -> tuple[float, int, int]:
        hope = forecast.of(buyer)[1]
        return (0.0 if hope is None else -hope), -buyer.rating.total, buyer.customer_id

    return sorted(seen.buyers, key=key)


def _row(buyer: Buyer, forecast: Forecast, currency: str) -> dict[str, object]:
    hope = forecast.of(buyer)
    return {
        "customer_id": buyer.customer_id, "name": buyer.name,
        "recency_days": buyer.figures.recency, "frequency": buyer.figures.frequency,
        "monetary": _money(buyer.figures.monetary, currency),
        "r": buyer.rating.recency, "f": buyer.rating.frequency, "m": buyer.rating.monetary,
        "sum": buyer.rating.total, "segment": buyer.segment.key,
        "label": Message(buyer.segment.label), "repeats": buyer.repeat.times,
        "p_alive": _rounded(hope[0]), "expected": _rounded(hope[1]),
    }  # fmt: skip


def _holdout(tested: HeldOut) -> dict[str, object]:
    return {
        "cut": date.fromordinal(tested.cut), "weeks": (tested.until - tested.cut) // 7,
        "customers": tested.customers, "bought_again": tested.came, "orders": tested.orders,
        "rfm_sum": _evidence(tested.rfm), "bgnbd": _evidence(tested.bgnbd),
        "model": _model(tested.model) if tested.model else {"refused": tested.refused},
    }  # fmt: skip


def _evidence(found: Evidence | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "auc": _rounded(found.auc), "lift10": _rounded(found.lift),
        "lift10_ties_shared": _rounded(found.lift_shared), "top10_share": _rounded(found.top_share),
        "correlation": _rounded(found.correlation),
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _money(amount: float, currency: str) -> Money:
    return money.of(Decimal(str(amount)), currency)
