"""One pass over the book: every customer with its score, stage and due day.

`list`, `today` and the board share it, so that a book is graded once. It must not know the
queue's formula.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.contracts import Standing as Contract
from tierdesk.domain.moment import Moment
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.standing import Standing, Standings
from tierdesk.scoring.grade import Graders
from tierdesk.domain.contact_log import History
from tierdesk.scoring.score import Previous, Score
from tierdesk.domain.vantage import Vantage
from tierdesk.triage.cadence import Cadence
from tierdesk.triage.policy import Policies, policies_of

NOBODY: Mapping[int, Previous] = {}


class Entry(NamedTuple):
    """One customer as a list shows it. Ordinals number the reader's dates, 0 for never; `history`
    is what its touches say, `contracts` how each contract stands."""

    customer_id: int
    name: str
    case: Case
    score: Score
    standing: Standing
    due_ordinal: int
    contact_ordinal: int
    follow_up: Row | None
    history: History
    contracts: tuple[Contract, ...]

    @property
    def due(self) -> date:
        """The day on which the customer is due."""
        return date.fromordinal(self.due_ordinal)

    @property
    def last_contact(self) -> date | None:
        """The day of the last contact that counted."""
        return date.fromordinal(self.contact_ordinal) if self.contact_ordinal else None

    @property
    def stage(self) -> Stage:
        """The stage in which the customer stands."""
        return self.standing.stage

    @property
    def tier(self) -> str:
        """The tier of the score."""
        return self.score.tier

    @property
    def signed(self) -> bool:
        """Whether invariant 1 holds."""
        return self.score.kind == "signed"


class Overview:
    """The pass itself, for one case after the other; `vantage` is what its readers share."""

    def __init__(
        self,
        moment: Moment,
        graders: Graders,
        stages: Sequence[Stage],
        policies: Policies,
        previous: Mapping[int, Previous] = NOBODY,
    ) -> None:
        self._graders = graders.at(moment)
        self.vantage: Vantage = self._graders.vantage
        self._standings = Standings(stages, self.vantage)
        self._cadence = Cadence(self.vantage, policies)
        self._previous = previous

    def entry(self, case: Case) -> Entry:
        """One customer."""
        vantage = self.vantage
        previous = self._previous.get(case.id) if self._previous else None
        score = self._graders.grade(case, previous)
        standing = self._standings.of(case)
        due = self._cadence.of(case, score.tier, score.plan.kind == "signed")
        name = case.customer.get("name")
        fields = (
            case.id, name if isinstance(name, str) else "", case, score, standing,
            due.ordinal, due.contact, due.follow_up, vantage.histories.of(case),
            vantage.standings(case) if case.contracts else (),
        )  # fmt: skip
        return tuple.__new__(Entry, fields)  # a NamedTuple's own __new__ is a Python call


def overview(
    book: Book,
    moment: Moment,
    graders: Graders,
    *,
    stages: Sequence[Stage] | None = None,
    policies: Policies | None = None,
    previous: Mapping[int, Previous] = NOBODY,
) -> list[Entry]:
    """Every customer of the book, in its order; stages and policies are the book's unless
    given. `previous` holds the tiers that hysteresis keeps, by customer."""
    passing = Overview(
        moment, graders, stages or stages_of(book), policies or policies_of(book), previous
    )
    return [passing.entry(case) for case in book.cases()]
