"""The rows of the sheet of thresholds, with the rules of demotion. See `fields`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tierdesk.domain.typed_numbers import days_in, number_in
from tierdesk.i18n.message import say
from tierdesk.scoring.drafting import with_hysteresis, with_thresholds
from tierdesk.scoring.model import ScoringModel
from tierdesk.scoring.schemes import tier_label
from tierdesk.ui.weights.fields import Field, figure, plain, weight_stepped


def threshold_fields(model: ScoringModel) -> Sequence[Field]:
    """From how many points each tier begins, and the rule of demotion for who stood in one before."""
    scheme = model.scheme
    rows = [
        Field(
            say("%(tier)s from", tier=tier_label(scheme, tier)), plain(figure(least)), figure(least),
            partial(_threshold, tier), partial(_threshold_moved, tier),
            question=say("%(tier)s from how many points", tier=tier_label(scheme, tier)),
        )
        for tier, least in scheme.thresholds
    ]  # fmt: skip
    rows.append(
        Field(say("%(tier)s below that", tier=tier_label(scheme, scheme.lowest)), heading=True)
    )
    margin = Field(
        say("demoted only so many points below"), plain(figure(scheme.margin)), figure(scheme.margin),
        _margin, lambda m, by: with_hysteresis(m, weight_stepped(m.scheme.margin, by),
                                               m.scheme.hold_days),
    )  # fmt: skip
    hold = Field(
        say("and after so many days in the tier"), plain(str(scheme.hold_days)),
        str(scheme.hold_days), _hold,
        lambda m, by: with_hysteresis(m, m.scheme.margin, max(0, m.scheme.hold_days + int(by))),
    )  # fmt: skip
    return [*rows, margin, hold]


def _threshold(tier: str, model: ScoringModel, text: str) -> ScoringModel:
    return with_thresholds(model, {tier: number_in(text)})


def _threshold_moved(tier: str, model: ScoringModel, by: float) -> ScoringModel:
    least = dict(model.scheme.thresholds)[tier]
    return with_thresholds(model, {tier: round(least + by, 10)})


def _margin(model: ScoringModel, text: str) -> ScoringModel:
    return with_hysteresis(model, number_in(text), model.scheme.hold_days)


def _hold(model: ScoringModel, text: str) -> ScoringModel:
    return with_hysteresis(model, model.scheme.margin, days_in(text))
