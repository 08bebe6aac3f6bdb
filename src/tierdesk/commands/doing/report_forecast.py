"""The forecast: what the open deals bring, month by month, and on what odds."""

from collections.abc import Collection, Iterator

from tierdesk.commands.doing.pipeline_view import Look, astray, look_of, unrated
from tierdesk.commands.doing.report_figures import sum_document
from tierdesk.commands.doing.report_view import number_of
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say, say_n
from tierdesk.pipeline.chances import PRIOR, Chance, Odds, chances_of
from tierdesk.pipeline.forecast import COMMIT, OVERDUE, UNDATED, Forecast, Slot, forecast
from tierdesk.pipeline.funnel import days_of
from tierdesk.pipeline.pushes import Pushes, pushes_of
from tierdesk.pipeline.tallies import tallied
from tierdesk.pipeline.ways import Walked


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    look = look_of(front, values)
    commit = number_of(values, "commit", round(COMMIT), 100)
    deals = look.deals()
    counted = tallied(look.book, deals, look.vantage, by=())
    chances = chances_of(counted)
    odds = Odds(chances, history=text_of(values, "odds") == "history")
    pushes = pushes_of(look.book, look.vantage, _open(deals))
    found = forecast(deals, look.vantage, odds, commit, pushes)
    currencies = {*counted.whole.open_sums, *(part.currency for part in found.won.parts)}
    document = {
        "schema": 1, "report": "forecast", "as_of": look.vantage.today,
        "currency": look.moment.currency, "odds": odds.basis, "commit": commit, "prior": PRIOR,
        "chances": [_chance(one) for one in chances],
        "slots": [_slot(slot, look.moment) for slot in found.slots],
        "total": _slot(found.total, look.moment),
        "won_this_month": {"deals": found.won_deals, **sum_document(found.won, look.moment)},
        "by_hand": found.by_hand, "pushes": _pushes(pushes.values()),
        "limits": [*_limits(found), *astray(deals.astray), *unrated(look.moment, *currencies)],
    }  # fmt: skip
    return Outcome(document, tuple(_said(found, look)), view="report_forecast")


def _open(deals: Walked) -> set[int]:
    pairs = zip(deals.ids, deals.ways, strict=True)
    return {deal_id for deal_id, way in pairs if way.outcome == "open"}


def _pushes(found: Collection[Pushes]) -> dict[str, object]:
    """How many open deals were put off, how often in all, and by a median of how many days each."""
    return {
        "deals": len(found), "times": sum(one.times for one in found),
        "median_days": days_of([one.days for one in found]).median,
    }  # fmt: skip


def _chance(one: Chance) -> dict[str, object]:
    return {
        "stage": one.stage.key, "label": one.stage.title, "stage_percent": one.usual, "n": one.n,
        "won": one.won, "history_percent": round(one.seen, 2),
    }  # fmt: skip


def _slot(slot: Slot, moment: Moment) -> dict[str, object]:
    return {
        "slot": slot.key or "total", "deals": slot.deals, "pushed": slot.pushed, "unpriced": slot.unpriced,
        "best": sum_document(slot.best, moment), "weighted": sum_document(slot.weighted, moment),
        "committed": sum_document(slot.committed, moment),
    }  # fmt: skip


def _limits(found: Forecast) -> Iterator[Message]:
    """What the sums do not hold, or hold on weak ground."""
    if found.total.unpriced:
        yield say_n(
            "%(n)s open deal states no amount; it adds nothing.",
            "%(n)s open deals state no amount; they add nothing.",
            found.total.unpriced,
        )
    deals = {slot.key: slot.deals for slot in found.slots}
    if deals.get(OVERDUE):
        yield say_n(
            "%(n)s open deal was expected before this day; give it a new date or close it.",
            "%(n)s open deals were expected before this day; give them a new date or close them.",
            deals[OVERDUE],
        )
    if deals.get(UNDATED):
        yield say_n(
            "%(n)s open deal has no expected sign date.",
            "%(n)s open deals have no expected sign date.",
            deals[UNDATED],
        )
    if found.placeless:
        yield say_n(
            "%(n)s open deal counts as in the first stage: where it stood then is not on record.",
            "%(n)s open deals count as in the first stage: where they stood then is not on record.",
            found.placeless,
        )


def _said(found: Forecast, look: Look) -> Iterator[Message]:
    if not found.slots:
        yield say("No deal is open on %(day)s, so nothing is to be expected.",
                  day=look.vantage.today)  # fmt: skip
