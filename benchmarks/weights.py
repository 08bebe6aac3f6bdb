"""What one step of a weight costs while a draft is previewed, and what opening the editor does.

CPU of this thread; the median of several turns, and of a held key the worst step too, since that
is the one that is felt. `python -m benchmarks.weights [--quick]`.
"""

import gc
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from time import thread_time
from types import SimpleNamespace

from benchmarks import grading
from benchmarks.figures import Figure, measure, python, report
from tierdesk.domain.book import Book
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.scoring.default_model import open_model, signed_model
from tierdesk.scoring.drafting import with_half_life, with_map, with_thresholds, with_weight
from tierdesk.scoring.heirs import over
from tierdesk.scoring.model import Criterion, Group, ScoringModel
from tierdesk.scoring.models import Models
from tierdesk.scoring.score import Previous
from tierdesk.scoring.valuemap import Linear, Log
from tierdesk.scoring.variants import sparse

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported

import numpy as np

from tierdesk.scoring.whole.facts import INDUSTRY, Column, Fact, Stored, Words, facts_of
from tierdesk.scoring.whole.gates import footing_of
from tierdesk.scoring.whole.panel import Panel, panel_from, panel_of
from tierdesk.scoring.whole.preview import glance, survey
from tierdesk.scoring.whole.reach import reach_of
from tierdesk.scoring.whole.standing import pinned, standing, standing_among
from tierdesk.ui.weights.family import Family

TURNS = 7
HELD = 60
WORDS = ("company", "person", "leader", "major", "average", "minor")


def model_of_fourteen() -> ScoringModel:
    """The default model with two custom fields beside its twelve criteria."""
    model = open_model()
    two = (Criterion(f"x{n}", f"X{n}", 5, f"custom.x{n}", Linear(0, 5)) for n in (1, 2))
    return replace(model, groups=(*model.groups, Group("own", "Own", tuple(two))))


def invented_panel(model: ScoringModel, size: int) -> Panel:
    """Random facts, a fifth of them unknown; everybody stood in some tier before."""
    dice = np.random.default_rng(1)
    facts: dict[Fact, Column] = {}
    for fact in facts_of(model):
        if fact.shape == "text":
            facts[fact] = Words(dice.integers(-1, len(WORDS), size), WORDS)
        elif fact.shape == "any":
            late = np.where(dice.random(size) < 0.05, 40.0, np.nan)
            facts[fact] = Stored(dice.random(size) < 0.03, late)
        else:
            facts[fact] = np.where(dice.random(size) < 0.2, np.nan, dice.random(size) * 5)
    today = Vantage(Moment(grading.NOW)).ordinal
    stood = [Previous("ABCD"[n], today - days) for n, days in dice.integers(0, (4, 30), (size, 2))]
    footing = footing_of([(-1, before) for before in stood], today)
    return panel_from(model, np.arange(1, size + 1), facts, footing)


def spent(work: Callable[[], object]) -> float:
    """ms of CPU."""
    begun = thread_time()
    work()
    return (thread_time() - begun) * 1000


def cost(work: Callable[[], object]) -> float:
    """The median of a few turns."""
    return median(spent(work) for _ in range(TURNS))


