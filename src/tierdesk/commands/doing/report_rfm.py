"""RFM over the book: scores, segments, what a few hold, who still buys, and a test of all that."""

from collections.abc import Iterator
from datetime import date

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.report_view import counted_in, number_of, seen_from
from tierdesk.commands.doing.rfm_document import Forecast, document_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.book import Book
from tierdesk.domain.vantage import Vantage
from tierdesk.errors import Refused
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.scoring.buying.bgnbd import WEEK, alive, expected, fit
from tierdesk.scoring.buying.cuts import DEFAULT_CUTS, Cuts
from tierdesk.scoring.buying.history import History, days_of, histories_of
from tierdesk.scoring.buying.overview import Overview, overview_of
from tierdesk.scoring.buying.rfm_holdout import HeldOut, held_out
from tierdesk.scoring.default_model import models_of
from tierdesk.scoring.lost_amounts import PRICED, no_rate, without_rate
from tierdesk.scoring.purchase_sources import WINDOW_DAYS
from tierdesk.scoring.valuemap import Rfm

_WEEKS_AHEAD, _MOST_DAYS, _MOST_WEEKS = 26, 36_500, 5_200


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    book = front.desk.book
    moment = counted_in(book, seen_from(front.desk.moment, values))
    window = number_of(values, "window", WINDOW_DAYS, _MOST_DAYS)
    ahead = number_of(values, "ahead", _WEEKS_AHEAD, _MOST_WEEKS)
    weeks = number_of(values, "holdout", 0, _MOST_WEEKS)
    vantage = Vantage(moment)
    histories = list(histories_of(book, vantage))
    tested = _tested(histories, vantage.ordinal, weeks, window) if weeks else None
    seen = overview_of(histories, vantage.ordinal, window, _cuts_of(book))
    forecast = _forecast(seen, ahead)
    limit = whole(text_of(values, "limit"), "--limit", len(seen.buyers))
    document = {
        "schema": 1, "report": "rfm", "as_of": vantage.today, "currency": moment.currency,
        "window_days": window, **document_of(seen, forecast, tested, moment.currency, limit),
        "limits": [*_rateless(front), *_limits(seen, forecast, tested, moment.currency)],
    }  # fmt: skip
    view = "report_rfm_ascii" if front.configuration.ascii else "report_rfm"
    return Outcome(document, tuple(_said(seen, vantage.today)), view=view)


def _cuts_of(book: Book) -> Cuts:
    """Those of the first criterion that holds some, the model of signed customers first."""
    open_deals, signed = models_of(book)
    maps = [criterion.map for criterion in (*signed.criteria, *open_deals.criteria)]
    held = (found.cuts for found in maps if isinstance(found, Rfm) and found.cuts is not None)
    return next(held, DEFAULT_CUTS)


def _tested(histories: list[History], until: int, weeks: int, window: int) -> HeldOut:
    cut = until - weeks * int(WEEK)
    if not any(days_of(history.bought, cut) for history in histories):
        raise Refused(
            say("Nobody had bought anything %(weeks)s weeks before; keep fewer weeks back with "
                "--holdout.", weeks=weeks)
        )  # fmt: skip
    return held_out(histories, cut, until, window)


def _forecast(seen: Overview, ahead: int) -> Forecast:
    """P(alive) and expected orders by the three figures that they depend on."""
    repeats = dict.fromkeys(buyer.repeat for buyer in seen.buyers)
    try:
        model = fit(buyer.repeat for buyer in seen.buyers)
    except Refused as refusal:
        return Forecast(ahead, None, refusal.message, {})
    hopes = {repeat: (alive(model, repeat), expected(model, repeat, ahead)) for repeat in repeats}
    return Forecast(ahead, model, None, hopes)


def _rateless(front: Front) -> Iterator[Message]:
    """The report counts in the only currency there is; criteria cannot."""
    moment = front.desk.moment
    if currencies := without_rate(front.desk.book, moment):
        yield no_rate(currencies, moment.currency, list(PRICED))


def _limits(
    seen: Overview, forecast: Forecast, tested: HeldOut | None, currency: str
) -> Iterator[Message]:
    """What the figures do not say."""
    unpriced = sum(buyer.figures.unpriced for buyer in seen.buyers)
    if unpriced:
        yield say_n(
            "%(n)s order of the window has no amount that can be told in %(currency)s; it counts as 0.",
            "%(n)s orders of the window have no amount that can be told in %(currency)s; they count as 0.",
            unpriced, currency=currency,
        )  # fmt: skip
    if forecast.model is None:
        return
    yield say(
        "P(alive) and the orders to expect suppose that everybody buys at a steady rate of their own "
        "and may stop for good after any order; they know no season, price, contract or reason."
    )
    if not forecast.model.firm:
        yield say(
            "These orders do not hold all four figures of the model; take P(alive) for an order of "
            "rank, not for a chance."
        )
    reach = max(buyer.repeat.age for buyer in seen.buyers)
    if forecast.ahead > reach:
        yield say("The forecast looks %(ahead)s weeks ahead, but the orders reach back %(back)s only.",
                  ahead=forecast.ahead, back=round(reach))  # fmt: skip
    if tested is None:
        yield say("None of this was measured against what came later; --holdout 13 does that.")


def _said(seen: Overview, today: date) -> Iterator[Message]:
    if not seen.buyers:
        yield say("Nobody has bought anything up to %(day)s; import orders with --as orders.",
                  day=today)  # fmt: skip
    elif seen.silent == len(seen.buyers):
        newest = today.toordinal() - min(buyer.figures.recency for buyer in seen.buyers)
        yield say("The last order is of %(day)s, before the window; --as-of looks from a day near it.",
                  day=date.fromordinal(newest))  # fmt: skip
