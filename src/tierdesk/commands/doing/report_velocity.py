"""Velocity: what the deals bring per day, by stage, source, tier and owner."""

from collections.abc import Iterator

from tierdesk.commands.doing.numbers import whole
from tierdesk.commands.doing.pipeline_view import least_of, look_of, tallies_of, unknowns
from tierdesk.commands.doing.report_figures import days_document, ratio
from tierdesk.commands.spec import Front, Outcome, Values, text_of
from tierdesk.i18n.message import Message, say
from tierdesk.pipeline.funnel import group_figures
from tierdesk.pipeline.tallies import Tallies
from tierdesk.pipeline.velocity import Velocity, stage_velocities, velocity_of


def run(front: Front, values: Values) -> Outcome:
    """Perform the command."""
    look, least = look_of(front, values), least_of(values)
    found, moment = tallies_of(look, values), look.moment
    limit = whole(text_of(values, "limit"), "--limit", look.book.count("deals"))
    document = {
        "schema": 1, "report": "velocity", "as_of": look.vantage.today, "currency": moment.currency,
        "least": least,
        "whole": _figures(velocity_of(found.whole, moment, least)),
        "stages": [
            {"stage": stage.key, "label": stage.title, **_figures(one)}
            for stage, one in stage_velocities(found, moment, least)
        ],
        "groups": {
            by: [
                {"key": one.key or None, **_figures(velocity_of(one.tally, moment, least))}
                for one in group_figures(found, by, least)[:limit]
            ]
            for by in found.groups
        },
        "limits": list(unknowns(found, moment)),
    }  # fmt: skip
    return Outcome(document, tuple(_said(found)), view="report_velocity")


def _figures(one: Velocity) -> dict[str, object]:
    return {
        "deals": one.deals, "n": one.n, "won": one.won, "win_rate": ratio(one.win_rate),
        "value": one.value, "days": days_document(one.days), "per_day": one.per_day,
        "few": one.few, "unrated": list(one.unrated),
    }  # fmt: skip


def _said(found: Tallies) -> Iterator[Message]:
    if not found.whole.decided:
        yield say("No deal is won or lost yet, so there is no speed to tell.")
