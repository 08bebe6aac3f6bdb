"""A first model over the fields that a table brought, for outcomes that one of them tells.

Every field becomes a criterion of equal weight; what its values are worth is learned from the
earlier outcomes alone, so that the later ones still test it. Fields that leak, that say the same of
everybody, that hold a date or nearly as many words as customers are left out, each with a reason.
It must not know how a draft is kept.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tierdesk.domain.book import Book
from tierdesk.errors import Refused
from tierdesk.i18n.message import N_, Message, Verbatim, say
from tierdesk.scoring.learning.columns import other_columns
from tierdesk.scoring.learning.evidence import split_of
from tierdesk.scoring.learning.field_maps import map_of
from tierdesk.scoring.learning.kept import ensure_known, parted
from tierdesk.scoring.learning.leaks import Leak, leaks_of
from tierdesk.scoring.learning.outcomes import Outcomes
from tierdesk.scoring.learning.readings import Bools, read
from tierdesk.scoring.learning.sentences import too_few
from tierdesk.scoring.model import Criterion, Group, Scheme, ScoringModel
from tierdesk.scoring.sources import CUSTOM

_DATE = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[T ].*)?")
_OFTEN = 0.9
_SELDOM = 0.05
_MOST_WORDS = 100
_TOPS = (0.9, 0.7, 0.4)
"""Of the earlier outcomes a tenth is A, two are B, three are C, the rest is D."""


class LeftOut(NamedTuple):
    """A field that became no criterion, and why."""

    field: str
    why: Message


class Drafted(NamedTuple):
    """The draft, what was left out of it, which of that leaks, and what leaks but was kept."""

    model: ScoringModel
    left_out: tuple[LeftOut, ...]
    leaks: tuple[Leak, ...]
    kept: tuple[Leak, ...] = ()


def drafted(
    book: Book, outcomes: Outcomes, like: ScoringModel, keep: Collection[str] = ()
) -> Drafted:
    """A draft over the custom fields of the customers whose outcome is known; kind, gates and the
    ways of its tiers are those of the model `like`; fields that `keep` names stay although they
    leak. Raises Refused when there are too few outcomes, all of one kind, or no field to build on,
    Invalid for a field to keep that is not there."""
    won = np.array([decision.won for decision in outcomes.decided], dtype=bool)
    split = split_of(won)
    if split is None:
        raise Refused(too_few(outcomes))
    columns = [c for c in other_columns(book, outcomes) if c.field.startswith(CUSTOM)]
    ensure_known(keep, [(column.name, column.field) for column in columns])
    leaks, kept = parted(leaks_of(columns, won), keep)
    left = [LeftOut(leak.name, leak.why) for leak in leaks]
    criteria = []
    for column in columns:
        if any(leak.field == column.field for leak in leaks):
            continue
        earlier = column.decided[: split.cut]
        why = _useless(earlier)
        value_map = None if why else map_of(earlier, won[: split.cut])
        if value_map is None:
            left.append(LeftOut(column.name, why or _same()))
        else:
            name = Verbatim(column.name)
            criteria.append(Criterion(name, name, 1.0, column.field, value_map))
    if not criteria:
        raise Refused(_nothing_left(outcomes.field, left, leaks))
    group = Group("fields", N_("Fields"), tuple(criteria), weight=100.0)
    model = ScoringModel(
        like.kind, outcomes.field, (group,), like.gates, like.scheme, parent=None,
        industries=like.industries,
    )  # fmt: skip
    return Drafted(_with_tiers(model, outcomes, won, split.cut), tuple(left), leaks, kept)


def _nothing_left(outcome: str, left: Sequence[LeftOut], leaks: Sequence[Leak]) -> Message:
    """Every field with its reason, and how to keep one that only looks like a leak."""
    told = say("No field is left to build a model on.")
    for field, why in left:
        told = say("%(told)s %(field)s: %(why)s", told=told, field=field, why=why)
    if not leaks:
        return told
    return say("%(told)s What was known before the decision can be kept: model from-fields --outcome "
               "%(outcome)s %(field)s.", told=told, outcome=outcome, field=leaks[0].name)  # fmt: skip


def _with_tiers(model: ScoringModel, outcomes: Outcomes, won: Bools, cut: int) -> ScoringModel:
    """Thresholds at which the earlier outcomes fall into tiers of a useful size, where the scheme
    has four tiers and the scores differ enough."""
    if len(model.scheme.thresholds) != len(_TOPS):
        return model
    earlier = replace(outcomes, decided=outcomes.decided[:cut])
    scores = read(earlier, model).scores(np.array(list(model.weights().values())))
    steps = [round(float(step), 1) for step in np.quantile(scores, _TOPS)]
    if not 100 >= steps[0] > steps[1] > steps[2] > 0:
        return model
    tiers = [tier for tier, _ in model.scheme.thresholds]
    scheme: Scheme = replace(model.scheme, thresholds=tuple(zip(tiers, steps, strict=True)))
    return replace(model, scheme=scheme)


def _useless(values: Sequence[object]) -> Message | None:
    """Why a field cannot be a criterion, by what it holds."""
    filled = [value for value in values if value not in (None, "")]
    if len(filled) < _SELDOM * len(values):
        return say("It is hardly ever filled.")
    if len({str(value) for value in filled}) < 2:
        return _same()
    words = [value for value in filled if isinstance(value, str)]
    if not words or len(words) * 2 < len(filled):
        return None
    if sum(_DATE.fullmatch(word.strip()) is not None for word in words) >= _OFTEN * len(words):
        return say("It holds dates, which say when and not who.")
    different = len(set(words))
    if different > _MOST_WORDS or different * 2 > len(words):
        return say("It holds %(n)s different words, too many to learn from.", n=different)
    return None


def _same() -> Message:
    return say("It says the same of nearly everybody.")