def figures_at(size: int, quick: bool) -> list[Figure]:
    """Steps of a weight, of a map and of the pinned customer at one size."""
    model = model_of_fourteen()
    panel = invented_panel(model, size)
    base, of = standing(panel, model), f"{size:,} × {len(model.criteria)}"
    drafts = [
        with_weight(model, "interest", 12 + n / 4) for n in range(1, HELD // (4 if quick else 1))
    ]
    glances = [spent(partial(glance, panel, draft, base)) for draft in drafts]
    surveys = [spent(partial(survey, panel, draft, base)) for draft in drafts[:TURNS]]
    both = median(glances) + median(surveys)
    draft, mapped = drafts[-1], with_map(model, "size", Log(2, 500))
    found = [
        Figure(f"glance, {of}, median of a held key", median(glances), 33, "ms"),
        Figure(f"glance, {of}, worst of a held key", max(glances), 33, "ms"),
        Figure(f"glance against a model, no standing, {of}", cost(partial(glance, panel, draft, model)), 33, "ms"),
        Figure(f"survey, {of}", median(surveys), 150, "ms"),
        Figure(f"survey, {of}, worst", max(surveys), 150, "ms"),
        Figure(f"another value map, then a glance, {of}", cost(lambda: glance(panel.ready(mapped), mapped, base)), 33, "ms"),
        Figure(f"the pinned customer with all parts, {of}", cost(partial(pinned, panel, draft, 77)), 5, "ms"),
        Figure(f"reach of a chosen customer, {of}", cost(partial(reach_of, panel, draft, 77)), 20, "ms"),
        Figure(f"reach before anybody flips, {of}", cost(partial(reach_of, panel, draft)), 50 * size / 10_000, "ms"),
    ]  # fmt: skip
    if size <= 10_000:
        found.append(Figure(f"glance and survey together, {of}", both, 20, "ms"))
    return found


def with_variants(size: int, quick: bool) -> list[Figure]:
    """A step of a weight while six industries have variants that inherit: each grades a seventh of the
    customers, and differs in a weight, a map or its thresholds."""
    model = model_of_fourteen()
    edits = (
        with_weight(model, "willingness", 20),
        with_map(model, "size", Log(2, 500)),
        with_thresholds(model, {"A": 65}),
    )
    docs = [
        {**sparse(replace(edited, industries=(word,), inherits=True), model), "status": "active",
         "version": 2 + n}
        for n, (edited, word) in enumerate(zip(edits * 2, WORDS, strict=True))
    ]  # fmt: skip
    models = over(Models(model, signed_model(), ()), docs, model)
    dice = np.random.default_rng(2)
    panel = invented_panel(model, size)
    facts = {**panel.facts, INDUSTRY: Words(dice.integers(-1, len(WORDS), size), WORDS)}
    panel = panel_from(model, panel.ids, facts, panel.footing)
    look = SimpleNamespace(models=models, heirs=tuple(docs))
    family, base = Family(look), standing_among(panel, models)  # type: ignore[arg-type] # all it asks
    drafts = [
        with_weight(model, "interest", 12 + n / 4) for n in range(1, HELD // (4 if quick else 1))
    ]

    def step(draft: ScoringModel) -> None:
        glance(panel, family.standing(panel.ready(draft), draft), base)

    steps = [spent(partial(step, draft)) for draft in drafts]
    after = family.standing(panel, drafts[-1])
    of = f"{size:,} with six variants"
    return [
        Figure(f"glance, {of}, median of a held key", median(steps), 33, "ms"),
        Figure(f"glance, {of}, worst of a held key", max(steps), 33, "ms"),
        Figure(f"survey, {of}", cost(partial(survey, panel, after, base)), 150, "ms"),
    ]


def opening(size: int) -> list[Figure]:
    """What happens before the editor shows its first preview, over a whole book."""
    book = Book(
        {
            name: {str(i): doc for i, doc in enumerate(docs, 1)}
            for name, docs in grading.tables(size).items()
        }
    )
    gc.freeze()
    moment, model = Moment(grading.NOW), open_model()
    panel = panel_of(book, Vantage(moment), model)
    made = cost(lambda: panel_of(book, Vantage(moment), model))
    decayed = with_half_life(model, "touches", 45)
    again = cost(lambda: panel.following(decayed, book, Vantage(moment)))
    first = cost(lambda: survey(panel, model, model)) + cost(lambda: reach_of(panel, model))
    runs = [
        [measure(python("-c", code), os.environ).cpu for _ in range(TURNS)]
        for code in ("import numpy", "pass")
    ]
    numpy = median(runs[0]) - median(runs[1])
    gc.unfreeze()
    of = f"{size:,} customers, {book.count('touches'):,} touches"
    return [
        Figure(f"panel of {of}", made / 1000, 0.4, "s"),
        Figure("importing numpy", numpy, 0.1, "s"),
        Figure("opening: numpy, panel, survey, reach", numpy + (made + first) / 1000, 0.5, "s"),
        Figure("another half-life: touches read again", again / 1000, 0.3, "s"),
    ]  # fmt: skip


def figures(quick: bool) -> list[Figure]:
    """All figures; the large panel is cheap enough for every run."""
    return [
        *figures_at(10_000, quick), *figures_at(100_000, quick), *with_variants(100_000, quick),
        *opening(10_000),
    ]  # fmt: skip


if __name__ == "__main__":
    report("weights, CPU", figures("--quick" in sys.argv))
