"""The funnel: stages, conversion, what was won when, by whom, and the bottleneck."""

from collections.abc import Iterator

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.pipeline_view import Look, least_of, look_of, tallies_of, unknowns
from tierdesk.commands.doing.report_figures import days_document, ratio, sum_document
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.domain.moment import Moment
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.funnel import (
    Bottleneck,
    GroupFigures,
    StageFigures,
    bottleneck,
    days_of,
    group_figures,
    stage_figures,
    win_rate,
)
from tierdesk.pipeline.tallies import Tallies


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    look, least = look_of(front, values), least_of(values)
    found = tallies_of(look, values)
    stages = stage_figures(found, least)
    limit = whole(text_of(values, "limit"), "--limit", look.book.count("deals"))
    document = {
        "schema": 1, "report": "funnel", "as_of": look.vantage.today,
        "currency": look.moment.currency, "least": least,
        **_whole(found, look.moment),
        "stages": [_stage(one, look.moment) for one in stages],
        "bottleneck": _bottleneck(bottleneck(stages, found.whole, least), found),
        "quarters": _quarters(found, look.moment),
        "groups": {
            by: [_group(one, look.moment) for one in group_figures(found, by, least)[:limit]]
            for by in found.groups
        },
        "limits": list(unknowns(found, look.moment)),
    }  # fmt: skip
    return Outcome(document, tuple(_said(found, look)), view="report_funnel")


def _whole(found: Tallies, moment: Moment) -> dict[str, object]:
    whole_ = found.whole
    return {
        "open": whole_.open, "won": whole_.won, "lost": whole_.lost,
        "win_rate": ratio(win_rate(whole_)), "unpriced": whole_.unpriced,
        "won_value": sum_document(whole_.won_sums, moment),
        "open_value": sum_document(whole_.open_sums, moment),
        "days_to_won": days_document(days_of(whole_.days_won)),
        "days_to_lost": days_document(days_of(whole_.days_lost)),
        "stage_unknown": found.nowhere.open,
    }  # fmt: skip


def _stage(one: StageFigures, moment: Moment) -> dict[str, object]:
    return {
        "stage": one.stage.key, "label": one.stage.title, "deals": one.here.open,
        "value": sum_document(one.here.open_sums, moment), "unpriced": one.here.unpriced,
        "waiting_days": days_document(one.waiting), "days_in_stage": days_document(one.stayed),
        "advanced": one.advanced, "died": one.died, "n": one.n, "conversion": ratio(one.conversion),
    }  # fmt: skip


def _bottleneck(narrow: Bottleneck | None, found: Tallies) -> dict[str, object] | None:
    if narrow is None:
        return None
    one = narrow.figures
    return {
        "stage": one.stage.key, "label": one.stage.title, "why": narrow.kind, "firm": narrow.firm,
        "conversion": ratio(one.conversion), "n": one.n, "died": one.died, "deals": one.here.open,
        "waiting_days": days_document(one.waiting), "days_in_stage": days_document(one.stayed),
        "days_to_won": days_document(days_of(found.whole.days_won)),
    }  # fmt: skip


def _quarters(found: Tallies, moment: Moment) -> list[dict[str, object]]:
    return [
        {
            "quarter": f"{year:04}-Q{quarter}", "won": one.won, "lost": one.lost,
            "won_value": sum_document(one.sums, moment),
        }
        for (year, quarter), one in found.quarters.items()
    ]  # fmt: skip


def _group(one: GroupFigures, moment: Moment) -> dict[str, object]:
    tally = one.tally
    return {
        "key": one.key or None, "open": tally.open, "won": tally.won, "lost": tally.lost,
        "n": tally.decided, "win_rate": ratio(one.win_rate), "few": one.win_rate is None,
        "won_value": sum_document(tally.won_sums, moment), "days_to_won": days_document(one.days_won),
    }  # fmt: skip


def _said(found: Tallies, look: Look) -> Iterator[Message]:
    if not (found.whole.open or found.whole.decided):
        yield say("There is no deal up to %(day)s; add one with deal add, or import some.",
                  day=look.vantage.today)  # fmt: skip
