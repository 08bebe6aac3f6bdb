"""One pass over the book: every customer with its score, stage and due day.

`list`, `today` and the board share it, so that a book is graded once. It must not know the
queue's formula.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tierdesk.domain.book import Book, Case, Row
from tierdesk.domain.contact_log import History
from tierdesk.domain.contracts import Standing as Contract
from tierdesk.domain.moment import Moment
from tierdesk.domain.vantage import Vantage
from tierdesk.pipeline.stage import Stage
from tierdesk.pipeline.stages import stages_of
from tierdesk.pipeline.standing import Standing, Standings
from tierdesk.scoring.default_model import all_models_of
from tierdesk.scoring.grade import bound_graders
from tierdesk.scoring.model import ScoringModel
from tierdesk.scoring.models import Models
from tierdesk.scoring.score import Score
from tierdesk.triage.cadence import Cadence
from tierdesk.triage.policy import Policies, policies_of


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
    """One pass, prepared: the book's stages, policies and models at one vantage, made once and
    shared by whoever asks about that moment. `models` stand for the book's own. Raises Invalid when
    the book's own stages, policies or models are faulty."""

    def __init__(self, book: Book, moment: Moment, models: Models | None = None) -> None:
        self.stages: Sequence[Stage] = stages_of(book)
        self.policies: Policies = policies_of(book)
        self.vantage = Vantage(moment)
        self.cadence = Cadence(self.vantage, self.policies)
        self._book = book
        self._models = models or all_models_of(book)
        self._graders = bound_graders(self._models, self.vantage)
        self._standings = Standings(self.stages, self.vantage)

    @property
    def models(self) -> tuple[ScoringModel, ...]:
        """The models that grade: of open deals, of signed customers, variants for industries."""
        return self._models.all

    def stream(self) -> Iterator[Entry]:
        """Every customer of the book, in its order, one at a time: 10,000 grades with all their
        parts are 40 MB, so whoever walks the whole book keeps of each what it needs."""
        return map(self.entry, self._book.cases())

    def entries(self) -> list[Entry]:
        """Every customer of the book, in its order."""
        return list(self.stream())

    def entry_of(self, customer_id: int) -> Entry:
        """One customer by its id."""
        return self.entry(self._book.case(customer_id))

    def entry(self, case: Case) -> Entry:
        """One customer."""
        vantage = self.vantage
        score = self._graders.grade(case)
        due = self.cadence.of(case, score.tier, score.plan.kind == "signed")
        name = case.customer.get("name")
        fields = (
            case.id, name if isinstance(name, str) else "", case, score, self._standings.of(case),
            due.ordinal, due.contact, due.follow_up, vantage.histories.of(case),
            vantage.standings(case) if case.contracts else (),
        )  # fmt: skip
        return tuple.__new__(Entry, fields)  # a NamedTuple's own __new__ is a Python call
